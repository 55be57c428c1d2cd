package glissade.tensor.kernel;

import static glissade.tensor.kernel.Matmul.BLOCK;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// Small matrix products, and products with a vector: no packing, B is read where it stands if its rows are contiguous
/// and as long as a vector.
///
/// What is left over at the right or lower edge is done by a full tile moved back inside, which computes some elements
/// twice: each is a chain of its own, so the bits are the same.
final class MatmulDirect {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    /// Rows of a tile, and the least number for which rearranging B pays.
    private static final int HEIGHT = 4;

    /// Rows of a taller tile, of which the chains hide the latency of an addition; vectors of 512 bits come with registers enough.
    private static final int TALL = MatmulTall.HEIGHT;
    private static final boolean HAS_TALL = L >= 16;

    /// Elements of B up to which it is used unpacked: it stays in the first-level cache. A transposed B must be rearranged anyway, and only
    /// the smallest ones are not worth panels.
    private static final int SMALL = 4608;
    private static final int SMALL_TRANSPOSED = 2048;

    private static final float[] NOTHING = new float[4 * L];

    static {
        Arrays.fill(NOTHING, -0f);
    }

    private MatmulDirect() {}

    /// Whether this way is the faster one.
    static boolean suits(int m, int n, int k, int bColumn) {
        return m < HEIGHT || n == 1 || (long) n * k <= (bColumn == 1 ? SMALL : SMALL_TRANSPOSED);
    }

    /// As [Matmul#block].
    static void multiply(int m, int n, int k, float[] a, int ao, int aRow, int aStep, float[] b, int bo, int bStep,
            int bColumn, float @Nullable [] bias, int biasOffset, float[] c, int co, int cRow) {
        if (n == 1 && m > 1 && cRow == 1) {
            // a column is the row bᵀ · Aᵀ
            multiply(1, m, k, b, bo, bColumn, bStep, a, ao, aStep, aRow, null, 0, c, co, m);
            if (bias != null) {
                for (int i = 0; i < m; i++) {
                    c[co + i] += bias[biasOffset];
                }
            }
        } else if (m < HEIGHT && (n < L || bColumn != 1)) {
            for (int i = 0; i < m; i++) {
                dots(n, k, a, ao + i * aRow, aStep, b, bo, bStep, bColumn, bias, biasOffset, c, co + i * cRow);
            }
        } else if (n < L) {
            narrow(m, n, k, a, ao, aRow, aStep, b, bo, bStep, bColumn, bias, biasOffset, c, co, cRow);
        } else if (bColumn != 1) {
            float[] rows = Scratch.floats(Scratch.Use.RIGHT, k * n);
            Packing.rows(k, n, b, bo, bStep, bColumn, rows, 0, n);
            wide(m, n, k, a, ao, aRow, aStep, rows, 0, n, bias, biasOffset, c, co, cRow);
        } else {
            wide(m, n, k, a, ao, aRow, aStep, b, bo, bStep, bias, biasOffset, c, co, cRow);
        }
    }

    /// Fewer columns than lanes: B, the bias and C are widened to a vector, whose other lanes come to nothing.
    private static void narrow(int m, int n, int k, float[] a, int ao, int aRow, int aStep, float[] b, int bo,
            int bStep, int bColumn, float @Nullable [] bias, int biasOffset, float[] c, int co, int cRow) {
        float[] panel = Scratch.floats(Scratch.Use.RIGHT, k * L);
        Packing.rows(k, n, b, bo, bStep, bColumn, panel, 0, L);
        float @Nullable [] last = null;
        if (bias != null) {
            last = Scratch.floats(Scratch.Use.BIAS, L);
            System.arraycopy(bias, biasOffset, last, 0, n);
        }
        int most = 16;
        float[] rows = Scratch.floats(Scratch.Use.RESULT, most * L);
        for (int i = 0; i < m; i += most) {
            int height = Math.min(most, m - i);
            wide(height, L, k, a, ao + i * aRow, aRow, aStep, panel, 0, L, last, 0, rows, 0, L);
            for (int r = 0; r < height; r++) {
                System.arraycopy(rows, r * L, c, co + (i + r) * cRow, n);
            }
        }
    }

