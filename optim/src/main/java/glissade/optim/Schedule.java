package glissade.optim;

import java.util.function.LongToDoubleFunction;

/// How the learning rate changes: a factor by which the rule's rate is multiplied, given the number of steps taken so
/// far.
///
///     optimizer.schedule(Schedule.warmup(100).then(Schedule.cosine(900)))
///
/// Schedules are composed: [#then] puts one after another, [#during] cuts one off, [#times] multiplies two,
/// [#every] makes stairs, [#within] sets bounds. A function of the step is a schedule: `step -> 1 / (1 + 0.1 * step)`. [OneCycle] and
/// [Cyclic] move rate and momentum together; [Plateau] watches a metric.
///
/// A schedule is a value without state: the optimizer counts the steps, so a resumed run goes on where it was. The
/// exception is [Plateau], which says so. Safe to share between threads and optimizers.
@FunctionalInterface
public interface Schedule {

    /// The factor after `step` steps: 0 or more, and finite. `step` counts from 0.
    double factor(long step);

    /// How many steps the schedule is made for; from then on its factor stays what it is there. [Long#MAX_VALUE] if it
    /// has no end.
    default long length() {
        return Long.MAX_VALUE;
    }

    /// A factor that never changes.
    ///
    /// @throws IllegalArgumentException if `factor` is negative or not finite
    static Schedule constant(double factor) {
        Options.requireNotNegative("Schedule.constant", "factor", factor);
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

    /// Falls in a straight line from 1 to `end` in `steps` steps: [#linear(double, double, long)] from 1.
    ///
    /// @throws IllegalArgumentException if `steps < 1`, or `end` is negative or not finite
    static Schedule linear(double end, long steps) {
        return linear(1, end, steps);
    }

    /// A straight line in `steps` steps: `start + (end − start) · step / steps`.
    ///
    /// @throws IllegalArgumentException if `steps < 1`, or a factor is negative or not finite
    static Schedule linear(double start, double end, long steps) {
        Options.requireNotNegative("Schedule.linear", "start", start);
        Options.requireNotNegative("Schedule.linear", "end", end);
        return bounded("linear", steps, step -> Anneal.LINEAR.between(start, end, (double) step / steps));
    }

    /// `end + (1 − end) · (1 − step / steps)^power`: 1 at first and `end` after `steps` steps, the slower towards the end
    /// the greater the power.
    ///
    /// @throws IllegalArgumentException if `steps < 1`, `end` is negative or not finite, or `power` is not greater than 0
    static Schedule polynomial(double end, double power, long steps) {
        Options.requireNotNegative("Schedule.polynomial", "end", end);
        Options.requireRate("Schedule.polynomial", "power", power);
        return bounded("polynomial", steps,
                step -> end + (1 - end) * StrictMath.pow(1 - (double) step / steps, power));
    }

    /// `gamma^step`.
    ///
    /// @throws IllegalArgumentException if `gamma` is not finite and greater than 0
    static Schedule exponential(double gamma) {
        return exponential(gamma, 1);
    }

    /// `gamma^(step / steps)`: multiplied by `gamma` once in `steps` steps, a little at each. `exponential(gamma).every(steps)` does
    /// it at once.
    ///
    /// @throws IllegalArgumentException if `gamma` is not finite and greater than 0, or `steps < 1`
    static Schedule exponential(double gamma, long steps) {
        Options.requireRate("Schedule.exponential", "gamma", gamma);
        requireSteps("exponential", steps);
        return step -> StrictMath.pow(gamma, (double) step / steps);
    }

    /// `1 / (1 + rate · step / steps)`: the decay under which stochastic gradient descent on a convex function converges.
    ///
    /// Source: Robbins and Monro, "A stochastic approximation method", 1951, section 2.
    ///
    /// @throws IllegalArgumentException if `rate` is negative or not finite, or `steps < 1`
    static Schedule inverseTime(double rate, long steps) {
        Options.requireNotNegative("Schedule.inverseTime", "rate", rate);
        requireSteps("inverseTime", steps);
        return step -> 1 / (1 + rate * step / steps);
    }

    /// Multiplied by `gamma` at each milestone: `gamma^m`, where `m` milestones are at most `step`. A milestone may stand
    /// twice.
    ///
    /// @throws IllegalArgumentException if the milestones do not ascend from 0 on, or `gamma` is negative or not finite
    static Schedule milestones(double gamma, long... milestones) {
        Options.requireNotNegative("Schedule.milestones", "gamma", gamma);
        long[] at = Points.ascending("milestones", milestones, false);
        return step -> StrictMath.pow(gamma, Points.passed(at, step));
    }

    /// A factor for each stretch: the first before step `boundaries[0]`, the next from there on, and so on.
    ///
    /// @throws IllegalArgumentException if the boundaries do not ascend, the factors are not one more than them, or one is
    ///         negative or not finite
    static Schedule piecewise(long[] boundaries, double... factors) {
        long[] at = Points.ascending("piecewise", boundaries, true);
        double[] values = Points.values("piecewise", factors, at.length + 1);
        return step -> values[Points.passed(at, step)];
    }

    /// Through the points `(steps[i], factors[i])`, and in between by straight lines or half cosines; before the first point
    /// and after the last it stays.
    ///
    /// @throws IllegalArgumentException if the steps do not ascend, the factors are not as many, or one is negative or not
    ///         finite
    static Schedule through(Anneal anneal, long[] steps, double... factors) {
        long[] at = Points.ascending("through", steps, true);
        double[] values = Points.values("through", factors, at.length);
        return new Bounded(at[at.length - 1], step -> Points.between(anneal, at, values, step));
    }

    /// Falls along half a cosine from 1 to 0 in `steps` steps: `(1 + cos(π · step / steps)) / 2`.
    ///
    /// Source: Loshchilov and Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017, equation 5.
    ///
    /// @throws IllegalArgumentException if `steps < 1`
    static Schedule cosine(long steps) {
        return cosine(0, steps);
    }

    /// Falls along half a cosine from 1 to `end` in `steps` steps: `end + (1 − end) · (1 + cos(π · step / steps)) / 2`. Then
    /// it stays; PyTorch's `CosineAnnealingLR` rises again, as [#cosineWave] does.
    ///
    /// @throws IllegalArgumentException if `steps < 1`, or `end` is negative or not finite
    static Schedule cosine(double end, long steps) {
        return cosine(end, 1, steps);
    }

    /// Like [#cosine(double, long)], with the half cosine to a power: `end + (1 − end) · ((1 + cos(π · step / steps)) / 2)^power`.
    ///
    /// @throws IllegalArgumentException if `steps < 1`, `end` is negative or not finite, or `power` is not greater than 0
    static Schedule cosine(double end, double power, long steps) {
        Options.requireNotNegative("Schedule.cosine", "end", end);
        Options.requireRate("Schedule.cosine", "power", power);
        return bounded("cosine", steps, step -> end
                + (1 - end) * StrictMath.pow(Anneal.COSINE.between(1, 0, (double) step / steps), power));
    }

    /// [#cosine(double, long)] without an end: down in `steps` steps, up in as many, and so on.
    ///
    /// @throws IllegalArgumentException if `steps < 1`, or `end` is negative or not finite
    static Schedule cosineWave(double end, long steps) {
        Options.requireNotNegative("Schedule.cosine", "end", end);
        requireSteps("cosine", steps);
        return step -> Anneal.COSINE.between(1, end, (double) step / steps);
    }

    /// Cosines from 1 to `end`, one after the other: the first takes `steps` steps and each later one `stretch` times as many
    /// as that before it, and begins `shrink` times as high. `stretch` and `shrink` of 1 repeat the first.
    ///
    /// Source: Loshchilov and Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017, section 3.
    ///
    /// @throws IllegalArgumentException if `steps < 1`, `stretch` is not finite and 1 or more, or another number is negative
    ///         or not finite
    static Schedule warmRestarts(long steps, double stretch, double shrink, double end) {
        requireSteps("warmRestarts", steps);
        return new WarmRestarts(steps, stretch, shrink, end);
    }

    /// A factor of factors: the product of `change(1)`, …, `change(step)`, for a rate that each step multiplies by something.
    static Schedule product(LongToDoubleFunction change) {
        return new RunningProduct(change);
    }

    /// This schedule for its length, then another, which counts its steps from 0.
    ///
    /// @throws IllegalArgumentException if this one has no end
    default Schedule then(Schedule next) {
        long first = length();
        if (first == Long.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "then: the schedule before it has no end; use one with a number of steps, or cut it off with during(n)");
        }
        long rest = next.length();
        Schedule before = this;
        return new Bounded(rest > Long.MAX_VALUE - first ? Long.MAX_VALUE : first + rest,
                step -> step < first ? before.factor(step) : next.factor(step - first));
    }

