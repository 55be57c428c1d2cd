package glissade.tensor;

import glissade.tensor.kernel.Allocation;
import glissade.tensor.kernel.Kernels;
import glissade.tensor.kernel.Parallel;
import glissade.tensor.kernel.Reductions;
import java.util.Arrays;

/// Shapes and the splitting of work for [ReductionOps]; the arithmetic is the kernels'.
///
/// The axes are reduced in groups of neighbours, from the last to the first. A group at the end is a reduction of rows,
/// one in front or in the middle adds up whole rows.
final class Reduction {

    /// What to do with a row, and with the rows of a matrix.
    interface Kind {
        /// Reduces `n` elements to one.
        float row(float[] x, int xo, int n);

        /// Reduces each column of a matrix.
        void columns(float[] x, int xo, int rows, int columns, float[] y, int yo);

        /// Whether nothing can be reduced to something.
        boolean allowsEmpty();
    }

    static final Kind SUM = new Kind() {
        @Override
        public float row(float[] x, int xo, int n) {
            return (float) Kernels.active().reductions().sum(x, xo, n);
        }

        @Override
        public void columns(float[] x, int xo, int rows, int columns, float[] y, int yo) {
            Kernels.active().reductions().sumRows(x, xo, rows, columns, y, yo);
        }

        @Override
        public boolean allowsEmpty() {
            return true;
        }
    };

    static final Kind MAX = new Kind() {
        @Override
        public float row(float[] x, int xo, int n) {
            return Kernels.active().reductions().max(x, xo, n);
        }

        @Override
        public void columns(float[] x, int xo, int rows, int columns, float[] y, int yo) {
            Kernels.active().reductions().maxRows(x, xo, rows, columns, y, yo);
        }

        @Override
        public boolean allowsEmpty() {
            return false;
        }
    };

    /// Elements a task takes when many rows or columns are reduced.
    private static final int GRAIN = 1 << 16;

    private Reduction() {
    }

    static Tensor apply(String op, Kind kind, Tensor x, int... axes) {
        boolean[] reduced = flags(op, x.shape(), axes);
        for (int i = 0; i < reduced.length && !kind.allowsEmpty(); i++) {
            if (reduced[i]) {
                requireElements(op, x.shape(), i);
            }
        }
        Shape result = x.shape().without(reduced);
        if (x.data.length == 0) {
            return Tensor.zeros(result); // sums of nothing, or nothing at all
        }
        int[] sizes = x.shape().toArray();
        float[] data = x.data;
        int rank = sizes.length;
        int end = rank;
        int inner = 1;
        while (end > 0) {
            if (!reduced[end - 1]) {
                inner *= sizes[--end];
                continue;
            }
            int middle = 1;
            while (end > 0 && reduced[end - 1]) {
                middle *= sizes[--end];
            }
            data = group(kind, data, x.shape().product(0, end), middle, inner);
        }
        return data == x.data ? x.reshape(result) : new Tensor(result, data);
    }

    /// Reduces the middle axis of `[outer, middle, inner]`, none of which is 0.
    private static float[] group(Kind kind, float[] x, int outer, int middle, int inner) {
        float[] y = new float[outer * inner];
        if (kind == SUM && outer == 1 && inner == 1) {
            y[0] = (float) sum(x);
        } else if (inner == 1) {
            Parallel.range(outer, Math.max(1, GRAIN / middle), (from, to) -> {
                for (int i = from; i < to; i++) {
                    y[i] = kind.row(x, i * middle, middle);
                }
            });
        } else {
            Parallel.range(outer, Math.max(1, GRAIN / (middle * inner)), (from, to) -> {
                for (int i = from; i < to; i++) {
                    kind.columns(x, i * middle * inner, middle, inner, y, i * inner);
                }
            });
        }
        return y;
    }

