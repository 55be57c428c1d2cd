package glissade.autograd;

import static glissade.autograd.Variable.record;

import glissade.tensor.Indices;
import glissade.tensor.PadMode;
import glissade.tensor.Shape;
import glissade.tensor.Slice;
import glissade.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// Operations that move elements and compute nothing; their gradients move them back.
///
/// An array that is handed in may be written to afterwards: what a pull-back needs of it is copied.
public sealed interface MovementOps permits Variable {

    private Variable self() {
        return (Variable) this;
    }

    /// The same elements in the same order under another shape; one size may be −1. `dx` is `dy` under x's shape.
    ///
    /// @throws glissade.tensor.ShapeException if the number of elements would change
    default Variable reshape(int... sizes) {
        Variable x = self();
        Shape before = x.shape();
        return record("reshape", x.value().reshape(sizes), x.pullTidy(dy -> dy.reshape(before)));
    }

    /// [#reshape(int...)] to a given shape.
    ///
    /// @throws glissade.tensor.ShapeException if the number of elements would change
    default Variable reshape(Shape shape) {
        Variable x = self();
        Shape before = x.shape();
        return record("reshape", x.value().reshape(shape), x.pullTidy(dy -> dy.reshape(before)));
    }

    /// All elements as a list: `[2, 3] → [6]`. `dx` is `dy` in the shape of x.
    default Variable flatten() {
        return reshape(-1);
    }

    /// The axes from `first` to `last`, both included, made one: `flatten(1, -1)` leaves the batch, `[64, 1, 28, 28] → [64, 784]`.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis, or `first` stands after `last`
    default Variable flatten(int first, int last) {
        return reshape(self().data().flatten(first, last).shape());
    }

    /// Inserts axes of size 1, which become the axes `axes` of the result. After a reduction it gives the reduced axes back:
    /// `x.sub(x.mean(0, 2).unsqueeze(0, 2))`.
    ///
    /// @throws glissade.tensor.ShapeException if the result has no such axis, or one is named twice
    default Variable unsqueeze(int... axes) {
        return reshape(self().data().unsqueeze(axes).shape());
    }

    /// Drops the given axes, which have size 1, or all axes of size 1 if none is given.
    ///
    /// @throws glissade.tensor.ShapeException if an axis has another size, there is no such axis, or one is named twice
    default Variable squeeze(int... axes) {
        return reshape(self().data().squeeze(axes).shape());
    }

    /// The last two axes exchanged.
    ///
    /// @throws glissade.tensor.ShapeException if there are fewer than two axes
    default Variable transpose() {
        return transpose(-2, -1);
    }

    /// Two axes exchanged. `dx` is `dy` with the same two exchanged.
    ///
    /// @throws glissade.tensor.ShapeException if there are fewer than two axes, or there is no such axis
    default Variable transpose(int first, int second) {
        Variable x = self();
        return record("transpose", x.data().transpose(first, second), x.pullTidy(dy -> dy.transpose(first, second)));
    }

    /// The axes in another order: axis `i` of the result is axis `axes[i]` of this. `dx` is `dy` in the old order.
    ///
    /// @throws glissade.tensor.ShapeException if each axis is not named exactly once
    default Variable permute(int... axes) {
        Variable x = self();
        Tensor value = x.data().permute(axes);
        int[] back = inverse(x.shape(), axes);
        return record("permute", value, x.pullTidy(dy -> dy.permute(back)));
    }

    /// Repeated along axes of size 1, and along new axes in front, until it has the given shape. `dx` is `dy`, summed over
    /// the axes repeated.
    ///
    /// @throws glissade.tensor.ShapeException if this does not broadcast to it
    default Variable broadcastTo(Shape shape) {
        Variable x = self();
        return record("broadcastTo", x.value().broadcastTo(shape), x.pullTidy(dy -> dy));
    }

    /// [#broadcastTo] a shape with these sizes, where −1 keeps the size of an axis.
    ///
    /// @throws glissade.tensor.ShapeException if this does not broadcast to it, or a new axis is −1
    default Variable expand(int... sizes) {
        Variable x = self();
        return record("expand", x.value().expand(sizes), x.pullTidy(dy -> dy));
    }

    /// Copies of the whole, side by side: see [glissade.tensor.MovementOps#tile]. `dx` is the sum of the copies' gradients.
    ///
    /// @throws IllegalArgumentException if a count is negative
    /// @throws glissade.tensor.ShapeException if the result is too large
    default Variable tile(int... counts) {
        Variable x = self();
        Shape shape = x.shape();
        int[] times = counts.clone();
        return record("tile", x.data().tile(times), x.pullTidy(dy -> {
            int rank = dy.shape().rank();
            int[] block = new int[2 * rank]; // each axis after the number of its copies
            int[] copies = new int[rank];
            for (int axis = 0; axis < rank; axis++) {
                int own = axis - rank + shape.rank();
                int given = axis - rank + times.length;
                block[2 * axis] = given < 0 ? 1 : times[given];
                block[2 * axis + 1] = own < 0 ? 1 : shape.size(own);
                copies[axis] = 2 * axis;
            }
            return dy.reshape(block).sum(copies).reshape(shape);
        }));
    }

