package glissade.optim;

import java.util.List;

/// Adadelta: the gradient times the ratio of two running roots of means, of the steps and of the gradients.
///
///     g ← g + λ x                     weight decay λ
///     v ← ρ v + (1 − ρ) g²            mean of squared gradients
///     d = √(u + ε) / √(v + ε) · g
///     u ← ρ u + (1 − ρ) d²            mean of squared steps
///     x ← x − lr · d
///
/// The units of d are those of x, and a rate of 1 is meant to do. Good: nothing to tune at first. Bad: it starts very
/// slowly, with steps of about √ε, and ε decides how slowly.
///
/// Source: Zeiler, "ADADELTA: an adaptive learning rate method", 2012, algorithm 1. Defaults are PyTorch's; Keras has
/// others. The formula is the same in all frameworks.
///
/// @param lr the learning rate, > 0; 1 by default, 1e-3 in Keras
/// @param rho ρ, from 0 to less than 1; 0.9 by default, 0.95 in Keras
/// @param eps ε ≥ 0; 1e-6 by default, 1e-7 in Keras
/// @param weightDecay λ ≥ 0; 0 by default
/// @param decoupled whether the decay shrinks the param by itself, `x ← (1 − lr · λ) x`, not through the gradient: in
///        Keras
/// @param maximize whether to climb instead: `g ← −g` first
public record Adadelta(double lr, double rho, double eps, double weightDecay, boolean decoupled, boolean maximize)
        implements ElementRule {

    /// Checks the options.
    public Adadelta {
        Options.requireRate("Adadelta", "lr", lr);
        Options.requireDecay("Adadelta", "rho", rho);
        Options.requireNotNegative("Adadelta", "eps", eps);
        Options.requireNotNegative("Adadelta", "weightDecay", weightDecay);
    }

    /// PyTorch's defaults.
    public Adadelta() {
        this(Semantics.PYTORCH);
    }

    /// A framework's defaults and formula.
    public Adadelta(Semantics semantics) {
        this(semantics == Semantics.KERAS ? 1e-3 : 1, semantics == Semantics.KERAS ? 0.95 : 0.9,
                semantics == Semantics.KERAS ? 1e-7 : 1e-6, 0, semantics == Semantics.KERAS, false);
    }

    /// This rule with another learning rate.
    public Adadelta lr(double lr) {
        return new Adadelta(lr, rho, eps, weightDecay, decoupled, maximize);
    }

    /// This rule with another factor of the running means.
    public Adadelta rho(double rho) {
        return new Adadelta(lr, rho, eps, weightDecay, decoupled, maximize);
    }

    /// This rule with another ε.
    public Adadelta eps(double eps) {
        return new Adadelta(lr, rho, eps, weightDecay, decoupled, maximize);
    }

    /// This rule with another weight decay.
    public Adadelta weightDecay(double weightDecay) {
        return new Adadelta(lr, rho, eps, weightDecay, decoupled, maximize);
    }

    /// This rule with its decay decoupled or not.
    public Adadelta decoupled(boolean decoupled) {
        return new Adadelta(lr, rho, eps, weightDecay, decoupled, maximize);
    }

    /// This rule climbing or descending.
    public Adadelta maximize(boolean maximize) {
        return new Adadelta(lr, rho, eps, weightDecay, decoupled, maximize);
    }

    @Override
    public List<String> slots() {
        return List.of("square_avg", "acc_delta");
    }

    @Override
    public void update(ElementStep step) {
        float rate = (float) step.lr();
        float keep = Options.keep(decoupled, step.lr() * weightDecay);
        float decay = decoupled ? 0 : (float) weightDecay;
        float old = (float) rho;
        float fresh = (float) (1 - rho);
        float epsilon = (float) eps;
        float sign = maximize ? -1 : 1;
        float[] x = step.param();
        float[] gradient = step.gradient();
        float[] v = step.slots()[0];
        float[] u = step.slots()[1];
        for (int i = step.from(); i < step.to(); i++) {
            float p = x[i];
            float g = sign * gradient[i] + decay * p;
            float square = old * v[i] + fresh * g * g;
            float change = u[i];
            float d = (float) Math.sqrt(change + epsilon) / (float) Math.sqrt(square + epsilon) * g;
            v[i] = square;
            u[i] = old * change + fresh * d * d;
            x[i] = keep * p - rate * d;
        }
    }
}
