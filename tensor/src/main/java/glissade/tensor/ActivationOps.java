package glissade.tensor;

import glissade.tensor.kernel.Pool;
import glissade.tensor.kernel.Channels;
import glissade.tensor.kernel.Elu;
import glissade.tensor.kernel.Kernels;
import glissade.tensor.kernel.Lines;
import glissade.tensor.kernel.RowLoop;
import glissade.tensor.kernel.Unary;

/// The functions that make a network more than a matrix.
///
/// Each result is a new tensor. NaN in gives NaN out.
public sealed interface ActivationOps permits Tensor {

    private Tensor self() {
        return (Tensor) this;
    }

    /// The rectifier, `max(x, 0)`.
    default Tensor relu() {
        return self().map(Unary.RELU);
    }

    /// The logistic function, `1 / (1 + e^−x)`, without overflow.
    default Tensor sigmoid() {
        return self().map(Kernels.active().elementary()::sigmoid);
    }

    /// The hyperbolic tangent.
    default Tensor tanh() {
        return self().map(Kernels.active().elementary()::tanh);
    }

    /// Numbers from 0 to 1 that add up to 1 along the axis: `e^xᵢ / Σⱼ e^xⱼ`. The greatest element is subtracted first,
    /// so nothing overflows.
    ///
    /// @throws ShapeException if there is no such axis
    default Tensor softmax(int axis) {
        return along("softmax", axis, Kernels.active().softmax()::softmax);
    }

    /// The logarithm of [#softmax], `xᵢ − log Σⱼ e^xⱼ`, exact where softmax itself would round to 0.
    ///
    /// @throws ShapeException if there is no such axis
    default Tensor logSoftmax(int axis) {
        return along("logSoftmax", axis, Kernels.active().softmax()::logSoftmax);
    }

    /// [#softmax] of the opposite: the smallest element gets the greatest share.
    ///
    /// @throws ShapeException if there is no such axis
    default Tensor softmin(int axis) {
        Tensor x = self();
        return x.neg().softmax(x.shape().axis("softmin", axis));
    }

    // --- bent lines

    /// The rectifier cut at 6, `min(max(x, 0), 6)`.
    default Tensor relu6() {
        return self().clamp(0, 6);
    }

    /// `x` where it is positive, else `slope · x`.
    ///
    /// @throws IllegalArgumentException if the slope is not finite
    default Tensor leakyRelu(double slope) {
        float below = (float) Elu.requireFinite("leakyRelu", "slope", slope);
        var kernel = Kernels.active().piecewise();
        return self().map((x, xo, y, yo, n) -> kernel.slopes(below, 1, x, xo, x, xo, y, yo, n));
    }

    /// [#leakyRelu(double)] with slope 0.01.
    default Tensor leakyRelu() {
        return leakyRelu(0.01);
    }

    /// `x` where it is positive, else `slope · x`; the slope is one number, or one for each index of axis 1, the channels.
    ///
    /// @throws ShapeException if the slope is neither
    default Tensor prelu(Tensor slope) {
        Tensor x = self();
        return x.where(x.greater(0), x.mul(slope.reshape(Channels.view("prelu", x.shape(), "slope", slope.shape()))));
    }

    /// Each element moved to the nearest number from `least` to `greatest`.
    ///
    /// @throws IllegalArgumentException if `least ≥ greatest`, or one is NaN
    default Tensor hardtanh(double least, double greatest) {
        if (!(least < greatest)) {
            throw new IllegalArgumentException("hardtanh: there is nothing between the bounds " + least + " and "
                    + greatest + "; give the smaller one first");
        }
        return self().clamp(least, greatest);
    }

    /// [#hardtanh(double, double)] from −1 to 1.
    default Tensor hardtanh() {
        return hardtanh(-1, 1);
    }

    /// [#sigmoid] of straight lines, `min(max(x + 3, 0), 6) / 6`.
    default Tensor hardsigmoid() {
        return self().map(Kernels.active().piecewise()::hardsigmoid);
    }

    /// [#silu] of straight lines and a parabola, `x · min(max(x + 3, 0), 6) / 6`.
    default Tensor hardswish() {
        return self().map(Kernels.active().piecewise()::hardswish);
    }

    // --- curves below, lines above

    /// The exponential linear unit: `x` where it is positive, else `alpha · (eˣ − 1)`.
    ///
    /// @throws IllegalArgumentException if alpha is not finite
    default Tensor elu(double alpha) {
        return curved(Elu.of(alpha));
    }

