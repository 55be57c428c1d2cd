package glissade.tensor;

import glissade.tensor.kernel.Allocation;
import glissade.tensor.kernel.Parallel;
import java.util.Arrays;

/// Triangles and diagonals of the matrices that stand in the last two axes. Diagonal k begins k columns to the right of the corner,
/// or −k rows below it.
final class Triangles {

    /// Elements a task copies.
    private static final int GRAIN = 1 << 16;

    private Triangles() {
    }

    /// @param lower whether what stands on and below the diagonal stays, or what stands on and above it
    static Tensor triangle(String op, Tensor x, int k, boolean lower) {
        Shape shape = x.shape();
        requireMatrix(op, shape);
        float[] elements = x.data();
        float[] y = Allocation.floats(shape);
        int columns = shape.size(-1);
        int rows = shape.size(-2);
        Parallel.range(columns == 0 ? 0 : y.length / columns, Math.max(1, GRAIN / Math.max(1, columns)), (from, to) -> {
            for (int row = from; row < to; row++) {
                long diagonal = (long) row % rows + k;
                int start = lower ? 0 : Math.clamp(diagonal, 0, columns);
                int end = lower ? Math.clamp(diagonal + 1, 0, columns) : columns;
                System.arraycopy(elements, row * columns + start, y, row * columns + start, end - start);
            }
        });
        return new Tensor(shape, y);
    }

    static Tensor diagonal(Tensor x, int k) {
        Shape shape = x.shape();
        requireMatrix("diagonal", shape);
        int rows = shape.size(-2);
        int columns = shape.size(-1);
        long length = k < 0 ? Math.min((long) rows + k, columns) : Math.min(rows, (long) columns - k);
        int axis = shape.rank() - 2;
        boolean[] last = new boolean[shape.rank()];
        last[axis + 1] = true;
        Shape result = shape.without(last).with(axis, (int) Math.max(0, length));
        int[] steps = StridedCopy.strides(shape);
        steps[axis] += 1;
        int start = length <= 0 ? 0 : k < 0 ? -k * columns : k;
        return StridedCopy.read(result, x, start, steps);
    }

    static Tensor embed(Tensor x, int k) {
        Shape shape = x.shape();
        if (shape.rank() == 0) {
            throw ShapeException.of("diagEmbed", "a single number is no diagonal").operand("tensor", shape)
                    .fix("reshape(1) makes it a vector");
        }
        int axis = shape.rank() - 1;
        long size = shape.size(axis) + Math.abs((long) k);
        int[] sizes = Arrays.copyOf(shape.toArray(), axis + 2);
        sizes[axis] = Movement.requireSize("diagEmbed", shape, axis, size);
        sizes[axis + 1] = sizes[axis];
        Shape result = Shape.own(sizes);
        float[] y = Allocation.floats(result);
        int[] steps = StridedCopy.strides(result);
        steps[axis] += 1;
        int start = k < 0 ? -k * sizes[axis] : k;
        StridedCopy.run(shape.toArray(), x.data(), 0, StridedCopy.strides(shape), y, start, steps);
        return new Tensor(result, y);
    }

    private static void requireMatrix(String op, Shape shape) {
        if (shape.rank() < 2) {
            throw ShapeException.of(op, "a matrix is needed").operand("tensor", shape)
                    .fix("unsqueeze adds an axis of size 1");
        }
    }
}
