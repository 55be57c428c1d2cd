package glissade.optim;

/// How the learning rate changes: a factor by which the rule's rate is multiplied, given the number of steps taken so
/// far.
///
///     optimizer.schedule(Schedule.warmup(100).then(Schedule.cosine(900)))
///
/// A schedule is a value without state: the optimizer counts the steps. Safe to share between threads and optimizers.
public interface Schedule {

    /// The factor after `step` steps: 0 or more, and finite. `step` counts from 0.
    double factor(long step);

    /// How many steps the schedule is made for; from then on its factor stays what it was. [Long#MAX_VALUE] if it has
    /// no end.
    default long length() {
        return Long.MAX_VALUE;
    }

    /// A factor that never changes.
    static Schedule constant(double factor) {
        return step -> factor;
    }

    /// Rises in a straight line from 1/n at the first step to 1 at the n-th: `(step + 1) / n`.
    ///
    /// Source: Goyal and others, "Accurate, large minibatch SGD: training ImageNet in 1 hour", 2017, section 2.2.
    ///
    /// @throws IllegalArgumentException if `steps < 1`
    static Schedule warmup(long steps) {
        return bounded("warmup", steps, step -> Math.min(step + 1.0, steps) / steps);
    }

    /// Falls in a straight line from 1 to `end` in `steps` steps: `1 − (1 − end) · step / steps`.
    ///
    /// @throws IllegalArgumentException if `steps < 1`, or `end` is negative or not finite
    static Schedule linear(double end, long steps) {
        Options.requireNotNegative("Schedule.linear", "end", end);
        return bounded("linear", steps, step -> 1 - (1 - end) * step / steps);
    }

    /// Falls along half a cosine from 1 to 0 in `steps` steps: `(1 + cos(π · step / steps)) / 2`.
    ///
    /// Source: Loshchilov and Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017, equation 5.
    ///
    /// @throws IllegalArgumentException if `steps < 1`
    static Schedule cosine(long steps) {
        return bounded("cosine", steps, step -> (1 + StrictMath.cos(Math.PI * step / steps)) / 2);
    }

    /// This schedule for its length, then another, which counts its steps from 0.
    ///
    /// @throws IllegalArgumentException if this one has no end
    default Schedule then(Schedule next) {
        long first = length();
        if (first == Long.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "then: the schedule before it has no end; use one with a number of steps");
        }
        long rest = next.length();
        Schedule before = this;
        return new Bounded(rest > Long.MAX_VALUE - first ? Long.MAX_VALUE : first + rest,
                step -> step < first ? before.factor(step) : next.factor(step - first));
    }

    private static Schedule bounded(String name, long steps, Schedule inside) {
        if (steps < 1) {
            throw new IllegalArgumentException("Schedule." + name + ": steps is " + steps + ", must be 1 or more");
        }
        return new Bounded(steps, inside);
    }

    /// A schedule that stays at its last value after its length.
    ///
    /// @param length the number of steps
    /// @param inside the factor up to then
    record Bounded(long length, Schedule inside) implements Schedule {
        @Override
        public double factor(long step) {
            return inside.factor(Math.min(step, length));
        }
    }
}
