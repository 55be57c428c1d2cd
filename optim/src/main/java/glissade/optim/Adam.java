package glissade.optim;

import glissade.tensor.kernel.AdamLoop;
import glissade.tensor.kernel.Kernels;
import java.util.List;

/// Adam: a step of about the same size for each element, along a running mean of its gradients.
///
///     g ← g + λ x                     weight decay λ, as part of the gradient
///     m ← β₁ m + (1 − β₁) g           mean of the gradients
///     v ← β₂ v + (1 − β₂) g²          mean of their squares
///     x ← x − lr · m̂ / (√(v̂ + ε₀) + ε)    m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ)
///
/// With `amsgrad` the greatest v so far stands in place of v. Decay that does not pass through the means is [AdamW], or
/// `decoupled(true)`.
///
/// Good: works at its default rate on most problems, whatever the scale of the loss; sparse and noisy gradients. Bad: two
/// floats more for each element; it may generalise worse than tuned [Sgd], and rare large gradients are forgotten too soon,
/// so that there are convex problems on which it walks away from the optimum (AMSGrad does not).
///
/// What differs elsewhere: in Keras ε is beside the root of the uncorrected v, `√v̂ + ε / √(1 − β₂ᵗ)`, which is the
/// paper's ε̂ at the end of its section 2. In optax AMSGrad's greatest is that of the corrected v̂, and ε₀ is in use.
///
/// Sources: Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1; Reddi, Kale and Kumar,
/// "On the convergence of Adam and beyond", ICLR 2018, algorithm 2 (AMSGrad). Defaults are PyTorch's, and the paper's.
///
/// @param lr the learning rate, > 0; 1e-3 by default
/// @param beta1 β₁, from 0 to less than 1; 0.9 by default
/// @param beta2 β₂, from 0 to less than 1; 0.999 by default
/// @param eps ε ≥ 0; 1e-8 by default, 1e-7 in Keras
/// @param epsRoot ε₀ ≥ 0 inside of the root; 0 by default
/// @param weightDecay λ ≥ 0; 0 by default
/// @param decoupled whether the decay shrinks the param by itself, `x ← (1 − lr · λ) x`, not through the gradient: in
///        Keras
/// @param amsgrad whether to divide by the greatest v so far
/// @param meanCorrection whether to divide m by what it holds of gradients so far, `1 − β₁ᵗ`; true by default
/// @param squareCorrection whether to divide v by `1 − β₂ᵗ`; true by default
/// @param maximize whether to climb instead: `g ← −g` first
/// @param semantics whose formula
public record Adam(double lr, double beta1, double beta2, double eps, double epsRoot, double weightDecay,
        boolean decoupled, boolean amsgrad, boolean meanCorrection, boolean squareCorrection, boolean maximize,
        Semantics semantics) implements ElementRule {

    /// The formula's loop without AMSGrad: a kernel, since many models have hundreds of params of some hundred elements.
    private static final AdamLoop LOOP = Kernels.active().adamLoop();

    /// Checks the options.
    public Adam {
        Options.requireRate("Adam", "lr", lr);
        Options.requireDecay("Adam", "beta1", beta1);
        Options.requireDecay("Adam", "beta2", beta2);
        Options.requireNotNegative("Adam", "eps", eps);
        Options.requireNotNegative("Adam", "epsRoot", epsRoot);
        Options.requireNotNegative("Adam", "weightDecay", weightDecay);
    }

    /// PyTorch's defaults.
    public Adam() {
        this(Semantics.PYTORCH);
    }

    /// A framework's defaults and formula.
    public Adam(Semantics semantics) {
        this(1e-3, 0.9, 0.999, semantics == Semantics.KERAS ? 1e-7 : 1e-8, 0, 0, semantics == Semantics.KERAS, false,
                true, true, false, semantics);
    }

    /// This rule with another learning rate.
    public Adam lr(double lr) {
        return new Adam(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, amsgrad, meanCorrection,
                squareCorrection, maximize, semantics);
    }

    /// This rule with other factors of the running means.
    public Adam betas(double beta1, double beta2) {
        return new Adam(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, amsgrad, meanCorrection,
                squareCorrection, maximize, semantics);
    }

    /// This rule with another ε.
    public Adam eps(double eps) {
        return new Adam(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, amsgrad, meanCorrection,
                squareCorrection, maximize, semantics);
    }

    /// This rule with another number inside of the root.
    public Adam epsRoot(double epsRoot) {
        return new Adam(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, amsgrad, meanCorrection,
                squareCorrection, maximize, semantics);
    }

    /// This rule with another weight decay.
    public Adam weightDecay(double weightDecay) {
        return new Adam(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, amsgrad, meanCorrection,
                squareCorrection, maximize, semantics);
    }

    /// This rule with its decay decoupled or not.
    public Adam decoupled(boolean decoupled) {
        return new Adam(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, amsgrad, meanCorrection,
                squareCorrection, maximize, semantics);
    }

    /// This rule with or without AMSGrad's maximum.
    public Adam amsgrad(boolean amsgrad) {
        return new Adam(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, amsgrad, meanCorrection,
                squareCorrection, maximize, semantics);
    }

    /// This rule with or without the correction of m.
    public Adam meanCorrection(boolean meanCorrection) {
        return new Adam(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, amsgrad, meanCorrection,
                squareCorrection, maximize, semantics);
    }

    /// This rule with or without the correction of v.
    public Adam squareCorrection(boolean squareCorrection) {
        return new Adam(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, amsgrad, meanCorrection,
                squareCorrection, maximize, semantics);
    }

    /// This rule climbing or descending.
    public Adam maximize(boolean maximize) {
        return new Adam(lr, beta1, beta2, eps, epsRoot, weightDecay, decoupled, amsgrad, meanCorrection,
                squareCorrection, maximize, semantics);
    }

    @Override
    public List<String> slots() {
        return amsgrad ? List.of("exp_avg", "exp_avg_sq", "max_exp_avg_sq") : List.of("exp_avg", "exp_avg_sq");
    }

    @Override
    public boolean countsMissing() {
        return semantics == Semantics.KERAS;
    }

    @Override
    public void update(ElementStep step) {
        move(step, beta1, beta2, eps, epsRoot, weightDecay, decoupled, amsgrad, meanCorrection, squareCorrection,
                maximize, semantics);
    }

    /// The step itself, also [AdamW]'s.
    static void move(ElementStep step, double beta1, double beta2, double eps, double epsRoot, double weightDecay,
            boolean decoupled, boolean amsgrad, boolean meanCorrection, boolean squareCorrection, boolean maximize,
            Semantics semantics) {
        double correction1 = meanCorrection ? 1 - DecayPowers.of(beta1, step.number()) : 1;
        double correction2 = squareCorrection ? 1 - DecayPowers.of(beta2, step.number()) : 1;
        double length = Math.sqrt(correction2);
        boolean ofCorrected = amsgrad && semantics == Semantics.OPTAX;
        var numbers = new AdamLoop.Numbers(maximize ? -1 : 1, decoupled ? 0 : (float) weightDecay, (float) beta1,
                (float) (1 - beta1), (float) beta2, (float) (1 - beta2),
                Options.keep(decoupled, step.lr() * weightDecay), (float) (step.lr() / correction1),
                (float) (ofCorrected ? epsRoot : epsRoot * correction2), (float) (ofCorrected ? 1 : 1 / length),
                (float) (semantics == Semantics.KERAS ? eps / length : eps));
        if (amsgrad) {
            moveByGreatest(step, numbers, (float) (ofCorrected ? 1 / correction2 : 1));
        } else {
            LOOP.move(step.param(), step.gradient(), step.slots()[0], step.slots()[1], step.from(), step.to(), numbers);
        }
    }

    /// AMSGrad's: the greatest `corrected · v` so far stands in place of v. A method of its own, so that C2 puts the other one, short for small
    /// params, into its callers.
    private static void moveByGreatest(ElementStep step, AdamLoop.Numbers n, float corrected) {
        float[] x = step.param();
        float[] gradient = step.gradient();
        float[] m = step.slots()[0];
        float[] v = step.slots()[1];
        float[] greatest = step.slots()[2];
        for (int i = step.from(); i < step.to(); i++) {
            float g = n.sign() * gradient[i] + n.decay() * x[i];
            m[i] = n.b1() * m[i] + n.a1() * g;
            v[i] = n.b2() * v[i] + n.a2() * g * g;
        }
        // apart, so that each loop is small enough for vectors; the block is still in the cache
        for (int i = step.from(); i < step.to(); i++) {
            greatest[i] = Math.max(greatest[i], corrected * v[i]);
            float divisor = (float) Math.sqrt(greatest[i] + n.inside()) * n.root() + n.epsilon();
            x[i] = n.keep() * x[i] - n.rate() * m[i] / divisor;
        }
    }
}