    /// The sum of all elements, chunk by chunk.
    private static double sum(float[] x) {
        Reductions kernel = Kernels.active().reductions();
        if (x.length <= 2 * GRAIN) {
            return kernel.sum(x, 0, x.length);
        }
        double[] sums = new double[Reductions.chunks(x.length)];
        Parallel.range(sums.length, GRAIN / Reductions.CHUNK,
                (from, to) -> kernel.chunkSums(x, 0, x.length, sums, from, to));
        return total(sums);
    }

    static double sumOfSquares(Tensor tensor) {
        float[] x = tensor.data;
        Reductions kernel = Kernels.active().reductions();
        if (x.length <= 2 * GRAIN) {
            return kernel.sumOfSquares(x, 0, x.length);
        }
        double[] sums = new double[Reductions.chunks(x.length)];
        Parallel.range(sums.length, GRAIN / Reductions.CHUNK,
                (from, to) -> kernel.chunkSumsOfSquares(x, 0, x.length, sums, from, to));
        return total(sums);
    }

    private static double total(double[] sums) {
        double total = 0;
        for (double sum : sums) {
            total += sum;
        }
        return total;
    }

    static boolean isFinite(Tensor x) {
        return Kernels.active().reductions().allFinite(x.data, 0, x.data.length);
    }

    static Indices argmax(Tensor x, int axis) {
        Shape shape = x.shape();
        int reduced = shape.axis("argmax", axis);
        requireElements("argmax", shape, reduced);
        int n = shape.size(reduced);
        boolean[] removed = new boolean[shape.rank()];
        removed[reduced] = true;
        Shape result = shape.without(removed);
        // the axis is moved to the end, the order of the others stays
        float[] rows = reduced == shape.rank() - 1 ? x.data
                : x.reshape(shape.product(0, reduced), n, shape.product(reduced + 1, shape.rank())).transpose().data;
        int[] y = Allocation.ints(result);
        for (int i = 0; i < y.length; i++) {
            y[i] = Kernels.active().reductions().argMax(rows, i * n, n);
        }
        return new Indices(result, y);
    }

    static Tensor sumTo(Tensor x, Shape target) {
        Shape shape = x.shape();
        if (shape.equals(target)) {
            return x;
        }
        if (!target.broadcastsTo(shape)) {
            throw ShapeException.of("sumTo", target + " does not broadcast to " + shape).operand("tensor", shape)
                    .operand("target", target).fix("aligned at the last axis, each size must be 1 or the tensor's");
        }
        int added = shape.rank() - target.rank();
        int[] axes = new int[shape.rank()];
        int count = 0;
        for (int i = 0; i < shape.rank(); i++) {
            if (i < added || target.size(i - added) != shape.size(i)) {
                axes[count++] = i;
            }
        }
        return x.sum(Arrays.copyOf(axes, count)).reshape(target);
    }

    /// How many elements go into each result.
    static int count(Shape shape, int... axes) {
        boolean[] reduced = flags("count", shape, axes);
        int count = 1;
        for (int i = 0; i < reduced.length; i++) {
            count *= reduced[i] ? shape.size(i) : 1;
        }
        return count;
    }

    private static void requireElements(String op, Shape shape, int axis) {
        if (shape.size(axis) == 0) {
            throw ShapeException.of(op, "axis " + axis + " is empty, so there is nothing to choose from")
                    .operand("tensor", shape, axis).fix("check for a size of 0 first");
        }
    }

    /// The axes named, as flags; all if none is named.
    static boolean[] flags(String op, Shape shape, int... axes) {
        boolean[] reduced = new boolean[shape.rank()];
        if (axes.length == 0) {
            Arrays.fill(reduced, true);
        }
        for (int axis : axes) {
            int at = shape.axis(op, axis);
            if (reduced[at]) {
                throw ShapeException.of(op, "axis " + axis + " is named twice").operand("tensor", shape, axis)
                        .fix("name each axis once");
            }
            reduced[at] = true;
        }
        return reduced;
    }
}
