package glissade.tensor.kernel;

import static glissade.tensor.kernel.Matmul.BLOCK;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// A vector times the rows of a matrix: matrix × vector, and a row times a transposed matrix.
///
/// [Matmul]'s definition makes each product a chain of multiply-adds, in which each waits for the one before, so the lanes of a vector must
/// be chains of different rows, whose elements do not lie together: squares of 8 × 8 are transposed in registers. Vectors of 16
/// lanes hold two such squares, one below the other.
final class DotProducts {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final boolean HAS_SQUARES = L >= 8;

    /// The edge of a square.
    private static final int EDGE = 8;

    private static final VectorShuffle<Float> BY_ONE = VectorShuffle.fromOp(S, lane -> lane ^ 1);
    private static final VectorShuffle<Float> BY_TWO = VectorShuffle.fromOp(S, lane -> lane ^ 2);
    private static final VectorShuffle<Float> BY_FOUR = VectorShuffle.fromOp(S, lane -> lane ^ 4);
    private static final VectorMask<Float> ONE = mask(1);
    private static final VectorMask<Float> TWO = mask(2);
    private static final VectorMask<Float> FOUR = mask(4);
    private static final VectorMask<Float> SECOND_SQUARE = mask(8);

    private DotProducts() {}

    /// The lanes whose number has this bit.
    private static VectorMask<Float> mask(int bit) {
        long lanes = 0;
        for (int lane = 0; lane < L; lane++) {
            lanes |= (lane & bit) == 0 ? 0 : 1L << lane;
        }
        return VectorMask.fromLong(S, lanes);
    }

    /// `y[j] = Σ a[p] · b[j, p]` for n rows of B, each contiguous and `bRow` behind the one before.
    static void of(int n, int k, float[] a, int ao, int aStep, float[] b, int bo, int bRow, float[] y, int yo) {
        int rows = HAS_SQUARES ? L : EDGE;
        if (n < rows) {
            for (int j = 0; j < n; j++) {
                y[yo + j] = one(k, a, ao, aStep, b, bo + j * bRow, 1);
            }
            return;
        }
        for (int j = 0; j < n; j += rows) {
            int row = Math.min(j, n - rows); // the last ones are done twice, to the same bits
            if (HAS_SQUARES) {
                squares(k, a, ao, aStep, b, bo + row * bRow, bRow, y, yo + row);
            } else {
                eight(k, a, ao, aStep, b, bo + row * bRow, bRow, y, yo + row);
            }
        }
    }

    /// A single product.
    static float one(int k, float[] a, int ao, int aStep, float[] b, int bo, int bStep) {
        float sum = -0f;
        for (int from = 0; from < k; from += BLOCK) {
            int to = Math.min(k, from + BLOCK);
            float s = 0;
            for (int p = from; p < to; p++) {
                s = Math.fma(a[ao + p * aStep], b[bo + p * bStep], s);
            }
            sum += s;
        }
        return sum;
    }

