package glissade.tensor;

/// The inverse of the standard normal distribution function, for 32 random bits: `z = Φ⁻¹((w + ½) · 2⁻³²)`, where `w`
/// is the word read as unsigned. Strictly increasing in `w`, antisymmetric (`z(~w) = −z(w)`), never infinite: |z| ≤
/// 6.34.
///
/// Source: Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37 (1988),
/// 477–484, routine PPND16; relative error about 1e-16. Its third range (`√(−ln p) > 5`) is never reached here, as
/// p ≥ 2⁻³³ gives 4.79.
final class NormalQuantile {

    private static final double CENTRAL = 0.425;

    private NormalQuantile() {
    }

    /// `mean + std · z` for each of the words, rounded to float.
    static void fill(int[] words, double mean, double std, float[] out, int offset, int n) {
        // all as if central, which the compiler vectorises; then the others once more
        for (int i = 0; i < n; i++) {
            out[offset + i] = (float) (mean + std * central(fromMedian(words[i])));
        }
        for (int i = 0; i < n; i++) {
            if (Math.abs(fromMedian(words[i])) > CENTRAL) {
                out[offset + i] = (float) (mean + std * of(words[i]));
            }
        }
    }

    /// The definition.
    static double of(int word) {
        double q = fromMedian(word);
        if (Math.abs(q) <= CENTRAL) {
            return central(q);
        }
        return q < 0 ? -tail(0.5 + q) : tail(0.5 - q);
    }

    /// `(w + ½) · 2⁻³² − ½`, exactly.
    private static double fromMedian(int word) {
        return ((word ^ Integer.MIN_VALUE) + 0.5) * 0x1p-32;
    }

    /// |q| ≤ 0.425, which is 85 % of the draws.
    private static double central(double q) {
        double r = 0.180625 - q * q;
        return q * (((((((2.5090809287301226727e+3 * r + 3.3430575583588128105e+4) * r + 6.7265770927008700853e+4) * r
                + 4.5921953931549871457e+4) * r + 1.3731693765509461125e+4) * r + 1.9715909503065514427e+3) * r
                + 1.3314166789178437745e+2) * r + 3.3871328727963666080e+0)
                / (((((((5.2264952788528545610e+3 * r + 2.8729085735721942674e+4) * r + 3.9307895800092710610e+4) * r
                        + 2.1213794301586595867e+4) * r + 5.3941960214247511077e+3) * r + 6.8718700749205790830e+2) * r
                        + 4.2313330701600911252e+1) * r + 1);
    }

    /// −Φ⁻¹(p) for p < 0.075.
    private static double tail(double p) {
        double r = Math.sqrt(-StrictMath.log(p)) - 1.6;
        return (((((((7.74545014278341407640e-4 * r + 2.27238449892691845833e-2) * r + 2.41780725177450611770e-1) * r
                + 1.27045825245236838258e+0) * r + 3.64784832476320460504e+0) * r + 5.76949722146069140550e+0) * r
                + 4.63033784615654529590e+0) * r + 1.42343711074968357734e+0)
                / (((((((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r + 1.51986665636164571966e-2) * r
                        + 1.48103976427480074590e-1) * r + 6.89767334985100004550e-1) * r + 1.67638483018380384940e+0)
                        * r
                        + 2.05319162663775882187e+0) * r + 1);
    }
}