    /// [#elu(double)] with alpha 1.
    default Tensor elu() {
        return elu(1);
    }

    /// The scaled exponential linear unit: `λ · x` where it is positive, else `λα · (eˣ − 1)`, with λ = 1.0507… and
    /// α = 1.6733…, which keep mean 0 and variance 1 from layer to layer (Klambauer et al., *Self-Normalizing Neural Networks*,
    /// 2017).
    default Tensor selu() {
        return curved(Elu.SELU);
    }

    /// The continuously differentiable exponential linear unit: `x` where it is positive, else `alpha · (e^(x / alpha) − 1)`.
    ///
    /// @throws IllegalArgumentException if alpha is 0 or not finite
    default Tensor celu(double alpha) {
        return curved(Elu.continuous(alpha));
    }

    /// [#celu(double)] with alpha 1.
    default Tensor celu() {
        return celu(1);
    }

    private Tensor curved(Elu elu) {
        var kernel = Kernels.active().piecewise();
        float below = (float) elu.below();
        float rate = (float) elu.rate();
        float above = (float) elu.above();
        return self().map((x, xo, y, yo, n) -> kernel.elu(below, rate, above, x, xo, y, yo, n));
    }

    /// A smooth rectifier, `log(1 + eˣ)`, without overflow.
    default Tensor softplus() {
        return self().map(Kernels.active().elementary()::softplus);
    }

    /// `log(1 + e^(beta · x)) / beta`, and `x` itself where `beta · x > threshold`. The greater beta, the closer to the rectifier.
    ///
    /// @throws IllegalArgumentException if beta is not positive and finite, or the threshold is NaN
    default Tensor softplus(double beta, double threshold) {
        float b = (float) Elu.requireFinite("softplus", "beta", beta);
        if (b <= 0) {
            throw new IllegalArgumentException("softplus: beta is " + beta + "; it must be positive");
        }
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("softplus: the threshold is NaN; 20 is PyTorch's");
        }
        float t = (float) threshold;
        var kernel = Kernels.active().piecewise();
        return self().map((x, xo, y, yo, n) -> kernel.softplus(b, t, x, xo, y, yo, n));
    }

    // --- smooth curves

    /// The Gaussian error linear unit, `x · Φ(x)` with the normal distribution's Φ (Hendrycks and Gimpel, 2016).
    default Tensor gelu() {
        return self().map(Kernels.active().elementary()::gelu);
    }

    /// [#gelu] with a hyperbolic tangent for Φ: `½ x · (1 + tanh(√(2/π) · (x + 0.044715 x³)))`, as in GPT-2.
    default Tensor geluTanh() {
        return self().map(Kernels.active().elementary()::geluTanh);
    }

    /// The sigmoid linear unit, also called swish: `x · sigmoid(x)`.
    default Tensor silu() {
        return self().map(Kernels.active().elementary()::silu);
    }

    /// `x · tanh(softplus(x))` (Misra, 2019).
    default Tensor mish() {
        return self().map(Kernels.active().elementary()::mish);
    }

    /// The logarithm of [#sigmoid], exact where sigmoid itself would round to 0.
    default Tensor logSigmoid() {
        return self().map(Kernels.active().elementary()::logSigmoid);
    }

    /// `x / (1 + |x|)`.
    default Tensor softsign() {
        return self().map(Kernels.active().piecewise()::softsign);
    }

    /// The gated linear unit: the axis is cut into halves a and b, and the result is `a · sigmoid(b)`, half as long.
    ///
    /// @throws ShapeException if there is no such axis, or its size is odd
    default Tensor glu(int axis) {
        Tensor x = self();
        int size = x.shape().size(x.shape().axis("glu", axis));
        if (size % 2 != 0) {
            throw ShapeException.of("glu", "an axis of size " + size + " has no halves")
                    .operand("tensor", x.shape(), axis).fix("give it an even size: values, then their gates");
        }
        int half = size / 2;
        return x.narrow(axis, 0, half).mul(x.narrow(axis, half, half).sigmoid());
    }

    private Tensor along(String op, int axis, RowLoop loop) {
        Tensor x = self();
        Shape shape = x.shape();
        int at = shape.axis(op, axis);
        float[] y = Pool.take(shape);
        Lines.apply(loop, x.data(), y, shape.product(0, at), shape.size(at), shape.product(at + 1, shape.rank()));
        return new Tensor(shape, y);
    }
}
