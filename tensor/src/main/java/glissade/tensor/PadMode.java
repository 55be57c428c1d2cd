package glissade.tensor;

import glissade.tensor.kernel.Allocation;

/// What stands beyond the ends of an axis that is padded with elements of its own, for example `a b c d` by two on both sides.
public enum PadMode {

    /// Mirrored at the end elements, which are not repeated: `c b · a b c d · c b`. An axis can be padded by less than its size.
    REFLECT,

    /// The end elements repeated: `a a · a b c d · d d`.
    REPLICATE,

    /// From the other end, as if the axis were a circle: `c d · a b c d · a b`. An end that is cropped is no part of the circle.
    CIRCULAR;

    /// Where the elements of the padded axis come from: element `i` of it is element `indices[i]` of the axis. A negative number of
    /// elements crops.
    ///
    /// @throws ShapeException if there is no such axis, or it cannot be padded by so much
    public Indices indices(Shape shape, int axis, int before, int after) {
        int at = shape.axis("pad", axis);
        int size = shape.size(at);
        Shape padded = Shape.of(Padding.size(shape, at, before, after));
        if (this == REFLECT && Math.max(before, after) >= Math.max(1, size)) {
            throw ShapeException.of("pad", "axis " + axis + " of size " + size + " cannot be reflected by "
                    + Math.max(before, after)).operand("tensor", shape, at)
                    .fix("reflect by less than the size of the axis");
        }
        int cropped = this == CIRCULAR ? Math.max(0, -before) + Math.max(0, -after) : 0;
        if (size <= cropped && padded.elements() > 0) {
            throw ShapeException.of("pad", "axis " + axis + " is empty, so there is nothing to pad with")
                    .operand("tensor", shape, at).fix("pad it with a constant");
        }
        int[] indices = Allocation.ints(padded);
        for (int i = 0; i < indices.length; i++) {
            indices[i] = this == CIRCULAR ? circular(i - before, size, before, after) : index(i - before, size);
        }
        return new Indices(padded, indices);
    }

    /// The element of an axis that stands at a place before, in or after it.
    private int index(int place, int size) {
        return switch (this) {
            case REFLECT -> place < 0 ? -place : place < size ? place : 2 * (size - 1) - place;
            case REPLICATE -> Math.clamp(place, 0, size - 1);
            case CIRCULAR -> Math.floorMod(place, size);
        };
    }

    /// The element on the circle of those that are not cropped.
    private int circular(int place, int size, int before, int after) {
        int first = Math.max(0, -before);
        return first + index(place - first, size - first - Math.max(0, -after));
    }
}