    /// At least as many columns as lanes, and contiguous rows of B.
    private static void wide(int m, int n, int k, float[] a, int ao, int aRow, int aStep, float[] b, int bo, int bStep,
            float @Nullable [] bias, int biasOffset, float[] c, int co, int cRow) {
        float[] last = bias == null ? NOTHING : bias;
        int at = bias == null ? 0 : biasOffset;
        int perColumn = bias == null ? 0 : 1;
        if (m < HEIGHT) {
            for (int i = 0; i < m; i++) {
                int from = ao + i * aRow;
                int to = co + i * cRow;
                int j = 0;
                for (; j <= n - 4 * L; j += 4 * L) {
                    row4(k, a, from, aStep, b, bo + j, bStep, last, at + j * perColumn, c, to + j);
                }
                for (; j < n; j += L) {
                    int column = Math.min(j, n - L);
                    row1(k, a, from, aStep, b, bo + column, bStep, last, at + column * perColumn, c, to + column);
                }
            }
            return;
        }
        boolean isTall = HAS_TALL && k <= BLOCK;
        for (int i = 0; i < m;) {
            int height = isTall && m - i > HEIGHT && m >= TALL ? TALL : HEIGHT;
            int row = Math.min(i, m - height);
            int from = ao + row * aRow;
            int to = co + row * cRow;
            // of two vectors the second may overlap the first
            for (int j = 0; j < n; j += 2 * L) {
                int column = n - j > L ? j : n - L;
                int second = Math.min(L, n - L - column);
                int lastAt = at + column * perColumn;
                if (second == 0) {
                    tile1(height, k, a, from, aRow, aStep, b, bo + column, bStep, last, lastAt, c, to + column, cRow);
                } else if (height == TALL) {
                    MatmulTall.two(k, a, from, aRow, aStep, b, bo + column, bStep, second, last, lastAt, c, to + column,
                            cRow);
                } else {
                    tile2(k, a, from, aRow, aStep, b, bo + column, bStep, second, last, lastAt, c, to + column, cRow);
                }
            }
            i += height;
        }
    }

    private static void tile1(int height, int k, float[] a, int ao, int aRow, int aStep, float[] b, int bo, int bStep,
            float[] last, int lastAt, float[] c, int co, int cRow) {
        if (height == TALL) {
            MatmulTall.one(k, a, ao, aRow, aStep, b, bo, bStep, last, lastAt, c, co, cRow);
        } else {
            tile1(k, a, ao, aRow, aStep, b, bo, bStep, last, lastAt, c, co, cRow);
        }
    }

    private static void tile2(int k, float[] a, int ao, int aRow, int aStep, float[] b, int bo, int bStep,
            int second, float[] last, int lastAt, float[] c, int co, int cRow) {
        var none = FloatVector.broadcast(S, -0f);
        var zero = FloatVector.zero(S);
        FloatVector sum00 = none, sum01 = none;
        FloatVector sum10 = none, sum11 = none;
        FloatVector sum20 = none, sum21 = none;
        FloatVector sum30 = none, sum31 = none;
        for (int from = 0; from < k; from += BLOCK) {
            int to = Math.min(k, from + BLOCK);
            FloatVector s00 = zero, s01 = zero;
            FloatVector s10 = zero, s11 = zero;
            FloatVector s20 = zero, s21 = zero;
            FloatVector s30 = zero, s31 = zero;
            for (int p = from; p < to; p++) {
                var b0 = FloatVector.fromArray(S, b, bo + p * bStep);
                var b1 = FloatVector.fromArray(S, b, bo + p * bStep + second);
                var a0 = FloatVector.broadcast(S, a[ao + p * aStep]);
                s00 = a0.fma(b0, s00);
                s01 = a0.fma(b1, s01);
                var a1 = FloatVector.broadcast(S, a[ao + aRow + p * aStep]);
                s10 = a1.fma(b0, s10);
                s11 = a1.fma(b1, s11);
                var a2 = FloatVector.broadcast(S, a[ao + 2 * aRow + p * aStep]);
                s20 = a2.fma(b0, s20);
                s21 = a2.fma(b1, s21);
                var a3 = FloatVector.broadcast(S, a[ao + 3 * aRow + p * aStep]);
                s30 = a3.fma(b0, s30);
                s31 = a3.fma(b1, s31);
            }
            sum00 = sum00.add(s00);
            sum01 = sum01.add(s01);
            sum10 = sum10.add(s10);
            sum11 = sum11.add(s11);
            sum20 = sum20.add(s20);
            sum21 = sum21.add(s21);
            sum30 = sum30.add(s30);
            sum31 = sum31.add(s31);
        }
        var last0 = FloatVector.fromArray(S, last, lastAt);
        var last1 = FloatVector.fromArray(S, last, lastAt + second);
        sum00.add(last0).intoArray(c, co);
        sum01.add(last1).intoArray(c, co + second);
        sum10.add(last0).intoArray(c, co + cRow);
        sum11.add(last1).intoArray(c, co + cRow + second);
        sum20.add(last0).intoArray(c, co + 2 * cRow);
        sum21.add(last1).intoArray(c, co + 2 * cRow + second);
        sum30.add(last0).intoArray(c, co + 3 * cRow);
        sum31.add(last1).intoArray(c, co + 3 * cRow + second);
    }

