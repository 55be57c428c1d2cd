package glissade.optim;

/// Steps at which something changes, and the numbers that belong to them.
final class Points {

    private Points() {
    }

    /// A copy of steps that ascend from 0 on; strictly, or with repetitions.
    ///
    /// @throws IllegalArgumentException if there are none or they do not
    static long[] ascending(String schedule, long[] steps, boolean strictly) {
        if (steps.length == 0) {
            throw new IllegalArgumentException("Schedule." + schedule + ": no steps are given, must be 1 or more");
        }
        for (int i = 0; i < steps.length; i++) {
            long least = i == 0 ? 0 : strictly ? steps[i - 1] + 1 : steps[i - 1];
            if (steps[i] < least) {
                throw new IllegalArgumentException("Schedule." + schedule + ": step number " + i + " is " + steps[i]
                        + ", must be " + least + " or more; give the steps in ascending order");
            }
        }
        return steps.clone();
    }

    /// A copy of `count` factors.
    ///
    /// @throws IllegalArgumentException if there are not as many, or one is negative or not finite
    static double[] values(String schedule, double[] factors, int count) {
        if (factors.length != count) {
            throw new IllegalArgumentException(
                    "Schedule." + schedule + ": " + factors.length + " factors are given, must be " + count);
        }
        for (double factor : factors) {
            Options.requireNotNegative("Schedule." + schedule, "factor", factor);
        }
        return factors.clone();
    }

    /// How many of the ascending steps are at most `step`.
    static int passed(long[] at, long step) {
        int passed = 0;
        while (passed < at.length && at[passed] <= step) {
            passed++;
        }
        return passed;
    }

    static double between(Anneal anneal, long[] at, double[] values, long step) {
        int passed = passed(at, step);
        if (passed == 0 || passed == at.length) {
            return values[Math.max(0, passed - 1)];
        }
        double part = (double) (step - at[passed - 1]) / (at[passed] - at[passed - 1]);
        return anneal.between(values[passed - 1], values[passed], part);
    }
}
