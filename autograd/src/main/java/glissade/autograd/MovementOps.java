package glissade.autograd;

import static glissade.autograd.Variable.record;

import glissade.tensor.Shape;
import glissade.tensor.Slice;
import glissade.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// Operations that move elements and compute nothing; their gradients move them back.
public sealed interface MovementOps permits Variable {

    private Variable self() {
        return (Variable) this;
    }

    /// The same elements in the same order under another shape; one size may be −1. `dx` is `dy` under x's shape.
    ///
    /// @throws glissade.tensor.ShapeException if the number of elements would change
    default Variable reshape(int... sizes) {
        Variable x = self();
        return record("reshape", x.value().reshape(sizes), x.pull(dy -> dy.reshape(x.shape())));
    }

    /// [#reshape(int...)] to a given shape.
    ///
    /// @throws glissade.tensor.ShapeException if the number of elements would change
    default Variable reshape(Shape shape) {
        Variable x = self();
        return record("reshape", x.value().reshape(shape), x.pull(dy -> dy.reshape(x.shape())));
    }

    /// All axes but the first made one: `[64, 1, 28, 28] → [64, 784]`.
    ///
    /// @throws glissade.tensor.ShapeException for a single number, which has no first axis
    default Variable flatten() {
        return reshape(self().data().flatten().shape());
    }

    /// Inserts an axis of size 1, so that it becomes axis `axis` of the result.
    ///
    /// @throws glissade.tensor.ShapeException if `axis` is not from −rank − 1 to rank
    default Variable unsqueeze(int axis) {
        return reshape(self().data().unsqueeze(axis).shape());
    }

    /// Drops an axis of size 1.
    ///
    /// @throws glissade.tensor.ShapeException if the axis has another size
    default Variable squeeze(int axis) {
        return reshape(self().data().squeeze(axis).shape());
    }

    /// The last two axes exchanged.
    ///
    /// @throws glissade.tensor.ShapeException if there are fewer than two axes
    default Variable transpose() {
        return transpose(-2, -1);
    }

    /// Two axes exchanged. `dx` is `dy` with the same two exchanged.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis
    default Variable transpose(int first, int second) {
        Variable x = self();
        return record("transpose", x.data().transpose(first, second), x.pull(dy -> dy.transpose(first, second)));
    }

    /// The axes in another order: axis `i` of the result is axis `axes[i]` of this. `dx` is `dy` in the old order.
    ///
    /// @throws glissade.tensor.ShapeException if each axis is not named exactly once
    default Variable permute(int... axes) {
        Variable x = self();
        return record("permute", x.data().permute(axes), x.pull(dy -> dy.permute(inverse(x.shape(), axes))));
    }

    /// Repeated along axes of size 1, and along new axes in front, until it has the given shape. `dx` is `dy`, summed over
    /// the axes repeated.
    ///
    /// @throws glissade.tensor.ShapeException if this does not broadcast to it
    default Variable broadcastTo(Shape shape) {
        Variable x = self();
        return record("broadcastTo", x.value().broadcastTo(shape), x.pull(dy -> dy));
    }

    // --- parts

    /// The elements that the slices pick, one slice for each axis; axes left out at the end are taken whole. `dx` is zeros with `dy`
    /// at the slices, an array as large as x: to use all the parts of a tensor, [#split(int, int...)], [#chunk] and [#unbind] are
    /// cheaper.
    ///
    /// @throws glissade.tensor.ShapeException if there are more slices than axes
    /// @throws IndexOutOfBoundsException if [Slice#at] names an element that is not there
    default Variable slice(Slice... slices) {
        return part("slice", self().data().slice(slices), slices);
    }

    /// The reverse of [#slice]: zeros of the given shape, in which this stands at the slices. `dx` is those slices of `dy`.
    ///
    /// @throws glissade.tensor.ShapeException if this has not the shape that the slices cut out of `whole`
    default Variable scatterSlice(Shape whole, Slice... slices) {
        Variable x = self();
        return record("scatterSlice", x.data().scatterSlice(whole, slices), x.pull(dy -> dy.slice(slices)));
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
        return record(op, value, x.pull(dy -> dy.scatterSlice(whole, slices)));
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
