package glissade.autograd;

import static glissade.autograd.Variable.record;

import glissade.tensor.Operand;

/// Operations on each element by itself. Two operands broadcast ([glissade.tensor.Shape#broadcast]); the sweep sums their
/// gradients back to their shapes. Where an operand is expected, a plain tensor is a constant.
public sealed interface ElementwiseOps permits Variable {

    private Variable self() {
        return (Variable) this;
    }

    /// `z = x + y`, `dx = dz`, `dy = dz`.
    ///
    /// @throws glissade.tensor.ShapeException if the shapes do not broadcast
    default Variable add(Operand other) {
        Variable x = self();
        Variable y = Variable.of(other);
        return record("add", x.data().add(y.data()), x.pull(dz -> dz), y.pull(dz -> dz));
    }

    /// `y = x + number`, `dx = dy`.
    default Variable add(double number) {
        Variable x = self();
        return record("add", x.data().add(number), x.pull(dy -> dy));
    }

    /// `z = x − y`, `dx = dz`, `dy = −dz`.
    ///
    /// @throws glissade.tensor.ShapeException if the shapes do not broadcast
    default Variable sub(Operand other) {
        Variable x = self();
        Variable y = Variable.of(other);
        return record("sub", x.data().sub(y.data()), x.pull(dz -> dz), y.pull(dz -> dz.neg()));
    }

    /// `y = x − number`, `dx = dy`.
    default Variable sub(double number) {
        Variable x = self();
        return record("sub", x.data().sub(number), x.pull(dy -> dy));
    }

    /// `y = number − x`, `dx = −dy`.
    default Variable rsub(double number) {
        Variable x = self();
        return record("rsub", x.data().rsub(number), x.pull(dy -> dy.neg()));
    }

    /// `z = x · y`, `dx = dz · y`, `dy = dz · x`; the product of matrices is [MatmulOps#matmul(Operand)].
    ///
    /// @throws glissade.tensor.ShapeException if the shapes do not broadcast
    default Variable mul(Operand other) {
        Variable x = self();
        Variable y = Variable.of(other);
        return record("mul", x.data().mul(y.data()), x.pull(dz -> dz.mul(y)), y.pull(dz -> dz.mul(x)));
    }

    /// `y = x · number`, `dx = dy · number`.
    default Variable mul(double number) {
        Variable x = self();
        return record("mul", x.data().mul(number), x.pull(dy -> dy.mul(number)));
    }

    /// `z = x / y`, `dx = dz / y`, `dy = −dz · x / y²`.
    ///
    /// @throws glissade.tensor.ShapeException if the shapes do not broadcast
    default Variable div(Operand other) {
        Variable x = self();
        Variable y = Variable.of(other);
        return record("div", x.data().div(y.data()), x.pull(dz -> dz.div(y)),
                y.pull((dz, z) -> dz.mul(z).div(y).neg()));
    }

    /// `y = x / number`, `dx = dy / number`.
    default Variable div(double number) {
        Variable x = self();
        return record("div", x.data().div(number), x.pull(dy -> dy.div(number)));
    }

    /// `y = number / x`, `dx = −dy · y / x`.
    default Variable rdiv(double number) {
        Variable x = self();
        return record("rdiv", x.data().rdiv(number), x.pull((dy, y) -> dy.mul(y).div(x).neg()));
    }

    /// `y = −x`, `dx = −dy`.
    default Variable neg() {
        Variable x = self();
        return record("neg", x.data().neg(), x.pull(dy -> dy.neg()));
    }

    /// `y = x²`, `dx = 2 · dy · x`.
    default Variable square() {
        Variable x = self();
        return record("square", x.data().square(), x.pull(dy -> dy.mul(x).mul(2)));
    }
}
