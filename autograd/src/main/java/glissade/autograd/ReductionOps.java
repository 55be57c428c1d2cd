package glissade.autograd;

import static glissade.autograd.Variable.record;

import glissade.tensor.Shape;

/// Operations that make one number of many: over all axes, or over the given ones, which are dropped from the shape.
/// [Variable#unsqueeze] with the same axes gives them back with size 1: `x.sub(x.mean(0, 2).unsqueeze(0, 2))`.
public sealed interface ReductionOps permits Variable {

    private Variable self() {
        return (Variable) this;
    }

    /// Axes for a pull-back to keep: the caller may write to its array before the sweep.
    private static int[] own(int... axes) {
        return axes.length == 0 ? axes : axes.clone();
    }

    /// The sum over the given axes, or over all if none is given. `y = Σ x`; `dx = dy` for each element.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis, or one is named twice
    default Variable sum(int... axes) {
        Variable x = self();
        int[] own = own(axes);
        Shape shape = x.shape();
        return record("sum", x.data().sum(axes), x.pullTidy(dy -> ReductionGradients.spread(dy, shape, own)));
    }

    /// The mean over the given axes, or over all if none is given. `y = Σ x / n`; `dx = dy / n` for each element.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis, or one is named twice
    default Variable mean(int... axes) {
        Variable x = self();
        int[] own = own(axes);
        Shape shape = x.shape();
        var mean = x.data().mean(axes);
        double count = ReductionGradients.count(shape, mean.shape());
        return record("mean", mean, x.pullTidy(dy -> ReductionGradients.spread(dy.div(count), shape, own)));
    }

    /// The product over the given axes, or over all if none is given. `y = Π x`; `dxᵢ = dy · Πⱼ xⱼ` over the others, j ≠ i,
    /// which is right where x is 0, too.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis, or one is named twice
    default Variable prod(int... axes) {
        Variable x = self();
        int[] own = own(axes);
        Shape shape = x.shape();
        return record("prod", x.data().prod(axes), x.pullTidy(
                dy -> ReductionGradients.keep(dy, shape, own).mul(ReductionGradients.productsOfOthers(x, own))));
    }

    /// The greatest over the given axes, or over all if none is given; NaN if one is. `dx = dy / m` for each of the m elements
    /// that are the greatest, else 0.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis, one is named twice, or one is empty
    default Variable max(int... axes) {
        Variable x = self();
        int[] own = own(axes);
        return record("max", x.data().max(axes), x.pullTidy((dy, y) -> ReductionGradients.share(dy, x, y, own)));
    }

    /// The smallest over the given axes, or over all if none is given; NaN if one is. `dx = dy / m` for each of the m elements
    /// that are the smallest, else 0.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis, one is named twice, or one is empty
    default Variable min(int... axes) {
        Variable x = self();
        int[] own = own(axes);
        return record("min", x.data().min(axes), x.pullTidy((dy, y) -> ReductionGradients.share(dy, x, y, own)));
    }

    /// The variance over the given axes, or over all if none is given, estimated from a sample without bias:
    /// `y = Σ (x − mean)² / (n − 1)`; `dx = dy · 2 (x − mean) / (n − 1)`.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis, or one is named twice
    default Variable var(int... axes) {
        Variable x = self();
        int[] own = own(axes);
        return record("var", x.data().var(axes), x.pullTidy(dy -> ReductionGradients.var(dy, x, 1, own)));
    }

    /// The variance of the whole population: `y = Σ (x − mean)² / n`; `dx = dy · 2 (x − mean) / n`.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis, or one is named twice
    default Variable biasedVar(int... axes) {
        Variable x = self();
        int[] own = own(axes);
        return record("biasedVar", x.data().biasedVar(axes), x.pullTidy(dy -> ReductionGradients.var(dy, x, 0, own)));
    }

    /// The standard deviation, the root of [#var]. `dx = dy · (x − mean) / ((n − 1) y)`; 0 where y is 0.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis, or one is named twice
    default Variable std(int... axes) {
        Variable x = self();
        int[] own = own(axes);
        return record("std", x.data().std(axes), x.pullTidy((dy, y) -> ReductionGradients.std(dy, x, y, 1, own)));
    }

    /// The standard deviation of the whole population, the root of [#biasedVar]. `dx = dy · (x − mean) / (n y)`; 0 where y is 0.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis, or one is named twice
    default Variable biasedStd(int... axes) {
        Variable x = self();
        int[] own = own(axes);
        return record("biasedStd", x.data().biasedStd(axes),
                x.pullTidy((dy, y) -> ReductionGradients.std(dy, x, y, 0, own)));
    }

    /// `y = ln Σ eˣ` over the given axes, or over all if none is given, without overflow. `dxᵢ = dy · e^xᵢ / Σⱼ e^xⱼ`, the
    /// softmax.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis, or one is named twice
    default Variable logSumExp(int... axes) {
        Variable x = self();
        int[] own = own(axes);
        return record("logSumExp", x.data().logSumExp(axes),
                x.pullTidy(dy -> ReductionGradients.logSumExp(dy, x, own)));
    }

    /// The p-norm over the given axes, or over all if none is given: `y = (Σ |x|ᵖ)^(1/p)`, the greatest absolute value with
    /// `p = ∞`, the smallest with −∞, and the number of elements that are not 0 with `p = 0`.
    ///
    /// `dx = dy · sign x · (|x| / y)^(p − 1)`, and 0 where x is 0, whatever p; with p = ±∞ it is shared as in [#max], and with
    /// p = 0 there is none.
    ///
    /// @throws IllegalArgumentException if `p` is NaN
    /// @throws glissade.tensor.ShapeException if there is no such axis, one is named twice, or, for a negative or an infinite `p`,
    /// one is empty
    default Variable norm(double p, int... axes) {
        Variable x = self();
        int[] own = own(axes);
        return record("norm", x.data().norm(p, axes), x.pullTidy((dy, y) -> NormGradients.norm(dy, x, y, p, own)));
    }

    /// Undoes broadcasting: sums over the axes along which a tensor of the given shape was repeated to this one. `dx` is `dy`,
    /// repeated.
    ///
    /// @throws glissade.tensor.ShapeException if `shape` does not broadcast to this one's
    default Variable sumTo(Shape shape) {
        Variable x = self();
        Shape whole = x.shape();
        return record("sumTo", x.data().sumTo(shape), x.pullTidy(dy -> dy.broadcastTo(whole)));
    }
}
