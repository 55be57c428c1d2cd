package glissade.optim;

import java.util.Arrays;
import java.util.List;

/// AdaGrad: the gradient divided by the root of the sum of all its squares so far.
///
///     g ← g + λ x                     weight decay λ
///     s ← s + g²
///     x ← x − r · g / (√(s + ε₀) + ε)     r = lr / (1 + (t − 1) η), rate decay η
///
/// Good: sparse features, where rare ones get long steps; convex problems, where its bound is proved. Bad: the sum only
/// grows, so steps on long runs die out; [RmsProp] forgets instead.
///
/// Source: Duchi, Hazan and Singer, "Adaptive subgradient methods for online learning and stochastic optimization", JMLR
/// 2011, figure 1 (diagonal form). Defaults are PyTorch's. Keras and optax add ε inside of the root and start the sums at
/// 0.1.
///
/// @param lr the learning rate, > 0; 1e-2 by default, 1e-3 in Keras
/// @param lrDecay η ≥ 0; 0 by default
/// @param weightDecay λ ≥ 0; 0 by default
/// @param decoupled whether the decay shrinks the param by itself, `x ← (1 − lr · λ) x`, not through the gradient: in
///        Keras
/// @param initialAccumulator where the sums start, ≥ 0; 0 by default, 0.1 in Keras and optax
/// @param eps ε ≥ 0; 1e-10 by default, 0 in Keras and optax
/// @param epsRoot ε₀ ≥ 0 inside of the root; 0 by default, 1e-7 in Keras and optax
/// @param maximize whether to climb instead: `g ← −g` first
public record AdaGrad(double lr, double lrDecay, double weightDecay, boolean decoupled, double initialAccumulator,
        double eps, double epsRoot, boolean maximize)
        implements ElementRule {

    /// Checks the options.
    public AdaGrad {
        Options.requireRate("AdaGrad", "lr", lr);
        Options.requireNotNegative("AdaGrad", "lrDecay", lrDecay);
        Options.requireNotNegative("AdaGrad", "weightDecay", weightDecay);
        Options.requireNotNegative("AdaGrad", "initialAccumulator", initialAccumulator);
        Options.requireNotNegative("AdaGrad", "eps", eps);
        Options.requireNotNegative("AdaGrad", "epsRoot", epsRoot);
    }

    /// PyTorch's defaults.
    public AdaGrad() {
        this(Semantics.PYTORCH);
    }

    /// A framework's defaults and formula.
    public AdaGrad(Semantics semantics) {
        this(semantics == Semantics.KERAS ? 1e-3 : 1e-2, 0, 0, semantics == Semantics.KERAS,
                semantics == Semantics.PYTORCH ? 0 : 0.1, semantics == Semantics.PYTORCH ? 1e-10 : 0,
                semantics == Semantics.PYTORCH ? 0 : 1e-7, false);
    }

    /// This rule with another learning rate.
    public AdaGrad lr(double lr) {
        return new AdaGrad(lr, lrDecay, weightDecay, decoupled, initialAccumulator, eps, epsRoot, maximize);
    }

    /// This rule with another decay of the rate.
    public AdaGrad lrDecay(double lrDecay) {
        return new AdaGrad(lr, lrDecay, weightDecay, decoupled, initialAccumulator, eps, epsRoot, maximize);
    }

    /// This rule with another weight decay.
    public AdaGrad weightDecay(double weightDecay) {
        return new AdaGrad(lr, lrDecay, weightDecay, decoupled, initialAccumulator, eps, epsRoot, maximize);
    }

    /// This rule with its decay decoupled or not.
    public AdaGrad decoupled(boolean decoupled) {
        return new AdaGrad(lr, lrDecay, weightDecay, decoupled, initialAccumulator, eps, epsRoot, maximize);
    }

    /// This rule with another start of the sums.
    public AdaGrad initialAccumulator(double initialAccumulator) {
        return new AdaGrad(lr, lrDecay, weightDecay, decoupled, initialAccumulator, eps, epsRoot, maximize);
    }

    /// This rule with another ε.
    public AdaGrad eps(double eps) {
        return new AdaGrad(lr, lrDecay, weightDecay, decoupled, initialAccumulator, eps, epsRoot, maximize);
    }

    /// This rule with another number inside of the root.
    public AdaGrad epsRoot(double epsRoot) {
        return new AdaGrad(lr, lrDecay, weightDecay, decoupled, initialAccumulator, eps, epsRoot, maximize);
    }

    /// This rule climbing or descending.
    public AdaGrad maximize(boolean maximize) {
        return new AdaGrad(lr, lrDecay, weightDecay, decoupled, initialAccumulator, eps, epsRoot, maximize);
    }

    @Override
    public List<String> slots() {
        return List.of("sum");
    }

    @Override
    public void start(float[] param, float[][] slots, float[] numbers) {
        Arrays.fill(slots[0], (float) initialAccumulator);
    }

    @Override
    public boolean onlyStoredRows() {
        return weightDecay == 0 && eps + epsRoot + initialAccumulator > 0;
    }

    @Override
    public void update(ElementStep step) {
        float rate = (float) (step.lr() / (1 + (step.number() - 1) * lrDecay));
        float keep = Options.keep(decoupled, step.lr() * weightDecay);
        float decay = decoupled ? 0 : (float) weightDecay;
        float inside = (float) epsRoot;
        float outside = (float) eps;
        float sign = maximize ? -1 : 1;
        float[] x = step.param();
        float[] gradient = step.gradient();
        float[] s = step.slots()[0];
        for (int i = step.from(); i < step.to(); i++) {
            float p = x[i];
            float g = sign * gradient[i] + decay * p;
            float sum = s[i] + g * g;
            s[i] = sum;
            x[i] = keep * p - rate * g / ((float) Math.sqrt(sum + inside) + outside);
        }
    }
}
