package glissade.tensor.kernel;

import glissade.tensor.Threads;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Matrix product, `C = op(A) · op(B) + bias`, where op is the matrix itself or its transpose.
///
/// The definition, for each element `C[i, j]` on its own: k is cut at multiples of [#BLOCK]. In a block,
/// `s ← fma(A[i, p], B[p, j], s)` from `s = +0` with p ascending. The first block's s is the sum, further ones are
/// added to it in order, and last the bias `bias[j]`, each addition rounded once. Without any k the sum is +0.
///
/// So neither tiles nor threads change a bit. (Which of several NaN comes out is left open: Java sees one NaN.)
///
/// This class says so in plain loops; [VectorMatmul] is its fast twin. C must not overlap the other arrays. No
/// argument is checked. Stateless and thread-safe.
public class Matmul {
    /// How many steps of k form one chain.
    static final int BLOCK = 256;

    /// Columns of B copied and worked on together here.
    private static final int COLUMNS = 256;

    /// Below this many multiply-adds a piece is not worth another thread: about 80 µs at full speed, where waking a parked thread takes some 50.
    private static final long PIECE = 1L << 22;

    /// `C[m, n] = op(A) · op(B) + bias`, rows contiguous, each array from its offset on.
    ///
    /// A is stored as `[m, k]`, or as `[k, m]` if transposed; B as `[k, n]`, or as `[n, k]` if transposed; `bias`, if
    /// there is one, as `[n]`.
    public final void multiply(boolean transposeA, boolean transposeB, int m, int n, int k, float[] a, int ao,
            float[] b, int bo, float @Nullable [] bias, int biasOffset, float[] c, int co) {
        if (m == 0 || n == 0) {
            return;
        }
        int aRow = transposeA ? 1 : k;
        int aStep = transposeA ? m : 1;
        int bStep = transposeB ? 1 : n;
        int bColumn = transposeB ? k : 1;
        if ((long) m * n * k < 2 * PIECE || Threads.limit() == 1) {
            block(m, n, k, a, ao, aRow, aStep, b, bo, bStep, bColumn, bias, biasOffset, c, co, n);
            return;
        }
        // one piece a thread, by halves of the longer side: with two, both are packed twice as often, which costs more than a slow thread
        int pieces = Threads.limit();
        int rows = m;
        int columns = n;
        while (Math.ceilDiv(m, rows) * Math.ceilDiv(n, columns) < pieces && (long) rows * columns * k >= 2 * PIECE
                && (rows > 8 || columns > 64)) {
            if (rows >= columns || columns <= 64) {
                rows = Math.ceilDiv(rows, 16) * 8;
            } else {
                columns = Math.ceilDiv(columns, 128) * 64;
            }
        }
        int height = rows;
        int width = columns;
        int across = Math.ceilDiv(n, width);
        Parallel.forEach(Math.ceilDiv(m, height) * across, piece -> {
            int i = piece / across * height;
            int j = piece % across * width;
            block(Math.min(height, m - i), Math.min(width, n - j), k, a, ao + i * aRow, aRow, aStep, b,
                    bo + j * bColumn, bStep, bColumn, bias, biasOffset + j, c, co + i * n + j, n);
        });
    }

    /// One rectangle of C on this thread. `A[i, p]` is `a[ao + i·aRow + p·aStep]`, `B[p, j]` is
    /// `b[bo + p·bStep + j·bColumn]`, `C[i, j]` is `c[co + i·cRow + j]`; of A's two strides one is 1, and of B's.
    void block(int m, int n, int k, float[] a, int ao, int aRow, int aStep, float[] b, int bo, int bStep, int bColumn,
            float @Nullable [] bias, int biasOffset, float[] c, int co, int cRow) {
        if (k == 0) {
            for (int i = 0; i < m; i++) {
                Arrays.fill(c, co + i * cRow, co + i * cRow + n, 0f);
            }
        }
        for (int j = 0; j < n; j += COLUMNS) {
            int width = Math.min(COLUMNS, n - j);
            for (int p = 0; p < k; p += BLOCK) {
                int depth = Math.min(BLOCK, k - p);
                float[][] rows = Scratch.rows(depth + 1, width);
                for (int r = 0; r < depth; r++) {
                    copy(width, b, bo + (p + r) * bStep + j * bColumn, bColumn, rows[r]);
                }
                float[] sums = rows[depth];
                for (int i = 0; i < m; i++) {
                    chains(width, depth, a, ao + i * aRow + p * aStep, aStep, rows, sums);
                    if (p == 0) {
                        System.arraycopy(sums, 0, c, co + i * cRow + j, width);
                    } else {
                        addTo(width, c, co + i * cRow + j, sums, 0);
                    }
                }
            }
        }
        if (bias != null) {
            for (int i = 0; i < m; i++) {
                addTo(n, c, co + i * cRow, bias, biasOffset);
            }
        }
    }

    /// One block of k for a piece of a row of C. The compiler turns the inner loop into vectors only because all its
    /// arrays are indexed alike; hence the copy of B, an array a row.
    private static void chains(int n, int depth, float[] a, int ao, int aStep, float[][] b, float[] sums) {
        Arrays.fill(sums, 0, n, 0f);
        for (int p = 0; p < depth; p++) {
            float x = a[ao + p * aStep];
            float[] row = b[p];
            for (int j = 0; j < n; j++) {
                sums[j] = Math.fma(x, row[j], sums[j]);
            }
        }
    }

    private static void copy(int n, float[] x, int xo, int step, float[] y) {
        if (step == 1) {
            System.arraycopy(x, xo, y, 0, n);
            return;
        }
        for (int j = 0; j < n; j++) {
            y[j] = x[xo + j * step];
        }
    }

    static void addTo(int n, float[] x, int xo, float[] y, int yo) {
        for (int i = 0; i < n; i++) {
            x[xo + i] += y[yo + i];
        }
    }
}
