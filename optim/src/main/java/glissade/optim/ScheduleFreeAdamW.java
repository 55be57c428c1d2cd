package glissade.optim;

import java.util.List;
import java.util.Optional;

/// Schedule-free AdamW: an average of the path takes the place of a falling rate, and of Adam's mean of gradients.
///
///     v ← β₂ v + (1 − β₂) g²          g is the gradient at y, where the param stands
///     d = g / (√v̂ + ε) + λ y          v̂ = v / (1 − β₂ᵗ)
///     z ← z − γ d                     γ = lr, or lr · t / warmup while t < warmup
///     c = wₜ / (w₁ + … + wₜ)          w = (greatest γ so far)^weightPower
///     x ← (1 − c) x + c z             the average, at which the model is evaluated
///     y ← β₁ x + (1 − β₁) z
///
/// Evaluate inside of [Optimizer#within], which puts the params at x, and end a run with that, too. Good and bad: as
/// [ScheduleFreeSgd]; it won the self-tuning track of the AlgoPerf challenge of 2024.
///
/// Source: Defazio and others, "The road less scheduled", NeurIPS 2024, algorithm 1. Defaults are the authors'. In optax the
/// warm-up of γ is one step late, `lr · (t − 1) / warmup`, while that of the weights is not.
///
/// @param lr the learning rate, > 0; 2.5e-3 by default
/// @param beta1 β₁, from 0 to less than 1; 0.9 by default
/// @param beta2 β₂, from 0 to less than 1; 0.999 by default
/// @param eps ε ≥ 0; 1e-8 by default
/// @param weightDecay λ ≥ 0; 0 by default
/// @param weightPower with which power of the greatest rate a step counts in the average, ≥ 0; 2 by default
/// @param warmup over how many steps the rate rises to lr, 0 or more; 0 by default
/// @param maximize whether to climb instead: `g ← −g` first
/// @param semantics whose formula
public record ScheduleFreeAdamW(double lr, double beta1, double beta2, double eps, double weightDecay,
        double weightPower, int warmup, boolean maximize, Semantics semantics)
        implements ElementRule {

    /// Checks the options.
    public ScheduleFreeAdamW {
        Options.requireRate("ScheduleFreeAdamW", "lr", lr);
        Options.requireDecay("ScheduleFreeAdamW", "beta1", beta1);
        Options.requireDecay("ScheduleFreeAdamW", "beta2", beta2);
        Options.requireNotNegative("ScheduleFreeAdamW", "eps", eps);
        Options.requireNotNegative("ScheduleFreeAdamW", "weightDecay", weightDecay);
        Options.requireNotNegative("ScheduleFreeAdamW", "weightPower", weightPower);
        if (warmup < 0) {
            throw new IllegalArgumentException("ScheduleFreeAdamW: warmup is " + warmup + ", must be 0 or more");
        }
    }

    /// The authors' defaults.
    public ScheduleFreeAdamW() {
        this(Semantics.PYTORCH);
    }

    /// A framework's defaults and formula.
    public ScheduleFreeAdamW(Semantics semantics) {
        this(2.5e-3, 0.9, 0.999, 1e-8, 0, 2, 0, false, semantics);
    }

    /// This rule with another learning rate.
    public ScheduleFreeAdamW lr(double lr) {
        return new ScheduleFreeAdamW(lr, beta1, beta2, eps, weightDecay, weightPower, warmup, maximize, semantics);
    }

    /// This rule with other factors of the running means.
    public ScheduleFreeAdamW betas(double beta1, double beta2) {
        return new ScheduleFreeAdamW(lr, beta1, beta2, eps, weightDecay, weightPower, warmup, maximize, semantics);
    }

    /// This rule with another ε.
    public ScheduleFreeAdamW eps(double eps) {
        return new ScheduleFreeAdamW(lr, beta1, beta2, eps, weightDecay, weightPower, warmup, maximize, semantics);
    }

    /// This rule with another weight decay.
    public ScheduleFreeAdamW weightDecay(double weightDecay) {
        return new ScheduleFreeAdamW(lr, beta1, beta2, eps, weightDecay, weightPower, warmup, maximize, semantics);
    }

    /// This rule with another power of the weights.
    public ScheduleFreeAdamW weightPower(double weightPower) {
        return new ScheduleFreeAdamW(lr, beta1, beta2, eps, weightDecay, weightPower, warmup, maximize, semantics);
    }

    /// This rule with another warm-up.
    public ScheduleFreeAdamW warmup(int warmup) {
        return new ScheduleFreeAdamW(lr, beta1, beta2, eps, weightDecay, weightPower, warmup, maximize, semantics);
    }

    /// This rule climbing or descending.
    public ScheduleFreeAdamW maximize(boolean maximize) {
        return new ScheduleFreeAdamW(lr, beta1, beta2, eps, weightDecay, weightPower, warmup, maximize, semantics);
    }

    @Override
    public List<String> slots() {
        return List.of("x", "z", "exp_avg_sq");
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
        float root = (float) (1 / Math.sqrt(1 - DecayPowers.of(beta2, step.number())));
        float epsilon = (float) eps;
        float b1 = (float) beta1;
        float a1 = (float) (1 - beta1);
        float b2 = (float) beta2;
        float a2 = (float) (1 - beta2);
        float decay = (float) weightDecay;
        float sign = maximize ? -1 : 1;
        float[] y = step.param();
        float[] gradient = step.gradient();
        float[] x = step.slots()[0];
        float[] z = step.slots()[1];
        float[] v = step.slots()[2];
        for (int i = step.from(); i < step.to(); i++) {
            float g = sign * gradient[i];
            v[i] = b2 * v[i] + a2 * g * g;
            float d = g / ((float) Math.sqrt(v[i]) * root + epsilon) + decay * y[i];
            z[i] -= rate * d;
        }
        // apart, so that each loop is small enough for vectors; the block is still in the cache
        for (int i = step.from(); i < step.to(); i++) {
            x[i] = old * x[i] + fresh * z[i];
            y[i] = b1 * x[i] + a1 * z[i];
        }
    }

    @Override
    public void finish(float[] numbers, long number, double lr) {
        ScheduleFree.count(numbers, ScheduleFree.rate(lr, warmup, number), weightPower);
    }
}
