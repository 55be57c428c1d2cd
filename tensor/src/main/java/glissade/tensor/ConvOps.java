package glissade.tensor;

import glissade.tensor.kernel.LinearResize;
import glissade.tensor.kernel.Pool;
import glissade.tensor.kernel.Allocation;
import glissade.tensor.kernel.ConvPlan;
import glissade.tensor.kernel.Convolution;
import glissade.tensor.kernel.PoolPlan;
import glissade.tensor.kernel.Pooling;
import glissade.tensor.kernel.Resize;
import org.jspecify.annotations.Nullable;

/// Convolutions and pooling over one to three spatial axes. An input is `[batch, channels, …]`.
///
/// Options that suit no input of so many axes are refused with an `IllegalArgumentException`: lists of another length, padding of more
/// than half of a pooling window, an output padding that is not less than stride or dilation, groups of [#unfold], dilation of an average.
public sealed interface ConvOps permits Tensor {

    private Tensor self() {
        return (Tensor) this;
    }

    /// The cross-correlation with a weight `[out, channels / groups, …]`, as networks call a convolution:
    /// `y[n, o, i] = bias[o] + Σ x[n, c, i · stride − padding + k · dilation] · w[o, c, k]` over the group's channels c and the kernel's
    /// elements k. The result is `[batch, out, …]`.
    ///
    /// @param bias `[out]`, or null for none
    /// @throws ShapeException if the shapes do not fit
    default Tensor conv(Tensor weight, @Nullable Tensor bias, ConvWindow window) {
        Tensor x = self();
        ConvPlan plan = ConvPlan.of(x.shape(), weight.shape(), window);
        if (bias != null) {
            ConvPlan.requireBias("conv", bias.shape(), plan.out());
        }
        float[] y = Pool.take(plan.outputShape());
        Convolution.of(plan).forward(x.data(), weight.data(), bias == null ? null : bias.data(), y);
        return new Tensor(plan.outputShape(), y);
    }

    /// The transposed convolution, with a weight `[channels, out / groups, …]`: each number of this spreads over the result as a
    /// convolution of the result would have gathered it. The result has the size `(size − 1) · stride − 2 · padding + dilation · (kernel
    /// − 1) + 1 + outputPadding`.
    ///
    /// @param bias `[out]`, or null for none
    /// @param outputPadding how much longer than that the result is, one number for all axes or one for each; none for 0
    /// @throws ShapeException if the shapes do not fit
    default Tensor convTranspose(Tensor weight, @Nullable Tensor bias, ConvWindow window, int... outputPadding) {
        Tensor x = self();
        ConvPlan plan = ConvPlan.transposed(x.shape(), weight.shape(), window, outputPadding);
        if (bias != null) {
            ConvPlan.requireBias("convTranspose", bias.shape(), plan.in());
        }
        float[] y = Pool.take(plan.inputShape());
        Convolution.of(plan).input(x.data(), weight.data(), bias == null ? null : bias.data(), y);
        return new Tensor(plan.inputShape(), y);
    }

    /// The greatest element of each window; the padding is never the greatest.
    ///
    /// @throws ShapeException if the shapes do not fit
    default Tensor maxPool(PoolWindow window) {
        return maxPoolWithPlaces(window).values();
    }

    /// [#maxPool] with the place of each element in its channel, counted over all spatial axes; the first of several.
    ///
    /// @throws ShapeException if the shapes do not fit
    default Pooled maxPoolWithPlaces(PoolWindow window) {
        return greatest(PoolPlan.of("maxPool", self().shape(), window, false).requireElements("maxPool"));
    }

    /// The greatest element of each of as many windows as the result is to have; together they cover the input evenly.
    ///
    /// @param sizes the result's spatial sizes, one for all axes or one for each
    /// @throws ShapeException if the shapes do not fit
    default Tensor adaptiveMaxPool(int... sizes) {
        return adaptiveMaxPoolWithPlaces(sizes).values();
    }

    /// [#adaptiveMaxPool] with the place of each element in its channel, counted over all spatial axes; the first of several.
    ///
    /// @param sizes the result's spatial sizes, one for all axes or one for each
    /// @throws ShapeException if the shapes do not fit
    default Pooled adaptiveMaxPoolWithPlaces(int... sizes) {
        return greatest(PoolPlan.adaptive("adaptiveMaxPool", self().shape(), sizes));
    }

    private Pooled greatest(PoolPlan plan) {
        Tensor x = self();
        float[] y = Pool.take(plan.output());
        int[] places = Allocation.ints(plan.output());
        Pooling.of(plan).max(x.data(), y, places);
        return new Pooled(new Tensor(plan.output(), y), new Indices(plan.output(), places));
    }

    /// The mean of each window, the zeros of the padding included.
    ///
    /// @throws ShapeException if the shapes do not fit
    default Tensor averagePool(PoolWindow window) {
        return averagePool(window, true, 0);
    }

    /// The sum of each window, divided by the number of its elements, with or without the padding, or by a number of one's own.
    ///
    /// @param divisor what to divide by; 0 for the number of elements
    /// @throws ShapeException if the shapes do not fit
    /// @throws IllegalArgumentException if the divisor is negative
    default Tensor averagePool(PoolWindow window, boolean countPadding, int divisor) {
        Pools.requireAverage(window, divisor);
        return average(PoolPlan.of("averagePool", self().shape(), window, countPadding), divisor);
    }

