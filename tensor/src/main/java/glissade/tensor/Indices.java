package glissade.tensor;

import glissade.tensor.kernel.Allocation;
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
        int[] values = new int[(int) count];
        Arrays.setAll(values, i -> from + i);
        return new Indices(Shape.of(values.length), values);
    }

    /// The shape.
    public Shape shape() {
        return shape;
    }

    /// One of the numbers; negative positions count from the end of their axis.
    ///
    /// @throws IndexOutOfBoundsException outside of the shape
    public int at(int... index) {
        return data[shape.position(index)];
    }

    /// The same numbers under another shape.
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
