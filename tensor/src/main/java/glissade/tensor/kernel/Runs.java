package glissade.tensor.kernel;

import glissade.tensor.Shape;
import java.util.Arrays;

/// A walk through all elements of a shape in row-major order, beside arrays that lie otherwise: repeated, or with gaps.
///
/// A step along an axis of the shape moves a fixed distance in each array, 0 where the array is repeated. Neighbouring
/// axes that are one axis to every array are merged, so that few long runs are left, and the loop over a run needs no
/// index arithmetic.
///
/// Immutable, and safe to share between threads.
public final class Runs {

    /// Elements a task takes when the walk is spread over threads.
    private static final int GRAIN = 1 << 17;

    /// The work on a run, or on a part of one.
    @FunctionalInterface
    public interface Body {
        /// Does `n` elements, from `place` of the row-major order on; in array k they begin at `offsets[k]`. The array
        /// `offsets` is lent for the call.
        void run(int place, int[] offsets, int n);
    }

    /// The merged axes, outermost first; at least one.
    private final int[] sizes;
    /// How far a step moves, by array and merged axis.
    private final int[][] steps;
    private final int runs;

    /// A walk through `shape`; `steps[k][i]` is how far a step along axis i moves in array k.
    public Runs(Shape shape, int[]... steps) {
        int rank = shape.rank();
        int[] merged = new int[Math.max(1, rank)];
        int[][] moved = new int[steps.length][merged.length];
        int first = merged.length; // merged axes fill the arrays from the end
        for (int axis = rank - 1; axis >= 0; axis--) {
            int size = shape.size(axis);
            if (size == 1) {
                continue;
            }
            if (first < merged.length && continues(axis, steps, first, merged[first], moved)) {
                merged[first] *= size;
                continue;
            }
            first--;
            merged[first] = size;
            for (int k = 0; k < steps.length; k++) {
                moved[k][first] = steps[k][axis];
            }
        }
        if (first == merged.length) {
            merged[--first] = 1;
        }
        sizes = Arrays.copyOfRange(merged, first, merged.length);
        for (int k = 0; k < moved.length; k++) {
            moved[k] = Arrays.copyOfRange(moved[k], first, merged.length);
        }
        this.steps = moved;
        runs = shape.elements() / Math.max(1, length());
    }

    /// Whether one step along `axis` is as far, in every array, as walking through the merged axis after it.
    private static boolean continues(int axis, int[][] steps, int after, int size, int[][] moved) {
        for (int k = 0; k < steps.length; k++) {
            if (steps[k][axis] != moved[k][after] * size) {
                return false;
            }
        }
        return true;
    }

    /// The steps in an array of shape `from` that is broadcast to `to`.
    public static int[] broadcast(Shape from, Shape to) {
        int[] steps = new int[to.rank()];
        int stride = 1;
        for (int fromEnd = 1; fromEnd <= from.rank(); fromEnd++) {
            int size = from.size(-fromEnd);
            steps[steps.length - fromEnd] = size == 1 ? 0 : stride;
            stride *= size;
        }
        return steps;
    }

    /// How far a step within a run moves in array k.
    public int step(int k) {
        return steps[k][sizes.length - 1];
    }

    private int length() {
        return sizes[sizes.length - 1];
    }

    /// Does all runs, one after the other.
    public void inOrder(Body body) {
        walk(0, runs, body);
    }

    /// Does all runs, long ones in parts, on several threads if there is enough to do. What the parts are depends on the
    /// shapes alone.
    public void spread(Body body) {
        int length = length();
        if (length <= GRAIN) {
            Parallel.range(runs, Math.max(1, GRAIN / Math.max(1, length)), (from, to) -> walk(from, to, body));
            return;
        }
        walk(0, runs, (place, offsets, n) -> Parallel.range(n, GRAIN, (from, to) -> {
            int[] moved = new int[offsets.length];
            for (int k = 0; k < moved.length; k++) {
                moved[k] = offsets[k] + from * step(k);
            }
            body.run(place + from, moved, to - from);
        }));
    }

    /// The runs `from` to `to − 1`.
    private void walk(int from, int to, Body body) {
        int last = sizes.length - 1;
        int n = sizes[last];
        int[] index = new int[last];
        int[] offsets = new int[steps.length];
        for (int axis = last - 1, rest = from; axis >= 0 && from < to; axis--) {
            index[axis] = rest % sizes[axis];
            rest /= sizes[axis];
            move(offsets, axis, index[axis]);
        }
        for (int run = from; run < to; run++) {
            body.run(run * n, offsets, n);
            for (int axis = last - 1; axis >= 0; axis--) {
                move(offsets, axis, 1);
                if (++index[axis] < sizes[axis]) {
                    break;
                }
                index[axis] = 0;
                move(offsets, axis, -sizes[axis]);
            }
        }
    }

    private void move(int[] offsets, int axis, int by) {
        for (int k = 0; k < offsets.length; k++) {
            offsets[k] += by * steps[k][axis];
        }
    }
}
