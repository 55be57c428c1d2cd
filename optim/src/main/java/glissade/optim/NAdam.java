package glissade.optim;

import java.util.List;

/// Adam with Nesterov's look ahead: the mean as it will be at the next step stands in place of the mean.
///
///     g ← g + λ x                     weight decay λ
///     m ← β₁ m + (1 − β₁) g
///     v ← β₂ v + (1 − β₂) g²
///     μₜ = β₁ (1 − 0.5 · 0.96^(t ψ))      momentum decay ψ; Pₜ = μ₁ · … · μₜ
///     m̃ = μₜ₊₁ m / (1 − Pₜ μₜ₊₁) + (1 − μₜ) g / (1 − Pₜ)
///     x ← x − lr · m̃ / (√(v̂ + ε₀) + ε)       v̂ = v / (1 − β₂ᵗ)
///
/// Good: where momentum helps, it reacts a step earlier than [Adam]. Bad: one option more for what is often little.
///
/// Source: Dozat, "Incorporating Nesterov momentum into Adam", ICLR workshop 2016, algorithm 2, with the warming momentum
/// of its section 3. Defaults are PyTorch's. In Keras ψ is 1. optax has no warming momentum, `μₜ = β₁`, which is ψ = ∞;
/// with `decoupled(true)` that is its nadamw.
///
/// @param lr the learning rate, > 0; 2e-3 by default, 1e-3 in Keras
/// @param beta1 β₁, from 0 to less than 1; 0.9 by default
/// @param beta2 β₂, from 0 to less than 1; 0.999 by default
/// @param eps ε ≥ 0; 1e-8 by default, 1e-7 in Keras
/// @param epsRoot ε₀ ≥ 0 inside of the root; 0 by default
/// @param weightDecay λ ≥ 0; 0 by default
/// @param decoupled whether the decay shrinks the param by itself, `x ← (1 − lr · λ) x`, not through the gradient: in
///        Keras
/// @param momentumDecay ψ ≥ 0; 4e-3 by default, 1 in Keras, infinite in optax
/// @param maximize whether to climb instead: `g ← −g` first
/// @param semantics whose formula
public record NAdam(double lr, double beta1, double beta2, double eps, double epsRoot, double weightDecay,
        boolean decoupled, double momentumDecay, boolean maximize, Semantics semantics)
        implements ElementRule {

    /// Checks the options.
    public NAdam {
        Options.requireRate("NAdam", "lr", lr);
        Options.requireDecay("NAdam", "beta1", beta1);
        Options.requireDecay("NAdam", "beta2", beta2);
        Options.requireNotNegative("NAdam", "eps", eps);
        Options.requireNotNegative("NAdam", "epsRoot", epsRoot);
        Options.requireNotNegative("NAdam", "weightDecay", weightDecay);
        if (!(momentumDecay >= 0)) {
            throw new IllegalArgumentException("NAdam: momentumDecay is " + momentumDecay + ", must be 0 or more");
        }
    }

    /// PyTorch's defaults.
    public NAdam() {
        this(Semantics.PYTORCH);
    }

    /// A framework's defaults and formula.
    public NAdam(Semantics semantics) {
        this(semantics == Semantics.KERAS ? 1e-3 : 2e-3, 0.9, 0.999, semantics == Semantics.KERAS ? 1e-7 : 1e-8, 0, 0,
                semantics == Semantics.KERAS, semantics.choose(4e-3, Double.POSITIVE_INFINITY, 1), false, semantics);
    }

    /// This rule with another learning rate.
    public NAdam lr(double lr) {
        return new NAdam(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, momentumDecay, maximize,
                semantics);
    }

    /// This rule with other factors of the running means.
    public NAdam betas(double beta1, double beta2) {
        return new NAdam(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, momentumDecay, maximize,
                semantics);
    }

    /// This rule with another ε.
    public NAdam eps(double eps) {
        return new NAdam(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, momentumDecay, maximize,
                semantics);
    }

    /// This rule with another ε₀.
    public NAdam epsRoot(double epsRoot) {
        return new NAdam(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, momentumDecay, maximize,
                semantics);
    }

    /// This rule with another weight decay.
    public NAdam weightDecay(double weightDecay) {
        return new NAdam(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, momentumDecay, maximize,
                semantics);
    }

    /// This rule with its decay decoupled or not.
    public NAdam decoupled(boolean decoupled) {
        return new NAdam(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, momentumDecay, maximize,
                semantics);
    }

    /// This rule with another momentum decay.
    public NAdam momentumDecay(double momentumDecay) {
        return new NAdam(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, momentumDecay, maximize,
                semantics);
    }

    /// This rule climbing or descending.
    public NAdam maximize(boolean maximize) {
        return new NAdam(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, momentumDecay, maximize,
                semantics);
    }

    @Override
    public List<String> slots() {
        return List.of("exp_avg", "exp_avg_sq");
    }

    @Override
    public boolean countsMissing() {
        return semantics == Semantics.KERAS;
    }

    @Override
    public List<String> numbers() {
        return List.of("mu_product");
    }

    @Override
    public void start(float[] param, float[][] slots, float[] numbers) {
        numbers[0] = 1;
    }

    /// The momentum of a step.
    private double mu(long number) {
        return beta1 * (1 - 0.5 * DecayPowers.of(0.96, number * momentumDecay));
    }

    @Override
    public void update(ElementStep step) {
        double mu = mu(step.number());
        double next = mu(step.number() + 1);
        double product = step.numbers()[0] * mu;
        float rateOfMean = (float) (step.lr() * next / (1 - product * next));
        float rateOfGradient = (float) (step.lr() * (1 - mu) / (1 - product));
        float keep = Options.keep(decoupled, step.lr() * weightDecay);
        float decay = decoupled ? 0 : (float) weightDecay;
        double correction = 1 - DecayPowers.of(beta2, step.number());
        float root = (float) (1 / Math.sqrt(correction));
        // √(v̂ + ε₀) = √(v + ε₀ (1 − β₂ᵗ)) / √(1 − β₂ᵗ)
        float inside = (float) (epsRoot * correction);
        float epsilon = (float) eps;
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
            float length = (float) Math.sqrt(square + inside) * root;
            x[i] = keep * p - (rateOfMean * mean + rateOfGradient * g) / (length + epsilon);
        }
    }

    @Override
    public void finish(float[] numbers, long number, double lr) {
        numbers[0] *= (float) mu(number);
    }
}
