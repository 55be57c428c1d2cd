package glissade.optim;

import glissade.tensor.StateDict;
import glissade.tensor.StateFit;

/// Lowers the learning rate when a metric no longer gets better.
///
///     var plateau = new Plateau(Plateau.Better.LOWER).shrink(0.5).patience(3);
///     optimizer.schedule(plateau);
///     …
///     plateau.report(validationLoss);        // once an epoch
///
/// After more than `patience` reports in a row that are not better than the best so far, the factor is multiplied by
/// [#shrink]; for `cooldown` reports after that nothing is counted. Better is by more than a threshold, which is
/// relative or absolute. A NaN is never better. Defaults are PyTorch's: shrink 0.1, patience 10, relative threshold 1e-4, no
/// cooldown, no floor. A factor that would fall by no more than [#leastChange] stays.
///
/// Unlike other schedules it has a state, the reports so far: save [#state()] beside the optimizer's. One plateau belongs to one
/// run. Not thread-safe.
public final class Plateau implements Schedule {

    /// Which metrics are better.
    public enum Better {
        /// Lower ones: a loss.
        LOWER,
        /// Higher ones: an accuracy.
        HIGHER
    }

    private final Better better;
    private double shrink = 0.1;
    private long patience = 10;
    private double threshold = 1e-4;
    private boolean relative = true;
    private long cooldown;
    private double floor;
    private double leastChange;

    private double current = 1;
    private double best;
    private long worse;
    private long cooling;

    /// A plateau with PyTorch's defaults.
    public Plateau(Better better) {
        this.better = better;
        best = better == Better.LOWER ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }

    /// What the rate is multiplied by; returns this plateau.
    ///
    /// @throws IllegalArgumentException if it is not between 0 and 1
    public Plateau shrink(double factor) {
        if (!(factor > 0 && factor < 1)) {
            throw new IllegalArgumentException(
                    "Plateau: shrink is " + factor + ", must be greater than 0 and less than 1");
        }
        shrink = factor;
        return this;
    }

    /// How many reports may be no better before the rate falls; returns this plateau.
    ///
    /// @throws IllegalArgumentException if it is negative
    public Plateau patience(long reports) {
        patience = requireCount("patience", reports);
        return this;
    }

    /// How many reports are not counted after the rate fell; returns this plateau.
    ///
    /// @throws IllegalArgumentException if it is negative
    public Plateau cooldown(long reports) {
        cooldown = requireCount("cooldown", reports);
        return this;
    }

    /// Better is by more than this part of the best metric; returns this plateau.
    ///
    /// @throws IllegalArgumentException if it is negative or not finite
    public Plateau relativeThreshold(double part) {
        Options.requireNotNegative("Plateau", "relativeThreshold", part);
        threshold = part;
        relative = true;
        return this;
    }

    /// Better is by more than this difference; returns this plateau.
    ///
    /// @throws IllegalArgumentException if it is negative or not finite
    public Plateau absoluteThreshold(double difference) {
        Options.requireNotNegative("Plateau", "absoluteThreshold", difference);
        threshold = difference;
        relative = false;
        return this;
    }

    /// The smallest factor that the rate falls to, a part of the rule's; returns this plateau.
    ///
    /// @throws IllegalArgumentException if it is not from 0 to 1
    public Plateau floor(double least) {
        if (!(least >= 0 && least <= 1)) {
            throw new IllegalArgumentException("Plateau: floor is " + least + ", must be from 0 to 1");
        }
        floor = least;
        return this;
    }

    /// A fall by this or less is left out, a part of the rule's rate: it lets the rate end where it no longer matters. 0 unless given.
    /// PyTorch's `eps`, 1e-8, is in units of the rate: divide it by the rule's. Returns this plateau.
    ///
    /// @throws IllegalArgumentException if it is negative or not finite
    public Plateau leastChange(double part) {
        Options.requireNotNegative("Plateau", "leastChange", part);
        leastChange = part;
        return this;
    }

    private static long requireCount(String option, long value) {
        if (value < 0) {
            throw new IllegalArgumentException("Plateau: " + option + " is " + value + ", must be 0 or more");
        }
        return value;
    }

    /// Takes note of a metric.
    public void report(double metric) {
        if (isBetter(metric)) {
            best = metric;
            worse = 0;
        } else {
            worse++;
        }
        if (cooling > 0) {
            cooling--;
            worse = 0;
        }
        if (worse > patience) {
            double next = Math.max(current * shrink, floor);
            current = current - next > leastChange ? next : current;
            cooling = cooldown;
            worse = 0;
        }
    }

    private boolean isBetter(double metric) {
        double by = better == Better.LOWER ? -threshold : threshold;
        double bound = relative ? best * (1 + by) : best + by;
        return better == Better.LOWER ? metric < bound : metric > bound;
    }

    /// The factor now, whatever the step.
    @Override
    public double factor(long step) {
        return current;
    }

    /// The reports so far, as far as they matter.
    public StateDict state() {
        return StateDict.empty().with("factor", Double.doubleToLongBits(current))
                .with("best", Double.doubleToLongBits(best)).with("worse", worse).with("cooling", cooling);
    }

    /// Goes back to a saved [#state()].
    ///
    /// @throws IllegalArgumentException if an entry is missing or left over, is no single whole number, or cannot be; nothing has
    ///         changed then
    public void load(StateDict state) {
        if (!StateFit.of(state(), state).isExact()) {
            throw new IllegalArgumentException("Plateau: the state has the entries " + state.names() + ", must have "
                    + state().names() + ", a whole number each; nothing was loaded");
        }
        double factor = Double.longBitsToDouble(state.integer("factor"));
        if (!(factor >= 0) || Double.isInfinite(factor) || state.integer("worse") < 0 || state.integer("cooling") < 0) {
            throw new IllegalArgumentException("Plateau: the state has the factor " + factor + " after "
                    + state.integer("worse") + " worse reports, with " + state.integer("cooling")
                    + " to cool down; all must be finite and 0 or more; nothing was loaded");
        }
        current = factor;
        best = Double.longBitsToDouble(state.integer("best"));
        worse = state.integer("worse");
        cooling = state.integer("cooling");
    }
}
