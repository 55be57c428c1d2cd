package glissade.optim;

import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.autograd.Variable;
import glissade.tensor.StateDict;
import glissade.tensor.Tensor;
import java.util.List;
import java.util.function.Supplier;

/// Sharpness-aware minimisation: an optimizer that steps from where it stands, along the gradient of a worse place nearby.
///
///     y = x + ρ g(x) / |g(x)|         the norm over all params together
///     x ← a step of the optimizer with the gradient g(y)
///
/// so it prefers minima around which the loss stays low.
///
///     Sam sam = Sam.over(new Sgd().lr(0.1).momentum(0.9).over(net.parameters()));
///     …
///     sam.step(() -> loss(net));
///
/// The way up can be any rule ([#ascent]), several steps long, and with the gradient as it is.
///
/// Good: better generalisation of vision models trained long. Bad: two sweeps a step; batch norms see both places.
///
/// Source: Foret, Kleiner, Mobahi and Neyshabur, "Sharpness-aware minimization for efficiently improving generalization",
/// ICLR 2021, algorithm 1. The default ρ is the paper's.
///
/// Not thread-safe: one step at a time.
public final class Sam {

    private static final String DESCENT = "descent";
    private static final String ASCENT = "ascent";
    private static final double RHO = 0.05;

    private final Optimizer descent;
    private final Params params;
    private UpdateRule rule = new Sgd().lr(RHO);
    private Optimizer ascent;
    private int ascents = 1;
    private boolean isNormalized = true;
    private boolean resets = true;
    private boolean climbs;

    private Sam(Optimizer descent, Params params) {
        this.descent = descent;
        this.params = params;
        ascent = rule.over(params);
    }

    /// Sharpness-aware steps of an optimizer, with ρ = 0.05.
    ///
    /// @throws IllegalArgumentException if its rule is [LBfgs], which looks for places of its own
    public static Sam over(Optimizer descent) {
        if (descent.isWhole()) {
            throw new IllegalArgumentException("Sam: the optimizer's rule is LBfgs, which moves between computations of"
                    + " the loss by itself; it takes any other rule");
        }
        return new Sam(descent, descent.params());
    }

    /// Another distance; returns this.
    ///
    /// @throws IllegalArgumentException if it is not finite and greater than 0
    public Sam rho(double rho) {
        Options.requireRate("Sam", "rho", rho);
        return ascent(new Sgd().lr(rho));
    }

    /// Another rule for the way up; returns this.
    ///
    /// @throws IllegalArgumentException if it is [LBfgs], which looks for places of its own
    public Sam ascent(UpdateRule newRule) {
        if (newRule instanceof LBfgs) {
            throw new IllegalArgumentException(
                    "Sam: the rule of the way up is LBfgs, which moves between computations of"
                            + " the loss by itself; it takes any other rule");
        }
        rule = newRule;
        ascent = newRule.over(params);
        return this;
    }

    /// How many steps the way up has, 1 by default; returns this.
    ///
    /// @throws IllegalArgumentException if there is none
    public Sam ascents(int count) {
        Options.requireAtLeast("Sam", "ascents", count, 1);
        ascents = count;
        return this;
    }

    /// Whether the gradient is divided by its norm before a step up, true by default; returns this.
    public Sam normalize(boolean normalize) {
        isNormalized = normalize;
        return this;
    }

    /// Whether each way up starts with fresh state, true by default; returns this.
    public Sam reset(boolean reset) {
        resets = reset;
        return this;
    }

    /// Whether to climb instead, false by default: `g ← −g` first, here and for the way to a worse place, so the optimizer's own rule
    /// is to descend; returns this.
    public Sam maximize(boolean maximize) {
        climbs = maximize;
        return this;
    }

    /// One step down, after the steps up; returns the loss before it.
    ///
    /// @param loss computes the loss from the params as they are: once where they stand, and once after each step up
    public double step(Supplier<Variable> loss) {
        List<Tensor> start = params.list().stream().map(Param::value).toList();
        Variable before = loss.get();
        double value = before.item();
        Gradients gradients = downward(before);
        try {
            for (int i = 0; i < ascents; i++) {
                ascent.step(upward(gradients));
                gradients = downward(loss.get());
            }
        } finally {
            for (int i = 0; i < start.size(); i++) {
                params.list().get(i).set(start.get(i));
            }
        }
        descent.step(gradients);
        if (resets) {
            ascent = rule.over(params);
        }
        return value;
    }

    private Gradients downward(Variable loss) {
        Gradients gradients = loss.backward(params);
        return climbs ? gradients.times(-1) : gradients;
    }

    /// A rule descends along this: up the loss.
    private Gradients upward(Gradients gradients) {
        double norm = isNormalized ? gradients.norm() : 1;
        return gradients.times(norm > 0 ? -1 / norm : -1);
    }

    /// The optimizer's state, and that of the way up.
    public StateDict state() {
        return descent.state().prefixed(DESCENT).withAll(ascent.state().prefixed(ASCENT));
    }

    /// Goes back to a saved [#state()].
    ///
    /// @throws IllegalArgumentException if an entry is missing or left over, or has another shape; nothing has changed then
    public void load(StateDict state) {
        StateCheck.require(state(), state);
        descent.load(state.under(DESCENT));
        ascent.load(state.under(ASCENT));
    }
}
