package glissade.tensor;

import glissade.tensor.kernel.ConvPlan;
import glissade.tensor.kernel.LinearResize;
import glissade.tensor.kernel.Pool;

/// Checks and shapes of pooling, patches and resizing.
final class Pools {

    private Pools() {
    }

    static void requireAverage(PoolWindow window, int divisor) {
        if (divisor < 0) {
            throw new IllegalArgumentException("averagePool: the divisor is " + divisor + ", must be 0 or more");
        }
        for (int dilation : window.dilation()) {
            if (dilation != 1) {
                throw new IllegalArgumentException("averagePool: the dilation is " + dilation + ", must be 1");
            }
        }
    }

    /// The convolution whose patches are to be unfolded; its weight is never needed.
    static ConvPlan unfolding(String op, Shape input, ConvWindow window, int... kernel) {
        int rank = input.rank() - 2;
        if (rank < 1 || rank > 3 || kernel.length != 1 && kernel.length != rank) {
            throw ShapeException.of(op, "the kernel has not one size, or one for each spatial axis")
                    .operand("input", input).operand("kernel", Shape.of(kernel.clone()))
                    .fix("the input is [batch, channels, …]");
        }
        if (window.groups() != 1) {
            throw new IllegalArgumentException(op + ": groups is " + window.groups() + ", must be 1");
        }
        int[] weight = input.toArray();
        weight[0] = 1;
        for (int i = 0; i < rank; i++) {
            weight[i + 2] = kernel[kernel.length == 1 ? 0 : i];
            if (weight[i + 2] < 1) {
                throw new IllegalArgumentException(
                        op + ": a size of the kernel is " + weight[i + 2] + ", must be 1 or more");
            }
        }
        return ConvPlan.of(op, input, Shape.of(weight), window);
    }

    /// The spatial sizes to resize to.
    static int[] resized(String op, Shape input, int... sizes) {
        int rank = input.rank() - 2;
        if (rank < 1 || rank > 3 || sizes.length != 1 && sizes.length != rank) {
            throw ShapeException.of(op, "there is not one new size, or one for each spatial axis")
                    .operand("input", input)
                    .operand("sizes", Shape.of(sizes.length)).fix("the input is [batch, channels, …]");
        }
        int[] all = new int[rank];
        for (int i = 0; i < rank; i++) {
            all[i] = sizes[sizes.length == 1 ? 0 : i];
            if (all[i] < 1 || input.size(i + 2) < 1) {
                throw ShapeException.of(op, "axis " + (i + 2) + " is to get the size " + all[i])
                        .operand("input", input, i + 2).fix("both sizes must be 1 or more");
            }
        }
        return all;
    }

    /// The spatial sizes of an input that becomes so many times as long.
    static int[] scaled(String op, Shape input, double... factors) {
        int[] sizes = new int[factors.length == 1 ? Math.max(1, input.rank() - 2) : factors.length];
        for (int i = 0; i < sizes.length; i++) {
            double factor = factors[factors.length == 1 ? 0 : i];
            if (!(factor > 0) || Double.isInfinite(factor)) {
                throw new IllegalArgumentException(op + ": a factor is " + factor + ", must be positive and finite");
            }
            sizes[i] = i + 2 < input.rank() ? (int) (input.size(i + 2) * factor) : 1;
        }
        return resized(op, input, sizes);
    }

    /// One axis of the size `out`.
    static Tensor resized(Tensor x, int axis, LinearResize step, int out) {
        Shape shape = x.shape().with(axis, out);
        float[] y = Pool.take(shape);
        step.apply(x.data(), y, shape.product(0, axis), shape.product(axis + 1, shape.rank()));
        return new Tensor(shape, y);
    }

    static Shape unfolded(ConvPlan plan) {
        return Shape.of(plan.batch(), plan.weightShape().product(1, plan.weightShape().rank()),
                plan.outputShape().product(2, plan.outputShape().rank()));
    }
}
