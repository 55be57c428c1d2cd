package glissade.autograd;

import static glissade.autograd.Variable.record;

import glissade.tensor.Operand;
import glissade.tensor.kernel.Channels;
import glissade.tensor.kernel.Elu;

/// The functions that make a network more than a matrix.
///
/// Most are fused: one pass forward, and one back by a kernel that computes the gradient from the output or the input. Composed of
/// elementary operations they would take four passes and more memory, and softmax would overflow.
public sealed interface ActivationOps permits Variable {

    private Variable self() {
        return (Variable) this;
    }

    /// The rectifier. `y = max(x, 0)`; `dx = dy` where x > 0, else 0.
    default Variable relu() {
        Variable x = self();
        return record("relu", x.data().relu(), x.pullTidy(FusedGradients::relu));
    }

    /// The logistic function. `y = 1 / (1 + e⁻ˣ)`, `dx = dy · y · (1 − y)`.
    default Variable sigmoid() {
        Variable x = self();
        return record("sigmoid", x.data().sigmoid(), x.pullTidy(FusedGradients::sigmoid));
    }

    /// The hyperbolic tangent. `y = tanh x`, `dx = dy · (1 − y²)`.
    default Variable tanh() {
        Variable x = self();
        return record("tanh", x.data().tanh(), x.pullTidy(FusedGradients::tanh));
    }

    /// Numbers from 0 to 1 that add up to 1 along the axis. `yᵢ = e^xᵢ / Σⱼ e^xⱼ`, `dxᵢ = yᵢ · (dyᵢ − Σⱼ dyⱼ yⱼ)`.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis
    default Variable softmax(int axis) {
        Variable x = self();
        return record("softmax", x.data().softmax(axis), x.pullTidy((dy, y) -> FusedGradients.softmax(dy, y, axis)));
    }

    /// The logarithm of [#softmax]. `yᵢ = xᵢ − ln Σⱼ e^xⱼ`, `dxᵢ = dyᵢ − e^yᵢ · Σⱼ dyⱼ`.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis
    default Variable logSoftmax(int axis) {
        Variable x = self();
        return record("logSoftmax", x.data().logSoftmax(axis),
                x.pullTidy((dy, y) -> FusedGradients.logSoftmax(dy, y, axis)));
    }

    /// [#softmax] of the opposite: `yᵢ = e^−xᵢ / Σⱼ e^−xⱼ`, `dxᵢ = −yᵢ · (dyᵢ − Σⱼ dyⱼ yⱼ)`.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis
    default Variable softmin(int axis) {
        Variable x = self();
        return record("softmin", x.data().softmin(axis),
                x.pullTidy((dy, y) -> FusedGradients.softmax(dy, y, axis).neg()));
    }

    // --- bent lines

    /// The rectifier cut at 6. `y = min(max(x, 0), 6)`; `dx = dy` where 0 < x < 6, else 0.
    default Variable relu6() {
        Variable x = self();
        return record("relu6", x.data().relu6(), x.pullTidy(dy -> PiecewiseGradients.hardtanh(dy, x, 0, 6)));
    }

    /// `y = x` where x > 0, else `slope · x`; `dx = dy` where x > 0, else `slope · dy`.
    ///
    /// @throws IllegalArgumentException if the slope is not finite
    default Variable leakyRelu(double slope) {
        Variable x = self();
        return record("leakyRelu", x.data().leakyRelu(slope),
                x.pullTidy(dy -> PiecewiseGradients.slopes(dy, x, (float) slope, 1)));
    }

    /// [#leakyRelu(double)] with slope 0.01.
    default Variable leakyRelu() {
        return leakyRelu(0.01);
    }

    /// [#leakyRelu(double)] with slopes that are learned: one number, or one for each index of axis 1, the channels.
    /// `dslope = Σ dy · x` where x ≤ 0.
    ///
    /// @throws glissade.tensor.ShapeException if the slope is neither
    default Variable prelu(Operand slope) {
        Variable x = self();
        Variable given = Variable.of(slope);
        Variable a = given.reshape(Channels.view("prelu", x.shape(), "slope", given.shape()));
        return record("prelu", x.data().prelu(given.data()), x.pullTidy(dy -> dy.where(x.greater(0), dy.mul(a))),
                a.pullTidy(dy -> dy.mul(x).maskedFill(x.greater(0), 0)));
    }

    /// `y` is x moved to the nearest number from `least` to `greatest`; `dx = dy` where least < x < greatest, else 0. Unlike
    /// [ElementwiseOps#clamp] it has gradient 0 on the bounds.
    ///
    /// @throws IllegalArgumentException if `least ≥ greatest`, or one is NaN
    default Variable hardtanh(double least, double greatest) {
        Variable x = self();
        return record("hardtanh", x.data().hardtanh(least, greatest),
                x.pullTidy(dy -> PiecewiseGradients.hardtanh(dy, x, (float) least, (float) greatest)));
    }

    /// [#hardtanh(double, double)] from −1 to 1.
    default Variable hardtanh() {
        return hardtanh(-1, 1);
    }

    /// [#sigmoid] of straight lines. `y = min(max(x + 3, 0), 6) / 6`; `dx = dy / 6` where −3 < x < 3, else 0.
    default Variable hardsigmoid() {
        Variable x = self();
        return record("hardsigmoid", x.data().hardsigmoid(),
                x.pullTidy(dy -> PiecewiseGradients.between(dy, x, -3, 3, 1 / 6.0)));
    }

