package glissade.optim;

import java.util.List;

/// Adam with decoupled weight decay: the params shrink by themselves, not through the gradient's means.
///
///     x ← (1 − lr · λ) x
///     then a step of Adam without decay
///
/// Good: the first choice for transformers, and wherever decay is to mean the same for all elements. Bad: as [Adam]; the
/// decay follows the rate's schedule, so λ and schedule are tuned together.
///
/// Source: Loshchilov and Hutter, "Decoupled weight decay regularization", ICLR 2019, algorithm 2. Defaults are
/// PyTorch's; λ is 0.004 in Keras and 1e-4 in optax. What differs elsewhere is on [Adam]'s page. With `weightDecay` 0 it is
/// [Adam].
///
/// @param lr the learning rate, > 0; 1e-3 by default
/// @param beta1 β₁, from 0 to less than 1; 0.9 by default
/// @param beta2 β₂, from 0 to less than 1; 0.999 by default
/// @param eps ε ≥ 0; 1e-8 by default, 1e-7 in Keras
/// @param epsRoot ε₀ ≥ 0 inside of the root; 0 by default
/// @param weightDecay λ ≥ 0; 0.01 by default, 0.004 in Keras, 1e-4 in optax
/// @param amsgrad whether to divide by the greatest v so far
/// @param maximize whether to climb instead: `g ← −g` first
/// @param semantics whose formula
public record AdamW(double lr, double beta1, double beta2, double eps, double epsRoot, double weightDecay,
        boolean amsgrad, boolean maximize, Semantics semantics)
        implements ElementRule {

    /// Checks the options.
    public AdamW {
        Options.requireRate("AdamW", "lr", lr);
        Options.requireDecay("AdamW", "beta1", beta1);
        Options.requireDecay("AdamW", "beta2", beta2);
        Options.requireNotNegative("AdamW", "eps", eps);
        Options.requireNotNegative("AdamW", "epsRoot", epsRoot);
        Options.requireNotNegative("AdamW", "weightDecay", weightDecay);
    }

    /// PyTorch's defaults.
    public AdamW() {
        this(Semantics.PYTORCH);
    }

    /// A framework's defaults and formula.
    public AdamW(Semantics semantics) {
        this(1e-3, 0.9, 0.999, semantics == Semantics.KERAS ? 1e-7 : 1e-8, 0, semantics.choose(0.01, 1e-4, 0.004),
                false, false, semantics);
    }

    /// This rule with another learning rate.
    public AdamW lr(double lr) {
        return new AdamW(lr, beta1, beta2, eps, epsRoot, weightDecay, amsgrad, maximize, semantics);
    }

    /// This rule with other factors of the running means.
    public AdamW betas(double beta1, double beta2) {
        return new AdamW(lr, beta1, beta2, eps, epsRoot, weightDecay, amsgrad, maximize, semantics);
    }

    /// This rule with another ε.
    public AdamW eps(double eps) {
        return new AdamW(lr, beta1, beta2, eps, epsRoot, weightDecay, amsgrad, maximize, semantics);
    }

    /// This rule with another number inside of the root.
    public AdamW epsRoot(double epsRoot) {
        return new AdamW(lr, beta1, beta2, eps, epsRoot, weightDecay, amsgrad, maximize, semantics);
    }

    /// This rule with another weight decay.
    public AdamW weightDecay(double weightDecay) {
        return new AdamW(lr, beta1, beta2, eps, epsRoot, weightDecay, amsgrad, maximize, semantics);
    }

    /// This rule with or without AMSGrad's maximum.
    public AdamW amsgrad(boolean amsgrad) {
        return new AdamW(lr, beta1, beta2, eps, epsRoot, weightDecay, amsgrad, maximize, semantics);
    }

    /// This rule climbing or descending.
    public AdamW maximize(boolean maximize) {
        return new AdamW(lr, beta1, beta2, eps, epsRoot, weightDecay, amsgrad, maximize, semantics);
    }

    @Override
    public boolean countsMissing() {
        return semantics == Semantics.KERAS;
    }

    @Override
    public List<String> slots() {
        return amsgrad ? List.of("exp_avg", "exp_avg_sq", "max_exp_avg_sq") : List.of("exp_avg", "exp_avg_sq");
    }

    @Override
    public void update(ElementStep step) {
        Adam.move(step, beta1, beta2, eps, epsRoot, weightDecay, true, amsgrad, true, true, maximize, semantics);
    }
}
