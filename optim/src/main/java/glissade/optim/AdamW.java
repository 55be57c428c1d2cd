package glissade.optim;

import java.util.List;

/// Adam with decoupled weight decay: the params shrink by themselves, not through the gradient's means.
///
///     x ← (1 − lr · λ) x
///     then a step of Adam without decay
///
/// Source: Loshchilov and Hutter, "Decoupled weight decay regularization", ICLR 2019, algorithm 2. Defaults are
/// PyTorch's. With `weightDecay` 0 it is [Adam].
///
/// @param lr the learning rate, > 0; 1e-3 by default
/// @param beta1 β₁, from 0 to less than 1; 0.9 by default
/// @param beta2 β₂, from 0 to less than 1; 0.999 by default
/// @param eps ε ≥ 0; 1e-8 by default
/// @param weightDecay λ ≥ 0; 0.01 by default
/// @param amsgrad whether to divide by the greatest v so far
/// @param maximize whether to climb instead: `g ← −g` first
public record AdamW(double lr, double beta1, double beta2, double eps, double weightDecay, boolean amsgrad,
        boolean maximize) implements ElementRule {

    /// Checks the options.
    public AdamW {
        Adam.check("AdamW", lr, beta1, beta2, eps, weightDecay);
    }

    /// PyTorch's defaults.
    public AdamW() {
        this(1e-3, 0.9, 0.999, 1e-8, 0.01, false, false);
    }

    /// This rule with another learning rate.
    public AdamW lr(double lr) {
        return new AdamW(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
    }

    /// This rule with other factors of the running means.
    public AdamW betas(double beta1, double beta2) {
        return new AdamW(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
    }

    /// This rule with another ε.
    public AdamW eps(double eps) {
        return new AdamW(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
    }

    /// This rule with another weight decay.
    public AdamW weightDecay(double weightDecay) {
        return new AdamW(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
    }

    /// This rule with or without AMSGrad's maximum.
    public AdamW amsgrad(boolean amsgrad) {
        return new AdamW(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
    }

    /// This rule climbing or descending.
    public AdamW maximize(boolean maximize) {
        return new AdamW(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
    }

    @Override
    public List<String> slots() {
        return Adam.slots(amsgrad);
    }

    @Override
    public void update(ElementStep step) {
        new Adam(lr, beta1, beta2, eps, 0, amsgrad, maximize).move(step, 1 - step.lr() * weightDecay, 0);
    }
}