    /// [#silu] of straight lines and a parabola. `y = x · min(max(x + 3, 0), 6) / 6`; `dx = dy · (x / 3 + ½)` where
    /// −3 < x < 3, 0 below, `dy` above.
    default Variable hardswish() {
        Variable x = self();
        return record("hardswish", x.data().hardswish(), x.pullTidy(dy -> PiecewiseGradients.hardswish(dy, x)));
    }

    // --- curves below, lines above

    /// The exponential linear unit. `y = x` where x > 0, else `alpha · (eˣ − 1)`; `dx = dy` where x > 0, else
    /// `dy · alpha · eˣ`.
    ///
    /// @throws IllegalArgumentException if alpha is not finite
    default Variable elu(double alpha) {
        Variable x = self();
        return record("elu", x.data().elu(alpha), x.pullTidy(dy -> PiecewiseGradients.elu(dy, x, Elu.of(alpha))));
    }

    /// [#elu(double)] with alpha 1.
    default Variable elu() {
        return elu(1);
    }

    /// The scaled exponential linear unit. `y = λ · x` where x > 0, else `λα · (eˣ − 1)`, with λ = 1.0507… and α = 1.6733…
    /// (Klambauer et al., *Self-Normalizing Neural Networks*, 2017); `dx = λ · dy` where x > 0, else `λα · dy · eˣ`.
    default Variable selu() {
        Variable x = self();
        return record("selu", x.data().selu(), x.pullTidy(dy -> PiecewiseGradients.elu(dy, x, Elu.SELU)));
    }

    /// The continuously differentiable exponential linear unit. `y = x` where x > 0, else `alpha · (e^(x / alpha) − 1)`;
    /// `dx = dy` where x > 0, else `dy · e^(x / alpha)`.
    ///
    /// @throws IllegalArgumentException if alpha is 0 or not finite
    default Variable celu(double alpha) {
        Variable x = self();
        return record("celu", x.data().celu(alpha),
                x.pullTidy(dy -> PiecewiseGradients.elu(dy, x, Elu.continuous(alpha))));
    }

    /// [#celu(double)] with alpha 1.
    default Variable celu() {
        return celu(1);
    }

    /// A smooth rectifier, without overflow. `y = log(1 + eˣ)`, `dx = dy · sigmoid(x)`.
    default Variable softplus() {
        Variable x = self();
        return record("softplus", x.data().softplus(), x.pullTidy(dy -> FusedGradients.softplus(dy, x)));
    }

    /// `y = log(1 + e^(beta · x)) / beta`, `dx = dy · sigmoid(beta · x)`; where `beta · x > threshold`, `y = x` and `dx = dy`.
    ///
    /// @throws IllegalArgumentException if beta is not positive and finite, or the threshold is NaN
    default Variable softplus(double beta, double threshold) {
        Variable x = self();
        return record("softplus", x.data().softplus(beta, threshold),
                x.pullTidy(dy -> PiecewiseGradients.softplus(dy, x, (float) beta, (float) threshold)));
    }

    // --- smooth curves

    /// The Gaussian error linear unit (Hendrycks and Gimpel, 2016). `y = x · Φ(x)`, `dx = dy · (Φ(x) + x · φ(x))`, with the
    /// normal distribution's Φ and its density φ.
    default Variable gelu() {
        Variable x = self();
        return record("gelu", x.data().gelu(), x.pullTidy(dy -> FusedGradients.gelu(dy, x)));
    }

    /// [#gelu] with a hyperbolic tangent for Φ, as in GPT-2. `y = ½ x · (1 + t)` with `t = tanh(u)` and
    /// `u = √(2/π) · (x + 0.044715 x³)`; `dx = dy · ½ (1 + t + x · (1 − t²) · u′)`.
    default Variable geluTanh() {
        Variable x = self();
        return record("geluTanh", x.data().geluTanh(), x.pullTidy(dy -> FusedGradients.geluTanh(dy, x)));
    }

    /// The sigmoid linear unit, also called swish. `y = x · s` with `s = sigmoid(x)`, `dx = dy · s · (1 + x · (1 − s))`.
    default Variable silu() {
        Variable x = self();
        return record("silu", x.data().silu(), x.pullTidy(dy -> FusedGradients.silu(dy, x)));
    }

    /// `y = x · t` with `t = tanh(softplus(x))` (Misra, 2019), `dx = dy · (t + x · (1 − t²) · sigmoid(x))`.
    default Variable mish() {
        Variable x = self();
        return record("mish", x.data().mish(), x.pullTidy(dy -> FusedGradients.mish(dy, x)));
    }

    /// The logarithm of [#sigmoid]. `y = −log(1 + e⁻ˣ)`, `dx = dy · sigmoid(−x)`.
    default Variable logSigmoid() {
        Variable x = self();
        return record("logSigmoid", x.data().logSigmoid(), x.pullTidy(dy -> FusedGradients.logSigmoid(dy, x)));
    }

    /// `y = x / (1 + |x|)`, `dx = dy / (1 + |x|)²`.
    default Variable softsign() {
        Variable x = self();
        return record("softsign", x.data().softsign(), x.pullTidy(dy -> PiecewiseGradients.softsign(dy, x)));
    }

    /// The gated linear unit. The axis is cut into halves a and b; `y = a · s` with `s = sigmoid(b)`, `da = dy · s`,
    /// `db = dy · a · s · (1 − s)`.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis, or its size is odd
    default Variable glu(int axis) {
        Variable x = self();
        return record("glu", x.data().glu(axis), x.pullTidy(dy -> {
            int half = dy.shape().size(axis);
            Variable s = x.narrow(axis, half, half).sigmoid();
            return Variable.cat(axis, dy.mul(s), FusedGradients.sigmoid(dy.mul(x.narrow(axis, 0, half)), s));
        }));
    }
}
