package glissade.benchmarks;

import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.Binary;
import glissade.tensor.kernel.Kernels;
import glissade.tensor.kernel.Parallel;
import glissade.tensor.kernel.Unary;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Loops over elements, and reductions.
///
/// | name | | bytes an element |
/// | --- | --- | --- |
/// | `ew_add/S` | `a + b`, both in [0, 1) | 12 |
/// | `ew_relu_xw_b/S` | `relu(x · w + b)`, all of size S, as a user writes it | 16 |
/// | `ew_exp/S`, `ew_tanh/S`, `ew_sigmoid/S` | of numbers in [-2, 2) | 8 |
/// | `sum/S` | the sum of all | 4 |
/// | `softmax/128x1000` | over the rows, of numbers in [-4, 4) | 8 |
final class ElementwiseWorkloads {

    private static final int[] SIZES = {1000, 100_000, 10_000_000};
    /// Where the tensors' own loops are cut for threads.
    private static final int BINARY_GRAIN = 1 << 18;
    private static final int UNARY_GRAIN = 1 << 17;
    private static final int ROWS_GRAIN = 1 << 16;
    private static final int ROWS = 128;
    private static final int COLUMNS = 1000;

    private ElementwiseWorkloads() {
    }

    static List<Workload> all() {
        var all = new ArrayList<Workload>();
        for (int n : SIZES) {
            String size = "/" + Workload.size(n);
            all.add(Workload.of("ew_add" + size, Work.elements(n, 12), random -> addInto(random, n)));
            all.add(Workload.of("ew_add_new" + size, Work.elements(n, 12), random -> addNew(random, n)));
            all.add(Workload.of("ew_relu_xw_b" + size, Work.elements(n, 16), random -> reluOfLine(random, n)));
            addUnary(all, "ew_exp", n, Kernels.active().elementary()::exp, Tensor::exp);
            addUnary(all, "ew_tanh", n, Kernels.active().elementary()::tanh, Tensor::tanh);
            addUnary(all, "ew_sigmoid", n, Kernels.active().elementary()::sigmoid, Tensor::sigmoid);
            all.add(Workload.of("sum" + size, Work.elements(n, 4), random -> sum(random, n)));
        }
        all.add(Workload.of("softmax/128x1000", Work.elements(ROWS * COLUMNS, 8), ElementwiseWorkloads::softmaxNew));
        all.add(Workload.of("softmax_into/128x1000", Work.elements(ROWS * COLUMNS, 8),
                ElementwiseWorkloads::softmaxInto));
        return all;
    }

    private static Workload.Call addInto(RandomStream random, int n) {
        float[] a = random.uniform(Shape.of(n)).toArray();
        float[] b = random.uniform(Shape.of(n)).toArray();
        float[] c = new float[n];
        return () -> {
            Parallel.range(n, BINARY_GRAIN, (from, to) -> Binary.ADD.both(a, from, b, from, c, from, to - from));
            return c;
        };
    }

    private static Workload.Call addNew(RandomStream random, int n) {
        Tensor a = random.uniform(Shape.of(n));
        Tensor b = random.uniform(Shape.of(n));
        return () -> a.add(b);
    }

    private static Workload.Call reluOfLine(RandomStream random, int n) {
        Tensor x = random.uniform(Shape.of(n), -0.5, 0.5);
        Tensor w = random.uniform(Shape.of(n));
        Tensor b = random.uniform(Shape.of(n), -0.5, 0.5);
        return () -> x.mul(w).add(b).relu();
    }

    private static void addUnary(List<Workload> all, String name, int n, Unary kernel,
            UnaryOperator<Tensor> operation) {
        String size = "/" + Workload.size(n);
        all.add(Workload.of(name + size, Work.elements(n, 8), random -> {
            float[] x = random.uniform(Shape.of(n), -2, 2).toArray();
            float[] y = new float[n];
            return () -> {
                Parallel.range(n, UNARY_GRAIN, (from, to) -> kernel.apply(x, from, y, from, to - from));
                return y;
            };
        }));
        all.add(Workload.of(name + "_new" + size, Work.elements(n, 8), random -> {
            Tensor x = random.uniform(Shape.of(n), -2, 2);
            return () -> operation.apply(x);
        }));
    }

    private static Workload.Call sum(RandomStream random, int n) {
        Tensor x = random.uniform(Shape.of(n));
        return x::sum;
    }

    private static Workload.Call softmaxNew(RandomStream random) {
        Tensor x = random.uniform(Shape.of(ROWS, COLUMNS), -4, 4);
        return () -> x.softmax(1);
    }

    private static Workload.Call softmaxInto(RandomStream random) {
        float[] x = random.uniform(Shape.of(ROWS, COLUMNS), -4, 4).toArray();
        float[] y = new float[x.length];
        var kernel = Kernels.active().softmax();
        return () -> {
            Parallel.range(ROWS, ROWS_GRAIN / COLUMNS,
                    (from, to) -> kernel.softmax(x, from * COLUMNS, y, from * COLUMNS,
                            to - from, COLUMNS));
            return y;
        };
    }
}
