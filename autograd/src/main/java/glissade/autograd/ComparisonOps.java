package glissade.autograd;

import glissade.tensor.Mask;
import glissade.tensor.Operand;

/// Which elements stand in a relation to others, or to a number: the answers are a [Mask], and through it no gradient flows.
///
///     x.where(x.greater(0), x.mul(0.1))
///
/// See [glissade.tensor.ComparisonOps] for NaN and signed zeros.
public sealed interface ComparisonOps permits Variable {

    private Variable self() {
        return (Variable) this;
    }

    /// `this < other`.
    ///
    /// @throws glissade.tensor.ShapeException if the shapes do not broadcast
    default Mask less(Operand other) {
        return self().data().less(Variable.of(other).data());
    }

    /// `this < number`.
    default Mask less(double number) {
        return self().data().less(number);
    }

    /// `this ≤ other`.
    ///
    /// @throws glissade.tensor.ShapeException if the shapes do not broadcast
    default Mask lessOrEqual(Operand other) {
        return self().data().lessOrEqual(Variable.of(other).data());
    }

    /// `this ≤ number`.
    default Mask lessOrEqual(double number) {
        return self().data().lessOrEqual(number);
    }

    /// `this > other`.
    ///
    /// @throws glissade.tensor.ShapeException if the shapes do not broadcast
    default Mask greater(Operand other) {
        return self().data().greater(Variable.of(other).data());
    }

    /// `this > number`.
    default Mask greater(double number) {
        return self().data().greater(number);
    }

    /// `this ≥ other`.
    ///
    /// @throws glissade.tensor.ShapeException if the shapes do not broadcast
    default Mask greaterOrEqual(Operand other) {
        return self().data().greaterOrEqual(Variable.of(other).data());
    }

    /// `this ≥ number`.
    default Mask greaterOrEqual(double number) {
        return self().data().greaterOrEqual(number);
    }

    /// `this = other`.
    ///
    /// @throws glissade.tensor.ShapeException if the shapes do not broadcast
    default Mask equalTo(Operand other) {
        return self().data().equalTo(Variable.of(other).data());
    }

    /// `this = number`.
    default Mask equalTo(double number) {
        return self().data().equalTo(number);
    }

    /// `this ≠ other`.
    ///
    /// @throws glissade.tensor.ShapeException if the shapes do not broadcast
    default Mask notEqualTo(Operand other) {
        return self().data().notEqualTo(Variable.of(other).data());
    }

    /// `this ≠ number`.
    default Mask notEqualTo(double number) {
        return self().data().notEqualTo(number);
    }

    /// Which elements are NaN.
    default Mask isNaN() {
        return self().data().isNaN();
    }

    /// Which elements are numbers: neither infinite nor NaN.
    default Mask isFinite() {
        return self().data().isFinite();
    }

    /// Which elements are ∞ or −∞.
    default Mask isInfinite() {
        return self().data().isInfinite();
    }
}
