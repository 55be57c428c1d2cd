package glissade.optim;

import java.util.List;

/// Adam with the largest gradient of late in place of the mean of squares: the limit of p-norms for p → ∞.
///
///     g ← g + λ x                     weight decay λ
///     m ← β₁ m + (1 − β₁) g
///     u ← max(β₂ u, |g| + ε)
///     x ← x − lr · m̂ / u              m̂ = m / (1 − β₁ᵗ)
///
/// Good: steps are bounded by the rate, and u needs no correction; embeddings. Bad: one large gradient makes small steps
/// for about 1 / (1 − β₂) steps.
///
/// Source: Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 2. Defaults are PyTorch's;
/// optax is the same (with `decoupled(true)` its adamaxw). In Keras ε is beside u: `u ← max(β₂ u, |g|)`, `m̂ / (u + ε)`.
///
/// @param lr the learning rate, > 0; 2e-3 by default, 1e-3 in Keras
/// @param beta1 β₁, from 0 to less than 1; 0.9 by default
/// @param beta2 β₂, from 0 to less than 1; 0.999 by default
/// @param eps ε ≥ 0; 1e-8 by default, 1e-7 in Keras
/// @param weightDecay λ ≥ 0; 0 by default
/// @param decoupled whether the decay shrinks the param by itself, `x ← (1 − lr · λ) x`, not through the gradient: in
///        Keras
/// @param maximize whether to climb instead: `g ← −g` first
/// @param semantics whose formula
public record Adamax(double lr, double beta1, double beta2, double eps, double weightDecay, boolean decoupled,
        boolean maximize, Semantics semantics)
        implements ElementRule {

    /// Checks the options.
    public Adamax {
        Options.requireRate("Adamax", "lr", lr);
        Options.requireDecay("Adamax", "beta1", beta1);
        Options.requireDecay("Adamax", "beta2", beta2);
        Options.requireNotNegative("Adamax", "eps", eps);
        Options.requireNotNegative("Adamax", "weightDecay", weightDecay);
    }

    /// PyTorch's defaults.
    public Adamax() {
        this(Semantics.PYTORCH);
    }

    /// A framework's defaults and formula.
    public Adamax(Semantics semantics) {
        this(semantics == Semantics.KERAS ? 1e-3 : 2e-3, 0.9, 0.999, semantics == Semantics.KERAS ? 1e-7 : 1e-8, 0,
                semantics == Semantics.KERAS, false, semantics);
    }

    /// This rule with another learning rate.
    public Adamax lr(double lr) {
        return new Adamax(lr, beta1, beta2, eps, weightDecay, decoupled, maximize, semantics);
    }

    /// This rule with other factors of the running means.
    public Adamax betas(double beta1, double beta2) {
        return new Adamax(lr, beta1, beta2, eps, weightDecay, decoupled, maximize, semantics);
    }

    /// This rule with another ε.
    public Adamax eps(double eps) {
        return new Adamax(lr, beta1, beta2, eps, weightDecay, decoupled, maximize, semantics);
    }

    /// This rule with another weight decay.
    public Adamax weightDecay(double weightDecay) {
        return new Adamax(lr, beta1, beta2, eps, weightDecay, decoupled, maximize, semantics);
    }

    /// This rule with its decay decoupled or not.
    public Adamax decoupled(boolean decoupled) {
        return new Adamax(lr, beta1, beta2, eps, weightDecay, decoupled, maximize, semantics);
    }

    /// This rule climbing or descending.
    public Adamax maximize(boolean maximize) {
        return new Adamax(lr, beta1, beta2, eps, weightDecay, decoupled, maximize, semantics);
    }

    @Override
    public List<String> slots() {
        return List.of("exp_avg", "exp_inf");
    }

    @Override
    public boolean countsMissing() {
        return semantics == Semantics.KERAS;
    }

    @Override
    public void update(ElementStep step) {
        float rate = (float) (step.lr() / (1 - DecayPowers.of(beta1, step.number())));
        float keep = Options.keep(decoupled, step.lr() * weightDecay);
        float decay = decoupled ? 0 : (float) weightDecay;
        float inside = semantics == Semantics.KERAS ? 0 : (float) eps;
        float outside = semantics == Semantics.KERAS ? (float) eps : 0;
        float b1 = (float) beta1;
        float a1 = (float) (1 - beta1);
        float b2 = (float) beta2;
        float sign = maximize ? -1 : 1;
        float[] x = step.param();
        float[] gradient = step.gradient();
        float[] m = step.slots()[0];
        float[] u = step.slots()[1];
        for (int i = step.from(); i < step.to(); i++) {
            float p = x[i];
            float g = sign * gradient[i] + decay * p;
            float mean = b1 * m[i] + a1 * g;
            float greatest = Math.max(b2 * u[i], Math.abs(g) + inside);
            m[i] = mean;
            u[i] = greatest;
            x[i] = keep * p - rate * mean / (greatest + outside);
        }
    }
}
