package glissade.autograd;

import static glissade.autograd.Variable.record;

import glissade.tensor.Operand;

/// Elementary functions of each element by itself: powers, exponentials, logarithms, trigonometry.
public sealed interface FunctionOps permits Variable {

    private Variable self() {
        return (Variable) this;
    }

    /// `y = √x`, `dx = dy / 2y`: infinite at 0.
    default Variable sqrt() {
        Variable x = self();
        return record("sqrt", x.data().sqrt(), x.pullTidy((dy, y) -> dy.div(y).mul(0.5)));
    }

    /// `y = eˣ`, `dx = dy · y`.
    default Variable exp() {
        Variable x = self();
        return record("exp", x.data().exp(), x.pullTidy((dy, y) -> dy.mul(y)));
    }

    /// `y = ln x`, `dx = dy / x`.
    default Variable log() {
        Variable x = self();
        return record("log", x.data().log(), x.pullTidy(dy -> dy.div(x)));
    }

    /// `y = 1 / √x`, `dx = −½ · dy · y³`.
    default Variable rsqrt() {
        Variable x = self();
        return record("rsqrt", x.data().rsqrt(), x.pullTidy((dy, y) -> dy.mul(y).mul(y.square()).mul(-0.5)));
    }

    /// `y = eˣ − 1`, exact near 0. `dx = dy · (y + 1)`.
    default Variable expm1() {
        Variable x = self();
        return record("expm1", x.data().expm1(), x.pullTidy((dy, y) -> dy.mul(y.add(1))));
    }

    /// `y = ln(1 + x)`, exact near 0. `dx = dy / (1 + x)`.
    default Variable log1p() {
        Variable x = self();
        return record("log1p", x.data().log1p(), x.pullTidy(dy -> dy.div(x.add(1))));
    }

    /// `y = 2ˣ`, `dx = dy · y · ln 2`.
    default Variable exp2() {
        Variable x = self();
        return record("exp2", x.data().exp2(), x.pullTidy((dy, y) -> dy.mul(y).mul(StrictMath.log(2))));
    }

    /// `y = log₂ x`, `dx = dy / (x · ln 2)`.
    default Variable log2() {
        Variable x = self();
        return record("log2", x.data().log2(), x.pullTidy(dy -> dy.div(x).div(StrictMath.log(2))));
    }

    /// `y = log₁₀ x`, `dx = dy / (x · ln 10)`.
    default Variable log10() {
        Variable x = self();
        return record("log10", x.data().log10(), x.pullTidy(dy -> dy.div(x).div(StrictMath.log(10))));
    }

    /// `z = xᵖ`, `dx = dz · p · xᵖ⁻¹`, `dp = dz · z · ln x`. As in PyTorch, dx is 0 where p = 0 at x = 0, and dp is 0 where
    /// x = 0 and p ≥ 0; dp is NaN where x is negative.
    ///
    /// @throws glissade.tensor.ShapeException if the shapes do not broadcast
    default Variable pow(Operand exponent) {
        Variable x = self();
        Variable p = Variable.of(exponent);
        return record("pow", x.data().pow(p.data()), x.pullTidy(dz -> Powers.ofBase(dz, x, p)),
                p.pullTidy((dz, z) -> Powers.ofExponent(dz, z, x, p)));
    }

    /// `y = xᵖ` with one exponent, `dx = dy · p · xᵖ⁻¹`, which is 0 for p = 0. The exponents 2, 0.5 and −1 are computed as
    /// [ElementwiseOps#square], [#sqrt] and [ElementwiseOps#reciprocal].
    default Variable pow(double exponent) {
        Variable x = self();
        return record("pow", x.data().pow(exponent), x.pullTidy(dy -> Powers.ofBase(dy, x, exponent)));
    }

    /// `y = baseˣ`, `dx = dy · y · ln base`; for base 0, dx is 0 where x ≥ 0.
    default Variable rpow(double base) {
        Variable x = self();
        return record("rpow", x.data().rpow(base), x.pullTidy((dy, y) -> Powers.ofExponent(dy, y, base, x)));
    }

    /// `y = sin x`, `dx = dy · cos x`.
    default Variable sin() {
        Variable x = self();
        return record("sin", x.data().sin(), x.pullTidy(dy -> dy.mul(x.cos())));
    }

    /// `y = cos x`, `dx = −dy · sin x`.
    default Variable cos() {
        Variable x = self();
        return record("cos", x.data().cos(), x.pullTidy(dy -> dy.mul(x.sin()).neg()));
    }

    /// `y = tan x`, `dx = dy · (1 + y²)`.
    default Variable tan() {
        Variable x = self();
        return record("tan", x.data().tan(), x.pullTidy((dy, y) -> dy.mul(y.square().add(1))));
    }

    /// `y = arcsin x`, `dx = dy / √(1 − x²)`: infinite at ±1.
    default Variable asin() {
        Variable x = self();
        return record("asin", x.data().asin(), x.pullTidy(dy -> dy.mul(arcSlope(x))));
    }

    /// `y = arccos x`, `dx = −dy / √(1 − x²)`: infinite at ±1.
    default Variable acos() {
        Variable x = self();
        return record("acos", x.data().acos(), x.pullTidy(dy -> dy.mul(arcSlope(x)).neg()));
    }

    /// `1 / √(1 − x²)`, in factors that keep their digits near ±1.
    private static Variable arcSlope(Variable x) {
        return x.rsub(1).mul(x.add(1)).rsqrt();
    }

    /// `y = arctan x`, `dx = dy / (1 + x²)`.
    default Variable atan() {
        Variable x = self();
        return record("atan", x.data().atan(), x.pullTidy(dy -> dy.div(x.square().add(1))));
    }

    /// `y = (eˣ − e⁻ˣ) / 2`, `dx = dy · cosh x`. The hyperbolic tangent is [ActivationOps#tanh].
    default Variable sinh() {
        Variable x = self();
        return record("sinh", x.data().sinh(), x.pullTidy(dy -> dy.mul(x.cosh())));
    }

    /// `y = (eˣ + e⁻ˣ) / 2`, `dx = dy · sinh x`.
    default Variable cosh() {
        Variable x = self();
        return record("cosh", x.data().cosh(), x.pullTidy(dy -> dy.mul(x.sinh())));
    }

    /// The error function. `y = 2/√π · ∫₀ˣ e^−t² dt`, `dx = dy · 2/√π · e^−x²`.
    default Variable erf() {
        Variable x = self();
        return record("erf", x.data().erf(), x.pullTidy(dy -> FusedGradients.erf(dy, x)));
    }
}
