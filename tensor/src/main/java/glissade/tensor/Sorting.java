package glissade.tensor;

import glissade.tensor.kernel.Allocation;
import glissade.tensor.kernel.Parallel;
import java.util.Arrays;

/// The order of elements along an axis.
///
/// Each element becomes a `long`: its number in an order of all floats above, its place below. So equal elements keep their
/// order, whatever the way of sorting.
final class Sorting {

    /// Elements a task takes when lines are shared out.
    private static final int GRAIN = 1 << 13;
    /// How many of the first elements are picked by insertion; for more, everything is sorted.
    private static final int FEW = 64;

    private Sorting() {
    }

    static Indices argsort(String op, Tensor x, int axis, boolean descending) {
        int at = x.shape().axis(op, axis);
        return places(x, at, x.shape().size(at), descending);
    }

    /// The places of the first `k` elements in order.
    static Indices first(String op, Tensor x, int axis, int k, boolean descending) {
        Shape shape = x.shape();
        int at = shape.axis(op, axis);
        if (k < 0 || k > shape.size(at)) {
            throw ShapeException.of(op, "k is " + k + ", but the axis has "
                    + Shape.count(shape.size(at), "element", "elements")).operand("tensor", shape, at)
                    .fix("use 0 to " + shape.size(at));
        }
        return places(x, at, k, descending);
    }

    private static Indices places(Tensor x, int axis, int k, boolean descending) {
        Shape shape = x.shape();
        Shape result = shape.with(axis, k);
        int[] y = Allocation.ints(result);
        if (y.length == 0) {
            return new Indices(result, y);
        }
        int n = shape.size(axis);
        int inner = shape.product(axis + 1, shape.rank());
        float[] elements = x.data();
        Parallel.range(y.length / k, Math.max(1, GRAIN / n), (from, to) -> {
            long[] keys = new long[k <= FEW ? k : n];
            for (int line = from; line < to; line++) {
                int o = line / inner;
                int j = line % inner;
                if (k <= FEW) {
                    pick(elements, o * n * inner + j, inner, n, descending, keys);
                } else {
                    for (int i = 0; i < n; i++) {
                        keys[i] = key(elements[(o * n + i) * inner + j], i, descending);
                    }
                    Arrays.sort(keys);
                }
                for (int i = 0; i < k; i++) {
                    y[(o * k + i) * inner + j] = (int) keys[i];
                }
            }
        });
        return new Indices(result, y);
    }

    /// The least keys of a line, in order: each is inserted where it belongs.
    private static void pick(float[] x, int xo, int step, int n, boolean descending, long[] keys) {
        int k = keys.length;
        for (int i = 0; i < n; i++) {
            long key = key(x[xo + i * step], i, descending);
            if (i >= k && key > keys[k - 1]) {
                continue;
            }
            int to = Math.min(i, k - 1);
            while (to > 0 && keys[to - 1] > key) {
                keys[to] = keys[to - 1];
                to--;
            }
            keys[to] = key;
        }
    }

    /// A number that is the greater the later the element comes: −0 equals 0, and NaN is greater than any number.
    private static long key(float x, int place, boolean descending) {
        int bits = Float.floatToIntBits(x + 0.0f); // −0 + 0 is 0, and there is one NaN
        int ordered = bits ^ bits >> 31 & Integer.MAX_VALUE;
        return (long) (descending ? ~ordered : ordered) << 32 | place;
    }
}
