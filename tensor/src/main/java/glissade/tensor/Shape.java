package glissade.tensor;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The sizes of a tensor's axes, outermost first: `[64, 784]` is 64 rows of 784 numbers, `[]` a single number (rank 0).
///
/// Axes are counted from 0, or from the end with negative numbers: axis −1 is the last. Values are stored row-major:
/// the last axis varies fastest. A size of 0 is allowed; such a tensor is empty.
///
/// Nothing that is counted by a shape overflows an `int`: the sizes other than 0 multiply to at most [#MAX_ELEMENTS].
///
/// Immutable, and safe to share between threads. Two shapes are equal if their sizes are.
public final class Shape {

    /// The most elements a tensor can have: Java arrays are indexed by `int`.
    public static final int MAX_ELEMENTS = Integer.MAX_VALUE - 8;

    /// The shape of a single number: rank 0, one element.
    public static final Shape SCALAR = new Shape(new int[0], 1);

    private final int[] sizes;
    private final int elements;

    private Shape(int[] sizes, int elements) {
        this.sizes = sizes;
        this.elements = elements;
    }

    /// The shape with these sizes, outermost first.
    ///
    /// @throws ShapeException if a size is negative, or the sizes other than 0 multiply to more than [#MAX_ELEMENTS]
    public static Shape of(int... sizes) {
        return sizes.length == 0 ? SCALAR : own(sizes.clone());
    }

    /// Like [#of], for an array that nobody else will write to.
    static Shape own(int[] sizes) {
        long elements = 1;
        boolean empty = false;
        for (int size : sizes) {
            if (size < 0) {
                throw ShapeException.of("shape", "a size is " + size + "; sizes are 0 or more: " + text(sizes));
            }
            empty |= size == 0;
        }
        for (int size : sizes) {
            // a 0 is skipped, so that the product of any of the sizes fits an int: offsets need no check
            elements *= Math.max(1, size);
            if (elements > MAX_ELEMENTS) {
                throw tooLarge(sizes, empty);
            }
        }
        return new Shape(sizes, empty ? 0 : (int) elements);
    }

    private static ShapeException tooLarge(int[] sizes, boolean empty) {
        var elements = BigInteger.ONE;
        for (int size : sizes) {
            elements = elements.multiply(BigInteger.valueOf(Math.max(1, size)));
        }
        String problem = empty ? "the sizes of " + text(sizes) + " other than 0 multiply to " + elements + "; at most "
                : text(sizes) + " has " + elements + " elements (" + elements.shiftLeft(2)
                        + " bytes of float32); a tensor has at most ";
        return ShapeException.of("shape", problem + MAX_ELEMENTS)
                .fix("work on parts of it, such as smaller batches");
    }

    /// The number of axes.
    public int rank() {
        return sizes.length;
    }

    /// The number of elements: the product of the sizes, 1 for rank 0.
    public int elements() {
        return elements;
    }

    /// The size of one axis; negative axes count from the end.
    ///
    /// @throws ShapeException if there is no such axis
    public int size(int axis) {
        return sizes[axis("size", axis)];
    }

    /// The axis as a number from 0 to rank − 1: `axis(-1)` is the last.
    ///
    /// @throws ShapeException if there is no such axis
    public int axis(int axis) {
        return axis("axis", axis);
    }

    /// Like [#axis(int)], for an operation that the error is to name.
    ///
    /// @throws ShapeException if there is no such axis
    public int axis(String op, int axis) {
        int rank = sizes.length;
        if (axis < -rank || axis >= rank) {
            throw ShapeException.of(op, "there is no axis " + axis + " in " + this + ", which has "
                    + count(rank, "axis", "axes"))
                    .fix(rank == 0 ? "a single number has no axes" : "use " + -rank + " to " + (rank - 1));
        }
        return axis < 0 ? axis + rank : axis;
    }

    /// The sizes, in an array of the caller's own.
    public int[] toArray() {
        return sizes.clone();
    }

    /// The shape that `this` and `other` broadcast to, as in NumPy and PyTorch: the axes are aligned at the end, a
    /// missing axis counts as 1, and an axis of size 1 is repeated to the size of the other.
    ///
    /// @throws ShapeException if two aligned sizes differ and neither is 1
    public Shape broadcast(Shape other) {
        return broadcast("broadcast", other);
    }

    /// Like [#broadcast(Shape)], for an operation that the error is to name.
    ///
    /// @throws ShapeException if two aligned sizes differ and neither is 1
    public Shape broadcast(String op, Shape other) {
        if (equals(other)) {
            return this;
        }
        Shape result = broadcastOrNull(this, other);
        if (result == null) {
            throw mismatch(op, this, other, 1);
        }
        return result;
    }

    /// Whether a tensor of this shape can be repeated to `target`.
    public boolean broadcastsTo(Shape target) {
        boolean fits = rank() <= target.rank();
        for (int fromEnd = 1; fromEnd <= rank() && fits; fromEnd++) {
            int size = size(-fromEnd);
            fits = size == 1 || size == target.size(-fromEnd);
        }
        return fits;
    }

