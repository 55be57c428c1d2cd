package glissade.optim;

import java.util.Arrays;
import java.util.List;

/// Resilient propagation: a step size for each element that grows while its gradient keeps its sign, and shrinks when it
/// changes. The gradient's size does not matter.
///
///     s = g · previous g
///     δ ← clamp(δ η₊)  if s > 0;  clamp(δ η₋)  if s < 0;  δ  if s = 0     from δmin to δmax
///     g ← 0  if s < 0
///     x ← x − δ sign(g)
///
/// δ starts at the rate of the first step; later changes of the rate have no effect. Where g is NaN, x becomes NaN, as under other rules;
/// PyTorch's sign of NaN is 0, so that it leaves x where it is.
///
/// Good: whole-batch training, without tuning. Bad: mini-batches, whose noise changes signs all the time.
///
/// Source: Riedmiller and Braun, "A direct adaptive method for faster backpropagation learning: the RPROP algorithm", 1993;
/// this form, without stepping back, is iRprop− of Igel and Hüsken, 2000. Defaults are PyTorch's. (optax 0.2.8 applies
/// each move one step late.)
///
/// @param lr the learning rate, > 0; 1e-2 by default
/// @param etaMinus η₋, > 0 and less than 1; 0.5 by default
/// @param etaPlus η₊, > 1; 1.2 by default
/// @param stepMin δmin ≥ 0; 1e-6 by default
/// @param stepMax δmax ≥ δmin; 50 by default
/// @param maximize whether to climb instead: `g ← −g` first
public record Rprop(double lr, double etaMinus, double etaPlus, double stepMin, double stepMax, boolean maximize)
        implements ElementRule {

    /// Checks the options.
    public Rprop {
        Options.requireRate("Rprop", "lr", lr);
        Options.requireNotNegative("Rprop", "stepMin", stepMin);
        if (!(etaMinus > 0 && etaMinus < 1)) {
            throw new IllegalArgumentException(
                    "Rprop: etaMinus is " + etaMinus + ", must be greater than 0 and less than 1");
        }
        if (!(etaPlus > 1 && Double.isFinite(etaPlus))) {
            throw new IllegalArgumentException("Rprop: etaPlus is " + etaPlus + ", must be finite and greater than 1");
        }
        if (!(stepMax >= stepMin && Double.isFinite(stepMax))) {
            throw new IllegalArgumentException(
                    "Rprop: stepMax is " + stepMax + ", must be finite and at least stepMin, "
                            + stepMin);
        }
    }

    /// PyTorch's defaults.
    public Rprop() {
        this(1e-2, 0.5, 1.2, 1e-6, 50, false);
    }

    /// This rule with another learning rate.
    public Rprop lr(double lr) {
        return new Rprop(lr, etaMinus, etaPlus, stepMin, stepMax, maximize);
    }

    /// This rule with other factors of the step sizes.
    public Rprop etas(double etaMinus, double etaPlus) {
        return new Rprop(lr, etaMinus, etaPlus, stepMin, stepMax, maximize);
    }

    /// This rule with other bounds of the step sizes.
    public Rprop stepSizes(double stepMin, double stepMax) {
        return new Rprop(lr, etaMinus, etaPlus, stepMin, stepMax, maximize);
    }

    /// This rule climbing or descending.
    public Rprop maximize(boolean maximize) {
        return new Rprop(lr, etaMinus, etaPlus, stepMin, stepMax, maximize);
    }

    @Override
    public List<String> slots() {
        return List.of("prev", "step_size");
    }

    @Override
    public void update(ElementStep step) {
        float shrink = (float) etaMinus;
        float grow = (float) etaPlus;
        float least = (float) stepMin;
        float most = (float) stepMax;
        float sign = maximize ? -1 : 1;
        float[] x = step.param();
        float[] gradient = step.gradient();
        float[] previous = step.slots()[0];
        float[] size = step.slots()[1];
        if (step.number() == 1) {
            Arrays.fill(size, step.from(), step.to(), (float) step.lr());
        }
        // small loops without branches, which become vectors; `same` and `turned` are 1 or 0
        for (int i = step.from(); i < step.to(); i++) {
            float agreement = Math.signum(sign * gradient[i]) * Math.signum(previous[i]);
            float same = Math.max(agreement, 0);
            float turned = Math.max(-agreement, 0);
            size[i] = Math.min(Math.max(size[i] * (same * grow + turned * shrink + (1 - same - turned)), least), most);
        }
        for (int i = step.from(); i < step.to(); i++) {
            float g = sign * gradient[i];
            float turned = Math.max(-Math.signum(g) * Math.signum(previous[i]), 0);
            float bound = 1 / turned - turned; // 0 if it has turned, else infinity
            previous[i] = Math.max(Math.min(g, bound), 0 - bound);
        }
        for (int i = step.from(); i < step.to(); i++) {
            x[i] -= size[i] * Math.signum(previous[i]);
        }
    }
}
