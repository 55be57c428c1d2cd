package glissade.tensor;

import glissade.tensor.kernel.Pool;
import glissade.tensor.kernel.Binary;
import glissade.tensor.kernel.Parallel;

/// Runs a binary kernel over two tensors whose shapes broadcast.
///
/// Axes along which both sides behave alike (both move, or the same one stands still) are merged first, so that the
/// usual cases (equal shapes, a scalar, a row, a column) are a few long runs of one kernel, without index arithmetic
/// per element.
final class Broadcast {

    /// Elements a task takes when the work is split: the cut depends on the sizes alone.
    private static final int GRAIN = 1 << 18;

    private final Binary kernel;
    private final float[] a;
    private final float[] b;
    private final float[] c;
    /// The merged axes, outermost first: their sizes, and how far a step along each moves in `a` and `b` (0: not at
    /// all).
    private final int[] sizes;
    private final int[] stepsA;
    private final int[] stepsB;
    private final int axes;

    private Broadcast(Binary kernel, Tensor a, Tensor b, Shape result, float[] c) {
        this.kernel = kernel;
        this.a = a.data;
        this.b = b.data;
        this.c = c;
        int rank = result.rank();
        sizes = new int[rank];
        stepsA = new int[rank];
        stepsB = new int[rank];
        int first = rank; // merged axes fill the arrays from the end
        int strideA = 1;
        int strideB = 1;
        for (int fromEnd = 1; fromEnd <= rank; fromEnd++) {
            int size = result.size(-fromEnd);
            int sizeA = fromEnd <= a.shape().rank() ? a.shape().size(-fromEnd) : 1;
            int sizeB = fromEnd <= b.shape().rank() ? b.shape().size(-fromEnd) : 1;
            if (size == 1) {
                continue;
            }
            int stepA = sizeA == 1 ? 0 : strideA;
            int stepB = sizeB == 1 ? 0 : strideB;
            if (first < rank && (stepA == 0) == (stepsA[first] == 0) && (stepB == 0) == (stepsB[first] == 0)) {
                sizes[first] *= size;
            } else {
                first--;
                sizes[first] = size;
                stepsA[first] = stepA;
                stepsB[first] = stepB;
            }
            strideA *= sizeA;
            strideB *= sizeB;
        }
        axes = rank - first;
        System.arraycopy(sizes, first, sizes, 0, axes);
        System.arraycopy(stepsA, first, stepsA, 0, axes);
        System.arraycopy(stepsB, first, stepsB, 0, axes);
    }

    static Tensor apply(String op, Binary kernel, Tensor a, Tensor b) {
        Shape shape = Shape.broadcast(op, a.shape(), b.shape());
        int n = shape.elements();
        float[] c = Pool.take(shape);
        float[] x = a.data;
        float[] y = b.data;
        if (n == 0) {
            return new Tensor(shape, c);
        }
        if (x.length == n && y.length == n) {
            Parallel.range(n, GRAIN, (from, to) -> kernel.both(x, from, y, from, c, from, to - from));
        } else if (y.length == 1) {
            Parallel.range(n, GRAIN, (from, to) -> kernel.right(x, from, y[0], c, from, to - from));
        } else if (x.length == 1) {
            Parallel.range(n, GRAIN, (from, to) -> kernel.left(x[0], y, from, c, from, to - from));
        } else {
            new Broadcast(kernel, a, b, shape, c).run();
        }
        return new Tensor(shape, c);
    }

    private void run() {
        int run = sizes[axes - 1];
        int runs = c.length / run;
        Parallel.range(runs, Math.max(1, GRAIN / run), this::run);
    }

    /// The runs `from` to `to − 1` along the last merged axis.
    private void run(int from, int to) {
        int last = axes - 1;
        int n = sizes[last];
        int[] index = new int[last];
        int offsetA = 0;
        int offsetB = 0;
        for (int axis = last - 1, rest = from; axis >= 0; axis--) {
            index[axis] = rest % sizes[axis];
            rest /= sizes[axis];
            offsetA += index[axis] * stepsA[axis];
            offsetB += index[axis] * stepsB[axis];
        }
        for (int run = from; run < to; run++) {
            if (stepsA[last] == 0) {
                kernel.left(a[offsetA], b, offsetB, c, run * n, n);
            } else if (stepsB[last] == 0) {
                kernel.right(a, offsetA, b[offsetB], c, run * n, n);
            } else {
                kernel.both(a, offsetA, b, offsetB, c, run * n, n);
            }
            for (int axis = last - 1; axis >= 0; axis--) {
                offsetA += stepsA[axis];
                offsetB += stepsB[axis];
                if (++index[axis] < sizes[axis]) {
                    break;
                }
                index[axis] = 0;
                offsetA -= sizes[axis] * stepsA[axis];
                offsetB -= sizes[axis] * stepsB[axis];
            }
        }
    }
}
