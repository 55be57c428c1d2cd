package glissade.autograd;

import static glissade.autograd.Variable.record;

import glissade.tensor.Indices;
import glissade.tensor.Mask;
import glissade.tensor.Operand;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;

/// Operations that pick elements, or put them, by position or by mask; their gradients put them back, or pick them.
///
/// Where places repeat, gradients add up in the row-major order of the indices. Negative indices are refused, as in PyTorch;
/// [#index] alone counts them from the end.
public sealed interface IndexOps permits Variable {

    private Variable self() {
        return (Variable) this;
    }

    /// The rows of the given numbers: `y[i…] = x[rows[i]…]`. `dx` is row-sparse: each `dy[i]` added to row `rows[i]`.
    ///
    /// @throws glissade.tensor.ShapeException for a single number, which has no rows
    /// @throws IndexOutOfBoundsException if there is no such row
    default Variable rows(Indices rows) {
        Variable x = self();
        return record("rows", x.data().rows(rows), x.pullRows(rows, dy -> dy));
    }

    /// [#rows] of a table of which one row, negative from the end, stands for no entry: it is read, but gets no gradient. `dx`
    /// is row-sparse.
    ///
    /// @throws glissade.tensor.ShapeException for a single number, which has no rows
    /// @throws IndexOutOfBoundsException if there is no such row
    default Variable embedding(Indices rows, int paddingRow) {
        Variable x = self();
        Tensor value = x.data().rows(rows);
        Indices entries = IndexGradients.entries(x.shape(), rows, paddingRow);
        Shape read = x.shape().with(0, rows.shape().elements());
        return record("embedding", value,
                x.pullRows(IndexGradients.at(rows, entries), dy -> dy.reshape(read).rows(entries)));
    }

    /// The reverse of [#rows]: zeros, to which each row of this is added at its place: `y[rows[i]] += x[i]`. `dx` is those rows
    /// of `dy`.
    ///
    /// @throws glissade.tensor.ShapeException if this is not one row for each number, or n is negative
    /// @throws IndexOutOfBoundsException if a number is not from 0 to n − 1
    default Variable scatterRows(Indices rows, int n) {
        Variable x = self();
        return record("scatterRows", x.data().scatterRows(rows, n), x.pull(dy -> dy.rows(rows)));
    }

    /// Slices along one axis: `y[…, i, …] = x[…, index[i], …]`. The shape of the index replaces the axis. `dx` is zeros, with
    /// each slice of `dy` added at its place; along axis 0 it is row-sparse.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis
    /// @throws IndexOutOfBoundsException if an index is outside of the axis
    default Variable indexSelect(int axis, Indices index) {
        Variable x = self();
        Shape shape = x.shape();
        Tensor value = x.data().indexSelect(axis, index);
        return record("indexSelect", value, shape.axis(axis) == 0 ? x.pullRows(index, dy -> dy)
                : x.pull(dy -> zeros(shape).indexAdd(axis, index, dy)));
    }

    /// x, with each slice of `source` added at its place along one axis: `y[…, index[i], …] += source[…, i, …]`. `dx = dy`;
    /// `dsource` is the slices of `dy` at the index.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis, or the source has not the shape that [#indexSelect] gives
    /// @throws IndexOutOfBoundsException if an index is outside of the axis
    default Variable indexAdd(int axis, Indices index, Operand source) {
        Variable x = self();
        Variable s = Variable.of(source);
        return record("indexAdd", x.data().indexAdd(axis, index, s.data()), x.pull(dy -> dy),
                s.pull(dy -> dy.indexSelect(axis, index)));
    }

    /// The elements at the given indices, one index for each of the first axes: `y[i…] = x[rows[i], columns[i]…]`. The indices
    /// broadcast, and negative ones count from the end. `dx` is zeros, with each `dy[i]` added at its place.
    ///
    /// @throws glissade.tensor.ShapeException if there are no indices, or more than axes, or they do not broadcast
    /// @throws IndexOutOfBoundsException if an index is outside of its axis
    default Variable index(Indices... indices) {
        Variable x = self();
        Shape shape = x.shape();
        Indices[] own = indices.clone();
        return record("index", x.data().index(own), x.pull(dy -> {
            int places = shape.product(0, own.length);
            return dy.scatterRows(shape.positions(own), places).reshape(shape);
        }));
    }

    /// Elements picked along an axis, each by an index of its own: with axis 1, `y[i, j, k] = x[i, index[i, j, k], k]`. `dx` is
    /// zeros, with each element of `dy` added at its place.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis, the index has not as many axes, or is larger along another
    /// @throws IndexOutOfBoundsException if an index is outside of the axis
    default Variable gather(int axis, Indices index) {
        Variable x = self();
        Shape shape = x.shape();
        return record("gather", x.data().gather(axis, index),
                x.pull(dy -> zeros(shape).scatterAdd(axis, index, dy)));
    }

