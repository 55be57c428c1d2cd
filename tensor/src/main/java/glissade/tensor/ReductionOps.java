package glissade.tensor;

/// Operations that make one number of many: over all axes, or over the given ones, which are dropped from the shape.
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
        return Reduction.apply("sum", Reduction.SUM, self(), axes);
    }

    /// The mean over the given axes, or over all if none is given; NaN over nothing.
    ///
    /// @throws ShapeException if there is no such axis, or one is named twice
    default Tensor mean(int... axes) {
        Tensor sum = Reduction.apply("mean", Reduction.SUM, self(), axes);
        return sum.div((double) Reduction.count(self().shape(), axes));
    }

    /// The greatest over the given axes, or over all if none is given; NaN if one is.
    ///
    /// @throws ShapeException if there is no such axis, one is named twice, or one is empty
    default Tensor max(int... axes) {
        return Reduction.apply("max", Reduction.MAX, self(), axes);
    }

    /// The smallest over the given axes, or over all if none is given; NaN if one is.
    ///
    /// @throws ShapeException if there is no such axis, one is named twice, or one is empty
    default Tensor min(int... axes) {
        return Reduction.apply("min", Reduction.MAX, self().neg(), axes).neg();
    }

    /// The square root of the sum of all squares; infinite if that sum exceeds float32's range.
    default double norm() {
        return Math.sqrt(Reduction.sumOfSquares(self()));
    }

    /// Whether no element is NaN or infinite.
    default boolean isFinite() {
        return Reduction.isFinite(self());
    }

    /// Undoes broadcasting: sums over the axes along which a tensor of the given shape was repeated to this one. It is
    /// how the gradient of a broadcast operand gets its shape back.
    ///
    /// @throws ShapeException if `shape` does not broadcast to this one's
    default Tensor sumTo(Shape shape) {
        return Reduction.sumTo(self(), shape);
    }
}
