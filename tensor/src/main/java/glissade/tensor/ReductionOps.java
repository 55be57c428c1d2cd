package glissade.tensor;

/// Operations that make one number of many: over all axes, or over the given ones, which are dropped from the shape.
/// [Tensor#unsqueeze] with the same axes gives them back with size 1, so that the result broadcasts against what it was made
/// of: `x.sub(x.mean(0, 2).unsqueeze(0, 2))`.
///
/// Sums are added in a fixed order that depends on the sizes alone: in 64 lanes, chunk by chunk. So they are the same
/// bits on any machine, and more accurate than a sum from left to right.
public sealed interface ReductionOps permits Tensor {

    private Tensor self() {
        return (Tensor) this;
    }

    /// The sum over the given axes, or over all if none is given; 0 over nothing.
    ///
    /// @throws ShapeException if there is no such axis, or one is named twice
    default Tensor sum(int... axes) {
        return Reduction.apply("sum", Reducer.SUM, self(), axes);
    }

    /// The mean over the given axes, or over all if none is given; NaN over nothing.
    ///
    /// @throws ShapeException if there is no such axis, or one is named twice
    default Tensor mean(int... axes) {
        Tensor sum = Reduction.apply("mean", Reducer.SUM, self(), axes);
        return sum.div((double) Reduction.count(self().shape(), axes));
    }

    /// The product over the given axes, or over all if none is given; 1 over nothing.
    ///
    /// @throws ShapeException if there is no such axis, or one is named twice
    default Tensor prod(int... axes) {
        return Reduction.apply("prod", Reducer.PRODUCT, self(), axes);
    }

    /// The greatest over the given axes, or over all if none is given; NaN if one is.
    ///
    /// @throws ShapeException if there is no such axis, one is named twice, or one is empty
    default Tensor max(int... axes) {
        return Reduction.apply("max", Reducer.MAX, self(), axes);
    }

    /// The smallest over the given axes, or over all if none is given; NaN if one is.
    ///
    /// @throws ShapeException if there is no such axis, one is named twice, or one is empty
    default Tensor min(int... axes) {
        return Reduction.apply("min", Reducer.MIN, self(), axes);
    }

    /// The variance over the given axes, or over all if none is given, estimated from a sample without bias:
    /// `Σ (x − mean)² / (n − 1)`; NaN for fewer than two elements. It is computed in two passes, so a large mean does no harm.
    ///
    /// @throws ShapeException if there is no such axis, or one is named twice
    default Tensor var(int... axes) {
        return Moments.var("var", self(), 1, axes);
    }

    /// Like [#var], of the whole population: `Σ (x − mean)² / n`. It is what normalisation divides by; NaN over nothing.
    ///
    /// @throws ShapeException if there is no such axis, or one is named twice
    default Tensor biasedVar(int... axes) {
        return Moments.var("biasedVar", self(), 0, axes);
    }

    /// The standard deviation: the root of [#var].
    ///
    /// @throws ShapeException if there is no such axis, or one is named twice
    default Tensor std(int... axes) {
        return Moments.var("std", self(), 1, axes).sqrt();
    }

    /// The standard deviation of the whole population: the root of [#biasedVar].
    ///
    /// @throws ShapeException if there is no such axis, or one is named twice
    default Tensor biasedStd(int... axes) {
        return Moments.var("biasedStd", self(), 0, axes).sqrt();
    }

    /// `ln Σ eˣ` over the given axes, or over all if none is given, without overflow; −∞ over nothing.
    ///
    /// @throws ShapeException if there is no such axis, or one is named twice
    default Tensor logSumExp(int... axes) {
        return Moments.logSumExp(self(), axes);
    }

    /// The square root of the sum of all squares, in double: squares beyond float32's range do no harm.
    default double norm() {
        return Math.sqrt(Reduction.sumOfSquares(self()));
    }

    /// The p-norm `(Σ |x|ᵖ)^(1/p)` over the given axes, or over all if none is given. `p` is any number: with 2 it is the
    /// Euclidean norm, with ∞ the greatest absolute value, with −∞ the smallest, with 0 the number of elements that are not 0.
    /// The powers neither over- nor underflow.
    ///
    /// @throws IllegalArgumentException if `p` is NaN
    /// @throws ShapeException if there is no such axis, one is named twice, or, for a negative or an infinite `p`, one is empty
    default Tensor norm(double p, int... axes) {
        return Norms.norm(self(), p, axes);
    }

    /// Whether no element is NaN or infinite.
    default boolean allFinite() {
        return Reduction.allFinite(self());
    }

    /// Undoes broadcasting: sums over the axes along which a tensor of the given shape was repeated to this one. It is
    /// how the gradient of a broadcast operand gets its shape back.
    ///
    /// @throws ShapeException if `shape` does not broadcast to this one's
    default Tensor sumTo(Shape shape) {
        return Reduction.sumTo(self(), shape);
    }
}