    /// Each element `count` times in a row along an axis. `dx` is the sum of each row's gradients.
    ///
    /// @throws IllegalArgumentException if the count is negative
    /// @throws glissade.tensor.ShapeException if there is no such axis, or the result is too large
    default Variable repeatInterleave(int axis, int count) {
        Variable x = self();
        Tensor value = x.value().repeatInterleave(axis, count);
        int after = x.shape().axis(axis) + 1;
        Shape apart = x.data().unsqueeze(after).shape().with(after, count);
        return record("repeatInterleave", value, x.pullTidy(dy -> dy.reshape(apart).sum(after)));
    }

    /// The order along the given axes reversed, or along all axes if none is given. `dx` is `dy` reversed.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis, or one is named twice
    default Variable flip(int... axes) {
        Variable x = self();
        int[] own = axes.clone();
        return record("flip", x.data().flip(own), x.pullTidy(dy -> dy.flip(own)));
    }

    /// Each element moved on by `shift` places along an axis, in a circle. `dx` is `dy` moved back.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis
    default Variable roll(int axis, int shift) {
        Variable x = self();
        Tensor value = x.data().roll(axis, shift);
        int back = x.shape().size(axis) == 0 ? 0 : -Math.floorMod(shift, x.shape().size(axis));
        return record("roll", value, x.pullTidy(dy -> dy.roll(axis, back)));
    }

    // --- padding

    /// Zeros added at the ends of axes: [#padConstant] with 0.
    ///
    /// @throws glissade.tensor.ShapeException if the numbers do not come in pairs, are more than the axes, or crop too much
    default Variable pad(int... pads) {
        return padConstant(0, pads);
    }

    /// A number added at the ends of axes; `pads` has two counts for each axis, before and after, beginning with the last axis. Negative
    /// counts crop. `dx` is `dy` cropped by as much; it is 0 where x was cropped.
    ///
    /// @throws glissade.tensor.ShapeException if the numbers do not come in pairs, are more than the axes, or crop too much
    default Variable padConstant(double value, int... pads) {
        Variable x = self();
        int[] back = new int[pads.length];
        Arrays.setAll(back, i -> -pads[i]);
        return record("pad", x.data().padConstant(value, pads), x.pullTidy(dy -> dy.pad(back)));
    }

    /// The tensor's own elements added at the ends of axes, as the mode says; `pads` as in [#padConstant]. `dx` adds up the gradients
    /// of each element's copies.
    ///
    /// @throws glissade.tensor.ShapeException if the numbers do not come in pairs, are more than the axes, crop too much, or add
    ///     more than the mode can from the axis
    default Variable pad(PadMode mode, int... pads) {
        Variable x = self();
        Shape shape = x.shape();
        int[] own = pads.clone();
        return record("pad", x.value().pad(mode, own), x.pullTidy(dy -> {
            Variable dx = dy;
            for (int i = 0; i < own.length; i += 2) {
                int axis = shape.rank() - 1 - i / 2;
                Indices indices = mode.indices(shape, axis, own[i], own[i + 1]);
                Tensor zeros = Tensor.zeros(dx.shape().with(axis, shape.size(axis)));
                dx = Variable.of(zeros).indexAdd(axis, indices, dx);
            }
            return dx;
        }));
    }

    // --- triangles and diagonals

    /// The lower triangle of the matrix, or of each matrix of a batch: zeros above diagonal `k`. `dx` is that of `dy`.
    ///
    /// @throws glissade.tensor.ShapeException if there are fewer than two axes
    default Variable tril(int k) {
        Variable x = self();
        return record("tril", x.data().tril(k), x.pullTidy(dy -> dy.tril(k)));
    }

    /// The upper triangle of the matrix, or of each matrix of a batch: zeros below diagonal `k`. `dx` is that of `dy`.
    ///
    /// @throws glissade.tensor.ShapeException if there are fewer than two axes
    default Variable triu(int k) {
        Variable x = self();
        return record("triu", x.data().triu(k), x.pullTidy(dy -> dy.triu(k)));
    }

    /// Diagonal `k` of the matrix, or of each matrix of a batch: `[…, m, n] → […, length]`. `dx` is zeros with `dy` on the diagonal.
    ///
    /// @throws glissade.tensor.ShapeException if there are fewer than two axes
    default Variable diagonal(int k) {
        Variable x = self();
        Tensor value = x.data().diagonal(k);
        Shape shape = x.shape();
        int length = value.shape().size(-1);
        return record("diagonal", value, x.pullTidy(dy -> {
            if (length == 0) {
                return Variable.of(Tensor.zeros(shape));
            }
            // the square and the matrix have one corner; they differ in size
            int size = length + Math.abs(k);
            return dy.diagEmbed(k).pad(0, shape.size(-1) - size, 0, shape.size(-2) - size);
        }));
    }

