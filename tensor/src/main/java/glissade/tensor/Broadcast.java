package glissade.tensor;

import glissade.tensor.kernel.Pool;
import glissade.tensor.kernel.Binary;

/// Runs a binary kernel over two tensors whose shapes broadcast.
///
/// Axes along which both sides behave alike (both move, or the same one stands still) are merged first, so that the
/// usual cases (equal shapes, a scalar, a row, a column) are a few long runs of one kernel, without index arithmetic
/// per element.
final class Broadcast implements Step.Pairs {

    private final Binary kernel;
    /// The merged axes, outermost first: their sizes, and how far a step along each moves in `a` and `b` (0: not at
    /// all).
    private final int[] sizes;
    private final int[] stepsA;
    private final int[] stepsB;
    private final int axes;

    private Broadcast(Binary kernel, Shape a, Shape b, Shape result) {
        this.kernel = kernel;
        int rank = result.rank();
        sizes = new int[rank];
        stepsA = new int[rank];
        stepsB = new int[rank];
        int first = rank; // merged axes fill the arrays from the end
        int strideA = 1;
        int strideB = 1;
        for (int fromEnd = 1; fromEnd <= rank; fromEnd++) {
            int size = result.size(-fromEnd);
            int sizeA = fromEnd <= a.rank() ? a.size(-fromEnd) : 1;
            int sizeB = fromEnd <= b.rank() ? b.size(-fromEnd) : 1;
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
        Shape shape = a.shape().broadcast(op, b.shape());
        int n = shape.elements();
        return n < Pending.LEAST ? now(kernel, a, b, shape, n) : later(kernel, a, b, shape, n);
    }

    /// At once: what takes less time than to keep it for later.
    static Tensor now(Binary kernel, Tensor a, Tensor b, Shape shape, int n) {
        float[] c = Pool.take(shape);
        float[] x = a.data();
        float[] y = b.data();
        if (x.length == n && y.length == n) {
            kernel.both(x, 0, y, 0, c, 0, n);
        } else if (x.length == n && y.length == 1) {
            kernel.right(x, 0, y[0], c, 0, n);
        } else if (y.length == n && x.length == 1) {
            kernel.left(x[0], y, 0, c, 0, n);
        } else if (n > 0) {
            new Broadcast(kernel, a.shape(), b.shape(), shape).run(0, n, x, 0, y, 0, c, 0);
        }
        return new Tensor(shape, c);
    }

    private static Tensor later(Binary kernel, Tensor a, Tensor b, Shape shape, int n) {
        int ofA = a.shape().elements();
        int ofB = b.shape().elements();
        Step step;
        if (ofA == n && ofB == n) {
            step = Step.of(Step.Pairs.of(kernel), a, b, n);
        } else if (ofA == n && ofB == 1) {
            float right = b.data()[0];
            step = Step.of((x, xo, y, yo, count) -> kernel.right(x, xo, right, y, yo, count), a);
        } else if (ofB == n && ofA == 1) {
            float left = a.data()[0];
            step = Step.of((x, xo, y, yo, count) -> kernel.left(left, x, xo, y, yo, count), b);
        } else {
            step = Step.of(new Broadcast(kernel, a.shape(), b.shape(), shape), a, b, n);
        }
        return new Tensor(shape, new Pending(shape, step));
    }

    @Override
    public void run(int from, int n, float[] a, int shiftA, float[] b, int shiftB, float[] c, int co) {
        int last = axes - 1;
        int run = sizes[last];
        int[] index = new int[last];
        int offsetA = shiftA;
        int offsetB = shiftB;
        for (int axis = last - 1, rest = from / run; axis >= 0; axis--) {
            index[axis] = rest % sizes[axis];
            rest /= sizes[axis];
            offsetA += index[axis] * stepsA[axis];
            offsetB += index[axis] * stepsB[axis];
        }
        int start = from % run; // the first run may have begun before, the last may go on after
        for (int done = 0; done < n; start = 0) {
            int count = Math.min(run - start, n - done);
            int ao = offsetA + start * stepsA[last];
            int bo = offsetB + start * stepsB[last];
            if (stepsA[last] == 0) {
                kernel.left(a[ao], b, bo, c, co + done, count);
            } else if (stepsB[last] == 0) {
                kernel.right(a, ao, b[bo], c, co + done, count);
            } else {
                kernel.both(a, ao, b, bo, c, co + done, count);
            }
            done += count;
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
