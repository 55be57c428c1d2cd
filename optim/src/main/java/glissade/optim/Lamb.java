package glissade.optim;

import glissade.tensor.Tensor;
import java.util.List;

/// LAMB: Adam's direction for each element, as long as a fixed part of the param's own norm.
///
///     m ← β₁ m + (1 − β₁) g
///     v ← β₂ v + (1 − β₂) g²
///     d = m̂ / (√v̂ + ε) + λ x          m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ)
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
/// @param weightDecay λ ≥ 0; 0 by default
/// @param maximize whether to climb instead: `g ← −g` first
public record Lamb(double lr, double beta1, double beta2, double eps, double weightDecay, boolean maximize)
        implements TensorRule {

    /// Checks the options.
    public Lamb {
        Options.requireRate("Lamb", "lr", lr);
        Options.requireDecay("Lamb", "beta1", beta1);
        Options.requireDecay("Lamb", "beta2", beta2);
        Options.requireNotNegative("Lamb", "eps", eps);
        Options.requireNotNegative("Lamb", "weightDecay", weightDecay);
    }

    /// optax' defaults.
    public Lamb() {
        this(1e-3, 0.9, 0.999, 1e-6, 0, false);
    }

    /// This rule with another learning rate.
    public Lamb lr(double lr) {
        return new Lamb(lr, beta1, beta2, eps, weightDecay, maximize);
    }

    /// This rule with other factors of the running means.
    public Lamb betas(double beta1, double beta2) {
        return new Lamb(lr, beta1, beta2, eps, weightDecay, maximize);
    }

    /// This rule with another ε.
    public Lamb eps(double eps) {
        return new Lamb(lr, beta1, beta2, eps, weightDecay, maximize);
    }

    /// This rule with another weight decay.
    public Lamb weightDecay(double weightDecay) {
        return new Lamb(lr, beta1, beta2, eps, weightDecay, maximize);
    }

    /// This rule climbing or descending.
    public Lamb maximize(boolean maximize) {
        return new Lamb(lr, beta1, beta2, eps, weightDecay, maximize);
    }

    @Override
    public List<Slot> slots(Tensor param) {
        Tensor zeros = Tensor.zeros(param.shape());
        return List.of(new Slot("exp_avg", zeros), new Slot("exp_avg_sq", zeros));
    }

    @Override
    public Update update(TensorStep step) {
        Tensor x = step.param();
        Tensor g = step.gradient(maximize);
        Tensor m = step.slot(0).mul(beta1).add(g.mul(1 - beta1));
        Tensor v = step.slot(1).mul(beta2).add(g.square().mul(1 - beta2));
        double correction1 = 1 - StrictMath.pow(beta1, step.number());
        double correction2 = 1 - StrictMath.pow(beta2, step.number());
        Tensor d = m.div(correction1).div(v.div(correction2).sqrt().add(eps)).add(x.mul(weightDecay));
        double size = x.norm();
        double length = d.norm();
        double ratio = size > 0 && length > 0 ? size / length : 1;
        return new Update(x.sub(d.mul(step.lr() * ratio)), List.of(m, v));
    }
}