    /// The shape of a product of matrices: see [MatmulOps#matmul(Tensor, boolean, boolean)].
    ///
    /// @throws ShapeException if the inner sizes differ, the batches do not broadcast, or one side has rank 0
    public Shape matmul(Shape other, boolean transposeThis, boolean transposeOther) {
        return Matrices.shape(this, other, transposeThis, transposeOther);
    }

    static @Nullable Shape broadcastOrNull(Shape a, Shape b) {
        int rank = Math.max(a.rank(), b.rank());
        int[] sizes = new int[rank];
        for (int i = 1; i <= rank; i++) {
            int sizeA = i <= a.rank() ? a.sizes[a.rank() - i] : 1;
            int sizeB = i <= b.rank() ? b.sizes[b.rank() - i] : 1;
            if (sizeA != sizeB && sizeA != 1 && sizeB != 1) {
                return null;
            }
            sizes[rank - i] = sizeA == 1 ? sizeB : sizeA;
        }
        return own(sizes);
    }

    /// The error for two shapes that do not broadcast, where the last `firstFromEnd − 1` axes are not compared.
    static ShapeException mismatch(String op, Shape a, Shape b, int firstFromEnd) {
        int fromEnd = firstFromEnd;
        while (a.size(-fromEnd) == b.size(-fromEnd) || a.size(-fromEnd) == 1 || b.size(-fromEnd) == 1) {
            fromEnd++;
        }
        int sizeA = a.size(-fromEnd);
        int sizeB = b.size(-fromEnd);
        var error = ShapeException.of(op,
                "the sizes " + sizeA + " and " + sizeB + " do not match at axis " + -fromEnd + ", and neither is 1")
                .operand("left", a, -fromEnd).operand("right", b, -fromEnd);
        if (a.rank() == 2 && b.rank() == 1 && a.size(0) == b.size(0)) {
            return error.fix("to give each row its own number, reshape the right side to " + of(b.size(0), 1));
        }
        return error.fix("shapes are aligned at their last axis; sizes must be equal or 1");
    }

    /// This shape without the given axes.
    Shape without(boolean[] removed) {
        int[] kept = new int[sizes.length];
        int count = 0;
        for (int i = 0; i < sizes.length; i++) {
            if (!removed[i]) {
                kept[count++] = sizes[i];
            }
        }
        return own(Arrays.copyOf(kept, count));
    }

    /// This shape with another size for one axis.
    ///
    /// @throws ShapeException if there is no such axis, or the result is not a shape
    public Shape with(int axis, int size) {
        int[] changed = sizes.clone();
        changed[axis("with", axis)] = size;
        return own(changed);
    }

    /// The product of the sizes of the axes `from` to `to − 1`, both counted from 0: 1 if there are none between.
    ///
    /// @throws ShapeException if there are no such axes
    public int product(int from, int to) {
        if (from < 0 || to > sizes.length || from > to) {
            throw ShapeException.of("product", "there are no axes from " + from + " to before " + to + " in " + this)
                    .fix("both count from 0, to at most " + sizes.length);
        }
        int product = 1;
        for (int i = from; i < to; i++) {
            product *= sizes[i];
        }
        return product;
    }

    /// The position of an element in row-major order.
    int position(int... index) {
        if (index.length != sizes.length) {
            throw ShapeException
                    .of("at", count(index.length, "index", "indices") + " given for " + this + ", which has "
                            + count(sizes.length, "axis", "axes"))
                    .fix("give one index for each axis");
        }
        int position = 0;
        for (int i = 0; i < index.length; i++) {
            int at = index[i] < 0 ? index[i] + sizes[i] : index[i];
            if (at < 0 || at >= sizes[i]) {
                throw new IndexOutOfBoundsException("at: index " + index[i] + " is outside of axis " + i + " of " + this
                        + (sizes[i] == 0 ? ", which is empty" : "; use " + -sizes[i] + " to " + (sizes[i] - 1)));
            }
            position = position * sizes[i] + at;
        }
        return position;
    }

    /// Where elements stand in row-major order, given by their indices along each axis: `positions(rows, columns)` in `[4,
    /// 3]` are `3 · rows + columns`. Given fewer indices than axes, the positions are those in the shape of the first axes.
    /// Indices broadcast, and negative ones count from the end. [IndexOps#index] reads there.
    ///
    /// @throws ShapeException if there are no indices, or more than axes, or they do not broadcast
    /// @throws IndexOutOfBoundsException outside of the shape
    public Indices positions(Indices... leading) {
        return Positions.of("positions", this, leading);
    }

    /// A number of things, for messages: `1 axis`, `2 axes`.
    static String count(int n, String one, String many) {
        return n + " " + (n == 1 ? one : many);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    /// The sizes in brackets: `[64, 784]`.
    @Override
    public String toString() {
        return text(sizes);
    }

    private static String text(int[] sizes) {
        return Objects.requireNonNull(Arrays.toString(sizes));
    }
}
