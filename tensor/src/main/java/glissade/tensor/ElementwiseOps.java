package glissade.tensor;

import glissade.tensor.kernel.Binary;
import glissade.tensor.kernel.Unary;

/// Operations on each element by itself. Two operands broadcast ([Shape#broadcast]); scalars are rounded to float32.
///
/// Each result is a new tensor. NaN in gives NaN out, [#sign] excepted. Comparisons stand in [ComparisonOps].
public sealed interface ElementwiseOps permits Tensor {

    private Tensor self() {
        return (Tensor) this;
    }

    /// `this + other`.
    ///
    /// @throws ShapeException if the shapes do not broadcast
    default Tensor add(Tensor other) {
        return Broadcast.apply("add", Binary.ADD, self(), other);
    }

    /// `this + number`.
    default Tensor add(double number) {
        return with(Binary.ADD, number);
    }

    /// `this − other`.
    ///
    /// @throws ShapeException if the shapes do not broadcast
    default Tensor sub(Tensor other) {
        return Broadcast.apply("sub", Binary.SUB, self(), other);
    }

    /// `this − number`.
    default Tensor sub(double number) {
        return with(Binary.SUB, number);
    }

    /// `number − this`.
    default Tensor rsub(double number) {
        float left = (float) number;
        return self().map((x, xo, y, yo, n) -> Binary.SUB.left(left, x, xo, y, yo, n));
    }

    /// `this · other`, element by element; the product of matrices is [MatmulOps#matmul(Tensor)].
    ///
    /// @throws ShapeException if the shapes do not broadcast
    default Tensor mul(Tensor other) {
        return Broadcast.apply("mul", Binary.MUL, self(), other);
    }

    /// `this · number`.
    default Tensor mul(double number) {
        return with(Binary.MUL, number);
    }

    /// `this / other`; x / 0 is an infinity, 0 / 0 is NaN.
    ///
    /// @throws ShapeException if the shapes do not broadcast
    default Tensor div(Tensor other) {
        return Broadcast.apply("div", Binary.DIV, self(), other);
    }

    /// `this / number`.
    default Tensor div(double number) {
        return with(Binary.DIV, number);
    }

    /// `number / this`.
    default Tensor rdiv(double number) {
        float left = (float) number;
        return self().map((x, xo, y, yo, n) -> Binary.DIV.left(left, x, xo, y, yo, n));
    }

    /// The greater of the two; NaN if one of them is.
    ///
    /// @throws ShapeException if the shapes do not broadcast
    default Tensor maximum(Tensor other) {
        return Broadcast.apply("maximum", Binary.MAX, self(), other);
    }

    /// The smaller of the two; NaN if one of them is.
    ///
    /// @throws ShapeException if the shapes do not broadcast
    default Tensor minimum(Tensor other) {
        return Broadcast.apply("minimum", Binary.MIN, self(), other);
    }

    /// Each element moved to the nearest number from `least` to `greatest`; an infinite bound leaves that side open.
    ///
    /// @throws IllegalArgumentException if `least > greatest`, or one is NaN
    default Tensor clamp(double least, double greatest) {
        if (!(least <= greatest)) {
            throw new IllegalArgumentException("clamp: the bounds " + least + " and " + greatest
                    + " hold no number between them; give the smaller one first");
        }
        float low = (float) least;
        float high = (float) greatest;
        return self().map((x, xo, y, yo, n) -> {
            Binary.MAX.right(x, xo, low, y, yo, n);
            Binary.MIN.right(y, yo, high, y, yo, n);
        });
    }

    /// `−this`.
    default Tensor neg() {
        return self().map(Unary.NEG);
    }

    /// `|this|`.
    default Tensor abs() {
        return self().map(Unary.ABS);
    }

    /// `this²`.
    default Tensor square() {
        return self().map(Unary.SQUARE);
    }

    /// `1 / this`.
    default Tensor reciprocal() {
        return rdiv(1);
    }

    /// 1 for positive numbers, −1 for negative ones, 0 for zeros and, as in PyTorch, for NaN.
    default Tensor sign() {
        return self().map(Unary.SIGN);
    }

    /// The greatest whole number that is not above the element.
    default Tensor floor() {
        return self().map(Unary.FLOOR);
    }

    /// The least whole number that is not below the element.
    default Tensor ceil() {
        return self().map(Unary.CEIL);
    }

    /// The nearest whole number, the even one of two: 0.5 and −0.5 become 0 and −0, 1.5 and 2.5 become 2.
    default Tensor round() {
        return self().map(Unary.ROUND);
    }

    /// The whole part: rounded towards 0.
    default Tensor trunc() {
        return self().map(Unary.TRUNC);
    }

    private Tensor with(Binary kernel, double number) {
        float right = (float) number;
        return self().map((x, xo, y, yo, n) -> kernel.right(x, xo, right, y, yo, n));
    }
}
