package glissade.autograd;

import static glissade.autograd.Variable.record;

import glissade.tensor.ConvWindow;
import glissade.tensor.Indices;
import glissade.tensor.Operand;
import glissade.tensor.PoolWindow;
import glissade.tensor.Pooled;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.ConvPlan;
import glissade.tensor.kernel.PoolPlan;
import org.jspecify.annotations.Nullable;

/// Convolutions and pooling over one to three spatial axes. An input is `[batch, channels, …]`. The formulas, and what
/// options are refused, stand at [glissade.tensor.ConvOps].
public sealed interface ConvOps permits Variable {

    private Variable self() {
        return (Variable) this;
    }

    /// The cross-correlation with a weight `[out, channels / groups, …]`. `dx` is the transposed convolution of `dy`, `dw` the
    /// correlation of x with `dy`, `dbias` the sum of `dy` over batch and space.
    ///
    /// @param bias `[out]`, or null for none
    /// @throws glissade.tensor.ShapeException if the shapes do not fit
    default Variable conv(Operand weight, @Nullable Operand bias, ConvWindow window) {
        Variable x = self();
        Variable w = Variable.of(weight);
        ConvPlan plan = ConvPlan.of(x.shape(), w.shape(), window);
        if (bias == null) {
            return Convolutions.output(plan, x, w);
        }
        Variable b = Variable.of(bias);
        return record("conv", x.data().conv(w.data(), b.data(), window),
                x.pullTidy(dy -> Convolutions.input(plan, dy, w)), w.pullTidy(dy -> Convolutions.weight(plan, x, dy)),
                b.pullTidy(Convolutions::bias));
    }

    /// The transposed convolution, with a weight `[channels, out / groups, …]`. `dx` is the convolution of `dy`, `dw` the correlation
    /// of `dy` with x, `dbias` the sum of `dy` over batch and space.
    ///
    /// @param bias `[out]`, or null for none
    /// @param outputPadding how much longer than the least the result is, one number for all axes or one for each; none for 0
    /// @throws glissade.tensor.ShapeException if the shapes do not fit
    default Variable convTranspose(Operand weight, @Nullable Operand bias, ConvWindow window, int... outputPadding) {
        Variable x = self();
        Variable w = Variable.of(weight);
        ConvPlan plan = ConvPlan.transposed(x.shape(), w.shape(), window, outputPadding);
        if (bias == null) {
            return Convolutions.input(plan, x, w);
        }
        Variable b = Variable.of(bias);
        return record("convTranspose", x.data().convTranspose(w.data(), b.data(), window, outputPadding),
                x.pullTidy(dy -> Convolutions.output(plan, dy, w)), w.pullTidy(dy -> Convolutions.weight(plan, dy, x)),
                b.pullTidy(Convolutions::bias));
    }

    /// The greatest element of each window. `dy` goes to that element, the first of several.
    ///
    /// @throws glissade.tensor.ShapeException if the shapes do not fit
    default Variable maxPool(PoolWindow window) {
        Variable x = self();
        return greatest("maxPool", PoolPlan.of("maxPool", x.shape(), window, false),
                x.data().maxPoolWithPlaces(window));
    }

    /// The greatest element of each of as many windows as the result is to have. `dy` goes to that element, the first of several.
    ///
    /// @param sizes the result's spatial sizes, one for all axes or one for each
    /// @throws glissade.tensor.ShapeException if the shapes do not fit
    default Variable adaptiveMaxPool(int... sizes) {
        Variable x = self();
        return greatest("adaptiveMaxPool", PoolPlan.adaptive("adaptiveMaxPool", x.shape(), sizes),
                x.data().adaptiveMaxPoolWithPlaces(sizes));
    }

    private Variable greatest(String op, PoolPlan plan, Pooled pooled) {
        Indices places = pooled.places();
        return record(op, pooled.values(), self().pullTidy(dy -> Convolutions.put(plan, places, dy)));
    }

    /// The mean of each window, the zeros of the padding included. `dx`: each element gets its share of `dy` from each window.
    ///
    /// @throws glissade.tensor.ShapeException if the shapes do not fit
    default Variable averagePool(PoolWindow window) {
        return averagePool(window, true, 0);
    }

    /// The sum of each window, divided by the number of its elements, with or without the padding, or by a number of one's own. `dx`:
    /// each element gets its share of `dy` from each window.
    ///
    /// @param divisor what to divide by; 0 for the number of elements
    /// @throws glissade.tensor.ShapeException if the shapes do not fit
    /// @throws IllegalArgumentException if the divisor is negative
    default Variable averagePool(PoolWindow window, boolean countPadding, int divisor) {
        Variable x = self();
        Tensor value = x.data().averagePool(window, countPadding, divisor);
        PoolPlan plan = PoolPlan.of("averagePool", x.shape(), window, countPadding);
        return record("averagePool", value, x.pullTidy(dy -> Convolutions.spread(plan, divisor, dy)));
    }