    /// As many rows as lanes.
    private static void squares(int k, float[] a, int ao, int aStep, float[] b, int bo, int bRow, float[] y, int yo) {
        var sum = FloatVector.broadcast(S, -0f);
        float[] column = Scratch.floats(Scratch.Use.RESULT, L);
        for (int from = 0; from < k; from += BLOCK) {
            int to = Math.min(k, from + BLOCK);
            var s = FloatVector.zero(S);
            int p = from;
            for (; p <= to - EDGE; p += EDGE) {
                int at = bo + p;
                var x0 = load(b, at, bRow);
                var x1 = load(b, at + bRow, bRow);
                var x2 = load(b, at + 2 * bRow, bRow);
                var x3 = load(b, at + 3 * bRow, bRow);
                var x4 = load(b, at + 4 * bRow, bRow);
                var x5 = load(b, at + 5 * bRow, bRow);
                var x6 = load(b, at + 6 * bRow, bRow);
                var x7 = load(b, at + 7 * bRow, bRow);
                // swap the off-diagonal elements of each 2 × 2 square, then 2 × 2 squares, then 4 × 4 squares
                var u0 = x0.blend(x1.rearrange(BY_ONE), ONE);
                var u1 = x0.rearrange(BY_ONE).blend(x1, ONE);
                var u2 = x2.blend(x3.rearrange(BY_ONE), ONE);
                var u3 = x2.rearrange(BY_ONE).blend(x3, ONE);
                var u4 = x4.blend(x5.rearrange(BY_ONE), ONE);
                var u5 = x4.rearrange(BY_ONE).blend(x5, ONE);
                var u6 = x6.blend(x7.rearrange(BY_ONE), ONE);
                var u7 = x6.rearrange(BY_ONE).blend(x7, ONE);
                var v0 = u0.blend(u2.rearrange(BY_TWO), TWO);
                var v1 = u1.blend(u3.rearrange(BY_TWO), TWO);
                var v2 = u0.rearrange(BY_TWO).blend(u2, TWO);
                var v3 = u1.rearrange(BY_TWO).blend(u3, TWO);
                var v4 = u4.blend(u6.rearrange(BY_TWO), TWO);
                var v5 = u5.blend(u7.rearrange(BY_TWO), TWO);
                var v6 = u4.rearrange(BY_TWO).blend(u6, TWO);
                var v7 = u5.rearrange(BY_TWO).blend(u7, TWO);
                int x = ao + p * aStep;
                s = FloatVector.broadcast(S, a[x]).fma(v0.blend(v4.rearrange(BY_FOUR), FOUR), s);
                s = FloatVector.broadcast(S, a[x + aStep]).fma(v1.blend(v5.rearrange(BY_FOUR), FOUR), s);
                s = FloatVector.broadcast(S, a[x + 2 * aStep]).fma(v2.blend(v6.rearrange(BY_FOUR), FOUR), s);
                s = FloatVector.broadcast(S, a[x + 3 * aStep]).fma(v3.blend(v7.rearrange(BY_FOUR), FOUR), s);
                s = FloatVector.broadcast(S, a[x + 4 * aStep]).fma(v0.rearrange(BY_FOUR).blend(v4, FOUR), s);
                s = FloatVector.broadcast(S, a[x + 5 * aStep]).fma(v1.rearrange(BY_FOUR).blend(v5, FOUR), s);
                s = FloatVector.broadcast(S, a[x + 6 * aStep]).fma(v2.rearrange(BY_FOUR).blend(v6, FOUR), s);
                s = FloatVector.broadcast(S, a[x + 7 * aStep]).fma(v3.rearrange(BY_FOUR).blend(v7, FOUR), s);
            }
            for (; p < to; p++) {
                for (int r = 0; r < L; r++) {
                    column[r] = b[bo + r * bRow + p];
                }
                s = FloatVector.broadcast(S, a[ao + p * aStep]).fma(FloatVector.fromArray(S, column, 0), s);
            }
            sum = sum.add(s);
        }
        sum.intoArray(y, yo);
    }

    /// Eight elements of a row, and with 16 lanes those of the eighth row below it. Both loads stay inside the rows in
    /// between.
    private static FloatVector load(float[] b, int at, int bRow) {
        var first = FloatVector.fromArray(S, b, at);
        return L == EDGE ? first : first.blend(FloatVector.fromArray(S, b, at + EDGE * bRow - EDGE), SECOND_SQUARE);
    }

    /// Where vectors are shorter: eight chains side by side.
    private static void eight(int k, float[] a, int ao, int aStep, float[] b, int bo, int bRow, float[] y, int yo) {
        float sum0 = -0f, sum1 = -0f, sum2 = -0f, sum3 = -0f, sum4 = -0f, sum5 = -0f, sum6 = -0f, sum7 = -0f;
        for (int from = 0; from < k; from += BLOCK) {
            int to = Math.min(k, from + BLOCK);
            float s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
            for (int p = from; p < to; p++) {
                float x = a[ao + p * aStep];
                int at = bo + p;
                s0 = Math.fma(x, b[at], s0);
                s1 = Math.fma(x, b[at + bRow], s1);
                s2 = Math.fma(x, b[at + 2 * bRow], s2);
                s3 = Math.fma(x, b[at + 3 * bRow], s3);
                s4 = Math.fma(x, b[at + 4 * bRow], s4);
                s5 = Math.fma(x, b[at + 5 * bRow], s5);
                s6 = Math.fma(x, b[at + 6 * bRow], s6);
                s7 = Math.fma(x, b[at + 7 * bRow], s7);
            }
            sum0 += s0;
            sum1 += s1;
            sum2 += s2;
            sum3 += s3;
            sum4 += s4;
            sum5 += s5;
            sum6 += s6;
            sum7 += s7;
        }
        y[yo] = sum0;
        y[yo + 1] = sum1;
        y[yo + 2] = sum2;
        y[yo + 3] = sum3;
        y[yo + 4] = sum4;
        y[yo + 5] = sum5;
        y[yo + 6] = sum6;
        y[yo + 7] = sum7;
    }
}
