package glissade.tensor.kernel;

/// Exponential function, logarithm and their nearest kin, of one `float`, computed with floats: definitions for
/// [Elementary].
final class Exponentials {

    /// From here on exp overflows to infinity.
    static final float EXP_HIGH = 89;
    /// From here down exp rounds to 0, half the smallest subnormal being exp(-103.97).
    static final float EXP_LOW = -104;
    static final float LOG2_E = 0x1.715476p0f;
    /// ln 2 in two parts: the first has so few bits that its product with a whole number below 2^8 is exact.
    static final float LN2_HIGH = 0x1.62e4p-1f;
    static final float LN2_LOW = 0x1.7f7d1cp-20f;
    /// 1.5 · 2^23: adding it rounds to a whole number, which then stands in the sum's low bits.
    static final float ROUNDER = 0x1.8p23f;

    // (e^r - 1 - r) / r² on |r| <= ln(2) / 2, lowest power first: minimax for the relative error, 2^-26 of e^r - 1.
    static final float E2 = 0x1.fffffep-2f;
    static final float E3 = 0x1.5554b4p-3f;
    static final float E4 = 0x1.5556f2p-5f;
    static final float E5 = 0x1.122552p-7f;
    static final float E6 = 0x1.6b9c8cp-10f;

    // (ln(1 + f) - f + f²/2) / f³ on |f| <= 1/3, lowest power first: minimax for the relative error, 2^-27 of ln(1 +
    // f).
    static final float L3 = 0x1.555506p-2f;
    static final float L4 = -0x1.fffefcp-3f;
    static final float L5 = 0x1.99d044p-3f;
    static final float L6 = -0x1.559c44p-3f;
    static final float L7 = 0x1.1ed662p-3f;
    static final float L8 = -0x1.f332f8p-4f;
    static final float L9 = 0x1.1e678cp-3f;
    static final float L10 = -0x1.07c894p-3f;
    static final float LN2 = 0x1.62e43p-1f;
    /// The bits of 2/3: the numbers that log leaves to its polynomial go from there to 4/3.
    static final int TWO_THIRDS = 0x3f2aaaab;
    static final int EXPONENT = 0xff800000;

    // (tanh(x) - x) / x³ in powers of x² on |x| <= 5/8, lowest first: minimax for the relative error, 2^-27 of tanh x.
    static final float T3 = -0x1.555532p-2f;
    static final float T5 = 0x1.1106f6p-3f;
    static final float T7 = -0x1.b835a4p-5f;
    static final float T9 = 0x1.51f8cep-6f;
    static final float T11 = -0x1.750ce2p-8f;
    static final float TANH_POLYNOMIAL = 0.625f;

    /// Below this, expm1 and log1p are the argument itself, to half an ulp.
    static final float ITSELF = 0x1p-26f;
    /// From here down expm1 rounds to -1.
    static final float EXPM1_LOW = -18;
    static final int HALF_BITS = Float.floatToRawIntBits(0.5f);
    static final int FOUR_BITS = Float.floatToRawIntBits(4);

    private Exponentials() {
    }

    /// e to the power of `x`: +∞ on overflow, subnormal numbers and then 0 on underflow.
    ///
    /// `x = n · ln 2 + r` with a whole `n` and `|r| <= ln(2) / 2`, hence `exp x = 2ⁿ · exp r`, the latter a polynomial.
    static float exp(float x) {
        // Comparisons instead of Math.min and max: they let a NaN through as it is, and cost a vector less.
        float c = x > EXP_HIGH ? EXP_HIGH : x;
        c = c < EXP_LOW ? EXP_LOW : c;
        float shifted = Math.fma(c, LOG2_E, ROUNDER);
        // 2ⁿ may be neither representable nor normal: two factors, of which only the last product rounds.
        int n = Float.floatToRawIntBits(shifted) - Float.floatToRawIntBits(ROUNDER);
        int half = n >> 1;
        return expOfRest(c, shifted - ROUNDER) * powerOfTwo(half) * powerOfTwo(n - half);
    }

    /// `exp(x - n · ln 2)`.
    private static float expOfRest(float x, float n) {
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
        float p = Math.fma(r, E6, E5);
        p = Math.fma(p, r, E4);
        p = Math.fma(p, r, E3);
        p = Math.fma(p, r, E2);
        p = Math.fma(p, r, 1);
        return Math.fma(p, r, 1);
    }

    /// 2ⁿ for `n` from -126 to 127; multiples of 512 in `n` do not count.
    private static float powerOfTwo(int n) {
        return Float.intBitsToFloat((n << 23) + Float.floatToRawIntBits(1));
    }

