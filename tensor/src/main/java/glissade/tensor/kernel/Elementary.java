package glissade.tensor.kernel;

/// Elementary functions of each element, and the gradients that need no more than their outputs: the definition.
///
/// The static functions define the results for one `float`; the loops apply them to `n` elements of `x` from `xo` on and
/// store into `y` from `yo` on. They use additions, multiplications, fused multiply-adds, divisions and bit moves alone,
/// each of them rounded as IEEE 754 says, so the bits are the same on every machine. A NaN gives a NaN, whose sign and
/// payload are unspecified. The largest errors, against the exact value: exp 0.9 ulp, log 0.9, tanh 1.7, sigmoid 1.8;
/// sqrt is correctly rounded.
///
/// An output may be the same array at the same offset as an input; it may not overlap one in another way. Nothing is
/// checked. Without state, hence thread-safe.
public class Elementary {

    /// Below this and its negative exp gives a normal number, which one step can scale.
    static final float EXP_PLAIN = 87;
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

    // (e^r - 1 - r) / r² on |r| <= ln(2) / 2, lowest power first: minimax for the relative error of e^r - 1, 2^-26.
    static final float E2 = 0x1.fffffep-2f;
    static final float E3 = 0x1.5554b4p-3f;
    static final float E4 = 0x1.5556f2p-5f;
    static final float E5 = 0x1.122552p-7f;
    static final float E6 = 0x1.6b9c8cp-10f;

    // (ln(1 + f) - f + f²/2) / f³ on |f| <= 1/3, lowest power first: minimax for the relative error of ln(1 + f), 2^-27.
    static final float L3 = 0x1.555506p-2f;
    static final float L4 = -0x1.fffefcp-3f;
    static final float L5 = 0x1.99d044p-3f;
    static final float L6 = -0x1.559c44p-3f;
    static final float L7 = 0x1.1ed662p-3f;
    static final float L8 = -0x1.f332f8p-4f;
    static final float L9 = 0x1.1e678cp-3f;
    static final float L10 = -0x1.07c894p-3f;
    static final float LN2 = 0x1.62e43p-1f;
    /// The bits of 2/3, where log's mantissas begin (they end below 4/3).
    static final int TWO_THIRDS = 0x3f2aaaab;
    static final int EXPONENT = 0xff800000;

    /// tanh rounds to 1 from 9.02 on.
    static final float TANH_HIGH = 10;

