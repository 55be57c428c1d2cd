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

    /// Elements a task takes when many rows are reduced.
    private static final int GRAIN = 1 << 19;
    /// Elements a task takes when columns are: each row is another place in memory.
    private static final int COLUMNS_GRAIN = 1 << 18;
    /// The fewest columns of a task, 256 bytes of each row, and the most.
    private static final int NARROWEST = 64;
    private static final int WIDEST = 1024;

    private Reduction() {
    }

    static Tensor apply(String op, Reducer reducer, Tensor x, int... axes) {
        boolean[] reduced = flags(op, x.shape(), axes);
        if (Double.isNaN(reducer.ofNothing())) {
            requireElements(op, x.shape(), reduced);
        }
        Shape result = x.shape().without(reduced);
        if (x.data().length == 0) {
            return Tensor.full(result, reducer.ofNothing());
        }
        int[] sizes = x.shape().toArray();
        float[] data = x.data();
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
            data = group(reducer, data, x.shape().product(0, end), middle, inner);
        }
        return data == x.data() ? x.reshape(result) : new Tensor(result, data);
    }

    /// Reduces the middle axis of `[outer, middle, inner]`, none of which is 0.
    private static float[] group(Reducer reducer, float[] x, int outer, int middle, int inner) {
        float[] y = new float[outer * inner];
        if (outer == 1 && inner == 1) {
            y[0] = whole(reducer, x);
        } else if (inner == 1) {
            Parallel.range(outer, Math.max(1, GRAIN / middle), (from, to) -> {
                for (int i = from; i < to; i++) {
                    y[i] = reducer.row(x, i * middle, middle);
                }
            });
        } else {
            // columns are shared out, too, for there may be one matrix alone
            int strip = Math.clamp(Math.ceilDiv(COLUMNS_GRAIN / middle, NARROWEST) * NARROWEST, NARROWEST, WIDEST);
            int strips = Math.ceilDiv(inner, strip);
            int elements = middle * Math.min(inner, strip);
            Parallel.range(outer * strips, Math.max(1, COLUMNS_GRAIN / elements), (from, to) -> {
                for (int task = from; task < to; task++) {
                    int i = task / strips;
                    int j = task % strips * strip;
                    reducer.columns(x, i * middle * inner + j, inner, middle, Math.min(strip, inner - j), y,
                            i * inner + j);
                }
            });
        }
        return y;
    }

    private static float whole(Reducer reducer, float[] x) {
        if (reducer == Reducer.SUM) {
            return (float) sum(x);
        }
        if (reducer == Reducer.PRODUCT || x.length <= 2 * GRAIN) {
            return reducer.row(x, 0, x.length);
        }
        // any order gives the same extreme
        float[] parts = new float[Math.ceilDiv(x.length, GRAIN)];
        Parallel.forEach(parts.length,
                i -> parts[i] = reducer.row(x, i * GRAIN, Math.min(GRAIN, x.length - i * GRAIN)));
        return reducer.row(parts, 0, parts.length);
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
        float[] x = tensor.data();
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

    static boolean allFinite(Tensor x) {
        return Kernels.active().reductions().allFinite(x.data(), 0, x.data().length);
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

    /// The shape with the reduced axes kept, as axes of size 1.
    static Shape kept(String op, Shape shape, int... axes) {
        boolean[] reduced = flags(op, shape, axes);
        int[] sizes = shape.toArray();
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = reduced[i] ? 1 : sizes[i];
        }
        return Shape.own(sizes);
    }

    static void requireElements(String op, Shape shape, boolean[] reduced) {
        for (int i = 0; i < reduced.length; i++) {
            if (reduced[i] && shape.size(i) == 0) {
                throw ShapeException.of(op, "axis " + i + " is empty, so there is nothing to choose from")
                        .operand("tensor", shape, i).fix("check for a size of 0 first");
            }
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
