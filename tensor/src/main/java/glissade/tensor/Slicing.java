package glissade.tensor;

import glissade.tensor.kernel.Allocation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Parts of a tensor, and the reverse: parts put into one, or together.
final class Slicing {

    private Slicing() {
    }

    /// The part of a shape that slices pick: where it starts, how far a step along each of its axes moves, and the shape without
    /// the axes that are dropped.
    private record Part(Shape shape, int[] sizes, int start, int[] steps) {

        static Part of(Shape whole, Slice... slices) {
            int rank = whole.rank();
            if (slices.length > rank) {
                throw ShapeException.of("slice", Shape.count(slices.length, "slice", "slices") + " given for " + whole
                        + ", which has " + Shape.count(rank, "axis", "axes"))
                        .fix("give one for each axis; those left out at the end are taken whole");
            }
            int[] sizes = whole.toArray();
            int[] steps = StridedCopy.strides(whole);
            boolean[] dropped = new boolean[rank];
            int start = 0;
            for (int axis = 0; axis < slices.length; axis++) {
                Slice.Steps along = slices[axis].steps(whole, axis);
                start += along.start() * steps[axis];
                sizes[axis] = along.count();
                steps[axis] *= along.step();
                dropped[axis] = slices[axis].isSingle();
            }
            return new Part(Shape.own(sizes).without(dropped), sizes, start, steps);
        }
    }

    static Tensor take(Tensor x, Slice... slices) {
        var part = Part.of(x.shape(), slices);
        float[] y = Allocation.floats(part.shape);
        StridedCopy.run(part.sizes, x.data(), part.start, part.steps, y, 0, StridedCopy.strides(Shape.own(part.sizes)));
        return new Tensor(part.shape, y);
    }

    /// Zeros, into which x is put at the slices.
    static Tensor scatter(Tensor x, Shape whole, Slice... slices) {
        var part = Part.of(whole, slices);
        if (!part.shape.equals(x.shape())) {
            throw ShapeException.of("scatterSlice", "the slices are another shape than the tensor's")
                    .operand("tensor", x.shape()).operand("slices", part.shape)
                    .fix("give the slices with which a tensor of shape " + whole + " would be cut to " + x.shape());
        }
        float[] y = Allocation.floats(whole);
        StridedCopy.run(part.sizes, x.data(), 0, StridedCopy.strides(Shape.own(part.sizes)), y, part.start, part.steps);
        return new Tensor(whole, y);
    }

    /// Slices that are whole but for one axis.
    static Slice[] along(int axis, Slice slice) {
        Slice[] slices = new Slice[axis + 1];
        Arrays.fill(slices, Slice.all());
        slices[axis] = slice;
        return slices;
    }

    static Slice[] selected(Shape shape, int axis, int index) {
        int at = shape.axis("select", axis);
        int size = shape.size(at);
        if (index < -size || index >= size) {
            throw new IndexOutOfBoundsException(
                    "select: index " + index + " is outside of axis " + axis + " of " + shape
                            + (size == 0 ? ", which is empty" : "; use " + -size + " to " + (size - 1)));
        }
        return along(at, Slice.at(index));
    }

    static Slice[] narrowed(Shape shape, int axis, int start, int length) {
        int at = shape.axis("narrow", axis);
        int size = shape.size(at);
        int from = start < 0 ? start + size : start;
        if (from < 0 || length < 0 || length > size - from) {
            throw ShapeException.of("narrow", "start " + start + " and length " + length
                    + " do not lie within axis " + axis).operand("tensor", shape, at)
                    .fix("start is " + -size + " to " + size + ", and start + length at most " + size);
        }
        return along(at, Slice.of(from, from + length));
    }

    /// The pieces along an axis of the given sizes.
    static List<Tensor> split(Tensor x, int axis, int... sizes) {
        int at = x.shape().axis(axis);
        var pieces = new ArrayList<Tensor>(sizes.length);
        int start = 0;
        for (int size : sizes) {
            pieces.add(take(x, along(at, Slice.of(start, start + size))));
            start += size;
        }
        return List.copyOf(pieces);
    }

    /// Checks the sizes of pieces against the axis.
    static int[] pieces(Shape shape, int axis, int... sizes) {
        int size = shape.size(shape.axis("split", axis));
        long sum = 0;
        boolean negative = false;
        for (int piece : sizes) {
            sum += piece;
            negative |= piece < 0;
        }
        if (negative || sum != size) {
            throw ShapeException.of("split", negative ? "a size is negative: " + Arrays.toString(sizes)
                    : "the sizes " + Arrays.toString(sizes) + " add up to " + sum + ", and axis " + axis + " is "
                            + size)
                    .operand("tensor", shape, axis).fix("sizes are 0 or more, and add up to the axis");
        }
        return sizes;
    }

    /// The sizes of pieces of one size; the last one may be smaller.
    static int[] piecesOf(Shape shape, int axis, int size) {
        int whole = shape.size(shape.axis("split", axis));
        if (size < 1) {
            throw new IllegalArgumentException("split: pieces of size " + size + "; give 1 or more");
        }
        int[] sizes = new int[Math.max(1, Math.ceilDiv(whole, size))];
        Arrays.fill(sizes, size);
        sizes[sizes.length - 1] = whole - size * (sizes.length - 1);
        return sizes;
    }

    /// The sizes of at most n pieces of one size; the last one may be smaller.
    static int[] chunks(Shape shape, int axis, int n) {
        int whole = shape.size(shape.axis("chunk", axis));
        if (n < 1) {
            throw new IllegalArgumentException("chunk: " + n + " pieces; give 1 or more");
        }
        return whole == 0 ? new int[n] : piecesOf(shape, axis, Math.ceilDiv(whole, n));
    }

    static List<Tensor> unbind(Tensor x, int axis) {
        int at = x.shape().axis("unbind", axis);
        var pieces = new ArrayList<Tensor>();
        for (int i = 0; i < x.shape().size(at); i++) {
            pieces.add(take(x, along(at, Slice.at(i))));
        }
        return List.copyOf(pieces);
    }
}
