package glissade.tensor;

import glissade.tensor.kernel.Allocation;
import glissade.tensor.kernel.Runs;
import java.util.Arrays;

/// Row-major positions, of indices that stand side by side: one for each leading axis.
final class Positions {

    private Positions() {
    }

    /// The indices broadcast; negative ones count from the end.
    static Indices of(String op, Shape shape, Indices... indices) {
        if (indices.length == 0 || indices.length > shape.rank()) {
            throw ShapeException
                    .of(op, Shape.count(indices.length, "index is", "indices are") + " given for "
                            + Shape.count(shape.rank(), "axis", "axes"))
                    .operand("tensor", shape)
                    .fix("give one for each axis, or for the first few");
        }
        Shape result = indices[0].shape();
        for (Indices index : indices) {
            result = broadcast(op, result, index.shape(), indices);
        }
        int[] positions = Allocation.ints(result);
        for (int axis = 0; axis < indices.length; axis++) {
            int size = shape.size(axis);
            indices[axis].requireWithin(op, shape, axis, -size);
            int[] index = indices[axis].data;
            var runs = new Runs(result, Runs.broadcast(indices[axis].shape(), result));
            int step = runs.step(0);
            runs.inOrder((place, offsets, n) -> {
                for (int i = 0; i < n; i++) {
                    int at = index[offsets[0] + i * step];
                    positions[place + i] = positions[place + i] * size + (at < 0 ? at + size : at);
                }
            });
        }
        return new Indices(result, positions);
    }

    private static Shape broadcast(String op, Shape a, Shape b, Indices... indices) {
        Shape result = Shape.broadcastOrNull(a, b);
        if (result == null) {
            var error = ShapeException.of(op, "the indices do not broadcast");
            for (int axis = 0; axis < indices.length; axis++) {
                error.operand("axis " + axis, indices[axis].shape());
            }
            throw error.fix("aligned at their last axis, their sizes must be equal or 1");
        }
        return result;
    }

    /// The true elements' indices, one a row.
    static Indices of(Mask mask) {
        int rank = mask.shape().rank();
        int[] rows = Allocation.ints(Shape.of(mask.count(), rank));
        int row = 0;
        for (int place = 0; place < mask.data.length; place++) {
            if (mask.data[place]) {
                write(mask.shape(), place, rows, row);
                row += rank;
            }
        }
        return new Indices(Shape.of(mask.count(), rank), rows);
    }

    /// The index of the element at a place of the row-major order.
    static String text(Shape shape, int place) {
        int[] index = new int[shape.rank()];
        write(shape, place, index, 0);
        return Arrays.toString(index);
    }

    private static void write(Shape shape, int place, int[] index, int at) {
        int rest = place;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            index[at + axis] = rest % shape.size(axis);
            rest /= shape.size(axis);
        }
    }
}
