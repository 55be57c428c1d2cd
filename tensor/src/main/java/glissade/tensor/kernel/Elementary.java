package glissade.tensor.kernel;

/// Elementary functions of each element, and the gradients that need no more than their outputs: the definition.
///
/// The static functions define the results for one `float`; the loops apply them to `n` elements of `x` from `xo` on
/// and store into `y` from `yo` on. They use additions, multiplications, fused multiply-adds, divisions and bit moves
/// alone, each of them rounded as IEEE 754 says, so the bits are the same on every machine. A NaN gives a NaN, whose
/// sign and payload are unspecified. The largest errors met: exp 0.90 ulp, log 0.92, tanh 1.41, sigmoid 1.61; sqrt is
/// correctly rounded.
///
/// An output may be the same array at the same offset as an input; it may not overlap one in another way. Nothing is
/// checked. Without state, hence thread-safe.
public class Elementary {

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

    /// e to the power of `x`: +∞ on overflow, subnormal numbers and then 0 on underflow.
    ///
    /// `x = n · ln 2 + r` with a whole `n` and `|r| <= ln(2) / 2`, hence `exp x = 2ⁿ · exp r`, the latter a polynomial.
    public static float exp(float x) {
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
    /// An odd polynomial near 0, from there on `tanh |x| = 1 - 2e / (1 + e)` with `e = exp(-2|x|)`.
    public static float tanh(float x) {
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
    public static float sigmoid(float x) {
        float e = exp(-Math.abs(x));
        float q = e / (1 + e);
        float factor = x >= 0 ? 1 : e;
        return Math.fma(-factor, q, factor);
    }

    /// Square root: NaN of a negative number, -0 of -0.
    public static float sqrt(float x) {
        return (float) Math.sqrt(x);
    }

    /// Reciprocal of the square root, +∞ of 0: the root and the quotient are each rounded.
    public static float rsqrt(float x) {
        return 1 / sqrt(x);
    }

    /// `exp x - 1`, exact near 0.
    public static float expm1(float x) {
        return (float) StrictMath.expm1(x);
    }

    /// `log(1 + x)`, exact near 0: -∞ of -1, NaN below.
    public static float log1p(float x) {
        return (float) StrictMath.log1p(x);
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

    /// `y = 1 / √x`.
    public void rsqrt(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = rsqrt(x[xo + i]);
        }
    }

    /// `y = exp x − 1`.
    public void expm1(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = expm1(x[xo + i]);
        }
    }

    /// `y = log(1 + x)`.
    public void log1p(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = log1p(x[xo + i]);
        }
    }

    /// `y = 2ˣ`.
    public void exp2(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Powers.exp2(x[xo + i]);
        }
    }

    /// `y = log₂ x`.
    public void log2(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Powers.log2(x[xo + i]);
        }
    }

    /// `y = log₁₀ x`.
    public void log10(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Powers.log10(x[xo + i]);
        }
    }

    /// `y = sin x`.
    public void sin(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Trigonometry.sin(x[xo + i]);
        }
    }

    /// `y = cos x`.
    public void cos(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Trigonometry.cos(x[xo + i]);
        }
    }

    /// `y = tan x`.
    public void tan(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Trigonometry.tan(x[xo + i]);
        }
    }

    /// `y = arcsin x`.
    public void asin(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Trigonometry.asin(x[xo + i]);
        }
    }

    /// `y = arccos x`.
    public void acos(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Trigonometry.acos(x[xo + i]);
        }
    }

    /// `y = arctan x`.
    public void atan(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Trigonometry.atan(x[xo + i]);
        }
    }

    /// `y = sinh x`.
    public void sinh(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Hyperbolic.sinh(x[xo + i]);
        }
    }

    /// `y = cosh x`.
    public void cosh(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Hyperbolic.cosh(x[xo + i]);
        }
    }

    /// `y = erf x`.
    public void erf(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = ErrorFunction.erf(x[xo + i]);
        }
    }

    /// `y = x · Φ(x)`.
    public void gelu(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = ErrorFunction.gelu(x[xo + i]);
        }
    }

    /// `y = x · ½(1 + tanh(√(2/π) · (x + 0.044715 x³)))`.
    public void geluTanh(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Activations.geluTanh(x[xo + i]);
        }
    }

    /// `y = x · sigmoid x`.
    public void silu(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Activations.silu(x[xo + i]);
        }
    }

    /// `y = x · tanh(softplus x)`.
    public void mish(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Activations.mish(x[xo + i]);
        }
    }

    /// `y = log(1 + exp x)`.
    public void softplus(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Activations.softplus(x[xo + i]);
        }
    }

    /// `y = log(sigmoid x)`.
    public void logSigmoid(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Activations.logSigmoid(x[xo + i]);
        }
    }

    /// `y = xᵖ`, as [Powers#pow(float, float)].
    public void pow(float[] x, int xo, float[] p, int po, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Powers.pow(x[xo + i], p[po + i]);
        }
    }

    /// `y = xᵖ`, one exponent for all.
    public void pow(float[] x, int xo, float p, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Powers.pow(x[xo + i], p);
        }
    }

    /// `y = baseᵖ`, one base for all.
    public void powOf(float base, float[] p, int po, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Powers.pow(base, p[po + i]);
        }
    }

    /// `dx = dy · 2/√π · exp(−x²)`.
    public void erfGradient(float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxo + i] = dy[dyo + i] * ErrorFunction.erfSlope(x[xo + i]);
        }
    }

    /// `dx = dy · (Φ(x) + x · φ(x))`.
    public void geluGradient(float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxo + i] = dy[dyo + i] * ErrorFunction.geluSlope(x[xo + i]);
        }
    }

    /// `dx = dy · geluTanh′(x)`.
    public void geluTanhGradient(float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxo + i] = dy[dyo + i] * Activations.geluTanhSlope(x[xo + i]);
        }
    }

    /// `dx = dy · s · (1 + x · (1 − s))` where `s = sigmoid x`.
    public void siluGradient(float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxo + i] = dy[dyo + i] * Activations.siluSlope(x[xo + i]);
        }
    }

    /// `dx = dy · mish′(x)`.
    public void mishGradient(float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxo + i] = dy[dyo + i] * Activations.mishSlope(x[xo + i]);
        }
    }

    /// `dx = dy · sigmoid x`.
    public void softplusGradient(float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxo + i] = dy[dyo + i] * sigmoid(x[xo + i]);
        }
    }

    /// `dx = dy · sigmoid(−x)`.
    public void logSigmoidGradient(float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxo + i] = dy[dyo + i] * sigmoid(-x[xo + i]);
        }
    }
}
