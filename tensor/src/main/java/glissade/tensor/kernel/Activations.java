package glissade.tensor.kernel;

/// Activations made of exponential functions, and their derivatives, of one `float`: definitions for [Elementary].
///
/// At -∞ those that tend to 0 are -0, their limit.
final class Activations {

    /// exp(-2u) of geluTanh, with `u = √(2/π) · (x + 0.044715 x³)`, is 2 to the power of `x · (U1 + U3 · x²)`.
    static final double U1 = -0x1.26aec21bce759p1;
    static final double U3 = -0x1.a5a7cf7572a98p-4;
    /// The derivative of 2u by x is `V0 + V2 · x²`.
    static final double V0 = 0x1.9884533d43651p0;
    static final double V2 = 0x1.b6676bf7450f0p-3;
    /// Beyond ±this, the value or slope of geluTanh, mish and silu is that of the line or of 0.
    static final float GELU_LIMIT = 16;
    static final float LIMIT = 120;

    private Activations() {
    }

    /// `log(1 + exp x)`.
    static float softplus(float x) {
        return Math.max(x, 0) + Exponentials.log1p(Exponentials.exp(-Math.abs(x)));
    }

    /// `log(sigmoid x)`.
    static float logSigmoid(float x) {
        return -softplus(-x);
    }

    /// `x · sigmoid x`.
    static float silu(float x) {
        double c = x < -LIMIT ? -LIMIT : x;
        return (float) (c / (1 + Wide.exp(-c)));
    }

    /// Derivative of silu, `s + x · s · (1 - s)` with `s = sigmoid x`.
    static float siluSlope(float x) {
        double c = x > LIMIT ? LIMIT : x;
        c = c < -LIMIT ? -LIMIT : c;
        double e = Wide.exp(-c);
        double s = 1 / (1 + e);
        return (float) (s * Math.fma(c, e * s, 1));
    }

    /// `x · (1 + tanh u) / 2 = x / (1 + exp(-2u))`: gelu, nearly.
    static float geluTanh(float x) {
        double c = x < -GELU_LIMIT ? -GELU_LIMIT : x;
        return (float) (c / (1 + Wide.exp2(c * Math.fma(c * c, U3, U1))));
    }

    /// Derivative of geluTanh, `s + x · s · (1 - s) · 2u′` with `s = 1 / (1 + exp(-2u))`.
    static float geluTanhSlope(float x) {
        double c = x > GELU_LIMIT ? GELU_LIMIT : x;
        c = c < -GELU_LIMIT ? -GELU_LIMIT : c;
        double z = c * c;
        double e = Wide.exp2(c * Math.fma(z, U3, U1));
        double s = 1 / (1 + e);
        return (float) (s * Math.fma(c * Math.fma(z, V2, V0), e * s, 1));
    }

    /// `x · tanh(softplus x)`, with `e = exp x` that is `x · n / (n + 2)` where `n = e · (e + 2)`.
    static float mish(float x) {
        double c = x < -LIMIT ? -LIMIT : x;
        double e = Wide.exp(c > LIMIT ? LIMIT : c);
        double n = e * (e + 2);
        return (float) (c * (n / (n + 2)));
    }

    /// Derivative of mish, `t + x · (1 - t²) · sigmoid x` with `t = tanh(softplus x) = n / d`, `d = n + 2`:
    /// `(n · d + 4x · e · (1 + e)) / d²`.
    static float mishSlope(float x) {
        double c = x > LIMIT ? LIMIT : x;
        c = c < -LIMIT ? -LIMIT : c;
        double e = Wide.exp(c);
        double n = e * (e + 2);
        double d = n + 2;
        return (float) (Math.fma(n, d, 4 * c * (e * (1 + e))) / (d * d));
    }
}
