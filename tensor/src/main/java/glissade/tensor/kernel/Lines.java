package glissade.tensor.kernel;

/// Loops over rows, run over the lines along the middle axis of contiguous `[outer, n, inner]` arrays.
///
/// Where the axis is the last, the lines are rows. Elsewhere some neighbouring lines at a time are copied to rows that fit the
/// cache, and their results back. The bits are the same: a row is computed by itself. Nothing is checked. Thread-safe.
public final class Lines {

    /// Neighbouring lines copied together.
    private static final int TILE = 64;
    /// Elements a task takes, about.
    private static final int GRAIN = 1 << 16;

    /// A loop over the rows of two matrices, which may write to the first.
    @FunctionalInterface
    public interface PairLoop {
        /// Computes `rows` rows of `columns` numbers of `y` from those of `a` and `b`.
        void apply(float[] a, int ao, float[] b, int bo, float[] y, int yo, int rows, int columns);
    }

    /// The work on `width` neighbouring lines, the first of which begins at `start`.
    @FunctionalInterface
    private interface Tile {
        void run(int start, int width);
    }

    private Lines() {
    }

    /// Computes the lines of `y` from those of `x`. The loop may be given one array for both.
    public static void apply(RowLoop loop, float[] x, float[] y, int outer, int n, int inner) {
        if (y.length > 0 && inner == 1) {
            Parallel.range(outer, Math.max(1, GRAIN / n),
                    (from, to) -> loop.apply(x, from * n, y, from * n, to - from, n));
            return;
        }
        tiles(outer, n, inner, (start, width) -> {
            float[] rows = new float[n * width];
            toRows(x, start, inner, width, rows, n);
            loop.apply(rows, 0, rows, 0, width, n);
            toLines(rows, n, y, start, inner, width);
        });
    }

    /// Computes the lines of `y` from those of `a` and `b`. The loop may be given one array for `a` and `y`.
    public static void apply(PairLoop loop, float[] a, float[] b, float[] y, int outer, int n, int inner) {
        if (y.length > 0 && inner == 1) {
            Parallel.range(outer, Math.max(1, GRAIN / n),
                    (from, to) -> loop.apply(a, from * n, b, from * n, y, from * n, to - from, n));
            return;
        }
        tiles(outer, n, inner, (start, width) -> {
            float[] rows = new float[n * width];
            float[] others = new float[n * width];
            toRows(a, start, inner, width, rows, n);
            toRows(b, start, inner, width, others, n);
            loop.apply(rows, 0, others, 0, rows, 0, width, n);
            toLines(rows, n, y, start, inner, width);
        });
    }

    private static void tiles(int outer, int n, int inner, Tile tile) {
        if (outer == 0 || n == 0 || inner == 0) {
            return;
        }
        int across = Math.ceilDiv(inner, TILE);
        int elements = n * Math.min(inner, TILE);
        Parallel.range(outer * across, Math.max(1, GRAIN / elements), (from, to) -> {
            for (int i = from; i < to; i++) {
                int j = i % across * TILE;
                tile.run(i / across * n * inner + j, Math.min(TILE, inner - j));
            }
        });
    }

    private static void toRows(float[] x, int start, int inner, int width, float[] rows, int n) {
        for (int i = 0, k = start; i < n; i++, k += inner) {
            for (int j = 0; j < width; j++) {
                rows[j * n + i] = x[k + j];
            }
        }
    }

    private static void toLines(float[] rows, int n, float[] y, int start, int inner, int width) {
        for (int i = 0, k = start; i < n; i++, k += inner) {
            for (int j = 0; j < width; j++) {
                y[k + j] = rows[j * n + i];
            }
        }
    }
}