    /// e to the power of `x`: +∞ on overflow, subnormal numbers and then 0 on underflow.
    ///
    /// `x = n · ln 2 + r` with a whole `n` and `|r| <= ln(2) / 2`, hence `exp x = 2ⁿ · exp r` with a polynomial for `exp r`.
    public static float exp(float x) {
        // Comparisons instead of Math.min and max: they let a NaN through as it is, and cost a vector less.
        float c = x > EXP_HIGH ? EXP_HIGH : x;
        c = c < EXP_LOW ? EXP_LOW : c;
        float shifted = Math.fma(c, LOG2_E, ROUNDER);
        float n = shifted - ROUNDER;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, c));
        float p = Math.fma(r, E6, E5);
        p = Math.fma(p, r, E4);
        p = Math.fma(p, r, E3);
        p = Math.fma(p, r, E2);
        p = Math.fma(p, r, 1);
        p = Math.fma(p, r, 1);
        // 2ⁿ may be neither representable nor normal: two factors, of which only the last product rounds.
        int whole = Float.floatToRawIntBits(shifted) - Float.floatToRawIntBits(ROUNDER);
        int half = whole >> 1;
        return p * powerOfTwo(half) * powerOfTwo(whole - half);
    }

    /// Natural logarithm: -∞ of ±0, NaN of a negative number.
    ///
    /// `x = 2ᵏ · (1 + f)` with `-1/3 <= f < 1/3`, hence `log x = k · ln 2 + log(1 + f)` with a polynomial for the second.
    public static float log(float x) {
        boolean subnormal = x < Float.MIN_NORMAL;
        int bits = Float.floatToRawIntBits(subnormal ? x * 0x1p23f : x);
        int exponent = (bits - TWO_THIRDS) & EXPONENT;
        float f = Float.intBitsToFloat(bits - exponent) - 1;
        float k = Math.fma(exponent, 0x1p-23f, subnormal ? -23 : 0);
        float q = Math.fma(f, L10, L9);
        q = Math.fma(q, f, L8);
        q = Math.fma(q, f, L7);
        q = Math.fma(q, f, L6);
        q = Math.fma(q, f, L5);
        q = Math.fma(q, f, L4);
        q = Math.fma(q, f, L3);
        q = Math.fma(q, f, -0.5f);
        float y = Math.fma(k, LN2, Math.fma(q, f * f, f));
        if (x > 0 && x < Float.POSITIVE_INFINITY) {
            return y;
        }
        if (x == 0) {
            return Float.NEGATIVE_INFINITY;
        }
        return x < 0 ? Float.NaN : x;
    }

    /// Hyperbolic tangent; ±0 and subnormal numbers are their own.
    ///
    /// `tanh |x| = m / (m + 2)` with `m = exp(2|x|) - 1 = 2ⁿ · (exp r - 1) + (2ⁿ - 1)`, which loses nothing near 0.
    public static float tanh(float x) {
        float a = Math.abs(x);
        a = a > TANH_HIGH ? TANH_HIGH : a;
        float z = a + a;
        float shifted = Math.fma(z, LOG2_E, ROUNDER);
        float n = shifted - ROUNDER;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, z));
        float q = Math.fma(r, E6, E5);
        q = Math.fma(q, r, E4);
        q = Math.fma(q, r, E3);
        q = Math.fma(q, r, E2);
        float power = powerOfTwo(Float.floatToRawIntBits(shifted));
        float m = Math.fma(power, Math.fma(q, r * r, r), power - 1);
        return Math.copySign(m / (m + 2), x);
    }

    /// Logistic function, `1 / (1 + exp(-x))`, written with `exp(-|x|)`, which cannot overflow.
    public static float sigmoid(float x) {
        float e = exp(-Math.abs(x));
        return (x >= 0 ? 1 : e) / (1 + e);
    }

    /// Square root: NaN of a negative number, -0 of -0.
    public static float sqrt(float x) {
        return (float) Math.sqrt(x);
    }

    /// 2ⁿ, of which the low bits are all that counts: `n` from -126 to 127, plus any multiple of 512.
    private static float powerOfTwo(int n) {
        return Float.intBitsToFloat((n << 23) + Float.floatToRawIntBits(1));
    }

    /// `y = exp x`.
    public void exp(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = exp(x[xo + i]);
        }
    }

    /// `y = log x`.
    public void log(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = log(x[xo + i]);
        }
    }

    /// `y = tanh x`.
    public void tanh(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = tanh(x[xo + i]);
        }
    }

    /// `y = 1 / (1 + exp(-x))`.
    public void sigmoid(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = sigmoid(x[xo + i]);
        }
    }

    /// `y = √x`.
    public void sqrt(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = sqrt(x[xo + i]);
        }
    }

    /// `dx = dy · (1 − y²)` where `y = tanh x`.
    public void tanhGradient(float[] dy, int dyo, float[] y, int yo, float[] dx, int dxo, int n) {
        for (int i = 0; i < n; i++) {
            float v = y[yo + i];
            dx[dxo + i] = dy[dyo + i] * Math.fma(-v, v, 1);
        }
    }

    /// `dx = dy · y · (1 − y)` where `y = sigmoid x`.
    public void sigmoidGradient(float[] dy, int dyo, float[] y, int yo, float[] dx, int dxo, int n) {
        for (int i = 0; i < n; i++) {
            float v = y[yo + i];
            dx[dxo + i] = dy[dyo + i] * (v * (1 - v));
        }
    }

    /// `dx = 0` where `y <= 0`, else `dy`, where `y = relu x`: a NaN in `y` lets the gradient pass, as in PyTorch.
    public void reluGradient(float[] dy, int dyo, float[] y, int yo, float[] dx, int dxo, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxo + i] = y[yo + i] <= 0 ? 0 : dy[dyo + i];
        }
    }
}
