package glissade.tensor;

import glissade.tensor.kernel.Binary;
import glissade.tensor.kernel.Unary;

/// Operations on each element by itself. Two operands broadcast ([Shape#broadcast]); scalars are rounded to float32.
///
/// Each result is a new tensor. NaN in gives NaN out.
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

    /// The greater of the two.
    ///
    /// @throws ShapeException if the shapes do not broadcast
    default Tensor maximum(Tensor other) {
        return Broadcast.apply("maximum", Binary.MAX, self(), other);
    }

    /// The smaller of the two.
    ///
    /// @throws ShapeException if the shapes do not broadcast
    default Tensor minimum(Tensor other) {
        return Broadcast.apply("minimum", Binary.MIN, self(), other);
    }

    /// Each element moved to the nearest number from `least` to `greatest`.
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

    private Tensor with(Binary kernel, double number) {
        float right = (float) number;
        return self().map((x, xo, y, yo, n) -> kernel.right(x, xo, right, y, yo, n));
    }
}
