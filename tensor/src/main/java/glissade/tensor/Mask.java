package glissade.tensor;

import glissade.tensor.kernel.Allocation;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Truth values with a shape: which elements to keep, to count, to attend to. They are data: nothing is differentiated
/// with respect to them.
///
/// Immutable, and safe to share between threads. Equal if shape and values are.
public final class Mask {

    private final Shape shape;
    final boolean[] data;

    Mask(Shape shape, boolean[] data) {
        this.shape = shape;
        this.data = data;
    }

    /// A list of truth values: shape `[values.length]`.
    public static Mask of(boolean... values) {
        return new Mask(Shape.of(values.length), values.clone());
    }

    /// A mask of a given shape, row-major.
    ///
    /// @throws ShapeException if the number of values is not the shape's
    public static Mask of(Shape shape, boolean... values) {
        Tensor.requireCount("mask", shape, values.length);
        return new Mask(shape, values.clone());
    }

    /// The shape.
    public Shape shape() {
        return shape;
    }

    /// One of the values; negative positions count from the end of their axis.
    ///
    /// @throws ShapeException if there is not one index for each axis
    /// @throws IndexOutOfBoundsException outside of the shape
    public boolean at(int... index) {
        return data[shape.position(index)];
    }

    /// The same values under another shape; one size may be −1.
    ///
    /// @throws ShapeException if the number of elements differs
    public Mask reshape(int... sizes) {
        return new Mask(Movement.reshaped(shape, sizes), data);
    }

    /// The same values with axes of size 1 put in: see [Tensor#unsqueeze]. Of padding `[batch, length]`, `unsqueeze(-1)` is a mask of
    /// `[batch, length, features]`.
    ///
    /// @throws ShapeException if the result has no such axis, or one is named twice
    public Mask unsqueeze(int... axes) {
        return new Mask(Movement.unsqueezed("unsqueeze", shape, axes), data);
    }

    /// The rows of the given numbers, in their order; a row may occur more than once: see [Tensor#rows]. With it a data set of sequences makes
    /// its batches' padding.
    ///
    /// @throws ShapeException for a single value, which has no rows
    /// @throws IndexOutOfBoundsException if there is no such row
    public Mask rows(Indices rows) {
        Shape taken = Parts.rowsShape("mask", shape, rows);
        boolean[] values = Allocation.booleans(taken);
        Parts.rows(data, shape, rows, values);
        return new Mask(taken, values);
    }

    /// `length` values along an axis, from `start` on: see [Tensor#narrow].
    ///
    /// @throws ShapeException if there is no such axis, or the part does not lie within it
    public Mask narrow(int axis, int start, int length) {
        Shape part = Parts.narrowShape(shape, axis, start, length);
        boolean[] values = Allocation.booleans(part);
        Parts.narrow(data, shape, axis, start, length, values);
        return new Mask(part, values);
    }

    /// What stands at one index of an axis, which is dropped: see [Tensor#select].
    ///
    /// @throws ShapeException if there is no such axis
    /// @throws IndexOutOfBoundsException if there is no such index
    public Mask select(int axis, int index) {
        return new Mask(Parts.selectShape(shape, axis, index), narrow(axis, index, 1).data);
    }

    /// Masks joined along an axis, one after the other: see [Tensor#cat(int, Tensor...)].
    ///
    /// @throws ShapeException if there is no such axis, or the shapes differ in another size
    /// @throws IllegalArgumentException if nothing is given
    public static Mask cat(int axis, Mask... parts) {
        var shapes = Arrays.stream(parts).map(Mask::shape).toList();
        Shape joined = Joining.joined(axis, shapes);
        boolean[] values = Allocation.booleans(joined);
        Parts.cat(shapes, Arrays.stream(parts).map(part -> part.data).toList(), joined, axis, values);
        return new Mask(joined, values);
    }

    /// Repeated along axes of size 1, and along new axes in front, until it has the given shape. Operations that take a
    /// mask broadcast it themselves.
    ///
    /// @throws ShapeException if this does not broadcast to it
    public Mask broadcastTo(Shape target) {
        return Masking.broadcast(this, target);
    }

    /// The indices of the true elements, one a row, in row-major order: shape `[count(), rank]`. Those of a list are
    /// `nonzero().reshape(-1)`, which [IndexOps#rows] takes.
    public Indices nonzero() {
        return Positions.of(this);
    }

    /// How many are true.
    public int count() {
        int count = 0;
        for (boolean value : data) {
            count += value ? 1 : 0;
        }
        return count;
    }

    /// Whether one is true: false of none.
    public boolean any() {
        for (boolean value : data) {
            if (value) {
                return true;
            }
        }
        return false;
    }

    /// Whether all are true: true of none.
    public boolean all() {
        for (boolean value : data) {
            if (!value) {
                return false;
            }
        }
        return true;
    }

    /// Where both this and the other are true; the two broadcast.
    ///
    /// @throws ShapeException if the shapes do not broadcast
    public Mask and(Mask other) {
        return Masking.combine("and", this, other, (x, y, n) -> {
            for (int i = 0; i < n; i++) {
                x[i] &= y[i];
            }
        });
    }

    /// Where this or the other or both are true; the two broadcast.
    ///
    /// @throws ShapeException if the shapes do not broadcast
    public Mask or(Mask other) {
        return Masking.combine("or", this, other, (x, y, n) -> {
            for (int i = 0; i < n; i++) {
                x[i] |= y[i];
            }
        });
    }

    /// The opposite of each value.
    public Mask not() {
        boolean[] opposite = Allocation.booleans(shape);
        for (int i = 0; i < data.length; i++) {
            opposite[i] = !data[i];
        }
        return new Mask(shape, opposite);
    }

    /// 1 where true and 0 where false, as a tensor.
    public Tensor toTensor() {
        float[] values = Allocation.floats(shape);
        for (int i = 0; i < data.length; i++) {
            values[i] = data[i] ? 1 : 0;
        }
        return new Tensor(shape, values);
    }

    /// The values, row-major, in an array of the caller's own.
    public boolean[] toArray() {
        return data.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof Mask mask && shape.equals(mask.shape) && Arrays.equals(data, mask.data);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(data);
    }

    /// The shape and the values in aligned columns, the middle of long axes left out.
    @Override
    public String toString() {
        return Printing.print("Mask", shape, i -> Boolean.toString(data[i]));
    }
}
