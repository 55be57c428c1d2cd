package glissade.nn;

/// Checks of the options of losses and layers, with the value and its bounds in the message.
final class Options {

    private Options() {
    }

    static void require(boolean holds, String where, String option, double value, String bound) {
        if (!holds) {
            throw new IllegalArgumentException(where + ": " + option + " is " + value + ", must be " + bound);
        }
    }

    static void require(boolean holds, String where, String option, long value, String bound) {
        if (!holds) {
            throw new IllegalArgumentException(where + ": " + option + " is " + value + ", must be " + bound);
        }
    }

    /// Finite, as a float32 too.
    static void requireFinite(String where, String option, double value) {
        require(Float.isFinite((float) value), where, option, value, "finite");
    }

    static void requireNotNegative(String where, String option, double value) {
        require(value >= 0 && Double.isFinite(value), where, option, value, "finite and 0 or more");
    }
}
