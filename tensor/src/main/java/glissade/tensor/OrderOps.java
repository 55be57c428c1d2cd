package glissade.tensor;

import glissade.tensor.kernel.Allocation;
import glissade.tensor.kernel.Scans;

/// Operations that look at the order of elements, by size or along an axis: places of extremes, sorting, running sums.
///
/// A NaN is greater than any number, except that it is the extreme on either side; −0 equals 0. Of equal elements the one that
/// comes first along the axis is taken first.
public sealed interface OrderOps permits Tensor {

    private Tensor self() {
        return (Tensor) this;
    }

    /// Where the greatest of all elements stands in row-major order.
    ///
    /// @throws ShapeException if there is no element
    default int argmax() {
        return Extremes.find("argmax", Extremes.Side.GREATEST, self());
    }

    /// Where the greatest element stands along an axis, which is dropped: the first of equal ones, the first NaN if
    /// there is one. With logits `[N, C]`, `argmax(-1)` is the class chosen for each sample.
    ///
    /// @throws ShapeException if there is no such axis, or it is empty
    default Indices argmax(int axis) {
        return Extremes.find("argmax", Extremes.Side.GREATEST, self(), axis);
    }

    /// Where the smallest of all elements stands in row-major order.
    ///
    /// @throws ShapeException if there is no element
    default int argmin() {
        return Extremes.find("argmin", Extremes.Side.SMALLEST, self());
    }

    /// Where the smallest element stands along an axis, which is dropped: the first of equal ones, the first NaN if there is
    /// one.
    ///
    /// @throws ShapeException if there is no such axis, or it is empty
    default Indices argmin(int axis) {
        return Extremes.find("argmin", Extremes.Side.SMALLEST, self(), axis);
    }

    /// The greatest element along an axis, which is dropped, and where it stood: [#argmax(int)] with the values.
    ///
    /// @throws ShapeException if there is no such axis, or it is empty
    default Located<Tensor> maxAlong(int axis) {
        return at(axis, Extremes.find("maxAlong", Extremes.Side.GREATEST, self(), axis));
    }

    /// The smallest element along an axis, which is dropped, and where it stood: [#argmin(int)] with the values.
    ///
    /// @throws ShapeException if there is no such axis, or it is empty
    default Located<Tensor> minAlong(int axis) {
        return at(axis, Extremes.find("minAlong", Extremes.Side.SMALLEST, self(), axis));
    }

    private Located<Tensor> at(int axis, Indices indices) {
        return new Located<>(self().gather(axis, indices.unsqueeze(axis)).squeeze(axis), indices);
    }

    /// The elements along an axis from the smallest to the greatest, NaN last, and where they stood. Equal ones keep their order.
    ///
    /// @throws ShapeException if there is no such axis
    default Located<Tensor> sort(int axis) {
        return gathered(axis, Sorting.argsort("sort", self(), axis, false));
    }

    /// The elements along an axis from the greatest to the smallest, NaN first, and where they stood. Equal ones keep their
    /// order.
    ///
    /// @throws ShapeException if there is no such axis
    default Located<Tensor> sortDescending(int axis) {
        return gathered(axis, Sorting.argsort("sortDescending", self(), axis, true));
    }

    /// Where the elements of [#sort] stood.
    ///
    /// @throws ShapeException if there is no such axis
    default Indices argsort(int axis) {
        return Sorting.argsort("argsort", self(), axis, false);
    }

    /// Where the elements of [#sortDescending] stood.
    ///
    /// @throws ShapeException if there is no such axis
    default Indices argsortDescending(int axis) {
        return Sorting.argsort("argsortDescending", self(), axis, true);
    }

    /// The `k` greatest elements along an axis, the greatest first, and where they stood: the first of [#sortDescending].
    ///
    /// @throws ShapeException if there is no such axis, or `k` is not from 0 to its size
    default Located<Tensor> topK(int axis, int k) {
        return gathered(axis, Sorting.first("topK", self(), axis, k, true));
    }

    /// The `k` smallest elements along an axis, the smallest first, and where they stood: the first of [#sort].
    ///
    /// @throws ShapeException if there is no such axis, or `k` is not from 0 to its size
    default Located<Tensor> bottomK(int axis, int k) {
        return gathered(axis, Sorting.first("bottomK", self(), axis, k, false));
    }

    private Located<Tensor> gathered(int axis, Indices order) {
        return new Located<>(self().gather(axis, order), order);
    }

    /// The running sum along an axis: `yᵢ = x₀ + … + xᵢ`, added in double.
    ///
    /// @throws ShapeException if there is no such axis
    default Tensor cumsum(int axis) {
        return scan("cumsum", Scans::sum, axis);
    }

    /// The running product along an axis: `yᵢ = x₀ · … · xᵢ`, multiplied in double.
    ///
    /// @throws ShapeException if there is no such axis
    default Tensor cumprod(int axis) {
        return scan("cumprod", Scans::product, axis);
    }

    private Tensor scan(String op, Scans.Loop loop, int axis) {
        Shape shape = self().shape();
        int at = shape.axis(op, axis);
        float[] y = Allocation.floats(shape);
        loop.apply(self().data(), y, shape.product(0, at), shape.size(at), shape.product(at + 1, shape.rank()), false);
        return new Tensor(shape, y);
    }
}
