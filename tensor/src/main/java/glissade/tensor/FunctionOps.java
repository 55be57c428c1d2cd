package glissade.tensor;

import glissade.tensor.kernel.Kernels;

/// Elementary functions of each element by itself: powers, exponentials, logarithms, trigonometry.
///
/// Each result is a new tensor. NaN in gives NaN out, but for powers. Outside of a
/// function's domain the result is NaN.
public sealed interface FunctionOps permits Tensor {

    private Tensor self() {
        return (Tensor) this;
    }

    /// The square root; NaN for negative numbers.
    default Tensor sqrt() {
        return self().map(Kernels.active().elementary()::sqrt);
    }

    /// `e` to the power of this; infinite from 88.73 on.
    default Tensor exp() {
        return self().map(Kernels.active().elementary()::exp);
    }

    /// The natural logarithm; −∞ for 0, NaN for negative numbers.
    default Tensor log() {
        return self().map(Kernels.active().elementary()::log);
    }

    /// `1 / √this`; infinite for 0, NaN for negative numbers.
    default Tensor rsqrt() {
        return self().map(Kernels.active().elementary()::rsqrt);
    }

    /// `eˣ − 1`, exact near 0, where `exp` and a subtraction would leave few digits.
    default Tensor expm1() {
        return self().map(Kernels.active().elementary()::expm1);
    }

    /// The natural logarithm of `1 + this`, exact near 0; −∞ for −1, NaN below.
    default Tensor log1p() {
        return self().map(Kernels.active().elementary()::log1p);
    }

    /// 2 to the power of this.
    default Tensor exp2() {
        return self().map(Kernels.active().elementary()::exp2);
    }

    /// The logarithm to base 2; −∞ for 0, NaN for negative numbers.
    default Tensor log2() {
        return self().map(Kernels.active().elementary()::log2);
    }

    /// The logarithm to base 10; −∞ for 0, NaN for negative numbers.
    default Tensor log10() {
        return self().map(Kernels.active().elementary()::log10);
    }

    /// This to the power of the exponent, by IEEE 754: `x⁰` is 1 even for 0 and NaN; a negative number has a power for whole
    /// exponents alone, else NaN.
    ///
    /// @throws ShapeException if the shapes do not broadcast
    default Tensor pow(Tensor exponent) {
        return Broadcast.apply("pow", Power.KERNEL, self(), exponent);
    }

    /// This to the power of one exponent, rounded to float32. The exponents 2, 0.5 and −1 are [ElementwiseOps#square], [#sqrt] and
    /// [ElementwiseOps#reciprocal], which are faster and may differ from [#pow(Tensor)] in the last bit, and for −0 and −∞ (0.5) in the sign.
    default Tensor pow(double exponent) {
        float p = (float) exponent;
        if (p == 2) {
            return self().square();
        }
        if (p == 0.5f) {
            return sqrt();
        }
        if (p == -1) {
            return self().reciprocal();
        }
        var kernel = Kernels.active().elementary();
        return self().map((x, xo, y, yo, n) -> kernel.pow(x, xo, p, y, yo, n));
    }

    /// `base` to the power of this; the base is rounded to float32.
    default Tensor rpow(double base) {
        float b = (float) base;
        var kernel = Kernels.active().elementary();
        return self().map((x, xo, y, yo, n) -> kernel.powOf(b, x, xo, y, yo, n));
    }

    /// The sine of an angle in radians.
    default Tensor sin() {
        return self().map(Kernels.active().elementary()::sin);
    }

    /// The cosine of an angle in radians.
    default Tensor cos() {
        return self().map(Kernels.active().elementary()::cos);
    }

    /// The tangent of an angle in radians.
    default Tensor tan() {
        return self().map(Kernels.active().elementary()::tan);
    }

    /// The angle from −π/2 to π/2 whose sine this is; NaN outside of −1 to 1.
    default Tensor asin() {
        return self().map(Kernels.active().elementary()::asin);
    }

    /// The angle from 0 to π whose cosine this is; NaN outside of −1 to 1.
    default Tensor acos() {
        return self().map(Kernels.active().elementary()::acos);
    }

    /// The angle from −π/2 to π/2 whose tangent this is.
    default Tensor atan() {
        return self().map(Kernels.active().elementary()::atan);
    }

    /// The hyperbolic sine, `(eˣ − e⁻ˣ) / 2`; the hyperbolic tangent is [ActivationOps#tanh].
    default Tensor sinh() {
        return self().map(Kernels.active().elementary()::sinh);
    }

    /// The hyperbolic cosine, `(eˣ + e⁻ˣ) / 2`.
    default Tensor cosh() {
        return self().map(Kernels.active().elementary()::cosh);
    }

    /// The error function, `2/√π · ∫₀ˣ e^−t² dt`.
    default Tensor erf() {
        return self().map(Kernels.active().elementary()::erf);
    }
}
