package glissade.tensor.kernel;

/// Sine, cosine, tangent and their inverses, of one `float`, in double arithmetic: definitions for [Elementary].
///
/// An angle is brought to `x = n · π/2 + r` with `|r| <= π/4`, where polynomials take over; `n` modulo 4 says which. The
/// nearest that a `float` comes to a multiple of π/2 is about 2^-30 of it, so `r` needs an absolute error below 2^-55.
final class Trigonometry {

    static final double TWO_OVER_PI = 0x1.45f306dc9c883p-1;
    /// π/2 in two parts. With the first, `x - n · π/2` is exact for the numbers below, as it is a multiple of 2^-52.
    static final double HALF_PI = 0x1.921fb54442d18p0;
    static final double HALF_PI_LOW = 0x1.1a62633145c07p-54;
    /// Beyond this, π/2 has too few bits here.
    static final double LARGE = 0x1p32;
    /// The first 256 bits of 2/π.
    private static final long[] BITS = {0xa2f9836e4e441529L, 0xfc2757d1f534ddc0L, 0xdb6295993c439041L,
        0xfe5163abdebbc561L};

    // sin(r) / r in powers of r² on |r| <= π/4, after the 1: minimax for the relative error, 2^-37.5.
    static final double S2 = -0x1.5555554c6ffc8p-3;
    static final double S4 = 0x1.111108690bef0p-7;
    static final double S6 = -0x1.a00f7e14cb618p-13;
    static final double S8 = 0x1.6cd1b09ab82a1p-19;
    // cos(r) in powers of r² there, after the 1 - r²/2: minimax for the relative error, 2^-42.9.
    static final double C4 = 0x1.5555554ed8302p-5;
    static final double C6 = -0x1.6c16b828a5825p-10;
    static final double C8 = 0x1.a010ddde1a5bap-16;
    static final double C10 = -0x1.241e6a2bc13f0p-22;

    // atan(x) / x in powers of x² on |x| <= 1, after the 1, highest first: minimax for the relative error, 2^-33.9.
    static final double[] ATAN = {-0x1.6ded68eece2bbp-11, 0x1.42da00c900e2cp-8, -0x1.0b0c89a4eca73p-6,
        0x1.1a6cf33193624p-5, -0x1.be981c5344cffp-5, 0x1.2958aff1e7727p-4, -0x1.700b257e8b067p-4, 0x1.c66e4d0bc18dep-4,
        -0x1.248a2cb4d0eddp-3, 0x1.999937f2cd90cp-3, -0x1.55555487416b7p-2};
    // asin(x) / x in powers of x² on |x| <= 1/2, after the 1, highest first: minimax for the relative error, 2^-39.9.
    static final double[] ASIN = {0x1.0d7ce3ac80fc8p-5, 0x1.05466c0be67dfp-9, 0x1.522e989e492eap-6,
        0x1.6643de5ae118ep-6, 0x1.f2819e99ede5dp-6, 0x1.6db25ce794e30p-5, 0x1.3333408751b1dp-4, 0x1.55555547de771p-3};

    private Trigonometry() {
    }

    /// Sine; NaN of ±∞.
    static float sin(float x) {
        return (float) sine(x, 0);
    }

    /// Cosine; NaN of ±∞.
    static float cos(float x) {
        return (float) sine(x, 1);
    }

    /// Tangent, the quotient of sine and cosine; NaN of ±∞.
    static float tan(float x) {
        return (float) (sine(x, 0) / sine(x, 1));
    }

    /// The sine of `x + turns · π/2`.
    private static double sine(double x, int turns) {
        if (Math.abs(x) > LARGE && Math.abs(x) <= Float.MAX_VALUE) {
            long t = quarterTurns(Math.abs(x));
            long n = t + 0x2000_0000_0000_0000L >> 62;
            double r = (t - (n << 62)) * (0x1p-62 * HALF_PI);
            return x < 0 ? sine(-r, turns - n) : sine(r, turns + n);
        }
        double shifted = Math.fma(x, TWO_OVER_PI, Wide.ROUNDER);
        double n = shifted - Wide.ROUNDER;
        double r = Math.fma(n, -HALF_PI_LOW, Math.fma(n, -HALF_PI, x));
        return sine(r, Double.doubleToRawLongBits(shifted) + turns);
    }

    /// The sine of `r + n · π/2` for `|r| <= π/4`.
    private static double sine(double r, long n) {
        double z = r * r;
        double y;
        if ((n & 1) == 0) {
            double p = Math.fma(z, S8, S6);
            p = Math.fma(p, z, S4);
            p = Math.fma(p, z, S2);
            y = Math.fma(p, z, 1) * r; // in this order -0 keeps its sign
        } else {
            double p = Math.fma(z, C10, C8);
            p = Math.fma(p, z, C6);
            p = Math.fma(p, z, C4);
            p = Math.fma(p, z, -0.5);
            y = Math.fma(p, z, 1);
        }
        return (n & 2) == 0 ? y : -y;
    }

    /// `x · 2/π` modulo 4 in units of 2^-62, for a `float` above [#LARGE].
    ///
    /// Of the bits of 2/π only 128 matter: those before give multiples of 4, those behind less than a unit (Payne and
    /// Hanek, "Radian Reduction for Trigonometric Functions", SIGNUM Newsletter 18, 1983).
    private static long quarterTurns(double x) {
        int exponent = Math.getExponent(x) - 23;
        long significand = (long) Math.scalb(x, -exponent);
        return significand * bits(exponent - 2) + Math.unsignedMultiplyHigh(significand, bits(exponent + 62));
    }

    /// 64 bits of 2/π.
    private static long bits(int from) {
        int word = from >> 6;
        int shift = from & 63;
        return shift == 0 ? BITS[word] : BITS[word] << shift | BITS[word + 1] >>> 64 - shift;
    }

    /// Arc tangent: `π/2 - atan(1/x)` beyond 1.
    static float atan(float x) {
        double a = Math.abs(x);
        double y = a > 1 ? HALF_PI - odd(1 / a, ATAN) : odd(a, ATAN);
        return Math.copySign((float) y, x);
    }

    /// Arc sine; NaN beyond ±1.
    static float asin(float x) {
        double a = Math.abs(x);
        double y = a > 0.5 ? HALF_PI - 2 * odd(Math.sqrt((1 - a) / 2), ASIN) : odd(a, ASIN);
        return Math.copySign((float) y, x);
    }

    /// Arc cosine; NaN beyond ±1. Near ±1 by the half angle, `sin²(y/2) = (1 - x) / 2`.
    static float acos(float x) {
        double a = Math.abs(x);
        if (a <= 0.5) {
            return (float) (HALF_PI - odd(x, ASIN));
        }
        double y = 2 * odd(Math.sqrt((1 - a) / 2), ASIN);
        return (float) (x < 0 ? 2 * HALF_PI - y : y);
    }

    /// `x + x · P(x²)`.
    private static double odd(double x, double[] coefficients) {
        double z = x * x;
        double p = 0;
        for (double coefficient : coefficients) {
            p = Math.fma(p, z, coefficient);
        }
        return Math.fma(p, z, 1) * x;
    }
}