    /// The mean of each of as many windows as the result is to have. `dx`: each element gets its share of `dy` from each window.
    ///
    /// @param sizes the result's spatial sizes, one for all axes or one for each
    /// @throws glissade.tensor.ShapeException if the shapes do not fit
    default Variable adaptiveAveragePool(int... sizes) {
        Variable x = self();
        PoolPlan plan = PoolPlan.adaptive("adaptiveAveragePool", x.shape(), sizes);
        return record("adaptiveAveragePool", x.data().adaptiveAveragePool(sizes),
                x.pullTidy(dy -> Convolutions.spread(plan, 0, dy)));
    }

    /// What a kernel of the given size sees at each of its positions: `[batch, channels · kernel, positions]`. `dx` is `dy` folded.
    ///
    /// @throws glissade.tensor.ShapeException if the shapes do not fit
    default Variable unfold(ConvWindow window, int... kernel) {
        Variable x = self();
        int[] own = kernel.clone();
        return record("unfold", x.data().unfold(window, own), x.pullTidy(dy -> dy.fold(x.shape(), window, own)));
    }

    /// The reverse of [#unfold]: patches added up where they overlap, into a tensor `[batch, channels, …]` of the given shape. `dx` is
    /// `dy` unfolded.
    ///
    /// @throws glissade.tensor.ShapeException if the shapes do not fit
    default Variable fold(Shape result, ConvWindow window, int... kernel) {
        Variable x = self();
        int[] own = kernel.clone();
        return record("fold", x.data().fold(result, window, own), x.pullTidy(dy -> dy.unfold(window, own)));
    }

    /// The nearest element for each place of a result of other spatial sizes. `dx`: the sum of `dy` over the places that show it.
    ///
    /// @param sizes the result's spatial sizes, one for all axes or one for each
    /// @throws glissade.tensor.ShapeException if the shapes do not fit
    default Variable resizeNearest(int... sizes) {
        Variable x = self();
        Tensor y = x.data().resizeNearest(sizes);
        Shape shape = x.shape();
        return record("resizeNearest", y, x.pullTidy(dy -> Convolutions.nearestGradient(dy, shape)));
    }

    /// The nearest element for each place of a result that is so many times as long; see [glissade.tensor.ConvOps#scaleNearest]. `dx`: the
    /// sum of `dy` over the places that show it.
    ///
    /// @param factors how many times, one for all spatial axes or one for each
    /// @throws glissade.tensor.ShapeException if the shapes do not fit
    /// @throws IllegalArgumentException if a factor is not positive and finite
    default Variable scaleNearest(double... factors) {
        Variable x = self();
        double[] own = factors.clone();
        Shape shape = x.shape();
        return record("scaleNearest", x.data().scaleNearest(own),
                x.pullTidy(dy -> Convolutions.nearestGradient(dy, shape, own)));
    }

    /// Linear interpolation along each spatial axis, for a result that is so many times as long; see
    /// [glissade.tensor.ConvOps#scaleLinear]. `dx`: the sum of `dy`, weighted as the values were.
    ///
    /// @param factors how many times, one for all spatial axes or one for each
    /// @throws glissade.tensor.ShapeException if the shapes do not fit
    /// @throws IllegalArgumentException if a factor is not positive and finite
    default Variable scaleLinear(double... factors) {
        Variable x = self();
        double[] own = factors.clone();
        Shape shape = x.shape();
        return record("scaleLinear", x.data().scaleLinear(own),
                x.pullTidy(dy -> Convolutions.linearGradient(dy, shape, own)));
    }

    /// Linear interpolation along each spatial axis; see [glissade.tensor.ConvOps#resizeLinear]. `dx`: the sum of `dy`, weighted as the
    /// values were.
    ///
    /// @param sizes the result's spatial sizes, one for all axes or one for each
    /// @throws glissade.tensor.ShapeException if the shapes do not fit
    default Variable resizeLinear(boolean alignCorners, int... sizes) {
        Variable x = self();
        Tensor y = x.data().resizeLinear(alignCorners, sizes);
        Shape shape = x.shape();
        return record("resizeLinear", y, x.pullTidy(dy -> Convolutions.linearGradient(dy, shape, alignCorners)));
    }
}
