package glissade.optim;

import java.util.List;

/// Sign descent: each element moves by the rate, against the sign of its gradient.
///
///     x ← (1 − lr · λ) x − lr sign(g)     sign(0) = 0
///
/// Good: gradients sent over a network in one bit each; a yardstick for [Adam], whose first step it is. Bad: it never
/// stands still, so the rate must fall.
///
/// Source: Bernstein, Wang, Azizzadenesheli and Anandkumar, "signSGD: compressed optimisation for non-convex problems",
/// ICML 2018, algorithm 1. The rate's default is the library's.
///
/// @param lr the learning rate, > 0; 1e-3 by default
/// @param weightDecay λ ≥ 0; 0 by default
/// @param maximize whether to climb instead: `g ← −g` first
public record SignSgd(double lr, double weightDecay, boolean maximize)
        implements ElementRule {

    /// Checks the options.
    public SignSgd {
        Options.requireRate("SignSgd", "lr", lr);
        Options.requireNotNegative("SignSgd", "weightDecay", weightDecay);
    }

    /// The library's defaults.
    public SignSgd() {
        this(1e-3, 0, false);
    }

    /// This rule with another learning rate.
    public SignSgd lr(double lr) {
        return new SignSgd(lr, weightDecay, maximize);
    }

    /// This rule with another weight decay.
    public SignSgd weightDecay(double weightDecay) {
        return new SignSgd(lr, weightDecay, maximize);
    }

    /// This rule climbing or descending.
    public SignSgd maximize(boolean maximize) {
        return new SignSgd(lr, weightDecay, maximize);
    }

    @Override
    public List<String> slots() {
        return List.of();
    }

    @Override
    public boolean onlyStoredRows() {
        return weightDecay == 0;
    }

    @Override
    public void update(ElementStep step) {
        float rate = maximize ? (float) -step.lr() : (float) step.lr();
        float keep = (float) (1 - step.lr() * weightDecay);
        float[] x = step.param();
        float[] gradient = step.gradient();
        for (int i = step.from(); i < step.to(); i++) {
            x[i] = keep * x[i] - rate * Math.signum(gradient[i]);
        }
    }
}
