package glissade.optim;

import java.util.List;

/// Adam for row-sparse gradients: rows that have no gradient are not touched, neither their values nor their means.
///
///     on the rows present alone:
///     m ← β₁ m + (1 − β₁) g
///     v ← β₂ v + (1 − β₂) g²
///     x ← x − lr · m̂ / (√v̂ + ε / √(1 − β₂ᵗ))     m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ)
///
/// t counts the param's steps, for all rows together. A dense gradient has all rows.
///
/// Good: large embedding tables of which a batch reads few rows; a step costs as much as those rows. Bad: a row seen
/// rarely is moved by old means, as if no time had passed.
///
/// Source: [Adam]'s, with PyTorch's restriction to rows and its defaults; ε is beside the root of the uncorrected v.
///
/// @param lr the learning rate, > 0; 1e-3 by default
/// @param beta1 β₁, from 0 to less than 1; 0.9 by default
/// @param beta2 β₂, from 0 to less than 1; 0.999 by default
/// @param eps ε ≥ 0; 1e-8 by default
/// @param maximize whether to climb instead: `g ← −g` first
public record SparseAdam(double lr, double beta1, double beta2, double eps, boolean maximize)
        implements ElementRule {

    /// Checks the options.
    public SparseAdam {
        Options.requireRate("SparseAdam", "lr", lr);
        Options.requireDecay("SparseAdam", "beta1", beta1);
        Options.requireDecay("SparseAdam", "beta2", beta2);
        Options.requireNotNegative("SparseAdam", "eps", eps);
    }

    /// PyTorch's defaults.
    public SparseAdam() {
        this(1e-3, 0.9, 0.999, 1e-8, false);
    }

    /// This rule with another learning rate.
    public SparseAdam lr(double lr) {
        return new SparseAdam(lr, beta1, beta2, eps, maximize);
    }

    /// This rule with other factors of the running means.
    public SparseAdam betas(double beta1, double beta2) {
        return new SparseAdam(lr, beta1, beta2, eps, maximize);
    }

    /// This rule with another ε.
    public SparseAdam eps(double eps) {
        return new SparseAdam(lr, beta1, beta2, eps, maximize);
    }

    /// This rule climbing or descending.
    public SparseAdam maximize(boolean maximize) {
        return new SparseAdam(lr, beta1, beta2, eps, maximize);
    }

    @Override
    public List<String> slots() {
        return List.of("exp_avg", "exp_avg_sq");
    }

    /// The same rule but for the rows: Keras' Adam has ε in that place.
    private Adam adam() {
        return new Adam(lr, beta1, beta2, eps, 0, 0, false, false, true, true, maximize, Semantics.KERAS);
    }

    @Override
    public boolean onlyStoredRows() {
        return true;
    }

    @Override
    public void update(ElementStep step) {
        adam().update(step);
    }
}