    /// The mean of each of as many windows as the result is to have; together they cover the input evenly.
    ///
    /// @param sizes the result's spatial sizes, one for all axes or one for each
    /// @throws ShapeException if the shapes do not fit
    default Tensor adaptiveAveragePool(int... sizes) {
        return average(PoolPlan.adaptive("adaptiveAveragePool", self().shape(), sizes), 0);
    }

    private Tensor average(PoolPlan plan, int divisor) {
        float[] y = Pool.take(plan.output());
        Pooling.of(plan).average(self().data(), y, divisor);
        return new Tensor(plan.output(), y);
    }

    /// What a kernel of the given size sees at each of its positions: `[batch, channels · kernel, positions]`.
    ///
    /// @throws ShapeException if the shapes do not fit
    default Tensor unfold(ConvWindow window, int... kernel) {
        Tensor x = self();
        ConvPlan plan = Pools.unfolding("unfold", x.shape(), window, kernel);
        Shape shape = Pools.unfolded(plan);
        float[] y = Allocation.floats(shape);
        Convolution.of(plan).unfold(x.data(), y);
        return new Tensor(shape, y);
    }

    /// The reverse of [#unfold]: patches added up where they overlap, into a tensor `[batch, channels, …]` of the given shape.
    ///
    /// @throws ShapeException if the shapes do not fit
    default Tensor fold(Shape result, ConvWindow window, int... kernel) {
        Tensor y = self();
        ConvPlan plan = Pools.unfolding("fold", result, window, kernel);
        if (!y.shape().equals(Pools.unfolded(plan))) {
            throw ShapeException.of("fold", "the patches are not those of this result").operand("patches", y.shape())
                    .operand("expected", Pools.unfolded(plan)).operand("result", result)
                    .fix("give the shape and window that unfold had");
        }
        float[] x = Allocation.floats(result);
        Convolution.of(plan).fold(y.data(), x);
        return new Tensor(result, x);
    }

    /// The nearest element for each place of a result of other spatial sizes: place i is element `⌊i · size / newSize⌋`.
    ///
    /// @param sizes the result's spatial sizes, one for all axes or one for each
    /// @throws ShapeException if the shapes do not fit
    default Tensor resizeNearest(int... sizes) {
        Tensor y = self();
        int[] all = Pools.resized("resizeNearest", y.shape(), sizes);
        for (int axis = 2; axis < y.shape().rank(); axis++) {
            y = y.indexSelect(axis, Indices.of(Resize.nearest(y.shape().size(axis), all[axis - 2])));
        }
        return y;
    }

    /// The nearest element for each place of a result that is so many times as long: place i is element `⌊i / factor⌋`. Unlike
    /// [#resizeNearest] it keeps to the factor where the size is no whole multiple.
    ///
    /// @param factors how many times, one for all spatial axes or one for each; sizes are rounded down
    /// @throws ShapeException if the shapes do not fit
    /// @throws IllegalArgumentException if a factor is not positive and finite
    default Tensor scaleNearest(double... factors) {
        Tensor y = self();
        int[] all = Pools.scaled("scaleNearest", y.shape(), factors);
        for (int axis = 2; axis < y.shape().rank(); axis++) {
            double factor = factors[factors.length == 1 ? 0 : axis - 2];
            y = y.indexSelect(axis, Indices.of(Resize.nearest(y.shape().size(axis), all[axis - 2], factor)));
        }
        return y;
    }

    /// Linear interpolation along each spatial axis, for a result that is so many times as long; elements are areas. Unlike
    /// [#resizeLinear] it keeps to the factor where the size is no whole multiple.
    ///
    /// @param factors how many times, one for all spatial axes or one for each; sizes are rounded down
    /// @throws ShapeException if the shapes do not fit
    /// @throws IllegalArgumentException if a factor is not positive and finite
    default Tensor scaleLinear(double... factors) {
        Tensor y = self();
        int[] all = Pools.scaled("scaleLinear", y.shape(), factors);
        for (int axis = 2; axis < y.shape().rank(); axis++) {
            double factor = factors[factors.length == 1 ? 0 : axis - 2];
            y = Pools.resized(y, axis, new LinearResize(y.shape().size(axis), all[axis - 2], factor), all[axis - 2]);
        }
        return y;
    }

    /// Linear interpolation along each spatial axis: bilinear for two. With `alignCorners` the first and last elements stay at the ends;
    /// without, elements are areas, as in pictures. A NaN or an infinity goes no further than its neighbours.
    ///
    /// @param sizes the result's spatial sizes, one for all axes or one for each
    /// @throws ShapeException if the shapes do not fit
    default Tensor resizeLinear(boolean alignCorners, int... sizes) {
        Tensor y = self();
        int[] all = Pools.resized("resizeLinear", y.shape(), sizes);
        for (int axis = 2; axis < y.shape().rank(); axis++) {
            int out = all[axis - 2];
            y = Pools.resized(y, axis, new LinearResize(y.shape().size(axis), out, alignCorners), out);
        }
        return y;
    }
}
