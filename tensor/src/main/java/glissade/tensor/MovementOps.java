package glissade.tensor;

import java.util.List;

/// Operations that move elements and compute nothing. [#reshape] and its kin share the elements; the others copy.
public sealed interface MovementOps permits Tensor {

    private Tensor self() {
        return (Tensor) this;
    }

    /// The same elements in the same order under another shape. One size may be −1: it is what the others leave over.
    /// `[2, 6].reshape(3, -1)` has shape `[3, 4]`.
    ///
    /// @throws ShapeException if the number of elements would change
    default Tensor reshape(int... sizes) {
        Tensor x = self();
        return new Tensor(Movement.reshaped(x.shape(), sizes), x.data());
    }

    /// [#reshape(int...)] to a given shape.
    ///
    /// @throws ShapeException if the number of elements would change
    default Tensor reshape(Shape shape) {
        Tensor x = self();
        Movement.requireSameCount(x.shape(), shape);
        return new Tensor(shape, x.data());
    }

    /// All elements as a list: `[2, 3] → [6]`.
    default Tensor flatten() {
        return reshape(-1);
    }

    /// The axes from `first` to `last`, both included, made one: `flatten(1, -1)` leaves the batch, `[64, 1, 28, 28] → [64, 784]`.
    ///
    /// @throws ShapeException if there is no such axis, or `first` stands after `last`
    default Tensor flatten(int first, int last) {
        return reshape(Movement.flattened(self().shape(), first, last));
    }

    /// Inserts axes of size 1, which become the axes `axes` of the result: `[64].unsqueeze(-1)` has shape `[64, 1]`. After a
    /// reduction it gives the reduced axes back: `x.sub(x.mean(0, 2).unsqueeze(0, 2))`.
    ///
    /// @throws ShapeException if the result has no such axis, or one is named twice
    default Tensor unsqueeze(int... axes) {
        return reshape(Movement.unsqueezed("unsqueeze", self().shape(), axes));
    }

    /// Drops the given axes, which have size 1, or all axes of size 1 if none is given.
    ///
    /// @throws ShapeException if an axis has another size, there is no such axis, or one is named twice
    default Tensor squeeze(int... axes) {
        return reshape(Movement.squeezed(self().shape(), axes));
    }

    /// The last two axes exchanged: the transpose of a matrix, or of each matrix of a batch.
    ///
    /// @throws ShapeException if there are fewer than two axes
    default Tensor transpose() {
        return transpose(-2, -1);
    }

    /// Two axes exchanged.
    ///
    /// @throws ShapeException if there are fewer than two axes, or there is no such axis
    default Tensor transpose(int first, int second) {
        return permute(Movement.exchange(self().shape(), first, second));
    }

    /// The axes in another order: axis `i` of the result is axis `axes[i]` of this.
    ///
    /// @throws ShapeException if each axis is not named exactly once
    default Tensor permute(int... axes) {
        return Movement.permute(self(), axes);
    }

    /// Repeated along axes of size 1, and along new axes in front, until it has the given shape.
    ///
    /// @throws ShapeException if this does not broadcast to it
    default Tensor broadcastTo(Shape shape) {
        return Movement.broadcast("broadcastTo", self(), shape);
    }

    /// [#broadcastTo] a shape with these sizes, where −1 keeps the size of an axis: `[3, 1].expand(2, -1, 4)` has shape `[2, 3, 4]`.
    ///
    /// @throws ShapeException if this does not broadcast to it, or a new axis is −1
    default Tensor expand(int... sizes) {
        Tensor x = self();
        return Movement.broadcast("expand", x, Movement.expanded(x.shape(), sizes));
    }

    /// Copies of the whole, side by side: `counts[i]` along each axis. Counts and axes are aligned at the last one; what is missing
    /// on either side counts as 1. `[2, 3].tile(2, 1, 4)` has shape `[2, 2, 12]`. PyTorch's `repeat` as well.
    ///
    /// @throws IllegalArgumentException if a count is negative
    /// @throws ShapeException if the result is too large
    default Tensor tile(int... counts) {
        return Movement.tile(self(), counts);
    }

    /// Each element `count` times in a row along an axis: `a b c → a a b b c c`.
    ///
    /// @throws IllegalArgumentException if the count is negative
    /// @throws ShapeException if there is no such axis, or the result is too large
    default Tensor repeatInterleave(int axis, int count) {
        return Movement.repeatInterleave(self(), axis, count);
    }

    /// The order along the given axes reversed, or along all axes if none is given.
    ///
    /// @throws ShapeException if there is no such axis, or one is named twice
    default Tensor flip(int... axes) {
        return Movement.flip(self(), axes);
    }

    /// Each element moved on by `shift` places along an axis; what is moved beyond the end comes in at the start: `a b c d` rolled by
    /// 1 is `d a b c`. A negative shift moves back.
    ///
    /// @throws ShapeException if there is no such axis
    default Tensor roll(int axis, int shift) {
        return Movement.roll(self(), axis, shift);
    }

    // --- padding

    /// Zeros added at the ends of axes: [#padConstant] with 0.
    ///
    /// @throws ShapeException if the numbers do not come in pairs, are more than the axes, or crop too much
    default Tensor pad(int... pads) {
        return padConstant(0, pads);
    }

