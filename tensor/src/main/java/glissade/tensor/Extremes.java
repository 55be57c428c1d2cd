package glissade.tensor;

import glissade.tensor.kernel.Allocation;
import glissade.tensor.kernel.Kernels;
import glissade.tensor.kernel.Parallel;
import glissade.tensor.kernel.Reductions;

/// Where the greatest and the smallest elements stand. A NaN is both; of equal elements the first counts, and −0 equals 0.
final class Extremes {

    /// Elements a task takes when lines are shared out.
    private static final int GRAIN = 1 << 18;

    /// Which extreme.
    enum Side {
        GREATEST {
            @Override
            int find(float[] x, int xo, int n) {
                return Kernels.active().reductions().argMax(x, xo, n);
            }

            @Override
            boolean beats(float next, float best) {
                return next > best;
            }
        },
        SMALLEST {
            @Override
            int find(float[] x, int xo, int n) {
                return Kernels.active().reductions().argMin(x, xo, n);
            }

            @Override
            boolean beats(float next, float best) {
                return next < best;
            }
        };

        /// Where the extreme of `n >= 1` elements stands.
        abstract int find(float[] x, int xo, int n);

        /// Whether one number, not NaN, is beyond another.
        abstract boolean beats(float next, float best);
    }

    private Extremes() {
    }

    static int find(String op, Side side, Tensor x) {
        boolean[] all = Reduction.flags(op, x.shape());
        Reduction.requireElements(op, x.shape(), all);
        float[] elements = x.data();
        int n = elements.length;
        int[] parts = new int[Math.ceilDiv(n, Reductions.CHUNK)];
        Parallel.range(parts.length, GRAIN / Reductions.CHUNK, (from, to) -> {
            for (int i = from; i < to; i++) {
                int start = i * Reductions.CHUNK;
                parts[i] = start + side.find(elements, start, Math.min(Reductions.CHUNK, n - start));
            }
        });
        int best = parts[0];
        for (int part : parts) {
            best = replaces(side, elements[part], elements[best]) ? part : best;
        }
        return best;
    }

    static Indices find(String op, Side side, Tensor x, int axis) {
        Shape shape = x.shape();
        boolean[] reduced = new boolean[shape.rank()];
        int at = shape.axis(op, axis);
        reduced[at] = true;
        Reduction.requireElements(op, shape, reduced);
        Shape result = shape.without(reduced);
        float[] elements = x.data();
        int[] y = Allocation.ints(result);
        int n = shape.size(at);
        int inner = shape.product(at + 1, shape.rank());
        if (y.length > 0 && inner == 1) {
            Parallel.range(y.length, Math.max(1, GRAIN / n), (from, to) -> {
                for (int i = from; i < to; i++) {
                    y[i] = side.find(elements, i * n, n);
                }
            });
        } else if (y.length > 0) {
            Parallel.range(y.length / inner, Math.max(1, GRAIN / (n * inner)), (from, to) -> {
                float[] best = new float[inner];
                for (int i = from; i < to; i++) {
                    columns(side, elements, i * n * inner, n, best, y, i * inner);
                }
            });
        }
        return new Indices(result, y);
    }

    /// Finds the extreme of each column, row by row; `best` is scratch for one row.
    private static void columns(Side side, float[] x, int xo, int rows, float[] best, int[] y, int yo) {
        int columns = best.length;
        System.arraycopy(x, xo, best, 0, columns);
        for (int i = 1; i < rows; i++) {
            int row = xo + i * columns;
            for (int j = 0; j < columns; j++) {
                if (replaces(side, x[row + j], best[j])) {
                    best[j] = x[row + j];
                    y[yo + j] = i;
                }
            }
        }
    }

    /// Whether a later number takes the place of the best so far.
    private static boolean replaces(Side side, float next, float best) {
        return side.beats(next, best) || Float.isNaN(next) && !Float.isNaN(best);
    }
}
