package glissade.optim;

import org.jspecify.annotations.Nullable;

/// Powers of the factors of running means, βᵗ. All params of a group ask for the same ones in a step, and `StrictMath.pow` takes
/// longer than to move a hundred elements; so the last few results are kept.
///
/// Thread-safe: an entry is immutable, and one that another thread has just replaced is computed anew.
final class DecayPowers {

    private static final int PLACES = 64;
    private static final @Nullable Power[] KEPT = new Power[PLACES];

    private record Power(double base, double exponent, double value) {
    }

    private DecayPowers() {
    }

    /// `base` to the power of `exponent`, as `StrictMath.pow`.
    static double of(double base, double exponent) {
        long bits = Double.doubleToRawLongBits(base) * 31 + Double.doubleToRawLongBits(exponent);
        int place = (int) (bits * 0x9E3779B97F4A7C15L >>> 58);
        Power kept = KEPT[place];
        if (kept == null || kept.base != base || kept.exponent != exponent) {
            kept = new Power(base, exponent, StrictMath.pow(base, exponent));
            KEPT[place] = kept;
        }
        return kept.value;
    }
}