    /// A number added at the ends of axes: `pads` has two counts for each axis, before and after, beginning with the last axis, as in
    /// PyTorch. `pad(1, 2, 0, 3)` adds one column in front, two at the end, and three rows at the end. Negative counts crop.
    ///
    /// @throws ShapeException if the numbers do not come in pairs, are more than the axes, or crop too much
    default Tensor padConstant(double value, int... pads) {
        return Padding.constant(self(), (float) value, pads);
    }

    /// The tensor's own elements added at the ends of axes, as the mode says; `pads` as in [#padConstant].
    ///
    /// @throws ShapeException if the numbers do not come in pairs, are more than the axes, crop too much, or add more than the mode
    ///     can from the axis
    default Tensor pad(PadMode mode, int... pads) {
        return Padding.own(self(), mode, pads);
    }

    // --- triangles and diagonals

    /// The lower triangle of the matrix, or of each matrix of a batch: zeros above diagonal `k`. Diagonal 0 begins in the corner,
    /// `k` columns to the right of it, or −k rows below it.
    ///
    /// @throws ShapeException if there are fewer than two axes
    default Tensor tril(int k) {
        return Triangles.triangle("tril", self(), k, true);
    }

    /// The upper triangle of the matrix, or of each matrix of a batch: zeros below diagonal `k`, counted as in [#tril].
    ///
    /// @throws ShapeException if there are fewer than two axes
    default Tensor triu(int k) {
        return Triangles.triangle("triu", self(), k, false);
    }

    /// Diagonal `k` of the matrix, or of each matrix of a batch, counted as in [#tril]: `[…, m, n] → […, length]`. It is empty where
    /// the matrix has no such diagonal.
    ///
    /// @throws ShapeException if there are fewer than two axes
    default Tensor diagonal(int k) {
        return Triangles.diagonal(self(), k);
    }

    /// Square matrices of zeros, with the last axis as their diagonal `k`: `[…, n] → […, n + |k|, n + |k|]`. The reverse of
    /// [#diagonal].
    ///
    /// @throws ShapeException for a single number, or if the result is too large
    default Tensor diagEmbed(int k) {
        return Triangles.embed(self(), k);
    }

    // --- parts

    /// The elements that the slices pick, one slice for each axis; axes left out at the end are taken whole.
    ///
    ///     x.slice(Slice.of(1, 3), Slice.at(-1))     // rows 1 and 2 of the last column
    ///
    /// @throws ShapeException if there are more slices than axes
    /// @throws IndexOutOfBoundsException if [Slice#at] names an element that is not there
    default Tensor slice(Slice... slices) {
        return Slicing.take(self(), slices);
    }

    /// The reverse of [#slice]: zeros of the given shape, in which this stands at the slices.
    ///
    /// @throws ShapeException if this has not the shape that the slices cut out of `whole`
    default Tensor scatterSlice(Shape whole, Slice... slices) {
        return Slicing.scatter(self(), whole, slices);
    }

    /// The part that stands at one index of an axis; the axis is dropped. Negative indices count from the end.
    ///
    /// @throws ShapeException if there is no such axis
    /// @throws IndexOutOfBoundsException if there is no such index
    default Tensor select(int axis, int index) {
        Tensor x = self();
        return x.slice(Slicing.selected(x.shape(), axis, index));
    }

    /// `length` elements along an axis, from `start` on, all of which must be there; a negative start counts from the end.
    ///
    /// @throws ShapeException if there is no such axis, or the part does not lie within it
    default Tensor narrow(int axis, int start, int length) {
        Tensor x = self();
        return x.slice(Slicing.narrowed(x.shape(), axis, start, length));
    }

    /// Cut along an axis into pieces of one size; the last piece may be smaller.
    ///
    /// @throws ShapeException if there is no such axis
    /// @throws IllegalArgumentException if the size is not positive
    default List<Tensor> split(int axis, int size) {
        Tensor x = self();
        return Slicing.split(x, axis, Slicing.piecesOf(x.shape(), axis, size));
    }

    /// Cut along an axis into pieces of the given sizes.
    ///
    /// @throws ShapeException if there is no such axis, or the sizes do not add up to it
    default List<Tensor> split(int axis, int... sizes) {
        Tensor x = self();
        return Slicing.split(x, axis, Slicing.pieces(x.shape(), axis, sizes));
    }

    /// Cut along an axis into at most `n` pieces of size ⌈size / n⌉; the last may be smaller, and there may be fewer of them.
    ///
    /// @throws ShapeException if there is no such axis
    /// @throws IllegalArgumentException if n is not positive
    default List<Tensor> chunk(int axis, int n) {
        Tensor x = self();
        return Slicing.split(x, axis, Slicing.chunks(x.shape(), axis, n));
    }

    /// The part at each index of an axis; the axis is dropped. The reverse of [Tensor#stack(int, Tensor...)].
    ///
    /// @throws ShapeException if there is no such axis
    default List<Tensor> unbind(int axis) {
        return Slicing.unbind(self(), axis);
    }
}
