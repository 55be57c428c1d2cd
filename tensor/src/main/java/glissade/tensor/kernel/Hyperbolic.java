package glissade.tensor.kernel;

/// Hyperbolic sine and cosine of one `float`, in double arithmetic: definitions for [Elementary].
final class Hyperbolic {

    // sinh(x) / x in powers of x² on |x| <= 1, after the 1: minimax for the relative error, 2^-34.2.
    static final double S2 = 0x1.5555551b3aa52p-3;
    static final double S4 = 0x1.111134fba4206p-7;
    static final double S6 = 0x1.9ffe9268b78cfp-13;
    static final double S8 = 0x1.7a15b4fc350e0p-19;

    private Hyperbolic() {
    }

    /// `(exp x - exp(-x)) / 2`, a polynomial near 0, where that would cancel.
    static float sinh(float x) {
        if (Math.abs(x) < 1) {
            double z = (double) x * x;
            double p = Math.fma(z, S8, S6);
            p = Math.fma(p, z, S4);
            p = Math.fma(p, z, S2);
            return (float) (Math.fma(p, z, 1) * x);
        }
        double e = Wide.exp(x);
        return (float) ((e - 1 / e) / 2);
    }

    /// `(exp x + exp(-x)) / 2`.
    static float cosh(float x) {
        double e = Wide.exp(x);
        return (float) ((e + 1 / e) / 2);
    }
}
