package glissade.optim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// RMSprop: the gradient divided by the root of a running mean of its squares.
///
///     g ← g + λ x                     weight decay λ
///     v ← α v + (1 − α) g²
///     a ← α a + (1 − α) g             only if centred
///     d = g / (√(v + ε₀) + ε)         √(v − a² + ε₀) if centred
///     b ← μ b + d                     with momentum μ; b = d without
///     x ← x − lr · b                  lr · (d + μ b) with Nesterov's look ahead
///
/// Good: recurrent nets and reinforcement learning, whose gradients change their size. Bad: the mean starts at 0 and is not
/// corrected, so first steps are long: 1 / √(1 − α) times the rate.
///
/// Sources: Tieleman and Hinton, "Lecture 6.5 — RMSProp", Neural Networks for Machine Learning, 2012; Graves,
/// "Generating sequences with recurrent neural networks", 2013, section 4.2 (centred). Defaults are PyTorch's, and so
/// is the place of ε outside of the root. Keras and optax add it inside, and their momentum buffer holds steps, the rate
/// included. optax has a choice of where v starts and of its correction, `v / (1 − αᵗ)` and `a / (1 − αᵗ)`.
///
/// @param lr the learning rate, > 0; 1e-2 by default, 1e-3 in Keras
/// @param alpha α, from 0 to less than 1; 0.99 by default, 0.9 in Keras and optax
/// @param eps ε ≥ 0; 1e-8 by default, 0 in Keras and optax
/// @param epsRoot ε₀ ≥ 0 inside of the root; 0 by default, 1e-7 in Keras, 1e-8 in optax
/// @param weightDecay λ ≥ 0; 0 by default
/// @param decoupled whether the decay shrinks the param by itself, `x ← (1 − lr · λ) x`, not through the gradient: in
///        Keras
/// @param momentum μ ≥ 0, in practice less than 1; 0 by default
/// @param nesterov whether to look ahead along the momentum
/// @param centered whether to divide by the deviation from the mean instead
/// @param biasCorrection whether to divide the means by `1 − αᵗ`
/// @param initial where v starts, ≥ 0; 0 by default
/// @param maximize whether to climb instead: `g ← −g` first
/// @param semantics whose formula
public record RmsProp(double lr, double alpha, double eps, double epsRoot, double weightDecay, boolean decoupled,
        double momentum, boolean nesterov, boolean centered, boolean biasCorrection, double initial, boolean maximize,
        Semantics semantics)
        implements ElementRule {

    private static final float[] NONE = {};

    /// Checks the options.
    public RmsProp {
        Options.requireRate("RmsProp", "lr", lr);
        Options.requireDecay("RmsProp", "alpha", alpha);
        Options.requireNotNegative("RmsProp", "eps", eps);
        Options.requireNotNegative("RmsProp", "epsRoot", epsRoot);
        Options.requireNotNegative("RmsProp", "weightDecay", weightDecay);
        Options.requireNotNegative("RmsProp", "momentum", momentum);
        Options.requireNotNegative("RmsProp", "initial", initial);
    }

    /// PyTorch's defaults.
    public RmsProp() {
        this(Semantics.PYTORCH);
    }

    /// A framework's defaults and formula.
    public RmsProp(Semantics semantics) {
        this(semantics == Semantics.KERAS ? 1e-3 : 1e-2, semantics == Semantics.PYTORCH ? 0.99 : 0.9,
                semantics == Semantics.PYTORCH ? 1e-8 : 0, semantics.choose(0, 1e-8, 1e-7), 0,
                semantics == Semantics.KERAS, 0, false, false, false, 0, false, semantics);
    }

    /// This rule with another learning rate.
    public RmsProp lr(double lr) {
        return new RmsProp(lr, alpha, eps, epsRoot, weightDecay, decoupled, momentum, nesterov, centered,
                biasCorrection, initial, maximize, semantics);
    }

    /// This rule with another factor of the running means.
    public RmsProp alpha(double alpha) {
        return new RmsProp(lr, alpha, eps, epsRoot, weightDecay, decoupled, momentum, nesterov, centered,
                biasCorrection, initial, maximize, semantics);
    }

    /// This rule with another ε.
    public RmsProp eps(double eps) {
        return new RmsProp(lr, alpha, eps, epsRoot, weightDecay, decoupled, momentum, nesterov, centered,
                biasCorrection, initial, maximize, semantics);
    }

    /// This rule with another number inside of the root.
    public RmsProp epsRoot(double epsRoot) {
        return new RmsProp(lr, alpha, eps, epsRoot, weightDecay, decoupled, momentum, nesterov, centered,
                biasCorrection, initial, maximize, semantics);
    }

    /// This rule with another weight decay.
    public RmsProp weightDecay(double weightDecay) {
        return new RmsProp(lr, alpha, eps, epsRoot, weightDecay, decoupled, momentum, nesterov, centered,
                biasCorrection, initial, maximize, semantics);
    }

    /// This rule with its decay decoupled or not.
    public RmsProp decoupled(boolean decoupled) {
        return new RmsProp(lr, alpha, eps, epsRoot, weightDecay, decoupled, momentum, nesterov, centered,
                biasCorrection, initial, maximize, semantics);
    }

    /// This rule with another momentum.
    public RmsProp momentum(double momentum) {
        return new RmsProp(lr, alpha, eps, epsRoot, weightDecay, decoupled, momentum, nesterov, centered,
                biasCorrection, initial, maximize, semantics);
    }

    /// This rule with or without Nesterov's look ahead.
    public RmsProp nesterov(boolean nesterov) {
        return new RmsProp(lr, alpha, eps, epsRoot, weightDecay, decoupled, momentum, nesterov, centered,
                biasCorrection, initial, maximize, semantics);
    }

    /// This rule centred or not.
    public RmsProp centered(boolean centered) {
        return new RmsProp(lr, alpha, eps, epsRoot, weightDecay, decoupled, momentum, nesterov, centered,
                biasCorrection, initial, maximize, semantics);
    }

    /// This rule with or without the correction of the means.
    public RmsProp biasCorrection(boolean biasCorrection) {
        return new RmsProp(lr, alpha, eps, epsRoot, weightDecay, decoupled, momentum, nesterov, centered,
                biasCorrection, initial, maximize, semantics);
    }

    /// This rule with another start of the mean of squares.
    public RmsProp initial(double initial) {
        return new RmsProp(lr, alpha, eps, epsRoot, weightDecay, decoupled, momentum, nesterov, centered,
                biasCorrection, initial, maximize, semantics);
    }

    /// This rule climbing or descending.
    public RmsProp maximize(boolean maximize) {
        return new RmsProp(lr, alpha, eps, epsRoot, weightDecay, decoupled, momentum, nesterov, centered,
                biasCorrection, initial, maximize, semantics);
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
    public void start(float[] param, float[][] slots, float[] numbers) {
        Arrays.fill(slots[0], (float) initial);
    }

    @Override
    public void update(ElementStep step) {
        boolean hasMomentum = momentum > 0;
        // of the rate, one part stands inside of the buffer and the other outside
        float inside = semantics == Semantics.PYTORCH ? 1 : (float) step.lr();
        float outside = semantics == Semantics.PYTORCH ? (float) step.lr() : 1;
        float keep = Options.keep(decoupled, step.lr() * weightDecay);
        float decay = decoupled ? 0 : (float) weightDecay;
        float old = (float) alpha;
        float fresh = (float) (1 - alpha);
        float corrected = (float) (biasCorrection ? 1 / (1 - DecayPowers.of(alpha, step.number())) : 1);
        float epsilonInside = (float) epsRoot;
        float epsilon = (float) eps;
        float mu = (float) momentum;
        float sign = maximize ? -1 : 1;
        float[] x = step.param();
        float[] gradient = step.gradient();
        float[] v = step.slots()[0];
        float[] b = hasMomentum ? step.slots()[1] : NONE;
        float[] a = centered ? step.slots()[step.slots().length - 1] : NONE;
        for (int i = step.from(); i < step.to(); i++) {
            float g = sign * gradient[i] + decay * x[i];
            v[i] = old * v[i] + fresh * g * g;
            float variance = corrected * v[i];
            if (centered) {
                a[i] = old * a[i] + fresh * g;
                float mean = corrected * a[i];
                // fused, so that a square beyond float32 makes no ∞ − ∞; rounding can make it negative
                variance = Math.max(Math.fma(-mean, mean, variance), 0);
            }
            float d = inside * g / ((float) Math.sqrt(variance + epsilonInside) + epsilon);
            if (hasMomentum) {
                b[i] = mu * b[i] + d;
                d = nesterov ? mu * b[i] + d : b[i];
            }
            x[i] = keep * x[i] - outside * d;
        }
    }
}
