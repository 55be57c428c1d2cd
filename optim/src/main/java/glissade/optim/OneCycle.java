package glissade.optim;

/// One rise and one fall of the learning rate over a whole run, while the momentum goes the other way.
///
///     var cycle = new OneCycle(1000);
///     new Sgd().lr(0.1).over(params).schedule(cycle.rate())
///             .vary(Sgd.class, (sgd, step) -> sgd.momentum(cycle.momentum(step)))
///
/// The rule's rate is the greatest; the run begins at `1 / divide` of it and ends at `1 / (divide · finalDivide)`. Defaults are
/// PyTorch's. Immutable, and safe to share between threads.
///
/// Source: Smith and Topin, "Super-convergence: very fast training of neural networks using large learning rates", 2018,
/// section 3. That paper has three phases ([#threePhases]): up, down to the start, and down to the end; the default, as in
/// PyTorch and fastai, has two.
///
/// @param steps the steps of the run, 2 or more
/// @param rise the part of the run in which the rate rises, between 0 and 1
/// @param anneal the way up and down
/// @param threePhases whether the rate falls to its start before it falls to its end
/// @param divide by how much the first rate is smaller than the greatest
/// @param finalDivide by how much the last rate is smaller than the first
/// @param leastMomentum the momentum where the rate is greatest
/// @param greatestMomentum the momentum at start and end
public record OneCycle(long steps, double rise, Anneal anneal, boolean threePhases, double divide, double finalDivide,
        double leastMomentum, double greatestMomentum) {

    /// Checks the options.
    ///
    /// @throws IllegalArgumentException if one is out of its bounds
    public OneCycle {
        if (steps < 2) {
            throw new IllegalArgumentException("OneCycle: steps is " + steps + ", must be 2 or more");
        }
        if (!(rise > 0 && rise < 1)) {
            throw new IllegalArgumentException(
                    "OneCycle: rise is " + rise + ", must be greater than 0 and less than 1");
        }
        Options.requireRate("OneCycle", "divide", divide);
        Options.requireRate("OneCycle", "finalDivide", finalDivide);
        Options.requireDecay("OneCycle", "leastMomentum", leastMomentum);
        Options.requireDecay("OneCycle", "greatestMomentum", greatestMomentum);
    }

    /// PyTorch's defaults: 30 % of the steps rise, cosines, two phases, from 1/25 to 1/250,000, momentum 0.85 to 0.95.
    public OneCycle(long steps) {
        this(steps, 0.3, Anneal.COSINE, false, 25, 1e4, 0.85, 0.95);
    }

    /// With another part of the run in which the rate rises.
    public OneCycle rise(double newRise) {
        return new OneCycle(steps, newRise, anneal, threePhases, divide, finalDivide, leastMomentum, greatestMomentum);
    }

    /// With another way up and down.
    public OneCycle anneal(Anneal newAnneal) {
        return new OneCycle(steps, rise, newAnneal, threePhases, divide, finalDivide, leastMomentum, greatestMomentum);
    }

    /// With three phases, or two.
    public OneCycle threePhases(boolean three) {
        return new OneCycle(steps, rise, anneal, three, divide, finalDivide, leastMomentum, greatestMomentum);
    }

    /// With another first rate, a `first`-th of the greatest, and another last one, a `last`-th of the first.
    public OneCycle divide(double first, double last) {
        return new OneCycle(steps, rise, anneal, threePhases, first, last, leastMomentum, greatestMomentum);
    }

    /// With other bounds of the momentum.
    public OneCycle momentum(double least, double greatest) {
        return new OneCycle(steps, rise, anneal, threePhases, divide, finalDivide, least, greatest);
    }

    /// The schedule of the learning rate.
    public Schedule rate() {
        double first = 1 / divide;
        double last = first / finalDivide;
        return new Schedule.Bounded(steps - 1, step -> at(step, first, 1, last));
    }

    /// The momentum after `step` steps; for Adam, its first beta.
    public double momentum(long step) {
        return at(Math.min(step, steps - 1), greatestMomentum, leastMomentum, greatestMomentum);
    }

    /// From `first` to `top`, and on to `last`, by way of `first` if there are three phases. The borders are where PyTorch has
    /// them, and need not be whole steps.
    private double at(long step, double first, double top, double last) {
        double peak = rise * steps - 1;
        double end = steps - 1.0;
        double down = threePhases ? 2 * peak : end;
        // of steps that make a rise of no length, the first is at the top
        if (step <= peak && peak > 0) {
            return anneal.between(first, top, step / peak);
        }
        if (!threePhases || step <= down && peak > 0) {
            return anneal.between(top, threePhases ? first : last, (step - peak) / (down - peak));
        }
        return anneal.between(first, last, (step - down) / (end - down));
    }
}
