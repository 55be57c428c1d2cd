package glissade.tensor;

import glissade.tensor.kernel.Allocation;
import glissade.tensor.kernel.Runs;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Whole numbers with a shape: class labels, token ids, positions of rows. They are data: nothing is differentiated
/// with respect to them.
///
/// Immutable, and safe to share between threads. Equal if shape and numbers are.
public final class Indices {

    private final Shape shape;
    final int[] data;

    Indices(Shape shape, int[] data) {
        this.shape = shape;
        this.data = data;
    }

    /// A list of indices: shape `[values.length]`.
    public static Indices of(int... values) {
        return new Indices(Shape.of(values.length), values.clone());
    }

    /// Indices of a given shape, row-major.
    ///
    /// @throws ShapeException if the number of values is not the shape's
    public static Indices of(Shape shape, int... values) {
        Tensor.requireCount("indices", shape, values.length);
        return new Indices(shape, values.clone());
    }

    /// A matrix of indices, given row by row.
    ///
    /// @throws ShapeException if the rows differ in length
    public static Indices of(int[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        int[] data = Allocation.ints(Shape.of(rows.length, columns));
        for (int i = 0; i < rows.length; i++) {
            Tensor.requireColumns("indices", columns, i, rows[i].length);
            System.arraycopy(rows[i], 0, data, i * columns, columns);
        }
        return new Indices(Shape.of(rows.length, columns), data);
    }

    /// The numbers `from`, `from + 1`, …, `to − 1`.
    ///
    /// @throws IllegalArgumentException if `to` is less than `from`, or the numbers are more than [Shape#MAX_ELEMENTS]
    public static Indices range(int from, int to) {
        if (to < from) {
            throw new IllegalArgumentException("range: the end " + to + " lies before the start " + from);
        }
        long count = (long) to - from;
        if (count > Shape.MAX_ELEMENTS) {
            throw new IllegalArgumentException("range: " + count + " numbers from " + from + " to " + to
                    + " are too many; at most " + Shape.MAX_ELEMENTS);
        }
        Shape shape = Shape.of((int) count);
        int[] values = Allocation.ints(shape);
        Arrays.setAll(values, i -> from + i);
        return new Indices(shape, values);
    }

    /// The shape.
    public Shape shape() {
        return shape;
    }

    /// One of the numbers; negative positions count from the end of their axis.
    ///
    /// @throws ShapeException if there is not one index for each axis
    /// @throws IndexOutOfBoundsException outside of the shape
    public int at(int... index) {
        return data[shape.position(index)];
    }

    /// The same numbers under another shape; one size may be −1.
    ///
    /// @throws ShapeException if the number of elements differs
    public Indices reshape(int... sizes) {
        return new Indices(Movement.reshaped(shape, sizes), data);
    }

    /// The same numbers with axes of size 1 put in: see [Tensor#unsqueeze].
    ///
    /// @throws ShapeException if the result has no such axis, or one is named twice
    public Indices unsqueeze(int... axes) {
        return new Indices(Movement.unsqueezed("unsqueeze", shape, axes), data);
    }

    /// The rows of the given numbers, in their order; a row may occur more than once: see [Tensor#rows]. With it a data set of tokens or
    /// labels makes its batches.
    ///
    /// @throws ShapeException for a single number, which has no rows
    /// @throws IndexOutOfBoundsException if there is no such row
    public Indices rows(Indices rows) {
        Shape taken = Parts.rowsShape("indices", shape, rows);
        int[] values = Allocation.ints(taken);
        Parts.rows(data, shape, rows, values);
        return new Indices(taken, values);
    }

    /// `length` numbers along an axis, from `start` on: see [Tensor#narrow]. Of token ids `[batch, n]`, `narrow(1, 0, n - 1)` are the inputs of
    /// a language model and `narrow(1, 1, n - 1)` its labels.
    ///
    /// @throws ShapeException if there is no such axis, or the part does not lie within it
    public Indices narrow(int axis, int start, int length) {
        Shape part = Parts.narrowShape(shape, axis, start, length);
        int[] values = Allocation.ints(part);
        Parts.narrow(data, shape, axis, start, length, values);
        return new Indices(part, values);
    }

    /// What stands at one index of an axis, which is dropped: see [Tensor#select]. Of token ids `[batch, n]`, `select(1, -1)` are the last ones.
    ///
    /// @throws ShapeException if there is no such axis
    /// @throws IndexOutOfBoundsException if there is no such index
    public Indices select(int axis, int index) {
        return new Indices(Parts.selectShape(shape, axis, index), narrow(axis, index, 1).data);
    }

    /// Indices joined along an axis, one after the other: see [Tensor#cat(int, Tensor...)]. A new token is added to those before by
    /// `Indices.cat(1, tokens, next)`.
    ///
    /// @throws ShapeException if there is no such axis, or the shapes differ in another size
    /// @throws IllegalArgumentException if nothing is given
    public static Indices cat(int axis, Indices... parts) {
        var shapes = Arrays.stream(parts).map(Indices::shape).toList();
        Shape joined = Joining.joined(axis, shapes);
        int[] values = Allocation.ints(joined);
        Parts.cat(shapes, Arrays.stream(parts).map(part -> part.data).toList(), joined, axis, values);
        return new Indices(joined, values);
    }

    /// Where the number is this one: `tokens.equalTo(0)` is the mask of padding, where that has the token 0.
    public Mask equalTo(int number) {
        boolean[] values = Allocation.booleans(shape);
        for (int i = 0; i < data.length; i++) {
            values[i] = data[i] == number;
        }
        return new Mask(shape, values);
    }

    /// Where the numbers are equal; the two broadcast. Of labels, `labels.unsqueeze(1).equalTo(labels)` are the pairs of one class.
    ///
    /// @throws ShapeException if the shapes do not broadcast
    public Mask equalTo(Indices other) {
        Shape both = shape.broadcast("equalTo", other.shape);
        boolean[] values = Allocation.booleans(both);
        var runs = new Runs(both, Runs.broadcast(shape, both), Runs.broadcast(other.shape, both));
        int step = runs.step(0);
        int otherStep = runs.step(1);
        runs.spread((place, offsets, n) -> {
            for (int i = 0; i < n; i++) {
                values[place + i] = data[offsets[0] + i * step] == other.data[offsets[1] + i * otherStep];
            }
        });
        return new Mask(both, values);
    }

    /// The numbers as a tensor, such as counts that are to be predicted; beyond 2²⁴ they are rounded to float32.
    public Tensor toTensor() {
        float[] values = Allocation.floats(shape);
        for (int i = 0; i < data.length; i++) {
            values[i] = data[i];
        }
        return new Tensor(shape, values);
    }

    /// How many numbers agree with `other`'s at the same place: with [Tensor#argmax] the hits of a classifier.
    ///
    /// @throws ShapeException if the shapes differ
    public int countEqual(Indices other) {
        if (!shape.equals(other.shape)) {
            throw ShapeException.of("countEqual", "the shapes differ").operand("left", shape)
                    .operand("right", other.shape)
                    .fix("compare indices of one shape; reshape changes it");
        }
        int count = 0;
        for (int i = 0; i < data.length; i++) {
            if (data[i] == other.data[i]) {
                count++;
            }
        }
        return count;
    }

    /// Requires that each number is an index of an axis, from 0 to its size − 1.
    void requireWithin(String op, Shape shape, int axis) {
        requireWithin(op, shape, axis, 0);
    }

    /// Requires that each number is from `least` to the size of the axis − 1.
    void requireWithin(String op, Shape shape, int axis, int least) {
        int size = shape.size(axis);
        for (int i = 0; i < data.length; i++) {
            if (data[i] < least || data[i] >= size) {
                throw new IndexOutOfBoundsException(op + ": index " + data[i] + ", at " + Positions.text(this.shape, i)
                        + " of the indices, is outside of axis " + axis + " of " + shape
                        + (size == 0 ? ", which is empty" : "; use " + least + " to " + (size - 1))
                        + (data[i] < 0 && least == 0 ? ", for negative ones do not count from the end here" : ""));
            }
        }
    }

    /// The numbers, row-major, in an array of the caller's own.
    public int[] toArray() {
        return data.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof Indices indices && shape.equals(indices.shape) && Arrays.equals(data, indices.data);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(data);
    }

    /// The shape and the numbers in aligned columns, the middle of long axes left out.
    @Override
    public String toString() {
        return Printing.print("Indices", shape, i -> Integer.toString(data[i]));
    }
}
