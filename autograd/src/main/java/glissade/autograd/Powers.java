package glissade.autograd;

import glissade.tensor.Mask;
import glissade.tensor.Tensor;

/// The gradients of `z = xᵖ`. What is not a number only by way of computing, as 0 · ∞, gets the limit that PyTorch gives it. Bases
/// are replaced before anything is computed of them, so that no NaN comes up in second derivatives either.
final class Powers {

    private Powers() {
    }

    /// `dx = dz · p · xᵖ⁻¹`; at p = 0 that is 0, however small x is.
    static Variable ofBase(Variable dz, Variable x, Variable p) {
        Variable base = x;
        Mask flat = p.equalTo(0);
        if (flat.any()) {
            // where 1 / x is finite the formula gives 0 by itself, and right second derivatives
            Mask steep = x.data().abs().greaterOrEqual(Float.MIN_NORMAL).not();
            base = x.maskedFill(flat.and(steep), 1);
        }
        return dz.mul(p).mul(base.pow(p.sub(1)));
    }

    /// `dx = dz · p · xᵖ⁻¹` for one p, the number that was used: float32.
    static Variable ofBase(Variable dz, Variable x, double exponent) {
        float p = (float) exponent;
        if (p == 0) {
            return Variable.of(Tensor.zeros(dz.shape()));
        }
        if (p == 1) {
            return dz;
        }
        return dz.mul(p == 2 ? x : x.pow(p - 1.0)).mul(p);
    }

    /// `dp = dz · z · ln x`, and 0 where x = 0 and p ≥ 0.
    static Variable ofExponent(Variable dz, Variable z, Variable x, Variable p) {
        Mask zero = x.equalTo(0);
        Variable base = zero.any() ? x.maskedFill(zero.and(p.greaterOrEqual(0)), 1) : x;
        return dz.mul(z).mul(base.log());
    }

    /// `dp = dz · z · ln x` for one x, the number that was used: float32.
    static Variable ofExponent(Variable dz, Variable z, double base, Variable p) {
        float x = (float) base;
        if (x == 0) {
            return dz.mul(z).mul(Tensor.scalar(Double.NEGATIVE_INFINITY).maskedFill(p.greaterOrEqual(0), 0));
        }
        return dz.mul(z).mul(StrictMath.log(x));
    }
}
