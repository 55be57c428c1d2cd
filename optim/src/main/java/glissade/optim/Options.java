package glissade.optim;

/// Checks of the options of rules, with the value and its bounds in the message.
final class Options {

    private Options() {
    }

    /// A rate: finite and greater than 0.
    static void requireRate(String rule, String option, double value) {
        require(value > 0 && Double.isFinite(value), rule, option, value, "finite and greater than 0");
    }

    /// Finite, and 0 or more.
    static void requireNotNegative(String rule, String option, double value) {
        require(value >= 0 && Double.isFinite(value), rule, option, value, "finite and 0 or more");
    }

    /// A number of either sign.
    static void requireFinite(String rule, String option, double value) {
        require(Double.isFinite(value), rule, option, value, "finite");
    }

    /// A count.
    static void requireAtLeast(String rule, String option, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    rule + ": " + option + " is " + value + ", must be " + least + " or more");
        }
    }

    /// A factor of what is remembered: from 0 to less than 1.
    static void requireDecay(String rule, String option, double value) {
        require(value >= 0 && value < 1, rule, option, value, "0 or more and less than 1");
    }

    /// What decoupled decay leaves of a param; 1 if decay is a part of the gradient.
    static float keep(boolean decoupled, double decay) {
        return decoupled ? (float) (1 - decay) : 1;
    }

    private static void require(boolean holds, String rule, String option, double value, String bound) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ": " + option + " is " + value + ", must be " + bound);
        }
    }
}
