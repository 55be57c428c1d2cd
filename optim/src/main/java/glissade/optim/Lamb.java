package glissade.optim;

import glissade.tensor.Shape;
import java.util.List;

/// LAMB: Adam's direction for each element, as long as a fixed part of the param's own norm.
///
///     m ← β₁ m + (1 − β₁) g
///     v ← β₂ v + (1 − β₂) g²
///     d = m̂ / (√(v̂ + ε₀) + ε) + λ x   m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ)
///     x ← x − lr · |x| / |d| · d      norms over the whole param; the ratio is 1 if either is 0
///
/// Good: very large batches (BERT in 76 minutes), where layers would otherwise need rates of their own. Bad: small params
/// such as biases start near 0 and hardly move; give them a group under [AdamW].
///
/// Source: You and others, "Large batch optimization for deep learning: training BERT in 76 minutes", ICLR 2020, algorithm
/// 2. Defaults are optax'.
///
/// @param lr the learning rate, > 0; 1e-3 by default
/// @param beta1 β₁, from 0 to less than 1; 0.9 by default
/// @param beta2 β₂, from 0 to less than 1; 0.999 by default
/// @param eps ε ≥ 0; 1e-6 by default
/// @param epsRoot ε₀ ≥ 0 inside of the root; 0 by default
/// @param weightDecay λ ≥ 0; 0 by default
/// @param maximize whether to climb instead: `g ← −g` first
public record Lamb(double lr, double beta1, double beta2, double eps, double epsRoot, double weightDecay,
        boolean maximize) implements ArrayRule {

    /// Checks the options.
    public Lamb {
        Options.requireRate("Lamb", "lr", lr);
        Options.requireDecay("Lamb", "beta1", beta1);
        Options.requireDecay("Lamb", "beta2", beta2);
        Options.requireNotNegative("Lamb", "eps", eps);
        Options.requireNotNegative("Lamb", "epsRoot", epsRoot);
        Options.requireNotNegative("Lamb", "weightDecay", weightDecay);
    }

    /// optax' defaults.
    public Lamb() {
        this(1e-3, 0.9, 0.999, 1e-6, 0, 0, false);
    }

    /// This rule with another learning rate.
    public Lamb lr(double lr) {
        return new Lamb(lr, beta1, beta2, eps, epsRoot, weightDecay, maximize);
    }

    /// This rule with other factors of the running means.
    public Lamb betas(double beta1, double beta2) {
        return new Lamb(lr, beta1, beta2, eps, epsRoot, weightDecay, maximize);
    }

    /// This rule with another ε.
    public Lamb eps(double eps) {
        return new Lamb(lr, beta1, beta2, eps, epsRoot, weightDecay, maximize);
    }

    /// This rule with another ε₀.
    public Lamb epsRoot(double epsRoot) {
        return new Lamb(lr, beta1, beta2, eps, epsRoot, weightDecay, maximize);
    }

    /// This rule with another weight decay.
    public Lamb weightDecay(double weightDecay) {
        return new Lamb(lr, beta1, beta2, eps, epsRoot, weightDecay, maximize);
    }

    /// This rule climbing or descending.
    public Lamb maximize(boolean maximize) {
        return new Lamb(lr, beta1, beta2, eps, epsRoot, weightDecay, maximize);
    }

    @Override
    public List<Slot> slots(Shape shape) {
        return List.of(new Slot("exp_avg", shape), new Slot("exp_avg_sq", shape));
    }

    @Override
    public void update(ArrayStep step) {
        float correction1 = (float) (1 - DecayPowers.of(beta1, step.number()));
        float correction2 = (float) (1 - DecayPowers.of(beta2, step.number()));
        float b1 = (float) beta1;
        float a1 = (float) (1 - beta1);
        float b2 = (float) beta2;
        float a2 = (float) (1 - beta2);
        float epsilon = (float) eps;
        float inside = (float) epsRoot;
        float decay = (float) weightDecay;
        float sign = maximize ? -1 : 1;
        float[] x = step.param();
        float[] gradient = step.gradient();
        float[] m = step.slot(0);
        float[] v = step.slot(1);
        float[] d = step.scratch();
        step.each((from, to) -> {
            for (int i = from; i < to; i++) {
                float g = sign * gradient[i];
                m[i] = b1 * m[i] + a1 * g;
                v[i] = b2 * v[i] + a2 * (g * g);
                float root = (float) Math.sqrt(v[i] / correction2 + inside);
                d[i] = m[i] / correction1 / (root + epsilon) + decay * x[i];
            }
        });
        double size = step.norm(x);
        double length = step.norm(d);
        float rate = (float) (step.lr() * (size > 0 && length > 0 ? size / length : 1));
        step.each((from, to) -> {
            for (int i = from; i < to; i++) {
                x[i] -= rate * d[i];
            }
        });
    }
}
