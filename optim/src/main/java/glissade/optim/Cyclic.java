package glissade.optim;

/// Waves of the learning rate between two bounds, and of the momentum the other way.
///
///     var waves = new Cyclic(10, 2000);
///     new Sgd().lr(0.01).over(params).schedule(waves.rate())
///             .vary(Sgd.class, (sgd, step) -> sgd.momentum(waves.momentum(step)))
///
/// The rule's rate is the smallest; `peak` times it is the greatest. Immutable, and safe to share between threads.
///
/// Source: Smith, "Cyclical learning rates for training neural networks", WACV 2017, sections 3.1 and 3.3: `triangular`, and
/// [#halving()] for `triangular2`, [#fading] for `exp_range`.
///
/// @param peak how many times the smallest rate the greatest one is, 1 or more
/// @param up the steps of a rise
/// @param down the steps of a fall
/// @param shrink what each wave's height is multiplied by, compared with that before
/// @param fade what the height is multiplied by at each step
/// @param leastMomentum the momentum where the rate is greatest
/// @param greatestMomentum the momentum where the rate is smallest
public record Cyclic(double peak, long up, long down, double shrink, double fade, double leastMomentum,
        double greatestMomentum) {

    /// Checks the options.
    ///
    /// @throws IllegalArgumentException if one is out of its bounds
    public Cyclic {
        if (!(peak >= 1) || Double.isInfinite(peak)) {
            throw new IllegalArgumentException("Cyclic: peak is " + peak + ", must be finite and 1 or more");
        }
        if (up < 1 || down < 1) {
            throw new IllegalArgumentException(
                    "Cyclic: up is " + up + " and down is " + down + ", both must be 1 or more");
        }
        requireFactor("shrink", shrink);
        requireFactor("fade", fade);
        Options.requireDecay("Cyclic", "leastMomentum", leastMomentum);
        Options.requireDecay("Cyclic", "greatestMomentum", greatestMomentum);
    }

    /// Waves of one height that rise in `up` steps and fall in as many; momentum 0.8 to 0.9, as in PyTorch.
    public Cyclic(double peak, long up) {
        this(peak, up, up, 1, 1, 0.8, 0.9);
    }

    private static void requireFactor(String option, double value) {
        if (!(value > 0 && value <= 1)) {
            throw new IllegalArgumentException(
                    "Cyclic: " + option + " is " + value + ", must be greater than 0 and at most 1");
        }
    }

    /// With falls of another length.
    public Cyclic down(long steps) {
        return new Cyclic(peak, up, steps, shrink, fade, leastMomentum, greatestMomentum);
    }

    /// With waves each half as high as that before.
    public Cyclic halving() {
        return new Cyclic(peak, up, down, 0.5, fade, leastMomentum, greatestMomentum);
    }

    /// With a height that is multiplied by `gamma` at each step.
    public Cyclic fading(double gamma) {
        return new Cyclic(peak, up, down, shrink, gamma, leastMomentum, greatestMomentum);
    }

    /// With other bounds of the momentum.
    public Cyclic momentum(double least, double greatest) {
        return new Cyclic(peak, up, down, shrink, fade, least, greatest);
    }

    /// The schedule of the learning rate: `1 + (peak − 1) · height`.
    public Schedule rate() {
        return step -> 1 + (peak - 1) * height(step);
    }

    /// The momentum after `step` steps: `greatest − (greatest − least) · height`; for Adam, its first beta.
    public double momentum(long step) {
        return greatestMomentum - (greatestMomentum - leastMomentum) * height(step);
    }

    /// From 0 at a wave's start to at most 1 at its top.
    private double height(long step) {
        long wave = step / (up + down);
        long within = step % (up + down);
        double slope = within <= up ? (double) within / up : (double) (up + down - within) / down;
        return slope * StrictMath.pow(shrink, (double) wave) * StrictMath.pow(fade, (double) step);
    }
}
