package glissade.tensor.kernel;

/// Powers, and exponentials and logarithms to other bases than e, of one `float`: definitions for [Elementary].
final class Powers {

    static final double LOG10_2 = 0x1.34413509f79ffp-2;
    /// Exponents beyond this are taken as this, an even number: only 1 has a finite, normal power of it.
    static final double EXPONENT_LIMIT = 0x1p40;

    private Powers() {
    }

    /// `x` to the power of `p`, `2^(p · log₂ |x|)` in double arithmetic, with IEEE 754's special cases: `x⁰` and `1ᵖ` are
    /// 1 even for NaN, as is -1 to the power of ±∞; a negative number has a power only for a whole `p`, negative if that
    /// is odd, and so have -0 and -∞ their sign.
    static float pow(float x, float p) {
        return (float) pow((double) x, (double) p);
    }

    private static double pow(double x, double p) {
        // Limited, so that an infinite exponent times log₂ 1 is 0 and the rounder below sees a small number.
        double c = p > EXPONENT_LIMIT ? EXPONENT_LIMIT : p;
        c = c < -EXPONENT_LIMIT ? -EXPONENT_LIMIT : c;
        double y = Wide.exp2(c * Wide.log2(Math.abs(x)));
        double shifted = c + Wide.ROUNDER;
        long sign = Double.doubleToRawLongBits(shifted) << 63 & Double.doubleToRawLongBits(x);
        if (shifted - Wide.ROUNDER == c) {
            y = Double.longBitsToDouble(Double.doubleToRawLongBits(y) ^ sign);
        } else if (x < 0 && x >= -Float.MAX_VALUE) {
            y = Double.NaN;
        }
        return p == 0 || x == 1 ? 1 : y;
    }

    /// 2 to the power of `x`.
    static float exp2(float x) {
        return (float) Wide.exp2(x);
    }

    /// Binary logarithm: -∞ of ±0, NaN of a negative number.
    static float log2(float x) {
        return x < 0 ? Float.NaN : (float) Wide.log2(x);
    }

    /// Decimal logarithm: -∞ of ±0, NaN of a negative number.
    static float log10(float x) {
        return x < 0 ? Float.NaN : (float) (Wide.log2(x) * LOG10_2);
    }
}
