package glissade.optim;

import glissade.tensor.Shape;
import java.util.List;

/// Fromage: each param turns by the same angle, whatever the sizes of param and gradient.
///
///     x ← (x − lr · max(|x|, min) / max(|g|, min) · g) / √(1 + lr²)     norms over the whole param
///
/// The last division keeps the norm from growing. Good: almost no tuning, a rate of 0.01 for most nets; GANs. Bad: params
/// that start at 0 move only by `minNorm`.
///
/// Source: Bernstein, Vahdat, Yue and Liu, "On the distance between two neural networks and the stability of learning",
/// NeurIPS 2020, algorithm 1. The rate is the paper's, `minNorm` optax'.
///
/// @param lr the learning rate, > 0; 1e-2 by default
/// @param minNorm the least that norms count as, > 0; 1e-6 by default
/// @param maximize whether to climb instead: `g ← −g` first
public record Fromage(double lr, double minNorm, boolean maximize)
        implements ArrayRule {

    /// Checks the options.
    public Fromage {
        Options.requireRate("Fromage", "lr", lr);
        Options.requireRate("Fromage", "minNorm", minNorm);
    }

    /// The paper's defaults.
    public Fromage() {
        this(1e-2, 1e-6, false);
    }

    /// This rule with another learning rate.
    public Fromage lr(double lr) {
        return new Fromage(lr, minNorm, maximize);
    }

    /// This rule with another least norm.
    public Fromage minNorm(double minNorm) {
        return new Fromage(lr, minNorm, maximize);
    }

    /// This rule climbing or descending.
    public Fromage maximize(boolean maximize) {
        return new Fromage(lr, minNorm, maximize);
    }

    @Override
    public List<Slot> slots(Shape shape) {
        return List.of();
    }

    @Override
    public void update(ArrayStep step) {
        float[] x = step.param();
        float[] gradient = step.gradient();
        double ratio = Math.max(step.norm(x), minNorm) / Math.max(step.norm(gradient), minNorm);
        float shrink = (float) (1 / Math.sqrt(1 + step.lr() * step.lr()));
        float rate = (float) (step.lr() * (maximize ? -ratio : ratio));
        step.each((from, to) -> {
            for (int i = from; i < to; i++) {
                x[i] = (x[i] - rate * gradient[i]) * shrink;
            }
        });
    }
}
