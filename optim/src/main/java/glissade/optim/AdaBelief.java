package glissade.optim;

import java.util.List;

/// Adam that divides by how far gradients are from their own mean, not by their size: long steps where gradients agree.
///
///     g ← g + λ x                     weight decay λ, if not decoupled
///     m ← β₁ m + (1 − β₁) g
///     s ← β₂ s + (1 − β₂) (g − m)² + ε₀
///     x ← x − lr · m̂ / (√ŝ + ε)       m̂ = m / (1 − β₁ᵗ), ŝ = s / (1 − β₂ᵗ)
///
/// Good: vision models and GANs, by its authors' account. Bad: on a constant gradient s goes towards nothing but ε₀, so that
/// steps become very long; ε decides how long.
///
/// Source: Zhuang and others, "AdaBelief optimizer: adapting stepsizes by the belief in observed gradients", NeurIPS 2020,
/// algorithm 2. Defaults are optax', as is `nesterov`: `m̂ = β₁ m / (1 − β₁ᵗ⁺¹) + (1 − β₁) g / (1 − β₁ᵗ)`. ε₀ stays in s.
///
/// @param lr the learning rate, > 0; 1e-3 by default
/// @param beta1 β₁, from 0 to less than 1; 0.9 by default
/// @param beta2 β₂, from 0 to less than 1; 0.999 by default
/// @param eps ε ≥ 0; 1e-16 by default
/// @param epsRoot ε₀ ≥ 0 inside of the root; 1e-16 by default
/// @param weightDecay λ ≥ 0; 0 by default
/// @param decoupled whether the decay shrinks the param by itself, `x ← (1 − lr · λ) x`, not through the gradient; true by
///        default
/// @param nesterov whether to look ahead along the mean
/// @param maximize whether to climb instead: `g ← −g` first
public record AdaBelief(double lr, double beta1, double beta2, double eps, double epsRoot, double weightDecay,
        boolean decoupled, boolean nesterov, boolean maximize)
        implements ElementRule {

    /// Checks the options.
    public AdaBelief {
        Options.requireRate("AdaBelief", "lr", lr);
        Options.requireDecay("AdaBelief", "beta1", beta1);
        Options.requireDecay("AdaBelief", "beta2", beta2);
        Options.requireNotNegative("AdaBelief", "eps", eps);
        Options.requireNotNegative("AdaBelief", "epsRoot", epsRoot);
        Options.requireNotNegative("AdaBelief", "weightDecay", weightDecay);
    }

    /// optax' defaults.
    public AdaBelief() {
        this(1e-3, 0.9, 0.999, 1e-16, 1e-16, 0, true, false, false);
    }

    /// This rule with another learning rate.
    public AdaBelief lr(double lr) {
        return new AdaBelief(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, nesterov, maximize);
    }

    /// This rule with other factors of the running means.
    public AdaBelief betas(double beta1, double beta2) {
        return new AdaBelief(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, nesterov, maximize);
    }

    /// This rule with another ε.
    public AdaBelief eps(double eps) {
        return new AdaBelief(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, nesterov, maximize);
    }

    /// This rule with another number inside of the root.
    public AdaBelief epsRoot(double epsRoot) {
        return new AdaBelief(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, nesterov, maximize);
    }

    /// This rule with another weight decay.
    public AdaBelief weightDecay(double weightDecay) {
        return new AdaBelief(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, nesterov, maximize);
    }

    /// This rule with its decay decoupled or not.
    public AdaBelief decoupled(boolean decoupled) {
        return new AdaBelief(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, nesterov, maximize);
    }

    /// This rule with or without Nesterov's look ahead.
    public AdaBelief nesterov(boolean nesterov) {
        return new AdaBelief(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, nesterov, maximize);
    }

    /// This rule climbing or descending.
    public AdaBelief maximize(boolean maximize) {
        return new AdaBelief(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, nesterov, maximize);
    }

    @Override
    public List<String> slots() {
        return List.of("exp_avg", "exp_avg_var");
    }

    @Override
    public void update(ElementStep step) {
        double correction1 = 1 - DecayPowers.of(beta1, step.number());
        double nextCorrection1 = 1 - DecayPowers.of(beta1, step.number() + 1);
        float rateOfMean = (float) (nesterov ? step.lr() * beta1 / nextCorrection1 : step.lr() / correction1);
        float rateOfGradient = (float) (nesterov ? step.lr() * (1 - beta1) / correction1 : 0);
        float keep = Options.keep(decoupled, step.lr() * weightDecay);
        float decay = decoupled ? 0 : (float) weightDecay;
        float root = (float) (1 / Math.sqrt(1 - DecayPowers.of(beta2, step.number())));
        float inside = (float) epsRoot;
        float epsilon = (float) eps;
        float b1 = (float) beta1;
        float a1 = (float) (1 - beta1);
        float b2 = (float) beta2;
        float a2 = (float) (1 - beta2);
        float sign = maximize ? -1 : 1;
        float[] x = step.param();
        float[] gradient = step.gradient();
        float[] m = step.slots()[0];
        float[] s = step.slots()[1];
        for (int i = step.from(); i < step.to(); i++) {
            float g = sign * gradient[i] + decay * x[i];
            m[i] = b1 * m[i] + a1 * g;
            float surprise = g - m[i];
            s[i] = b2 * s[i] + a2 * surprise * surprise + inside;
            x[i] = keep * x[i] - (rateOfMean * m[i] + rateOfGradient * g) / ((float) Math.sqrt(s[i]) * root + epsilon);
        }
    }
}
