package glissade.autograd;

import static glissade.autograd.Variable.record;

/// The functions that make a network more than a matrix.
///
/// Each is fused: one pass forward, and one back by a kernel that computes the gradient from the output. Composed of elementary
/// operations they would take four passes and more memory, and softmax would overflow.
public sealed interface ActivationOps permits Variable {

    private Variable self() {
        return (Variable) this;
    }

    /// The rectifier. `y = max(x, 0)`; `dx = dy` where x > 0, else 0.
    default Variable relu() {
        Variable x = self();
        return record("relu", x.data().relu(), x.pull(FusedGradients::relu));
    }

    /// The logistic function. `y = 1 / (1 + e⁻ˣ)`, `dx = dy · y · (1 − y)`.
    default Variable sigmoid() {
        Variable x = self();
        return record("sigmoid", x.data().sigmoid(), x.pull(FusedGradients::sigmoid));
    }

    /// The hyperbolic tangent. `y = tanh x`, `dx = dy · (1 − y²)`.
    default Variable tanh() {
        Variable x = self();
        return record("tanh", x.data().tanh(), x.pull(FusedGradients::tanh));
    }

    /// Numbers from 0 to 1 that add up to 1 along the axis. `yᵢ = e^xᵢ / Σⱼ e^xⱼ`, `dxᵢ = yᵢ · (dyᵢ − Σⱼ dyⱼ yⱼ)`.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis
    default Variable softmax(int axis) {
        Variable x = self();
        return record("softmax", x.data().softmax(axis), x.pull((dy, y) -> FusedGradients.softmax(dy, y, axis)));
    }

    /// The logarithm of [#softmax]. `yᵢ = xᵢ − ln Σⱼ e^xⱼ`, `dxᵢ = dyᵢ − e^yᵢ · Σⱼ dyⱼ`.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis
    default Variable logSoftmax(int axis) {
        Variable x = self();
        return record("logSoftmax", x.data().logSoftmax(axis),
                x.pull((dy, y) -> FusedGradients.logSoftmax(dy, y, axis)));
    }
}
