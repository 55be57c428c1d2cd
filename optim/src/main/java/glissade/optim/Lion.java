package glissade.optim;

import java.util.List;

/// Lion: steps of one size for all elements, along the sign of an interpolated mean.
///
///     d = sign(β₁ m + (1 − β₁) g)
///     m ← β₂ m + (1 − β₂) g
///     x ← (1 − lr · λ) x − lr · d
///
/// Good: one buffer instead of Adam's two; large models and batches. Bad: its steps do not become shorter near an optimum;
/// it wants rates 3 to 10 times smaller than [AdamW]'s, and decay as many times larger.
///
/// Source: Chen and others, "Symbolic discovery of optimization algorithms", NeurIPS 2023, algorithm 2 (found by a search
/// over programs). Defaults are those of the authors' code; the formula is the same in Keras and optax.
///
/// @param lr the learning rate, > 0; 1e-4 by default
/// @param beta1 β₁, from 0 to less than 1; 0.9 by default
/// @param beta2 β₂, from 0 to less than 1; 0.99 by default
/// @param weightDecay λ ≥ 0; 0 by default
/// @param maximize whether to climb instead: `g ← −g` first
public record Lion(double lr, double beta1, double beta2, double weightDecay, boolean maximize)
        implements ElementRule {

    /// Checks the options.
    public Lion {
        Options.requireRate("Lion", "lr", lr);
        Options.requireDecay("Lion", "beta1", beta1);
        Options.requireDecay("Lion", "beta2", beta2);
        Options.requireNotNegative("Lion", "weightDecay", weightDecay);
    }

    /// The authors' defaults.
    public Lion() {
        this(1e-4, 0.9, 0.99, 0, false);
    }

    /// This rule with another learning rate.
    public Lion lr(double lr) {
        return new Lion(lr, beta1, beta2, weightDecay, maximize);
    }

    /// This rule with other factors of the running means.
    public Lion betas(double beta1, double beta2) {
        return new Lion(lr, beta1, beta2, weightDecay, maximize);
    }

    /// This rule with another weight decay.
    public Lion weightDecay(double weightDecay) {
        return new Lion(lr, beta1, beta2, weightDecay, maximize);
    }

    /// This rule climbing or descending.
    public Lion maximize(boolean maximize) {
        return new Lion(lr, beta1, beta2, weightDecay, maximize);
    }

    @Override
    public List<String> slots() {
        return List.of("exp_avg");
    }

    @Override
    public void update(ElementStep step) {
        float rate = (float) step.lr();
        float keep = (float) (1 - step.lr() * weightDecay);
        float b1 = (float) beta1;
        float a1 = (float) (1 - beta1);
        float b2 = (float) beta2;
        float a2 = (float) (1 - beta2);
        float sign = maximize ? -1 : 1;
        float[] x = step.param();
        float[] gradient = step.gradient();
        float[] m = step.slots()[0];
        for (int i = step.from(); i < step.to(); i++) {
            float g = sign * gradient[i];
            float d = Math.signum(b1 * m[i] + a1 * g);
            m[i] = b2 * m[i] + a2 * g;
            x[i] = keep * x[i] - rate * d;
        }
    }
}
