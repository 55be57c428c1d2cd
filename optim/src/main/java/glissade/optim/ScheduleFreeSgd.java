package glissade.optim;

import java.util.List;
import java.util.Optional;

/// Schedule-free descent: an average of the path takes the place of a falling rate.
///
///     d = g + λ y                     g is the gradient at y, where the param stands
///     z ← z − γ d                     γ = lr, or lr · t / warmup while t < warmup
///     c = wₜ / (w₁ + … + wₜ)          w = (greatest γ so far)^weightPower
///     x ← (1 − c) x + c z             the average, at which the model is evaluated
///     y ← β x + (1 − β) z
///
/// Evaluate inside of [Optimizer#within], which puts the params at x, and end a run with that, too.
///
/// Good: no end of the run need be known. Bad: two floats more for each element; forgetting `within` shows worse numbers
/// than the run deserves; batch norms want their statistics at x.
///
/// Source: Defazio and others, "The road less scheduled", NeurIPS 2024, whose algorithm 1 is [ScheduleFreeAdamW]. Defaults are the
/// authors'. In optax the warm-up of γ is one step late, `lr · (t − 1) / warmup`, while that of the weights is not.
///
/// @param lr the learning rate, > 0; 1 by default
/// @param beta β, from 0 to less than 1; 0.9 by default
/// @param weightDecay λ ≥ 0; 0 by default
/// @param weightPower with which power of the greatest rate a step counts in the average, ≥ 0; 2 by default
/// @param warmup over how many steps the rate rises to lr, 0 or more; 0 by default
/// @param maximize whether to climb instead: `g ← −g` first
/// @param semantics whose formula
public record ScheduleFreeSgd(double lr, double beta, double weightDecay, double weightPower, int warmup,
        boolean maximize, Semantics semantics)
        implements ElementRule {

    /// Checks the options.
    public ScheduleFreeSgd {
        Options.requireRate("ScheduleFreeSgd", "lr", lr);
        Options.requireDecay("ScheduleFreeSgd", "beta", beta);
        Options.requireNotNegative("ScheduleFreeSgd", "weightDecay", weightDecay);
        Options.requireNotNegative("ScheduleFreeSgd", "weightPower", weightPower);
        if (warmup < 0) {
            throw new IllegalArgumentException("ScheduleFreeSgd: warmup is " + warmup + ", must be 0 or more");
        }
    }

    /// The authors' defaults.
    public ScheduleFreeSgd() {
        this(Semantics.PYTORCH);
    }

    /// A framework's defaults and formula.
    public ScheduleFreeSgd(Semantics semantics) {
        this(1, 0.9, 0, 2, 0, false, semantics);
    }

    /// This rule with another learning rate.
    public ScheduleFreeSgd lr(double lr) {
        return new ScheduleFreeSgd(lr, beta, weightDecay, weightPower, warmup, maximize, semantics);
    }

    /// This rule with another share of the average.
    public ScheduleFreeSgd beta(double beta) {
        return new ScheduleFreeSgd(lr, beta, weightDecay, weightPower, warmup, maximize, semantics);
    }

    /// This rule with another weight decay.
    public ScheduleFreeSgd weightDecay(double weightDecay) {
        return new ScheduleFreeSgd(lr, beta, weightDecay, weightPower, warmup, maximize, semantics);
    }

    /// This rule with another power of the weights.
    public ScheduleFreeSgd weightPower(double weightPower) {
        return new ScheduleFreeSgd(lr, beta, weightDecay, weightPower, warmup, maximize, semantics);
    }

    /// This rule with another warm-up.
    public ScheduleFreeSgd warmup(int warmup) {
        return new ScheduleFreeSgd(lr, beta, weightDecay, weightPower, warmup, maximize, semantics);
    }

    /// This rule climbing or descending.
    public ScheduleFreeSgd maximize(boolean maximize) {
        return new ScheduleFreeSgd(lr, beta, weightDecay, weightPower, warmup, maximize, semantics);
    }

    @Override
    public List<String> slots() {
        return List.of("x", "z");
    }

    @Override
    public List<String> numbers() {
        return ScheduleFree.NUMBERS;
    }

    @Override
    public Optional<String> averageSlot() {
        return Optional.of("x");
    }

    @Override
    public void start(float[] param, float[][] slots, float[] numbers) {
        System.arraycopy(param, 0, slots[0], 0, param.length);
        System.arraycopy(param, 0, slots[1], 0, param.length);
    }

    @Override
    public void update(ElementStep step) {
        float rate = (float) ScheduleFree.rate(step.lr(), warmup,
                semantics == Semantics.OPTAX ? step.number() - 1 : step.number());
        double weighing = ScheduleFree.rate(step.lr(), warmup, step.number());
        float fresh = (float) ScheduleFree.share(step.numbers(), weighing, weightPower);
        float old = 1 - fresh;
        float b = (float) beta;
        float a = (float) (1 - beta);
        float decay = (float) weightDecay;
        float sign = maximize ? -1 : 1;
        float[] y = step.param();
        float[] gradient = step.gradient();
        float[] x = step.slots()[0];
        float[] z = step.slots()[1];
        for (int i = step.from(); i < step.to(); i++) {
            float d = sign * gradient[i] + decay * y[i];
            z[i] -= rate * d;
            x[i] = old * x[i] + fresh * z[i];
            y[i] = b * x[i] + a * z[i];
        }
    }

    @Override
    public void finish(float[] numbers, long number, double lr) {
        ScheduleFree.count(numbers, ScheduleFree.rate(lr, warmup, number), weightPower);
    }
}
