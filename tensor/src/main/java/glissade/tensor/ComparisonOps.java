package glissade.tensor;

/// Which elements stand in a relation to others, or to a number: the answers are a [Mask].
///
///     x.less(0).count()                  // how many are negative
///     x.maskedFill(x.isNaN(), 0)
///
/// Two operands broadcast ([Shape#broadcast]); numbers are rounded to float32 first. A NaN is neither less nor greater than
/// anything nor equal to anything, itself included; 0 and −0 are equal. Whether two tensors are the same is
/// [Tensor#equals].
public sealed interface ComparisonOps permits Tensor {

    private Tensor self() {
        return (Tensor) this;
    }

    /// `this < other`.
    ///
    /// @throws ShapeException if the shapes do not broadcast
    default Mask less(Tensor other) {
        return compare("less", Comparing.LESS, self(), other);
    }

    /// `this < number`.
    default Mask less(double number) {
        return less(Tensor.scalar(number));
    }

    /// `this ≤ other`.
    ///
    /// @throws ShapeException if the shapes do not broadcast
    default Mask lessOrEqual(Tensor other) {
        return compare("lessOrEqual", Comparing.LESS_OR_EQUAL, self(), other);
    }

    /// `this ≤ number`.
    default Mask lessOrEqual(double number) {
        return lessOrEqual(Tensor.scalar(number));
    }

    /// `this > other`.
    ///
    /// @throws ShapeException if the shapes do not broadcast
    default Mask greater(Tensor other) {
        return compare("greater", Comparing.GREATER, self(), other);
    }

    /// `this > number`.
    default Mask greater(double number) {
        return greater(Tensor.scalar(number));
    }

    /// `this ≥ other`.
    ///
    /// @throws ShapeException if the shapes do not broadcast
    default Mask greaterOrEqual(Tensor other) {
        return compare("greaterOrEqual", Comparing.GREATER_OR_EQUAL, self(), other);
    }

    /// `this ≥ number`.
    default Mask greaterOrEqual(double number) {
        return greaterOrEqual(Tensor.scalar(number));
    }

    /// `this = other`.
    ///
    /// @throws ShapeException if the shapes do not broadcast
    default Mask equalTo(Tensor other) {
        return compare("equalTo", Comparing.EQUAL, self(), other);
    }

    /// `this = number`.
    default Mask equalTo(double number) {
        return equalTo(Tensor.scalar(number));
    }

    /// `this ≠ other`.
    ///
    /// @throws ShapeException if the shapes do not broadcast
    default Mask notEqualTo(Tensor other) {
        return compare("notEqualTo", Comparing.NOT_EQUAL, self(), other);
    }

    /// `this ≠ number`.
    default Mask notEqualTo(double number) {
        return notEqualTo(Tensor.scalar(number));
    }

    /// Which elements are NaN.
    default Mask isNaN() {
        return notEqualTo(self());
    }

    /// Which elements are numbers: neither infinite nor NaN.
    default Mask isFinite() {
        return self().abs().lessOrEqual(Float.MAX_VALUE);
    }

    /// Which elements are ∞ or −∞.
    default Mask isInfinite() {
        return self().abs().equalTo(Double.POSITIVE_INFINITY);
    }

    private static Mask compare(String op, Comparing.Loop loop, Tensor a, Tensor b) {
        return Comparing.apply(loop, a, b, a.shape().broadcast(op, b.shape()));
    }
}
