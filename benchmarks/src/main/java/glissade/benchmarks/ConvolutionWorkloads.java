package glissade.benchmarks;

import glissade.autograd.Mode;
import glissade.autograd.Variable;
import glissade.tensor.ConvWindow;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Convolutions of kernel 3 × 3, stride 1 and padding 1, from C to O channels: `bB_CxHxW_O`.
///
/// | name | a call |
/// | --- | --- |
/// | `conv2d_fwd/…` | `[B, C, H, W] → [B, O, H, W]` with bias, unrecorded |
/// | `conv2d_fwdbwd/…` | the same, then the gradients of input, weight and bias for a given gradient of the output |
final class ConvolutionWorkloads {

    private static final ConvWindow WINDOW = new ConvWindow().padding(1);

    private ConvolutionWorkloads() {
    }

    static List<Workload> all() {
        var sizes = List.of(new Size(64, 1, 28, 32), new Size(64, 32, 14, 64), new Size(32, 64, 16, 64));
        var all = new ArrayList<Workload>();
        for (Size size : sizes) {
            all.add(Workload.of("conv2d_fwd/" + size, Work.flop(size.flop()), size::forward));
        }
        for (Size size : sizes) {
            all.add(Workload.of("conv2d_fwdbwd/" + size, Work.flop(3 * size.flop()), size::bothWays));
        }
        return all;
    }

    /// Images of `side` by `side` pixels.
    private record Size(int batch, int in, int side, int out) {

        double flop() {
            return 2.0 * batch * out * side * side * in * 9;
        }

        private Tensor input(RandomStream random) {
            return random.uniform(Shape.of(batch, in, side, side));
        }

        private Tensor weight(RandomStream random) {
            return random.uniform(Shape.of(out, in, 3, 3), -0.5, 0.5);
        }

        Workload.Call forward(RandomStream random) {
            Tensor x = input(random);
            Tensor weight = weight(random);
            Tensor bias = random.uniform(Shape.of(out));
            return () -> x.conv(weight, bias, WINDOW);
        }

        Workload.Call bothWays(RandomStream random) {
            Variable x = Variable.tracked(input(random));
            Variable weight = Variable.tracked(weight(random));
            Variable bias = Variable.tracked(random.uniform(Shape.of(out)));
            Tensor dy = random.uniform(Shape.of(batch, out, side, side));
            return () -> {
                Variable y = x.conv(weight, bias, WINDOW);
                // unrecorded: a training step does not differentiate its gradients either
                return Mode.unrecorded(() -> y.pullbacks(dy, x, weight, bias));
            };
        }

        @Override
        public String toString() {
            return "b" + batch + "_" + in + "x" + side + "x" + side + "_" + out;
        }
    }
}
