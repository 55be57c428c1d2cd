package glissade.optim;

import java.util.ArrayList;
import java.util.List;

/// RMSprop: the gradient divided by the root of a running mean of its squares.
///
///     g ← g + λ x                     weight decay λ
///     v ← α v + (1 − α) g²
///     a ← α a + (1 − α) g             only if centred
///     d = g / (√v + ε)                √(v − a²) if centred
///     b ← μ b + d                     with momentum μ; b = d without
///     x ← x − lr · b
///
/// Sources: Tieleman and Hinton, "Lecture 6.5 — RMSProp", Neural Networks for Machine Learning, 2012; Graves,
/// "Generating sequences with recurrent neural networks", 2013, section 4.2 (centred). Defaults are PyTorch's, and so
/// is the place of ε outside of the root.
///
/// @param lr the learning rate, > 0; 1e-2 by default
/// @param alpha α, from 0 to less than 1; 0.99 by default
/// @param eps ε ≥ 0; 1e-8 by default
/// @param weightDecay λ ≥ 0; 0 by default
/// @param momentum μ ≥ 0, in practice less than 1; 0 by default
/// @param centered whether to divide by the deviation from the mean instead
/// @param maximize whether to climb instead: `g ← −g` first
public record RmsProp(double lr, double alpha, double eps, double weightDecay, double momentum, boolean centered,
        boolean maximize) implements ElementRule {

    private static final float[] NONE = {};

    /// Checks the options.
    public RmsProp {
        Options.requireRate("RmsProp", "lr", lr);
        Options.requireDecay("RmsProp", "alpha", alpha);
        Options.requireNotNegative("RmsProp", "eps", eps);
        Options.requireNotNegative("RmsProp", "weightDecay", weightDecay);
        Options.requireNotNegative("RmsProp", "momentum", momentum);
    }

    /// PyTorch's defaults.
    public RmsProp() {
        this(1e-2, 0.99, 1e-8, 0, 0, false, false);
    }

    /// This rule with another learning rate.
    public RmsProp lr(double lr) {
        return new RmsProp(lr, alpha, eps, weightDecay, momentum, centered, maximize);
    }

    /// This rule with another factor of the running means.
    public RmsProp alpha(double alpha) {
        return new RmsProp(lr, alpha, eps, weightDecay, momentum, centered, maximize);
    }

    /// This rule with another ε.
    public RmsProp eps(double eps) {
        return new RmsProp(lr, alpha, eps, weightDecay, momentum, centered, maximize);
    }

    /// This rule with another weight decay.
    public RmsProp weightDecay(double weightDecay) {
        return new RmsProp(lr, alpha, eps, weightDecay, momentum, centered, maximize);
    }

    /// This rule with another momentum.
    public RmsProp momentum(double momentum) {
        return new RmsProp(lr, alpha, eps, weightDecay, momentum, centered, maximize);
    }

    /// This rule centred or not.
    public RmsProp centered(boolean centered) {
        return new RmsProp(lr, alpha, eps, weightDecay, momentum, centered, maximize);
    }

    /// This rule climbing or descending.
    public RmsProp maximize(boolean maximize) {
        return new RmsProp(lr, alpha, eps, weightDecay, momentum, centered, maximize);
    }

    @Override
    public List<String> slots() {
        var names = new ArrayList<>(List.of("square_avg"));
        if (momentum > 0) {
            names.add("momentum_buffer");
        }
        if (centered) {
            names.add("grad_avg");
        }
        return names;
    }

    @Override
    public void update(ElementStep step) {
        boolean hasMomentum = momentum > 0;
        float rate = (float) step.lr();
        float keep = (float) alpha;
        float fresh = (float) (1 - alpha);
        float epsilon = (float) eps;
        float mu = (float) momentum;
        float sign = maximize ? -1 : 1;
        float decay = (float) weightDecay;
        float[] x = step.param();
        float[] gradient = step.gradient();
        float[] v = step.slots()[0];
        float[] b = hasMomentum ? step.slots()[1] : NONE;
        float[] a = centered ? step.slots()[step.slots().length - 1] : NONE;
        for (int i = step.from(); i < step.to(); i++) {
            float g = sign * gradient[i] + decay * x[i];
            v[i] = keep * v[i] + fresh * g * g;
            float variance = v[i];
            if (centered) {
                a[i] = keep * a[i] + fresh * g;
                variance = Math.max(variance - a[i] * a[i], 0); // rounding can make it negative
            }
            float d = g / ((float) Math.sqrt(variance) + epsilon);
            if (hasMomentum) {
                b[i] = mu * b[i] + d;
                d = b[i];
            }
            x[i] -= rate * d;
        }
    }
}
