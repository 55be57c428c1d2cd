package glissade.tensor.kernel;

/// What several functions need in double arithmetic: powers and logarithms to base 2, about 2^-34 accurate, so that a
/// result rounded to `float` is within 0.51 ulp.
///
/// Functions whose last step would amplify the error of a `float` (a power, a product with an exponential's argument)
/// are computed so and rounded once. A finite `float`'s square, cube or power up to 2^±1000 neither overflows nor
/// underflows here, and subnormal floats are normal numbers.
final class Wide {

    /// 1.5 · 2^52: adding it rounds to a whole number, which then stands in the sum's low bits.
    static final double ROUNDER = 0x1.8p52;
    static final double LOG2_E = 0x1.71547652b82fep0;
    /// [#exp2(double)] takes what is farther from 0 as this: far beyond a `float`'s range on both sides.
    static final double LIMIT = 1000;
    static final long ONE_BITS = Double.doubleToRawLongBits(1);

    // (2^r - 1) / r on |r| <= 1/2, lowest power first: minimax for the relative error, 2^-34.3 of 2^r.
    static final double P1 = 0x1.62e42ff0e2141p-1;
    static final double P2 = 0x1.ebfbe077adff1p-3;
    static final double P3 = 0x1.c6b08abf98957p-5;
    static final double P4 = 0x1.3b29f375807c4p-7;
    static final double P5 = 0x1.5d8a86837f59dp-10;
    static final double P6 = 0x1.445ca6a4f96f6p-13;
    static final double P7 = 0x1.fde5cbe57c641p-17;

    // log₂((1 + s) / (1 - s)) / s in powers of s² for numbers from √½ to √2, lowest first: minimax for the relative
    // error, 2^-37.8.
    static final double L1 = 0x1.71547652beep1;
    static final double L3 = 0x1.ec709d12bcbeep-1;
    static final double L5 = 0x1.27777ff79fad8p-1;
    static final double L7 = 0x1.a58d814101087p-2;
    static final double L9 = 0x1.5ce8e738debe1p-2;

    static final long ROOT_HALF_BITS = Double.doubleToRawLongBits(0x1.6a09e667f3bcdp-1);
    static final long FRACTION = 0x000f_ffff_ffff_ffffL;
    /// 2^52 as bits: with a whole number below 2^52 in its fraction it is 2^52 plus that number.
    static final long TWO_52_BITS = Double.doubleToRawLongBits(0x1p52);
    static final double TWO_52_AND_BIAS = 0x1p52 + Double.MAX_EXPONENT;

    private Wide() {
    }

    /// 2 to the power of `x`, which is taken as ±1000 beyond that.
    static double exp2(double x) {
        double c = x > LIMIT ? LIMIT : x;
        c = c < -LIMIT ? -LIMIT : c;
        double shifted = c + ROUNDER;
        double r = c - (shifted - ROUNDER);
        double p = Math.fma(r, P7, P6);
        p = Math.fma(p, r, P5);
        p = Math.fma(p, r, P4);
        p = Math.fma(p, r, P3);
        p = Math.fma(p, r, P2);
        p = Math.fma(p, r, P1);
        p = Math.fma(p, r, 1);
        return p * Double.longBitsToDouble((Double.doubleToRawLongBits(shifted) << 52) + ONE_BITS);
    }

    /// e to the power of `x`, within the same limits.
    static double exp(double x) {
        return exp2(x * LOG2_E);
    }

    /// Binary logarithm of `x >= 0`, which may not be a subnormal double.
    ///
    /// `x = 2ᵏ · m` with `√½ <= m < √2`, hence `log₂ x = k + log₂ m`, and `log₂ m` is an odd function of
    /// `s = (m - 1) / (m + 1)`.
    static double log2(double x) {
        long shifted = Double.doubleToRawLongBits(x) - ROOT_HALF_BITS + ONE_BITS;
        double m = Double.longBitsToDouble((shifted & FRACTION) + ROOT_HALF_BITS);
        double k = Double.longBitsToDouble(shifted >>> 52 | TWO_52_BITS) - TWO_52_AND_BIAS;
        double s = (m - 1) / (m + 1);
        double z = s * s;
        double p = Math.fma(z, L9, L7);
        p = Math.fma(p, z, L5);
        p = Math.fma(p, z, L3);
        p = Math.fma(p, z, L1);
        double y = Math.fma(p, s, k);
        y = x < Double.POSITIVE_INFINITY ? y : x;
        return x == 0 ? Double.NEGATIVE_INFINITY : y;
    }
}
