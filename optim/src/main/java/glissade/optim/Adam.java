package glissade.optim;

import java.util.List;

/// Adam: a step of about the same size for each element, along a running mean of its gradients.
///
///     g ← g + λ x                     weight decay λ, as part of the gradient
///     m ← β₁ m + (1 − β₁) g           mean of the gradients
///     v ← β₂ v + (1 − β₂) g²          mean of their squares
///     x ← x − lr · m̂ / (√v̂ + ε)       m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ)
///
/// With `amsgrad` the greatest v so far stands in place of v. Decay that does not pass through the means is [AdamW].
///
/// Sources: Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1; Reddi, Kale and Kumar,
/// "On the convergence of Adam and beyond", ICLR 2018, algorithm 2 (AMSGrad). Defaults are PyTorch's, and the paper's.
///
/// @param lr the learning rate, > 0; 1e-3 by default
/// @param beta1 β₁, from 0 to less than 1; 0.9 by default
/// @param beta2 β₂, from 0 to less than 1; 0.999 by default
/// @param eps ε ≥ 0; 1e-8 by default
/// @param weightDecay λ ≥ 0; 0 by default
/// @param amsgrad whether to divide by the greatest v so far
/// @param maximize whether to climb instead: `g ← −g` first
public record Adam(double lr, double beta1, double beta2, double eps, double weightDecay, boolean amsgrad,
        boolean maximize) implements ElementRule {

    /// Checks the options.
    public Adam {
        check("Adam", lr, beta1, beta2, eps, weightDecay);
    }

    /// PyTorch's defaults.
    public Adam() {
        this(1e-3, 0.9, 0.999, 1e-8, 0, false, false);
    }

    static void check(String rule, double lr, double beta1, double beta2, double eps, double weightDecay) {
        Options.requireRate(rule, "lr", lr);
        Options.requireDecay(rule, "beta1", beta1);
        Options.requireDecay(rule, "beta2", beta2);
        Options.requireNotNegative(rule, "eps", eps);
        Options.requireNotNegative(rule, "weightDecay", weightDecay);
    }

    /// This rule with another learning rate.
    public Adam lr(double lr) {
        return new Adam(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
    }

    /// This rule with other factors of the running means.
    public Adam betas(double beta1, double beta2) {
        return new Adam(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
    }

    /// This rule with another ε.
    public Adam eps(double eps) {
        return new Adam(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
    }

    /// This rule with another weight decay.
    public Adam weightDecay(double weightDecay) {
        return new Adam(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
    }

    /// This rule with or without AMSGrad's maximum.
    public Adam amsgrad(boolean amsgrad) {
        return new Adam(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
    }

    /// This rule climbing or descending.
    public Adam maximize(boolean maximize) {
        return new Adam(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
    }

    @Override
    public List<String> slots() {
        return slots(amsgrad);
    }

    static List<String> slots(boolean amsgrad) {
        return amsgrad ? List.of("exp_avg", "exp_avg_sq", "max_exp_avg_sq") : List.of("exp_avg", "exp_avg_sq");
    }

    @Override
    public void update(ElementStep step) {
        move(step, 1, weightDecay);
    }

    /// The step, for AdamW too.
    ///
    /// @param keep what is left of x after decay that does not pass through the means
    /// @param coupledDecay decay that does
    void move(ElementStep step, double keep, double coupledDecay) {
        double correction1 = 1 - StrictMath.pow(beta1, step.number());
        double correction2 = 1 - StrictMath.pow(beta2, step.number());
        float rate = (float) (step.lr() / correction1);
        float root = (float) (1 / Math.sqrt(correction2));
        float epsilon = (float) eps;
        float b1 = (float) beta1;
        float a1 = (float) (1 - beta1);
        float b2 = (float) beta2;
        float a2 = (float) (1 - beta2);
        float sign = maximize ? -1 : 1;
        float left = (float) keep;
        float decay = (float) coupledDecay;
        float[] x = step.param();
        float[] gradient = step.gradient();
        float[] m = step.slots()[0];
        float[] v = step.slots()[1];
        if (amsgrad) {
            float[] greatest = step.slots()[2];
            for (int i = step.from(); i < step.to(); i++) {
                float g = sign * gradient[i] + decay * x[i];
                m[i] = b1 * m[i] + a1 * g;
                v[i] = b2 * v[i] + a2 * g * g;
                greatest[i] = Math.max(greatest[i], v[i]);
                x[i] = left * x[i] - rate * m[i] / ((float) Math.sqrt(greatest[i]) * root + epsilon);
            }
            return;
        }
        for (int i = step.from(); i < step.to(); i++) {
            float g = sign * gradient[i] + decay * x[i];
            m[i] = b1 * m[i] + a1 * g;
            v[i] = b2 * v[i] + a2 * g * g;
            x[i] = left * x[i] - rate * m[i] / ((float) Math.sqrt(v[i]) * root + epsilon);
        }
    }
}
