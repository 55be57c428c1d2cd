package glissade.autograd;

import static glissade.autograd.Variable.record;

import glissade.tensor.Indices;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.Pool;
import glissade.tensor.kernel.ConvPlan;
import glissade.tensor.kernel.Convolution;
import glissade.tensor.kernel.LinearResize;
import glissade.tensor.kernel.PoolPlan;
import glissade.tensor.kernel.Pooling;
import glissade.tensor.kernel.Resize;
import glissade.tensor.kernel.TensorAccess;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// The operations that convolutions and poolings consist of. Each is linear in each of its inputs, and their gradients are each other:
/// of input, weight and output, any two give the third. So they can be differentiated as often as one likes.
final class Convolutions {

    private Convolutions() {
    }

    static Variable output(ConvPlan plan, Variable x, Variable w) {
        return record("conv",
                result(plan.outputShape(),
                        y -> Convolution.of(plan).forward(array(x), array(w), null, y)),
                x.pull(dy -> input(plan, dy, w)), w.pull(dy -> weight(plan, x, dy)));
    }

    static Variable input(ConvPlan plan, Variable y, Variable w) {
        return record("convTranspose",
                result(plan.inputShape(), x -> Convolution.of(plan).input(array(y), array(w), null, x)),
                y.pull(dx -> output(plan, dx, w)), w.pull(dx -> weight(plan, dx, y)));
    }

    static Variable weight(ConvPlan plan, Variable x, Variable y) {
        return record("convWeight",
                result(plan.weightShape(), w -> Convolution.of(plan).weight(array(x), array(y), w)),
                x.pull(dw -> input(plan, y, dw)), y.pull(dw -> output(plan, x, dw)));
    }

    /// The gradient of a bias: the sum over all axes but the channels'.
    static Variable bias(Variable dy) {
        return dy.sum(IntStream.range(0, dy.shape().rank()).filter(axis -> axis != 1).toArray());
    }

    /// Each number put to its place, zeros elsewhere.
    static Variable put(PoolPlan plan, Indices places, Variable y) {
        return record("putPooled",
                result(plan.input(), x -> Pooling.of(plan).put(array(y), TensorAccess.array(places), x)),
                y.pull(dx -> pick(plan, places, dx)));
    }

    private static Variable pick(PoolPlan plan, Indices places, Variable x) {
        return record("pickPooled",
                result(plan.output(), y -> Pooling.of(plan).pick(array(x), TensorAccess.array(places), y)),
                x.pull(dy -> put(plan, places, dy)));
    }

    /// Each number divided among its window.
    static Variable spread(PoolPlan plan, int divisor, Variable y) {
        return record("spreadPooled", result(plan.input(), x -> Pooling.of(plan).spread(array(y), x, divisor)),
                y.pull(dx -> gather(plan, divisor, dx)));
    }

    private static Variable gather(PoolPlan plan, int divisor, Variable x) {
        return record("averagePool", result(plan.output(), y -> Pooling.of(plan).average(array(x), y, divisor)),
                x.pull(dy -> spread(plan, divisor, dy)));
    }

    /// @param factors those of the scaling; none if the sizes tell
    static Variable nearestGradient(Variable dy, Shape shape, double... factors) {
        Variable dx = dy;
        for (int axis = 2; axis < shape.rank(); axis++) {
            int in = shape.size(axis);
            int out = dx.shape().size(axis);
            Indices from = Indices.of(factors.length == 0 ? Resize.nearest(in, out)
                    : Resize.nearest(in, out, factors[factors.length == 1 ? 0 : axis - 2]));
            Shape smaller = dx.shape().with(axis, shape.size(axis));
            dx = Variable.of(Tensor.zeros(smaller)).indexAdd(axis, from, dx);
        }
        return dx;
    }

    static Variable linearGradient(Variable dy, Shape shape, boolean alignCorners) {
        Shape resized = dy.shape();
        Tensor dx =
                spreadLinear(dy, shape, axis -> new LinearResize(shape.size(axis), resized.size(axis), alignCorners));
        int[] sizes = Arrays.copyOfRange(resized.toArray(), 2, resized.rank());
        return record("resizeLinearGradient", dx, dy.pull(ddx -> ddx.resizeLinear(alignCorners, sizes)));
    }

    static Variable linearGradient(Variable dy, Shape shape, double... factors) {
        Shape scaled = dy.shape();
        Tensor dx = spreadLinear(dy, shape, axis -> new LinearResize(shape.size(axis), scaled.size(axis),
                factors[factors.length == 1 ? 0 : axis - 2]));
        return record("scaleLinearGradient", dx, dy.pull(ddx -> ddx.scaleLinear(factors)));
    }

    /// The transpose of a step for each spatial axis.
    private static Tensor spreadLinear(Variable dy, Shape shape, IntFunction<LinearResize> steps) {
        Shape resized = dy.shape();
        Tensor dx = dy.data();
        for (int axis = 2; axis < shape.rank(); axis++) {
            Shape smaller = dx.shape().with(axis, shape.size(axis));
            LinearResize step = steps.apply(axis);
            int outer = shape.product(0, axis);
            int inner = resized.product(axis + 1, resized.rank());
            float[] before = TensorAccess.array(dx);
            dx = result(smaller, x -> step.spread(before, x, outer, inner));
        }
        return dx;
    }

    private static float[] array(Variable variable) {
        return TensorAccess.array(variable.data());
    }

    private static Tensor result(Shape shape, Consumer<float[]> compute) {
        float[] elements = Pool.take(shape);
        compute.accept(elements);
        return TensorAccess.wrap(shape, elements);
    }
}
