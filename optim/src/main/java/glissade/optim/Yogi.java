package glissade.optim;

import java.util.Arrays;
import java.util.List;

/// Adam whose mean of squares moves by steps of its own, so that it cannot fall fast.
///
///     m ← β₁ m + (1 − β₁) g
///     v ← v − (1 − β₂) sign(v − g²) g²
///     x ← (1 − lr · λ) x − lr · m̂ / (√v̂ + ε)     m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ)
///
/// Good: where gradients are rare and large, Adam's v falls in between and its next step is too long; this v hardly falls.
/// Bad: it recovers slowly from one large gradient.
///
/// Source: Zaheer, Reddi, Sachan, Kale and Kumar, "Adaptive methods for nonconvex optimization", NeurIPS 2018, algorithm 2.
/// Defaults: the paper's rate and ε; both means start at 1e-6, as in optax.
///
/// @param lr the learning rate, > 0; 1e-2 by default
/// @param beta1 β₁, from 0 to less than 1; 0.9 by default
/// @param beta2 β₂, from 0 to less than 1; 0.999 by default
/// @param eps ε ≥ 0; 1e-3 by default
/// @param initial where both means start, ≥ 0; 1e-6 by default
/// @param weightDecay λ ≥ 0; 0 by default
/// @param maximize whether to climb instead: `g ← −g` first
public record Yogi(double lr, double beta1, double beta2, double eps, double initial, double weightDecay,
        boolean maximize)
        implements ElementRule {

    /// Checks the options.
    public Yogi {
        Options.requireRate("Yogi", "lr", lr);
        Options.requireDecay("Yogi", "beta1", beta1);
        Options.requireDecay("Yogi", "beta2", beta2);
        Options.requireNotNegative("Yogi", "eps", eps);
        Options.requireNotNegative("Yogi", "initial", initial);
        Options.requireNotNegative("Yogi", "weightDecay", weightDecay);
    }

    /// The paper's defaults.
    public Yogi() {
        this(1e-2, 0.9, 0.999, 1e-3, 1e-6, 0, false);
    }

    /// This rule with another learning rate.
    public Yogi lr(double lr) {
        return new Yogi(lr, beta1, beta2, eps, initial, weightDecay, maximize);
    }

    /// This rule with other factors of the running means.
    public Yogi betas(double beta1, double beta2) {
        return new Yogi(lr, beta1, beta2, eps, initial, weightDecay, maximize);
    }

    /// This rule with another ε.
    public Yogi eps(double eps) {
        return new Yogi(lr, beta1, beta2, eps, initial, weightDecay, maximize);
    }

    /// This rule with another start of the means.
    public Yogi initial(double initial) {
        return new Yogi(lr, beta1, beta2, eps, initial, weightDecay, maximize);
    }

    /// This rule with another weight decay.
    public Yogi weightDecay(double weightDecay) {
        return new Yogi(lr, beta1, beta2, eps, initial, weightDecay, maximize);
    }

    /// This rule climbing or descending.
    public Yogi maximize(boolean maximize) {
        return new Yogi(lr, beta1, beta2, eps, initial, weightDecay, maximize);
    }

    @Override
    public List<String> slots() {
        return List.of("exp_avg", "exp_avg_sq");
    }

    @Override
    public void start(float[] param, float[][] slots, float[] numbers) {
        Arrays.fill(slots[0], (float) initial);
        Arrays.fill(slots[1], (float) initial);
    }

    @Override
    public void update(ElementStep step) {
        float rate = (float) (step.lr() / (1 - DecayPowers.of(beta1, step.number())));
        float keep = (float) (1 - step.lr() * weightDecay);
        float root = (float) (1 / Math.sqrt(1 - DecayPowers.of(beta2, step.number())));
        float epsilon = (float) eps;
        float b1 = (float) beta1;
        float a1 = (float) (1 - beta1);
        float a2 = (float) (1 - beta2);
        float sign = maximize ? -1 : 1;
        float[] x = step.param();
        float[] gradient = step.gradient();
        float[] m = step.slots()[0];
        float[] v = step.slots()[1];
        for (int i = step.from(); i < step.to(); i++) {
            float g = sign * gradient[i];
            float square = g * g;
            m[i] = b1 * m[i] + a1 * g;
            v[i] -= a2 * Math.signum(v[i] - square) * square;
            x[i] = keep * x[i] - rate * m[i] / ((float) Math.sqrt(v[i]) * root + epsilon);
        }
    }
}
