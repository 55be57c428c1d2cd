package glissade.optim;

import glissade.tensor.Shape;
import java.util.List;

/// NovoGrad: momentum of gradients that are each divided by a running norm of their param.
///
///     s ← β₂ s + (1 − β₂) |g|²            one number a param; s = |g|² at the first step
///     d = g / (√(s + ε₀) + ε) + λ x
///     m ← β₁ m + d                        m = d at the first step
///     x ← x − lr · m
///
/// Good: half of Adam's memory; speech and vision nets with large rates. Bad: all elements of a param share one divisor.
///
/// Source: Ginsburg and others, "Stochastic gradient methods with layer-wise adaptive moments for training of deep
/// networks", 2019, algorithm 1. Defaults are optax'.
///
/// @param lr the learning rate, > 0; 1e-2 by default
/// @param beta1 β₁, from 0 to less than 1; 0.9 by default
/// @param beta2 β₂, from 0 to less than 1; 0.25 by default
/// @param eps ε ≥ 0; 1e-6 by default
/// @param epsRoot ε₀ ≥ 0 inside of the root; 0 by default
/// @param weightDecay λ ≥ 0; 0 by default
/// @param maximize whether to climb instead: `g ← −g` first
public record NovoGrad(double lr, double beta1, double beta2, double eps, double epsRoot, double weightDecay,
        boolean maximize)
        implements ArrayRule {

    /// Checks the options.
    public NovoGrad {
        Options.requireRate("NovoGrad", "lr", lr);
        Options.requireDecay("NovoGrad", "beta1", beta1);
        Options.requireDecay("NovoGrad", "beta2", beta2);
        Options.requireNotNegative("NovoGrad", "eps", eps);
        Options.requireNotNegative("NovoGrad", "epsRoot", epsRoot);
        Options.requireNotNegative("NovoGrad", "weightDecay", weightDecay);
    }

    /// optax' defaults.
    public NovoGrad() {
        this(1e-2, 0.9, 0.25, 1e-6, 0, 0, false);
    }

    /// This rule with another learning rate.
    public NovoGrad lr(double lr) {
        return new NovoGrad(lr, beta1, beta2, eps, epsRoot, weightDecay, maximize);
    }

    /// This rule with other factors of the running means.
    public NovoGrad betas(double beta1, double beta2) {
        return new NovoGrad(lr, beta1, beta2, eps, epsRoot, weightDecay, maximize);
    }

    /// This rule with another ε.
    public NovoGrad eps(double eps) {
        return new NovoGrad(lr, beta1, beta2, eps, epsRoot, weightDecay, maximize);
    }

    /// This rule with another number inside of the root.
    public NovoGrad epsRoot(double epsRoot) {
        return new NovoGrad(lr, beta1, beta2, eps, epsRoot, weightDecay, maximize);
    }

    /// This rule with another weight decay.
    public NovoGrad weightDecay(double weightDecay) {
        return new NovoGrad(lr, beta1, beta2, eps, epsRoot, weightDecay, maximize);
    }

    /// This rule climbing or descending.
    public NovoGrad maximize(boolean maximize) {
        return new NovoGrad(lr, beta1, beta2, eps, epsRoot, weightDecay, maximize);
    }

    @Override
    public List<Slot> slots(Shape shape) {
        return List.of(new Slot("exp_avg", shape), new Slot("exp_avg_sq", Shape.SCALAR));
    }

    @Override
    public void update(ArrayStep step) {
        boolean isFirst = step.number() == 1;
        double norm = step.norm(step.gradient());
        float[] squares = step.slot(1);
        double s = isFirst ? norm * norm : beta2 * squares[0] + (1 - beta2) * norm * norm;
        squares[0] = (float) s;
        float divisor = (float) (Math.sqrt(s + epsRoot) + eps);
        float decay = (float) weightDecay;
        float keep = isFirst ? -0f : (float) beta1; // of m = 0: −0 + d is d, be it −0 itself
        float rate = (float) step.lr();
        float sign = maximize ? -1 : 1;
        float[] x = step.param();
        float[] gradient = step.gradient();
        float[] m = step.slot(0);
        step.each((from, to) -> {
            for (int i = from; i < to; i++) {
                float d = sign * gradient[i] / divisor + decay * x[i];
                m[i] = keep * m[i] + d;
                x[i] -= rate * m[i];
            }
        });
    }
}
