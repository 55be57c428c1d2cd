package glissade.tensor.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Rearranges parts of matrices so that the matrix product reads them in the order of their addresses.
///
/// A matrix's element `[i, j]` is `x[xo + i·xRow + j·xColumn]`. Where `xColumn` is not 1, `xRow` is: it is transposed.
final class Packing {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    /// Transposition goes by squares of 4 × 4, which every machine's registers hold.
    private static final VectorSpecies<Float> S4 = FloatVector.SPECIES_128;
    private static final VectorShuffle<Float> BY_ONE = VectorShuffle.fromValues(S4, 1, 0, 3, 2);
    private static final VectorShuffle<Float> BY_TWO = VectorShuffle.fromValues(S4, 2, 3, 0, 1);
    private static final VectorMask<Float> ODD = VectorMask.fromValues(S4, false, true, false, true);
    private static final VectorMask<Float> UPPER = VectorMask.fromValues(S4, false, false, true, true);

    private Packing() {}

    /// Copies a `k × n` matrix into panels of [MatmulTile#WIDTH] columns, each contiguous, one after the other from
    /// `yo` on; what the last one lacks is left as it was.
    static void panels(int k, int n, float[] x, int xo, int xRow, int xColumn, float[] y, int yo) {
        int width = MatmulTile.WIDTH;
        for (int j = 0; j < n; j += width) {
            int columns = Math.min(width, n - j);
            if (columns < width) {
                rows(k, columns, x, xo + j * xColumn, xRow, xColumn, y, yo + j * k, width);
            } else if (xColumn != 1) {
                panelTransposed(k, x, xo + j * xColumn, xColumn, y, yo + j * k);
            } else {
                panel(k, x, xo + j, xRow, y, yo + j * k);
            }
        }
    }

    /// Copies an `m × k` matrix into the first rows of a strip for [MatmulTile].
    static void strip(int m, int k, float[] x, int xo, int xRow, int xColumn, float[] y) {
        if (xColumn == 1) {
            rows(m, k, x, xo, xRow, xColumn, y, 0, MatmulTile.STRIDE);
            return;
        }
        int wholeRows = m & -4;
        int wholeColumns = k & -4;
        for (int i = 0; i < wholeRows; i += 4) {
            squares(wholeColumns >> 2, x, xo + i, xColumn, 4 * xColumn, y, i * MatmulTile.STRIDE, MatmulTile.STRIDE, 4);
        }
        rest(m, k, wholeRows, wholeColumns, x, xo, xColumn, y, 0, MatmulTile.STRIDE);
    }

    /// Copies an `m × n` matrix into rows, `y[yo + i·yRow + j]`.
    static void rows(int m, int n, float[] x, int xo, int xRow, int xColumn, float[] y, int yo, int yRow) {
        if (xColumn == 1) {
            for (int i = 0; i < m; i++) {
                System.arraycopy(x, xo + i * xRow, y, yo + i * yRow, n);
            }
            return;
        }
        int wholeRows = m & -4;
        int wholeColumns = n & -4;
        for (int j = 0; j < wholeColumns; j += 4) {
            squares(wholeRows >> 2, x, xo + j * xColumn, xColumn, 4, y, yo + j, yRow, 4 * yRow);
        }
        rest(m, n, wholeRows, wholeColumns, x, xo, xColumn, y, yo, yRow);
    }

    private static void panel(int k, float[] x, int xo, int xRow, float[] y, int yo) {
        for (int i = 0; i < k; i++) {
            FloatVector.fromArray(S, x, xo + i * xRow).intoArray(y, yo + i * 2 * L);
            FloatVector.fromArray(S, x, xo + i * xRow + L).intoArray(y, yo + i * 2 * L + L);
        }
    }

    private static void panelTransposed(int k, float[] x, int xo, int xColumn, float[] y, int yo) {
        int width = MatmulTile.WIDTH;
        int whole = k & -4;
        for (int j = 0; j < width; j += 4) {
            squares(whole >> 2, x, xo + j * xColumn, xColumn, 4, y, yo + j, MatmulTile.WIDTH, 4 * MatmulTile.WIDTH);
        }
        rest(k, width, whole, width, x, xo, xColumn, y, yo, width);
    }

    /// Transposes squares of 4 × 4, the next one `xNext` and `yNext` further. Callers pass constant
    /// strides where they can, so that the bounds checks can leave the loop.
    private static void squares(int n, float[] x, int xo, int xRow, int xNext, float[] y, int yo, int yRow, int yNext) {
        for (int i = 0; i < n; i++) {
            int from = xo + i * xNext;
            int to = yo + i * yNext;
            var x0 = FloatVector.fromArray(S4, x, from);
            var x1 = FloatVector.fromArray(S4, x, from + xRow);
            var x2 = FloatVector.fromArray(S4, x, from + 2 * xRow);
            var x3 = FloatVector.fromArray(S4, x, from + 3 * xRow);
            // swap the off-diagonal elements of each 2 × 2 square, then the off-diagonal squares
            var left0 = x0.blend(x1.rearrange(BY_ONE), ODD);
            var left1 = x0.rearrange(BY_ONE).blend(x1, ODD);
            var right0 = x2.blend(x3.rearrange(BY_ONE), ODD);
            var right1 = x2.rearrange(BY_ONE).blend(x3, ODD);
            left0.blend(right0.rearrange(BY_TWO), UPPER).intoArray(y, to);
            left1.blend(right1.rearrange(BY_TWO), UPPER).intoArray(y, to + yRow);
            left0.rearrange(BY_TWO).blend(right0, UPPER).intoArray(y, to + 2 * yRow);
            left1.rearrange(BY_TWO).blend(right1, UPPER).intoArray(y, to + 3 * yRow);
        }
    }

    /// Transposes what the squares leave: rows from `doneRows` on, and columns from `doneColumns` on.
    private static void rest(int m, int n, int doneRows, int doneColumns, float[] x, int xo, int xColumn, float[] y,
            int yo, int yRow) {
        // the longer axis is the inner loop
        for (int j = doneColumns; j < n; j++) {
            for (int i = 0; i < doneRows; i++) {
                y[yo + i * yRow + j] = x[xo + j * xColumn + i];
            }
        }
        for (int i = doneRows; i < m; i++) {
            for (int j = 0; j < n; j++) {
                y[yo + i * yRow + j] = x[xo + j * xColumn + i];
            }
        }
    }
}