    /// x, with the elements of `source` written where [#gather] would read: with axis 1,
    /// `y[i, index[i, j, k], k] = source[i, j, k]`. Where two are written to one place, the later one stays. `dx` is `dy` with
    /// zeros in the places written; `dsource` is what [#gather] reads of `dy`, and zero where a later write came.
    ///
    /// @throws glissade.tensor.ShapeException as [#gather], and if the source has not the shape of the index
    /// @throws IndexOutOfBoundsException if an index is outside of the axis
    default Variable scatter(int axis, Indices index, Operand source) {
        Variable x = self();
        Variable s = Variable.of(source);
        Shape shape = x.shape();
        return record("scatter", x.data().scatter(axis, index, s.data()), x.pull(dy -> dy.scatter(axis, index, 0)),
                s.pull(dy -> dy.gather(axis, index).maskedFill(IndexGradients.overwritten(shape, axis, index), 0)));
    }

    /// x, with a number written where [#gather] would read. `dx` is `dy` with zeros there.
    ///
    /// @throws glissade.tensor.ShapeException as [#gather]
    /// @throws IndexOutOfBoundsException if an index is outside of the axis
    default Variable scatter(int axis, Indices index, double number) {
        Variable x = self();
        return record("scatter", x.data().scatter(axis, index, number), x.pull(dy -> dy.scatter(axis, index, 0)));
    }

    /// x, with the elements of `source` added where [#gather] would read: with axis 1,
    /// `y[i, index[i, j, k], k] += source[i, j, k]`. `dx = dy`; `dsource` is what [#gather] reads of `dy`.
    ///
    /// @throws glissade.tensor.ShapeException as [#gather], and if the source has not the shape of the index
    /// @throws IndexOutOfBoundsException if an index is outside of the axis
    default Variable scatterAdd(int axis, Indices index, Operand source) {
        Variable x = self();
        Variable s = Variable.of(source);
        return record("scatterAdd", x.data().scatterAdd(axis, index, s.data()), x.pull(dy -> dy),
                s.pull(dy -> dy.gather(axis, index)));
    }

    /// `z = x` where the mask is true, else `other`; all three broadcast. `dx` is `dz` where the mask is true and `dother` is
    /// `dz` where it is false; elsewhere they are 0, whatever the value there: a NaN that is not chosen does no harm.
    ///
    /// @throws glissade.tensor.ShapeException if the shapes do not broadcast
    default Variable where(Mask mask, Operand other) {
        Variable x = self();
        Variable y = Variable.of(other);
        return record("where", x.data().where(mask, y.data()), x.pull(dz -> dz.where(mask, Tensor.scalar(0))),
                y.pull(dz -> dz.maskedFill(mask, 0)));
    }

    /// A number where the mask is true, else x; the two broadcast. `dx` is `dy` where the mask is false, else 0.
    ///
    /// @throws glissade.tensor.ShapeException if the shapes do not broadcast
    default Variable maskedFill(Mask mask, double number) {
        Variable x = self();
        return record("maskedFill", x.data().maskedFill(mask, number), x.pull(dy -> dy.maskedFill(mask, 0)));
    }

    /// The elements where the mask is true, as a list in row-major order; the two broadcast. `dx` is `dy`, put where the mask is
    /// true, else 0.
    ///
    /// @throws glissade.tensor.ShapeException if the shapes do not broadcast
    default Variable maskedSelect(Mask mask) {
        Variable x = self();
        Shape shape = x.shape();
        return record("maskedSelect", x.data().maskedSelect(mask),
                x.pull(dy -> zeros(shape).maskedScatter(mask, dy)));
    }

    /// The reverse of [#maskedSelect]: the elements of `source`, in their order, where the mask is true, else x. x and the mask
    /// broadcast; the source has any shape. `dx` is `dy` where the mask is false, else 0; `dsource` is the others of `dy`.
    ///
    /// @throws glissade.tensor.ShapeException if the shapes do not broadcast, or the source has not one element for each true one
    default Variable maskedScatter(Mask mask, Operand source) {
        Variable x = self();
        Variable s = Variable.of(source);
        Shape read = s.shape();
        return record("maskedScatter", x.data().maskedScatter(mask, s.data()), x.pull(dy -> dy.maskedFill(mask, 0)),
                s.pull(dy -> dy.maskedSelect(mask).reshape(read)));
    }

    private static Variable zeros(Shape shape) {
        return Variable.of(Tensor.zeros(shape));
    }
}