    private static void tile1(int k, float[] a, int ao, int aRow, int aStep, float[] b, int bo, int bStep,
            float[] last, int lastAt, float[] c, int co, int cRow) {
        var none = FloatVector.broadcast(S, -0f);
        var zero = FloatVector.zero(S);
        FloatVector sum0 = none;
        FloatVector sum1 = none;
        FloatVector sum2 = none;
        FloatVector sum3 = none;
        for (int from = 0; from < k; from += BLOCK) {
            int to = Math.min(k, from + BLOCK);
            FloatVector s0 = zero;
            FloatVector s1 = zero;
            FloatVector s2 = zero;
            FloatVector s3 = zero;
            for (int p = from; p < to; p++) {
                var b0 = FloatVector.fromArray(S, b, bo + p * bStep);
                var a0 = FloatVector.broadcast(S, a[ao + p * aStep]);
                s0 = a0.fma(b0, s0);
                var a1 = FloatVector.broadcast(S, a[ao + aRow + p * aStep]);
                s1 = a1.fma(b0, s1);
                var a2 = FloatVector.broadcast(S, a[ao + 2 * aRow + p * aStep]);
                s2 = a2.fma(b0, s2);
                var a3 = FloatVector.broadcast(S, a[ao + 3 * aRow + p * aStep]);
                s3 = a3.fma(b0, s3);
            }
            sum0 = sum0.add(s0);
            sum1 = sum1.add(s1);
            sum2 = sum2.add(s2);
            sum3 = sum3.add(s3);
        }
        var last0 = FloatVector.fromArray(S, last, lastAt);
        sum0.add(last0).intoArray(c, co);
        sum1.add(last0).intoArray(c, co + cRow);
        sum2.add(last0).intoArray(c, co + 2 * cRow);
        sum3.add(last0).intoArray(c, co + 3 * cRow);
    }

    private static void row4(int k, float[] a, int ao, int aStep, float[] b, int bo, int bStep, float[] last,
            int lastAt, float[] c, int co) {
        var none = FloatVector.broadcast(S, -0f);
        var zero = FloatVector.zero(S);
        FloatVector sum0 = none, sum1 = none, sum2 = none, sum3 = none;
        for (int from = 0; from < k; from += BLOCK) {
            int to = Math.min(k, from + BLOCK);
            FloatVector s0 = zero, s1 = zero, s2 = zero, s3 = zero;
            for (int p = from; p < to; p++) {
                var b0 = FloatVector.fromArray(S, b, bo + p * bStep);
                var b1 = FloatVector.fromArray(S, b, bo + p * bStep + L);
                var b2 = FloatVector.fromArray(S, b, bo + p * bStep + 2 * L);
                var b3 = FloatVector.fromArray(S, b, bo + p * bStep + 3 * L);
                var a0 = FloatVector.broadcast(S, a[ao + p * aStep]);
                s0 = a0.fma(b0, s0);
                s1 = a0.fma(b1, s1);
                s2 = a0.fma(b2, s2);
                s3 = a0.fma(b3, s3);
            }
            sum0 = sum0.add(s0);
            sum1 = sum1.add(s1);
            sum2 = sum2.add(s2);
            sum3 = sum3.add(s3);
        }
        var last0 = FloatVector.fromArray(S, last, lastAt);
        var last1 = FloatVector.fromArray(S, last, lastAt + L);
        var last2 = FloatVector.fromArray(S, last, lastAt + 2 * L);
        var last3 = FloatVector.fromArray(S, last, lastAt + 3 * L);
        sum0.add(last0).intoArray(c, co);
        sum1.add(last1).intoArray(c, co + L);
        sum2.add(last2).intoArray(c, co + 2 * L);
        sum3.add(last3).intoArray(c, co + 3 * L);
    }

    private static void row1(int k, float[] a, int ao, int aStep, float[] b, int bo, int bStep, float[] last,
            int lastAt, float[] c, int co) {
        var none = FloatVector.broadcast(S, -0f);
        var zero = FloatVector.zero(S);
        FloatVector sum0 = none;
        for (int from = 0; from < k; from += BLOCK) {
            int to = Math.min(k, from + BLOCK);
            FloatVector s0 = zero;
            for (int p = from; p < to; p++) {
                var b0 = FloatVector.fromArray(S, b, bo + p * bStep);
                var a0 = FloatVector.broadcast(S, a[ao + p * aStep]);
                s0 = a0.fma(b0, s0);
            }
            sum0 = sum0.add(s0);
        }
        var last0 = FloatVector.fromArray(S, last, lastAt);
        sum0.add(last0).intoArray(c, co);
    }

    /// A row of A by a transposed B, or by one with fewer columns than a vector has lanes.
    private static void dots(int n, int k, float[] a, int ao, int aStep, float[] b, int bo, int bStep, int bColumn,
            float @Nullable [] bias, int biasOffset, float[] c, int co) {
        if (bStep == 1) {
            DotProducts.of(n, k, a, ao, aStep, b, bo, bColumn, c, co);
        } else {
            for (int j = 0; j < n; j++) {
                c[co + j] = DotProducts.one(k, a, ao, aStep, b, bo + j * bColumn, bStep);
            }
        }
        if (bias != null) {
            Matmul.addTo(n, c, co, bias, biasOffset);
        }
    }
}
