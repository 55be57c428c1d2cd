package glissade.optim;

import java.util.List;

/// Rectified Adam: no adaptive step as long as the mean of squares rests on too few gradients.
///
///     g ← g + λ x                     weight decay λ
///     m ← β₁ m + (1 − β₁) g
///     v ← β₂ v + (1 − β₂) g²
///     ρ = ρ∞ − 2 t β₂ᵗ / (1 − β₂ᵗ)    ρ∞ = 2 / (1 − β₂) − 1
///     x ← x − lr · r · m̂ / (√v̂ + ε / √(1 − β₂ᵗ))    if ρ > threshold, else
///     x ← x − lr · m̂
///     r = √( (ρ − 4)(ρ − 2) ρ∞ / ((ρ∞ − 4)(ρ∞ − 2) ρ) )
///
/// Good: needs no warm-up of the rate. Bad: its first steps are those of momentum, as long as the gradients, and so
/// depend on the scale of the loss.
///
/// Source: Liu and others, "On the variance of the adaptive learning rate and beyond", ICLR 2020, algorithm 2. Defaults are
/// PyTorch's, with ε beside the root of the uncorrected v. In optax the divisor is `√(v̂ + ε₀) + ε`, and `nesterov` looks
/// ahead as [NAdam] does: `m̂ = β₁ m / (1 − β₁ᵗ⁺¹) + (1 − β₁) g / (1 − β₁ᵗ)`.
///
/// @param lr the learning rate, > 0; 1e-3 by default
/// @param beta1 β₁, from 0 to less than 1; 0.9 by default
/// @param beta2 β₂, from 0 to less than 1; 0.999 by default
/// @param eps ε ≥ 0; 1e-8 by default
/// @param epsRoot ε₀ ≥ 0 inside of the root; 0 by default
/// @param weightDecay λ ≥ 0; 0 by default
/// @param decoupled whether the decay shrinks the param by itself, `x ← (1 − lr · λ) x`, not through the gradient
/// @param threshold what ρ must pass, ≥ 4; 5 by default
/// @param nesterov whether to look ahead along the mean
/// @param maximize whether to climb instead: `g ← −g` first
/// @param semantics whose formula
public record RAdam(double lr, double beta1, double beta2, double eps, double epsRoot, double weightDecay,
        boolean decoupled, double threshold, boolean nesterov, boolean maximize, Semantics semantics)
        implements ElementRule {

    /// Checks the options.
    public RAdam {
        Options.requireRate("RAdam", "lr", lr);
        Options.requireDecay("RAdam", "beta1", beta1);
        Options.requireDecay("RAdam", "beta2", beta2);
        Options.requireNotNegative("RAdam", "eps", eps);
        Options.requireNotNegative("RAdam", "epsRoot", epsRoot);
        Options.requireNotNegative("RAdam", "weightDecay", weightDecay);
        if (!(threshold >= 4)) {
            throw new IllegalArgumentException("RAdam: threshold is " + threshold + ", must be 4 or more");
        }
    }

    /// PyTorch's defaults.
    public RAdam() {
        this(Semantics.PYTORCH);
    }

    /// A framework's defaults and formula.
    public RAdam(Semantics semantics) {
        this(1e-3, 0.9, 0.999, 1e-8, 0, 0, false, 5, false, false, semantics);
    }

    /// This rule with another learning rate.
    public RAdam lr(double lr) {
        return new RAdam(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, threshold, nesterov, maximize,
                semantics);
    }

    /// This rule with other factors of the running means.
    public RAdam betas(double beta1, double beta2) {
        return new RAdam(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, threshold, nesterov, maximize,
                semantics);
    }

    /// This rule with another ε.
    public RAdam eps(double eps) {
        return new RAdam(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, threshold, nesterov, maximize,
                semantics);
    }

    /// This rule with another number inside of the root.
    public RAdam epsRoot(double epsRoot) {
        return new RAdam(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, threshold, nesterov, maximize,
                semantics);
    }

    /// This rule with another weight decay.
    public RAdam weightDecay(double weightDecay) {
        return new RAdam(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, threshold, nesterov, maximize,
                semantics);
    }

    /// This rule with its decay decoupled or not.
    public RAdam decoupled(boolean decoupled) {
        return new RAdam(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, threshold, nesterov, maximize,
                semantics);
    }

    /// This rule with another threshold.
    public RAdam threshold(double threshold) {
        return new RAdam(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, threshold, nesterov, maximize,
                semantics);
    }

    /// This rule with or without Nesterov's look ahead.
    public RAdam nesterov(boolean nesterov) {
        return new RAdam(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, threshold, nesterov, maximize,
                semantics);
    }

    /// This rule climbing or descending.
    public RAdam maximize(boolean maximize) {
        return new RAdam(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, threshold, nesterov, maximize,
                semantics);
    }

    @Override
    public List<String> slots() {
        return List.of("exp_avg", "exp_avg_sq");
    }

    @Override
    public void update(ElementStep step) {
        double power2 = DecayPowers.of(beta2, step.number());
        double correction1 = 1 - DecayPowers.of(beta1, step.number());
        double correction2 = 1 - power2;
        double longest = 2 / (1 - beta2) - 1;
        double length = longest - 2 * step.number() * power2 / correction2;
        boolean isAdaptive = length > threshold;
        double rectified = isAdaptive ? Math.sqrt((length - 4) * (length - 2) * longest
                / ((longest - 4) * (longest - 2) * length)) : 1;
        double rate = step.lr() * rectified;
        double nextCorrection1 = 1 - DecayPowers.of(beta1, step.number() + 1);
        float rateOfMean = (float) (nesterov ? rate * beta1 / nextCorrection1 : rate / correction1);
        float rateOfGradient = (float) (nesterov ? rate * (1 - beta1) / correction1 : 0);
        float keep = Options.keep(decoupled, step.lr() * weightDecay);
        float decay = decoupled ? 0 : (float) weightDecay;
        float root = (float) (1 / Math.sqrt(correction2));
        float inside = (float) (epsRoot * correction2);
        float epsilon = (float) (semantics == Semantics.OPTAX ? eps : eps / Math.sqrt(correction2));
        float b1 = (float) beta1;
        float a1 = (float) (1 - beta1);
        float b2 = (float) beta2;
        float a2 = (float) (1 - beta2);
        float sign = maximize ? -1 : 1;
        float[] x = step.param();
        float[] gradient = step.gradient();
        float[] m = step.slots()[0];
        float[] v = step.slots()[1];
        for (int i = step.from(); i < step.to(); i++) {
            float p = x[i];
            float g = sign * gradient[i] + decay * p;
            float mean = b1 * m[i] + a1 * g;
            float square = b2 * v[i] + a2 * g * g;
            m[i] = mean;
            v[i] = square;
            float divisor = isAdaptive ? (float) Math.sqrt(square + inside) * root + epsilon : 1;
            x[i] = keep * p - (rateOfMean * mean + rateOfGradient * g) / divisor;
        }
    }
}
