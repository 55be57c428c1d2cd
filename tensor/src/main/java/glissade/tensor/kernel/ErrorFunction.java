package glissade.tensor.kernel;

/// The error function, and the activation that is made of it, of one `float`, in double arithmetic: definitions for
/// [Elementary].
///
/// All rest on the tail of the normal distribution, `Φ(-t) = exp(-t²/2) · Q(t)` for `t >= 0`. `Q` falls slowly and
/// smoothly, hence is a polynomial in `w = 1 / (t + 3)`.
final class ErrorFunction {

    /// The tail beyond this is taken as the one here: nothing that a `float` could add up or hold.
    static final double LIMIT = 16;
    /// -½ log₂ e: `exp(-t²/2)` is 2 to the power of t² times this.
    static final double SQUARE_FACTOR = -0x1.71547652b82fep-1;
    static final double ROOT_2 = 0x1.6a09e667f3bcdp0;
    static final double TWO_OVER_ROOT_PI = 0x1.20dd750429b6dp0;
    /// 1 / √(2π), the height of the normal density.
    static final double DENSITY = 0x1.9884533d43651p-2;

    /// Up to here erf is a polynomial.
    static final double NEAR = 0.5;
    // erf(x) / x in powers of x² there, lowest first: minimax for the relative error, 2^-36.3.
    static final double E0 = 0x1.20dd75041af2p0;
    static final double E2 = -0x1.8127466e3cce2p-2;
    static final double E4 = 0x1.ce2ef1ab723a2p-4;
    static final double E6 = -0x1.b820175f70c59p-6;
    static final double E8 = 0x1.54ceb26ca754ep-8;
    static final double E10 = -0x1.9353b9fb51a53p-11;

    // Q / w in powers of w for t up to 15, lowest first: minimax for the relative error, 2^-30.0.
    static final double Q0 = 0x1.98858118f7133p-2;
    static final double Q1 = 0x1.3246ba58b5593p0;
    static final double Q2 = 0x1.9adc3c96eb536p1;
    static final double Q3 = 0x1.af4bc675f3563p2;
    static final double Q4 = 0x1.2c24a64c83b59p4;
    static final double Q5 = -0x1.f225caf661a76p5;
    static final double Q6 = 0x1.b770fd2652183p8;
    static final double Q7 = -0x1.219988abe6aecp11;
    static final double Q8 = 0x1.63ca4bdb0cdd0p12;
    static final double Q9 = -0x1.a9ec14cbccdc3p12;
    static final double Q10 = 0x1.9bd7f8f4b04b0p11;

    private ErrorFunction() {
    }

    /// Error function: `1 - 2 Φ(-√2 · |x|)` with the sign of `x`.
    static float erf(float x) {
        double a = Math.abs(x);
        double z = a * a;
        double p = Math.fma(z, E10, E8);
        p = Math.fma(p, z, E6);
        p = Math.fma(p, z, E4);
        p = Math.fma(p, z, E2);
        p = Math.fma(p, z, E0);
        double y = a < NEAR ? p * a : Math.fma(-2, tail(limited(a * ROOT_2)), 1);
        return Math.copySign((float) y, x);
    }

    /// Derivative of erf, `2/√π · exp(-x²)`.
    static float erfSlope(float x) {
        double a = limited(x);
        return (float) (TWO_OVER_ROOT_PI * Wide.exp2(a * a * (2 * SQUARE_FACTOR)));
    }

    /// `x · Φ(x)`; -0 of -∞, its limit.
    static float gelu(float x) {
        double a = limited(Math.abs(x));
        double tail = tail(a);
        double c = x < -LIMIT ? -LIMIT : x;
        return (float) (c * (x < 0 ? tail : 1 - tail));
    }

    /// Derivative of gelu, `Φ(x) + x · φ(x)` with the normal density `φ`.
    static float geluSlope(float x) {
        double a = limited(Math.abs(x));
        double g = bell(a);
        double tail = g * scaledTail(a);
        double q = Math.fma(a * DENSITY, -g, tail);
        return (float) (x < 0 ? q : 1 - q);
    }

    private static double limited(double t) {
        return t > LIMIT ? LIMIT : t;
    }

    /// `Φ(-t)`.
    private static double tail(double t) {
        return bell(t) * scaledTail(t);
    }

    /// `exp(-t²/2)`; `t²` is exact if `t` is a `float`.
    private static double bell(double t) {
        return Wide.exp2(t * t * SQUARE_FACTOR);
    }

    /// `Q(t)`.
    private static double scaledTail(double t) {
        double w = 1 / (t + 3);
        double q = Math.fma(w, Q10, Q9);
        q = Math.fma(q, w, Q8);
        q = Math.fma(q, w, Q7);
        q = Math.fma(q, w, Q6);
        q = Math.fma(q, w, Q5);
        q = Math.fma(q, w, Q4);
        q = Math.fma(q, w, Q3);
        q = Math.fma(q, w, Q2);
        q = Math.fma(q, w, Q1);
        q = Math.fma(q, w, Q0);
        return q * w;
    }
}
