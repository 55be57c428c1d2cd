package glissade.optim;

import java.util.List;

/// Adan: Nesterov's momentum written with the difference of gradients, so that one gradient a step is enough.
///
///     m ← β₁ m + (1 − β₁) g
///     v ← β₂ v + (1 − β₂) (g − g₋)        g₋ the gradient of the step before; g₋ = g at the first
///     n ← β₃ n + (1 − β₃) (g + κ (g − g₋))²
///     x ← x − lr (m̂ + κ v̂) / (√(n̂ + ε₀) + ε) − lr λ x
///
/// κ is β₂; a hat divides by 1 − βᵗ. The betas weigh the past, as in the authors' code; the paper's are one minus these.
///
/// Good: large batches and rates. Bad: four floats more for each element.
///
/// Source: Xie, Zhou, Li, Lin and Yan, "Adan: adaptive Nesterov momentum algorithm for faster optimizing deep models", 2022,
/// algorithm 1. Defaults are the authors', but their decay divides x by `1 + lr λ` instead. In optax κ is `1 − β₂`, and
/// ε₀ is 1e-8.
///
/// @param lr the learning rate, > 0; 1e-3 by default
/// @param beta1 β₁, from 0 to less than 1; 0.98 by default
/// @param beta2 β₂, from 0 to less than 1; 0.92 by default
/// @param beta3 β₃, from 0 to less than 1; 0.99 by default
/// @param eps ε ≥ 0; 1e-8 by default
/// @param epsRoot ε₀ ≥ 0 inside of the root; 0 by default, 1e-8 in optax
/// @param weightDecay λ ≥ 0; 0 by default
/// @param maximize whether to climb instead: `g ← −g` first
/// @param semantics whose formula
public record Adan(double lr, double beta1, double beta2, double beta3, double eps, double epsRoot, double weightDecay,
        boolean maximize, Semantics semantics)
        implements ElementRule {

    /// Checks the options.
    public Adan {
        Options.requireRate("Adan", "lr", lr);
        Options.requireDecay("Adan", "beta1", beta1);
        Options.requireDecay("Adan", "beta2", beta2);
        Options.requireDecay("Adan", "beta3", beta3);
        Options.requireNotNegative("Adan", "eps", eps);
        Options.requireNotNegative("Adan", "epsRoot", epsRoot);
        Options.requireNotNegative("Adan", "weightDecay", weightDecay);
    }

    /// The authors' defaults.
    public Adan() {
        this(Semantics.PYTORCH);
    }

    /// A framework's defaults and formula.
    public Adan(Semantics semantics) {
        this(1e-3, 0.98, 0.92, 0.99, 1e-8, semantics == Semantics.OPTAX ? 1e-8 : 0, 0, false, semantics);
    }

    /// This rule with another learning rate.
    public Adan lr(double lr) {
        return new Adan(lr, beta1, beta2, beta3, eps, epsRoot, weightDecay, maximize, semantics);
    }

    /// This rule with other factors of the running means.
    public Adan betas(double beta1, double beta2, double beta3) {
        return new Adan(lr, beta1, beta2, beta3, eps, epsRoot, weightDecay, maximize, semantics);
    }

    /// This rule with another ε.
    public Adan eps(double eps) {
        return new Adan(lr, beta1, beta2, beta3, eps, epsRoot, weightDecay, maximize, semantics);
    }

    /// This rule with another number inside of the root.
    public Adan epsRoot(double epsRoot) {
        return new Adan(lr, beta1, beta2, beta3, eps, epsRoot, weightDecay, maximize, semantics);
    }

    /// This rule with another weight decay.
    public Adan weightDecay(double weightDecay) {
        return new Adan(lr, beta1, beta2, beta3, eps, epsRoot, weightDecay, maximize, semantics);
    }

    /// This rule climbing or descending.
    public Adan maximize(boolean maximize) {
        return new Adan(lr, beta1, beta2, beta3, eps, epsRoot, weightDecay, maximize, semantics);
    }

    @Override
    public List<String> slots() {
        return List.of("exp_avg", "exp_avg_diff", "exp_avg_sq", "previous_gradient");
    }

    @Override
    public void update(ElementStep step) {
        double ahead = semantics == Semantics.OPTAX ? 1 - beta2 : beta2;
        float rateOfMean = (float) (step.lr() / (1 - DecayPowers.of(beta1, step.number())));
        float rateOfChange = (float) (step.lr() * ahead / (1 - DecayPowers.of(beta2, step.number())));
        float keep = (float) (1 - step.lr() * weightDecay);
        float corrected = (float) (1 / (1 - DecayPowers.of(beta3, step.number())));
        float kappa = (float) ahead;
        float inside = (float) epsRoot;
        float epsilon = (float) eps;
        float b1 = (float) beta1;
        float a1 = (float) (1 - beta1);
        float b2 = (float) beta2;
        float a2 = (float) (1 - beta2);
        float b3 = (float) beta3;
        float a3 = (float) (1 - beta3);
        float sign = maximize ? -1 : 1;
        boolean isFirst = step.number() == 1;
        float[] x = step.param();
        float[] gradient = step.gradient();
        float[] m = step.slots()[0];
        float[] v = step.slots()[1];
        float[] n = step.slots()[2];
        float[] previous = step.slots()[3];
        for (int i = step.from(); i < step.to(); i++) {
            float g = sign * gradient[i];
            float change = isFirst ? 0 : g - previous[i];
            m[i] = b1 * m[i] + a1 * g;
            v[i] = b2 * v[i] + a2 * change;
        }
        // apart, so that each loop is small enough for vectors; the block is still in the cache
        for (int i = step.from(); i < step.to(); i++) {
            float g = sign * gradient[i];
            float change = isFirst ? 0 : g - previous[i];
            float seen = g + kappa * change;
            n[i] = b3 * n[i] + a3 * seen * seen;
            previous[i] = g;
        }
        for (int i = step.from(); i < step.to(); i++) {
            float divisor = (float) Math.sqrt(corrected * n[i] + inside) + epsilon;
            x[i] = keep * x[i] - (rateOfMean * m[i] + rateOfChange * v[i]) / divisor;
        }
    }
}
