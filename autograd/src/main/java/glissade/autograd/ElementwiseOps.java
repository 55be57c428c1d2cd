package glissade.autograd;

import static glissade.autograd.Variable.record;

import glissade.tensor.Mask;
import glissade.tensor.Operand;
import glissade.tensor.Tensor;

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
        return record("add", x.data().add(y.data()), x.pullTidy(dz -> dz), y.pullTidy(dz -> dz));
    }

    /// `y = x + number`, `dx = dy`.
    default Variable add(double number) {
        Variable x = self();
        return record("add", x.data().add(number), x.pullTidy(dy -> dy));
    }

    /// `z = x − y`, `dx = dz`, `dy = −dz`.
    ///
    /// @throws glissade.tensor.ShapeException if the shapes do not broadcast
    default Variable sub(Operand other) {
        Variable x = self();
        Variable y = Variable.of(other);
        return record("sub", x.data().sub(y.data()), x.pullTidy(dz -> dz), y.pullTidy(dz -> dz.neg()));
    }

    /// `y = x − number`, `dx = dy`.
    default Variable sub(double number) {
        Variable x = self();
        return record("sub", x.data().sub(number), x.pullTidy(dy -> dy));
    }

    /// `y = number − x`, `dx = −dy`.
    default Variable rsub(double number) {
        Variable x = self();
        return record("rsub", x.data().rsub(number), x.pullTidy(dy -> dy.neg()));
    }

    /// `z = x · y`, `dx = dz · y`, `dy = dz · x`; the product of matrices is [MatmulOps#matmul(Operand)].
    ///
    /// @throws glissade.tensor.ShapeException if the shapes do not broadcast
    default Variable mul(Operand other) {
        Variable x = self();
        Variable y = Variable.of(other);
        return record("mul", x.data().mul(y.data()), x.pullTidy(dz -> dz.mul(y)), y.pullTidy(dz -> dz.mul(x)));
    }

    /// `y = x · number`, `dx = dy · number`.
    default Variable mul(double number) {
        Variable x = self();
        return record("mul", x.data().mul(number), x.pullTidy(dy -> dy.mul(number)));
    }

    /// `z = x / y`, `dx = dz / y`, `dy = −dz · x / y²`.
    ///
    /// @throws glissade.tensor.ShapeException if the shapes do not broadcast
    default Variable div(Operand other) {
        Variable x = self();
        Variable y = Variable.of(other);
        return record("div", x.data().div(y.data()), x.pullTidy(dz -> dz.div(y)),
                y.pullTidy((dz, z) -> dz.mul(z).div(y).neg()));
    }

    /// `y = x / number`, `dx = dy / number`.
    default Variable div(double number) {
        Variable x = self();
        return record("div", x.data().div(number), x.pullTidy(dy -> dy.div(number)));
    }

    /// `y = number / x`, `dx = −dy · y / x`.
    default Variable rdiv(double number) {
        Variable x = self();
        return record("rdiv", x.data().rdiv(number), x.pullTidy((dy, y) -> dy.mul(y).div(x).neg()));
    }

    /// `y = −x`, `dx = −dy`.
    default Variable neg() {
        Variable x = self();
        return record("neg", x.data().neg(), x.pullTidy(dy -> dy.neg()));
    }

    /// `y = x²`, `dx = 2 · dy · x`.
    default Variable square() {
        Variable x = self();
        return record("square", x.data().square(), x.pullTidy(dy -> dy.mul(x).mul(2)));
    }

    /// `y = 1 / x`, `dx = −dy · y²`.
    default Variable reciprocal() {
        Variable x = self();
        return record("reciprocal", x.data().reciprocal(), x.pullTidy((dy, y) -> dy.mul(y.square()).neg()));
    }

    /// `y = |x|`, `dx = dy · sign x`: 0 at 0.
    default Variable abs() {
        Variable x = self();
        return record("abs", x.data().abs(), x.pullTidy(dy -> dy.mul(x.data().sign())));
    }

    /// `z = max(x, y)`. The gradient goes to the greater one, and half of it to each where they are equal.
    ///
    /// @throws glissade.tensor.ShapeException if the shapes do not broadcast
    default Variable maximum(Operand other) {
        Variable x = self();
        Variable y = Variable.of(other);
        return record("maximum", x.data().maximum(y.data()), x.pullTidy(dz -> share(dz, x.less(y), x, y)),
                y.pullTidy(dz -> share(dz, x.greater(y), x, y)));
    }

    /// `z = min(x, y)`. The gradient goes to the smaller one, and half of it to each where they are equal.
    ///
    /// @throws glissade.tensor.ShapeException if the shapes do not broadcast
    default Variable minimum(Operand other) {
        Variable x = self();
        Variable y = Variable.of(other);
        return record("minimum", x.data().minimum(y.data()), x.pullTidy(dz -> share(dz, x.greater(y), x, y)),
                y.pullTidy(dz -> share(dz, x.less(y), x, y)));
    }

    /// The gradient of the side that is not chosen where `lost`.
    private static Variable share(Variable dz, Mask lost, Variable x, Variable y) {
        Variable won = dz.maskedFill(lost, 0);
        Mask tie = x.equalTo(y);
        return tie.any() ? won.mul(0.5).where(tie, won) : won;
    }

    /// Each element moved to the nearest number from `least` to `greatest`; an infinite bound leaves that side open.
    /// `dx = dy` where `least ≤ x ≤ greatest`, else 0.
    ///
    /// @throws IllegalArgumentException if `least > greatest`, or one is NaN
    default Variable clamp(double least, double greatest) {
        Variable x = self();
        return record("clamp", x.data().clamp(least, greatest),
                x.pullTidy(dy -> PiecewiseGradients.within(dy, x, (float) least, (float) greatest, 1)));
    }

    /// 1 for positive numbers, −1 for negative ones, 0 for zeros and, as in PyTorch, for NaN. `dx = 0`.
    default Variable sign() {
        Variable x = self();
        return step("sign", x, x.data().sign());
    }

    /// The greatest whole number that is not above the element. `dx = 0`.
    default Variable floor() {
        Variable x = self();
        return step("floor", x, x.data().floor());
    }

    /// The least whole number that is not below the element. `dx = 0`.
    default Variable ceil() {
        Variable x = self();
        return step("ceil", x, x.data().ceil());
    }

    /// The nearest whole number, the even one of two. `dx = 0`.
    default Variable round() {
        Variable x = self();
        return step("round", x, x.data().round());
    }

    /// The whole part: rounded towards 0. `dx = 0`.
    default Variable trunc() {
        Variable x = self();
        return step("trunc", x, x.data().trunc());
    }

    /// A function of steps, which is flat almost everywhere.
    private static Variable step(String op, Variable x, Tensor value) {
        return record(op, value, x.pullTidy(dy -> Variable.of(Tensor.zeros(dy.shape()))));
    }
}
