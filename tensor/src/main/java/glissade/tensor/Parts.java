package glissade.tensor;

import java.util.List;

/// Parts taken out of the arrays of [Indices] and [Mask], and put together: runs of neighbours are copied, whatever the elements are. The
/// rules, and the errors, are those of tensors.
final class Parts {

    private Parts() {
    }

    /// The shape of rows.
    static Shape rowsShape(String of, Shape shape, Indices rows) {
        if (shape.rank() == 0) {
            throw ShapeException.of("rows", "a single number has no rows").operand(of, shape)
                    .fix("reshape(1, 1) makes it a row");
        }
        rows.requireWithin("rows", shape, 0);
        return Rows.replaced(shape, 0, 1, rows.shape().toArray());
    }

    static void rows(Object x, Shape shape, Indices rows, Object y) {
        int width = shape.product(1, shape.rank());
        for (int i = 0; i < rows.data.length; i++) {
            System.arraycopy(x, rows.data[i] * width, y, i * width, width);
        }
    }

    /// The shape of a part along an axis.
    static Shape narrowShape(Shape shape, int axis, int start, int length) {
        Slicing.narrowed(shape, axis, start, length); // checks
        return shape.with(axis, length);
    }

    static void narrow(Object x, Shape shape, int axis, int start, int length, Object y) {
        int size = shape.size(axis);
        int from = start < 0 ? start + size : start;
        int inner = shape.product(shape.axis(axis) + 1, shape.rank());
        int blocks = shape.product(0, shape.axis(axis));
        for (int block = 0; block < blocks; block++) {
            System.arraycopy(x, (block * size + from) * inner, y, block * length * inner, length * inner);
        }
    }

    /// The shape of what stands at one index of an axis.
    static Shape selectShape(Shape shape, int axis, int index) {
        Slicing.selected(shape, axis, index); // checks
        boolean[] dropped = new boolean[shape.rank()];
        dropped[shape.axis(axis)] = true;
        return shape.without(dropped);
    }

    /// Parts put one after the other along an axis of their joined shape.
    static void cat(List<Shape> shapes, List<?> parts, Shape joined, int axis, Object y) {
        int at = joined.axis(axis);
        int blocks = joined.product(0, at);
        int row = joined.product(at, joined.rank());
        int start = 0;
        for (int i = 0; i < parts.size(); i++) {
            int run = shapes.get(i).product(at, joined.rank());
            for (int block = 0; block < blocks; block++) {
                System.arraycopy(parts.get(i), block * run, y, start + block * row, run);
            }
            start += run;
        }
    }
}