    /// This schedule for `steps` steps, as if it were made for them.
    ///
    /// @throws IllegalArgumentException if `steps < 1`
    default Schedule during(long steps) {
        return bounded("during", steps, this);
    }

    /// The product of this schedule and another, both counting from the same step. Its length is this one's.
    default Schedule times(Schedule other) {
        return new Product(this, other);
    }

    /// This schedule in stairs, each `steps` steps long: `factor(⌊step / steps⌋)`. It makes a schedule of epochs one of steps, and
    /// `exponential(0.1).every(30)` is PyTorch's `StepLR`.
    ///
    /// @throws IllegalArgumentException if `steps < 1`
    default Schedule every(long steps) {
        requireSteps("every", steps);
        long length = length() > Long.MAX_VALUE / steps ? Long.MAX_VALUE : length() * steps;
        return new Bounded(length, step -> factor(step / steps));
    }

    /// This schedule, moved to the nearest number from `least` to `greatest`.
    ///
    /// @throws IllegalArgumentException if `least` is negative, or greater than `greatest`
    default Schedule within(double least, double greatest) {
        if (!(least >= 0 && least <= greatest)) {
            throw new IllegalArgumentException("Schedule.within: the bounds " + least + " and " + greatest
                    + " must be 0 or more, the smaller one first");
        }
        return new Bounded(length(), step -> Math.min(Math.max(factor(step), least), greatest));
    }

    private static Schedule bounded(String name, long steps, Schedule inside) {
        requireSteps(name, steps);
        return new Bounded(steps, inside);
    }

    private static void requireSteps(String name, long steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("Schedule." + name + ": steps is " + steps + ", must be 1 or more");
        }
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

    /// The product of two schedules.
    ///
    /// @param first the one whose length counts
    /// @param second the other
    record Product(Schedule first, Schedule second) implements Schedule {
        @Override
        public double factor(long step) {
            return first.factor(step) * second.factor(step);
        }

        @Override
        public long length() {
            return first.length();
        }
    }
}