    /// Natural logarithm: -∞ of ±0, NaN of a negative number.
    ///
    /// `x = 2ᵏ · (1 + f)` with `-1/3 <= f < 1/3`, hence `log x = k · ln 2 + log(1 + f)`, the latter a polynomial.
    static float log(float x) {
        boolean subnormal = x < Float.MIN_NORMAL;
        int bits = Float.floatToRawIntBits(subnormal ? x * 0x1p23f : x);
        int exponent = (bits - TWO_THIRDS) & EXPONENT;
        float f = Float.intBitsToFloat(bits - exponent) - 1;
        float k = Math.fma(exponent, 0x1p-23f, subnormal ? -23 : 0);
        float y = Math.fma(k, LN2, logOfOnePlus(f));
        if (x > 0 && x < Float.POSITIVE_INFINITY) {
            return y;
        }
        if (x == 0) {
            return Float.NEGATIVE_INFINITY;
        }
        return x < 0 ? Float.NaN : x;
    }

    /// `log(1 + f)` for `-1/3 <= f <= 1/3`.
    private static float logOfOnePlus(float f) {
        float q = Math.fma(f, L10, L9);
        q = Math.fma(q, f, L8);
        q = Math.fma(q, f, L7);
        q = Math.fma(q, f, L6);
        q = Math.fma(q, f, L5);
        q = Math.fma(q, f, L4);
        q = Math.fma(q, f, L3);
        q = Math.fma(q, f, -0.5f);
        return Math.fma(q, f * f, f);
    }

    /// Hyperbolic tangent; ±0 and subnormal numbers are their own.
    ///
    /// An odd polynomial near 0, from there on `tanh |x| = 1 - 2e / (1 + e)` with `e = exp(-2|x|)`.
    static float tanh(float x) {
        float a = Math.abs(x);
        if (a < TANH_POLYNOMIAL) {
            float s = a * a;
            float p = Math.fma(s, T11, T9);
            p = Math.fma(p, s, T7);
            p = Math.fma(p, s, T5);
            p = Math.fma(p, s, T3);
            return Math.copySign(Math.fma(p, s * a, a), x);
        }
        float e = exp(-2 * a);
        return Math.copySign(Math.fma(-2, e / (1 + e), 1), x);
    }

    /// Logistic function, `1 / (1 + exp(-x))`, written with `e = exp(-|x|)`, which cannot overflow.
    ///
    /// With `q = e / (1 + e)` it is `1 - q` for positive numbers and `e · (1 - q)`, which equals `q`, for negative
    /// ones: either form rounds once more, where `q` itself has been rounded twice.
    static float sigmoid(float x) {
        float e = exp(-Math.abs(x));
        float q = e / (1 + e);
        float factor = x >= 0 ? 1 : e;
        return Math.fma(-factor, q, factor);
    }

    /// Square root: NaN of a negative number, -0 of -0.
    static float sqrt(float x) {
        return (float) Math.sqrt(x);
    }

    /// Reciprocal of the square root, ±∞ of ±0: the root and the quotient are each rounded.
    static float rsqrt(float x) {
        return 1 / sqrt(x);
    }

    /// `exp x - 1`, exact near 0.
    ///
    /// As [#exp(float)], with `exp r - 1` instead of `exp r`: `2ⁿ · (exp r - 1) + (2ⁿ - 1)`.
    static float expm1(float x) {
        if (Math.abs(x) < ITSELF) {
            return x;
        }
        float c = x > EXP_HIGH ? EXP_HIGH : x;
        c = c < EXPM1_LOW ? EXPM1_LOW : c;
        float shifted = Math.fma(c, LOG2_E, ROUNDER);
        float n = shifted - ROUNDER;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, c));
        float p = Math.fma(r, E6, E5);
        p = Math.fma(p, r, E4);
        p = Math.fma(p, r, E3);
        p = Math.fma(p, r, E2);
        float q = Math.fma(p * r, r, r);
        // Half of it, since 2ⁿ alone may overflow.
        float s = Float.intBitsToFloat((Float.floatToRawIntBits(shifted) << 23) + HALF_BITS);
        return 2 * Math.fma(s, q, s - 0.5f);
    }

    /// `log(1 + x)`, exact near 0: -∞ of -1, NaN below.
    ///
    /// As [#log(float)], with `f = 2⁻ᵏ · x + (2⁻ᵏ - 1)`, rounded once, where `k` is the exponent of the rounded `1 + x`.
    static float log1p(float x) {
        if (Math.abs(x) < ITSELF) {
            return x;
        }
        int exponent = (Float.floatToRawIntBits(1 + x) - TWO_THIRDS) & EXPONENT;
        // 2²⁻ᵏ instead of 2⁻ᵏ, which may be subnormal.
        float s = Float.intBitsToFloat(FOUR_BITS - exponent);
        float f = Math.fma(x * 0.25f, s, Math.fma(s, 0.25f, -1));
        float y = Math.fma(exponent * 0x1p-23f, LN2, logOfOnePlus(f));
        if (x > -1 && x < Float.POSITIVE_INFINITY) {
            return y;
        }
        if (x == -1) {
            return Float.NEGATIVE_INFINITY;
        }
        return x < -1 ? Float.NaN : x;
    }
}