    /// Square matrices of zeros, with the last axis as their diagonal `k`: `[…, n] → […, n + |k|, n + |k|]`. `dx` is the diagonal of
    /// `dy`.
    ///
    /// @throws glissade.tensor.ShapeException for a single number, or if the result is too large
    default Variable diagEmbed(int k) {
        Variable x = self();
        return record("diagEmbed", x.data().diagEmbed(k), x.pullTidy(dy -> dy.diagonal(k)));
    }

    // --- parts

    /// The elements that the slices pick, one slice for each axis; axes left out at the end are taken whole. `dx` is zeros with `dy`
    /// at the slices, an array as large as x: to use all the parts of a tensor, [#split(int, int...)], [#chunk] and [#unbind] are
    /// cheaper.
    ///
    /// @throws glissade.tensor.ShapeException if there are more slices than axes
    /// @throws IndexOutOfBoundsException if [Slice#at] names an element that is not there
    default Variable slice(Slice... slices) {
        Slice[] own = slices.clone();
        return part("slice", self().data().slice(own), own);
    }

    /// The reverse of [#slice]: zeros of the given shape, in which this stands at the slices. `dx` is those slices of `dy`.
    ///
    /// @throws glissade.tensor.ShapeException if this has not the shape that the slices cut out of `whole`
    default Variable scatterSlice(Shape whole, Slice... slices) {
        Variable x = self();
        Slice[] own = slices.clone();
        return record("scatterSlice", x.data().scatterSlice(whole, own), x.pullTidy(dy -> dy.slice(own)));
    }

    /// The part that stands at one index of an axis; the axis is dropped. `dx` as with [#slice].
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis
    /// @throws IndexOutOfBoundsException if there is no such index
    default Variable select(int axis, int index) {
        Tensor x = self().data();
        return part("select", x.select(axis, index), along(x.shape().axis(axis), Slice.at(index)));
    }

    /// `length` elements along an axis, from `start` on, all of which must be there; a negative start counts from the end. `dx` as
    /// with [#slice].
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis, or the part does not lie within it
    default Variable narrow(int axis, int start, int length) {
        Tensor x = self().data();
        Tensor value = x.narrow(axis, start, length);
        int from = start < 0 ? start + x.shape().size(axis) : start;
        return part("narrow", value, along(x.shape().axis(axis), Slice.of(from, from + length)));
    }

    /// Cut along an axis into pieces of one size; the last piece may be smaller. `dx` is the pieces' gradients, joined.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis
    /// @throws IllegalArgumentException if the size is not positive
    default List<Variable> split(int axis, int size) {
        return pieces("split", self().data().split(axis, size), axis);
    }

    /// Cut along an axis into pieces of the given sizes. `dx` is the pieces' gradients, joined.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis, or the sizes do not add up to it
    default List<Variable> split(int axis, int... sizes) {
        return pieces("split", self().data().split(axis, sizes), axis);
    }

    /// Cut along an axis into at most `n` pieces of size ⌈size / n⌉; the last may be smaller, and there may be fewer of them. `dx` is
    /// the pieces' gradients, joined.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis
    /// @throws IllegalArgumentException if n is not positive
    default List<Variable> chunk(int axis, int n) {
        return pieces("chunk", self().data().chunk(axis, n), axis);
    }

    /// The part at each index of an axis; the axis is dropped. `dx` is the parts' gradients, stacked.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis
    default List<Variable> unbind(int axis) {
        Variable x = self();
        return Variable.recordAll("unbind", x.data().unbind(axis), x.pullAll(dy -> Variable.stack(axis, dy)));
    }

    private Variable part(String op, Tensor value, Slice... slices) {
        Variable x = self();
        Shape whole = x.shape();
        return record(op, value, x.pullTidy(dy -> dy.scatterSlice(whole, slices)));
    }

    private List<Variable> pieces(String op, List<Tensor> values, int axis) {
        Variable x = self();
        return Variable.recordAll(op, values, x.pullAll(dy -> Variable.cat(axis, dy)));
    }

    private static Slice[] along(int axis, Slice slice) {
        Slice[] slices = new Slice[axis + 1];
        Arrays.fill(slices, Slice.all());
        slices[axis] = slice;
        return slices;
    }

    private static int[] inverse(Shape shape, int... axes) {
        int[] inverse = new int[axes.length];
        for (int i = 0; i < axes.length; i++) {
            inverse[shape.axis(axes[i])] = i;
        }
        return inverse;
    }
}
