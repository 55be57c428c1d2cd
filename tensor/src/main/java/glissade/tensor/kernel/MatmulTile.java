package glissade.tensor.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The innermost loops of the packed matrix product: a tile of C, some rows high and two vectors wide, kept in
/// registers while k runs.
///
/// One method a height, every accumulator a local variable: an array of vectors, or a loop over rows, would put them
/// into memory. `a` holds the tile's rows of A, one each `STRIDE` elements; `b` a panel of B, `WIDTH` elements a step
/// of k, from `bo`. Each element of C becomes `(from + chain) + last`; where there is nothing to add, [#NOTHING]
/// serves, as adding −0 changes no number. All are read and written at full width: edges are the caller's business.
final class MatmulTile {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    /// Columns of a tile.
    static final int WIDTH = 2 * L;

    /// From a row of A to the next. Not a power of two, lest the rows compete for the same cache sets.
    static final int STRIDE = Matmul.BLOCK + 16;

    /// 512-bit vectors come with 32 registers; narrower ones may have only 16.
    private static final boolean MANY_REGISTERS = L >= 16;

    /// The greatest height of a tile.
    static final int MAX_HEIGHT = MANY_REGISTERS ? 12 : 6;

    /// As many −0 as a tile has columns.
    static final float[] NOTHING = new float[WIDTH];

    static {
        Arrays.fill(NOTHING, -0f);
    }

    private MatmulTile() {}

    /// The height of the next tile where `rows` rows are left. It may exceed `rows`; heights are chosen so that few
    /// rows are wasted.
    static int height(int rows) {
        if (MANY_REGISTERS) {
            return rows > 16 || rows > 8 && rows <= 12 ? 12 : rows > 4 ? 8 : 4;
        }
        return rows > 8 || rows == 5 || rows == 6 ? 6 : 4;
    }

    /// Computes a tile of `height` rows, one of those that [#height] returns.
    static void run(int height, int k, float[] a, float[] b, int bo, float[] from, int fromAt, int fromRow,
            float[] last, int lastAt, float[] c, int co, int cRow) {
        switch (height) {
            case 4 -> rows4(k, a, b, bo, from, fromAt, fromRow, last, lastAt, c, co, cRow);
            case 6 -> rows6(k, a, b, bo, from, fromAt, fromRow, last, lastAt, c, co, cRow);
            case 8 -> rows8(k, a, b, bo, from, fromAt, fromRow, last, lastAt, c, co, cRow);
            default -> rows12(k, a, b, bo, from, fromAt, fromRow, last, lastAt, c, co, cRow);
        }
    }

    private static void rows4(int k, float[] a, float[] b, int bo, float[] from, int fromAt, int fromRow,
            float[] last, int lastAt, float[] c, int co, int cRow) {
        var zero = FloatVector.zero(S);
        FloatVector s0 = zero, t0 = zero;
        FloatVector s1 = zero, t1 = zero;
        FloatVector s2 = zero, t2 = zero;
        FloatVector s3 = zero, t3 = zero;
        for (int p = 0; p < k; p++) {
            var b0 = FloatVector.fromArray(S, b, bo + p * WIDTH);
            var b1 = FloatVector.fromArray(S, b, bo + p * WIDTH + L);
            var a0 = FloatVector.broadcast(S, a[p]);
            s0 = a0.fma(b0, s0);
            t0 = a0.fma(b1, t0);
            var a1 = FloatVector.broadcast(S, a[STRIDE + p]);
            s1 = a1.fma(b0, s1);
            t1 = a1.fma(b1, t1);
            var a2 = FloatVector.broadcast(S, a[2 * STRIDE + p]);
            s2 = a2.fma(b0, s2);
            t2 = a2.fma(b1, t2);
            var a3 = FloatVector.broadcast(S, a[3 * STRIDE + p]);
            s3 = a3.fma(b0, s3);
            t3 = a3.fma(b1, t3);
        }
        var last0 = FloatVector.fromArray(S, last, lastAt);
        var last1 = FloatVector.fromArray(S, last, lastAt + L);
        s0.add(FloatVector.fromArray(S, from, fromAt)).add(last0).intoArray(c, co);
        t0.add(FloatVector.fromArray(S, from, fromAt + L)).add(last1).intoArray(c, co + L);
        s1.add(FloatVector.fromArray(S, from, fromAt + fromRow)).add(last0).intoArray(c, co + cRow);
        t1.add(FloatVector.fromArray(S, from, fromAt + fromRow + L)).add(last1).intoArray(c, co + cRow + L);
        s2.add(FloatVector.fromArray(S, from, fromAt + 2 * fromRow)).add(last0).intoArray(c, co + 2 * cRow);
        t2.add(FloatVector.fromArray(S, from, fromAt + 2 * fromRow + L)).add(last1).intoArray(c, co + 2 * cRow + L);
        s3.add(FloatVector.fromArray(S, from, fromAt + 3 * fromRow)).add(last0).intoArray(c, co + 3 * cRow);
        t3.add(FloatVector.fromArray(S, from, fromAt + 3 * fromRow + L)).add(last1).intoArray(c, co + 3 * cRow + L);
    }

    private static void rows6(int k, float[] a, float[] b, int bo, float[] from, int fromAt, int fromRow,
            float[] last, int lastAt, float[] c, int co, int cRow) {
        var zero = FloatVector.zero(S);
        FloatVector s0 = zero, t0 = zero;
        FloatVector s1 = zero, t1 = zero;
        FloatVector s2 = zero, t2 = zero;
        FloatVector s3 = zero, t3 = zero;
        FloatVector s4 = zero, t4 = zero;
        FloatVector s5 = zero, t5 = zero;
        for (int p = 0; p < k; p++) {
            var b0 = FloatVector.fromArray(S, b, bo + p * WIDTH);
            var b1 = FloatVector.fromArray(S, b, bo + p * WIDTH + L);
            var a0 = FloatVector.broadcast(S, a[p]);
            s0 = a0.fma(b0, s0);
            t0 = a0.fma(b1, t0);
            var a1 = FloatVector.broadcast(S, a[STRIDE + p]);
            s1 = a1.fma(b0, s1);
            t1 = a1.fma(b1, t1);
            var a2 = FloatVector.broadcast(S, a[2 * STRIDE + p]);
            s2 = a2.fma(b0, s2);
            t2 = a2.fma(b1, t2);
            var a3 = FloatVector.broadcast(S, a[3 * STRIDE + p]);
            s3 = a3.fma(b0, s3);
            t3 = a3.fma(b1, t3);
            var a4 = FloatVector.broadcast(S, a[4 * STRIDE + p]);
            s4 = a4.fma(b0, s4);
            t4 = a4.fma(b1, t4);
            var a5 = FloatVector.broadcast(S, a[5 * STRIDE + p]);
            s5 = a5.fma(b0, s5);
            t5 = a5.fma(b1, t5);
        }
        var last0 = FloatVector.fromArray(S, last, lastAt);
        var last1 = FloatVector.fromArray(S, last, lastAt + L);
        s0.add(FloatVector.fromArray(S, from, fromAt)).add(last0).intoArray(c, co);
        t0.add(FloatVector.fromArray(S, from, fromAt + L)).add(last1).intoArray(c, co + L);
        s1.add(FloatVector.fromArray(S, from, fromAt + fromRow)).add(last0).intoArray(c, co + cRow);
        t1.add(FloatVector.fromArray(S, from, fromAt + fromRow + L)).add(last1).intoArray(c, co + cRow + L);
        s2.add(FloatVector.fromArray(S, from, fromAt + 2 * fromRow)).add(last0).intoArray(c, co + 2 * cRow);
        t2.add(FloatVector.fromArray(S, from, fromAt + 2 * fromRow + L)).add(last1).intoArray(c, co + 2 * cRow + L);
        s3.add(FloatVector.fromArray(S, from, fromAt + 3 * fromRow)).add(last0).intoArray(c, co + 3 * cRow);
        t3.add(FloatVector.fromArray(S, from, fromAt + 3 * fromRow + L)).add(last1).intoArray(c, co + 3 * cRow + L);
        s4.add(FloatVector.fromArray(S, from, fromAt + 4 * fromRow)).add(last0).intoArray(c, co + 4 * cRow);
        t4.add(FloatVector.fromArray(S, from, fromAt + 4 * fromRow + L)).add(last1).intoArray(c, co + 4 * cRow + L);
        s5.add(FloatVector.fromArray(S, from, fromAt + 5 * fromRow)).add(last0).intoArray(c, co + 5 * cRow);
        t5.add(FloatVector.fromArray(S, from, fromAt + 5 * fromRow + L)).add(last1).intoArray(c, co + 5 * cRow + L);
    }

    private static void rows8(int k, float[] a, float[] b, int bo, float[] from, int fromAt, int fromRow,
            float[] last, int lastAt, float[] c, int co, int cRow) {
        var zero = FloatVector.zero(S);
        FloatVector s0 = zero, t0 = zero;
        FloatVector s1 = zero, t1 = zero;
        FloatVector s2 = zero, t2 = zero;
        FloatVector s3 = zero, t3 = zero;
        FloatVector s4 = zero, t4 = zero;
        FloatVector s5 = zero, t5 = zero;
        FloatVector s6 = zero, t6 = zero;
        FloatVector s7 = zero, t7 = zero;
        for (int p = 0; p < k; p++) {
            var b0 = FloatVector.fromArray(S, b, bo + p * WIDTH);
            var b1 = FloatVector.fromArray(S, b, bo + p * WIDTH + L);
            var a0 = FloatVector.broadcast(S, a[p]);
            s0 = a0.fma(b0, s0);
            t0 = a0.fma(b1, t0);
            var a1 = FloatVector.broadcast(S, a[STRIDE + p]);
            s1 = a1.fma(b0, s1);
            t1 = a1.fma(b1, t1);
            var a2 = FloatVector.broadcast(S, a[2 * STRIDE + p]);
            s2 = a2.fma(b0, s2);
            t2 = a2.fma(b1, t2);
            var a3 = FloatVector.broadcast(S, a[3 * STRIDE + p]);
            s3 = a3.fma(b0, s3);
            t3 = a3.fma(b1, t3);
            var a4 = FloatVector.broadcast(S, a[4 * STRIDE + p]);
            s4 = a4.fma(b0, s4);
            t4 = a4.fma(b1, t4);
            var a5 = FloatVector.broadcast(S, a[5 * STRIDE + p]);
            s5 = a5.fma(b0, s5);
            t5 = a5.fma(b1, t5);
            var a6 = FloatVector.broadcast(S, a[6 * STRIDE + p]);
            s6 = a6.fma(b0, s6);
            t6 = a6.fma(b1, t6);
            var a7 = FloatVector.broadcast(S, a[7 * STRIDE + p]);
            s7 = a7.fma(b0, s7);
            t7 = a7.fma(b1, t7);
        }
        var last0 = FloatVector.fromArray(S, last, lastAt);
        var last1 = FloatVector.fromArray(S, last, lastAt + L);
        s0.add(FloatVector.fromArray(S, from, fromAt)).add(last0).intoArray(c, co);
        t0.add(FloatVector.fromArray(S, from, fromAt + L)).add(last1).intoArray(c, co + L);
        s1.add(FloatVector.fromArray(S, from, fromAt + fromRow)).add(last0).intoArray(c, co + cRow);
        t1.add(FloatVector.fromArray(S, from, fromAt + fromRow + L)).add(last1).intoArray(c, co + cRow + L);
        s2.add(FloatVector.fromArray(S, from, fromAt + 2 * fromRow)).add(last0).intoArray(c, co + 2 * cRow);
        t2.add(FloatVector.fromArray(S, from, fromAt + 2 * fromRow + L)).add(last1).intoArray(c, co + 2 * cRow + L);
        s3.add(FloatVector.fromArray(S, from, fromAt + 3 * fromRow)).add(last0).intoArray(c, co + 3 * cRow);
        t3.add(FloatVector.fromArray(S, from, fromAt + 3 * fromRow + L)).add(last1).intoArray(c, co + 3 * cRow + L);
        s4.add(FloatVector.fromArray(S, from, fromAt + 4 * fromRow)).add(last0).intoArray(c, co + 4 * cRow);
        t4.add(FloatVector.fromArray(S, from, fromAt + 4 * fromRow + L)).add(last1).intoArray(c, co + 4 * cRow + L);
        s5.add(FloatVector.fromArray(S, from, fromAt + 5 * fromRow)).add(last0).intoArray(c, co + 5 * cRow);
        t5.add(FloatVector.fromArray(S, from, fromAt + 5 * fromRow + L)).add(last1).intoArray(c, co + 5 * cRow + L);
        s6.add(FloatVector.fromArray(S, from, fromAt + 6 * fromRow)).add(last0).intoArray(c, co + 6 * cRow);
        t6.add(FloatVector.fromArray(S, from, fromAt + 6 * fromRow + L)).add(last1).intoArray(c, co + 6 * cRow + L);
        s7.add(FloatVector.fromArray(S, from, fromAt + 7 * fromRow)).add(last0).intoArray(c, co + 7 * cRow);
        t7.add(FloatVector.fromArray(S, from, fromAt + 7 * fromRow + L)).add(last1).intoArray(c, co + 7 * cRow + L);
    }

    private static void rows12(int k, float[] a, float[] b, int bo, float[] from, int fromAt, int fromRow,
            float[] last, int lastAt, float[] c, int co, int cRow) {
        var zero = FloatVector.zero(S);
        FloatVector s0 = zero, t0 = zero;
        FloatVector s1 = zero, t1 = zero;
        FloatVector s2 = zero, t2 = zero;
        FloatVector s3 = zero, t3 = zero;
        FloatVector s4 = zero, t4 = zero;
        FloatVector s5 = zero, t5 = zero;
        FloatVector s6 = zero, t6 = zero;
        FloatVector s7 = zero, t7 = zero;
        FloatVector s8 = zero, t8 = zero;
        FloatVector s9 = zero, t9 = zero;
        FloatVector s10 = zero, t10 = zero;
        FloatVector s11 = zero, t11 = zero;
        for (int p = 0; p < k; p++) {
            var b0 = FloatVector.fromArray(S, b, bo + p * WIDTH);
            var b1 = FloatVector.fromArray(S, b, bo + p * WIDTH + L);
            var a0 = FloatVector.broadcast(S, a[p]);
            s0 = a0.fma(b0, s0);
            t0 = a0.fma(b1, t0);
            var a1 = FloatVector.broadcast(S, a[STRIDE + p]);
            s1 = a1.fma(b0, s1);
            t1 = a1.fma(b1, t1);
            var a2 = FloatVector.broadcast(S, a[2 * STRIDE + p]);
            s2 = a2.fma(b0, s2);
            t2 = a2.fma(b1, t2);
            var a3 = FloatVector.broadcast(S, a[3 * STRIDE + p]);
            s3 = a3.fma(b0, s3);
            t3 = a3.fma(b1, t3);
            var a4 = FloatVector.broadcast(S, a[4 * STRIDE + p]);
            s4 = a4.fma(b0, s4);
            t4 = a4.fma(b1, t4);
            var a5 = FloatVector.broadcast(S, a[5 * STRIDE + p]);
            s5 = a5.fma(b0, s5);
            t5 = a5.fma(b1, t5);
            var a6 = FloatVector.broadcast(S, a[6 * STRIDE + p]);
            s6 = a6.fma(b0, s6);
            t6 = a6.fma(b1, t6);
            var a7 = FloatVector.broadcast(S, a[7 * STRIDE + p]);
            s7 = a7.fma(b0, s7);
            t7 = a7.fma(b1, t7);
            var a8 = FloatVector.broadcast(S, a[8 * STRIDE + p]);
            s8 = a8.fma(b0, s8);
            t8 = a8.fma(b1, t8);
            var a9 = FloatVector.broadcast(S, a[9 * STRIDE + p]);
            s9 = a9.fma(b0, s9);
            t9 = a9.fma(b1, t9);
            var a10 = FloatVector.broadcast(S, a[10 * STRIDE + p]);
            s10 = a10.fma(b0, s10);
            t10 = a10.fma(b1, t10);
            var a11 = FloatVector.broadcast(S, a[11 * STRIDE + p]);
            s11 = a11.fma(b0, s11);
            t11 = a11.fma(b1, t11);
        }
        var last0 = FloatVector.fromArray(S, last, lastAt);
        var last1 = FloatVector.fromArray(S, last, lastAt + L);
        s0.add(FloatVector.fromArray(S, from, fromAt)).add(last0).intoArray(c, co);
        t0.add(FloatVector.fromArray(S, from, fromAt + L)).add(last1).intoArray(c, co + L);
        s1.add(FloatVector.fromArray(S, from, fromAt + fromRow)).add(last0).intoArray(c, co + cRow);
        t1.add(FloatVector.fromArray(S, from, fromAt + fromRow + L)).add(last1).intoArray(c, co + cRow + L);
        s2.add(FloatVector.fromArray(S, from, fromAt + 2 * fromRow)).add(last0).intoArray(c, co + 2 * cRow);
        t2.add(FloatVector.fromArray(S, from, fromAt + 2 * fromRow + L)).add(last1).intoArray(c, co + 2 * cRow + L);
        s3.add(FloatVector.fromArray(S, from, fromAt + 3 * fromRow)).add(last0).intoArray(c, co + 3 * cRow);
        t3.add(FloatVector.fromArray(S, from, fromAt + 3 * fromRow + L)).add(last1).intoArray(c, co + 3 * cRow + L);
        s4.add(FloatVector.fromArray(S, from, fromAt + 4 * fromRow)).add(last0).intoArray(c, co + 4 * cRow);
        t4.add(FloatVector.fromArray(S, from, fromAt + 4 * fromRow + L)).add(last1).intoArray(c, co + 4 * cRow + L);
        s5.add(FloatVector.fromArray(S, from, fromAt + 5 * fromRow)).add(last0).intoArray(c, co + 5 * cRow);
        t5.add(FloatVector.fromArray(S, from, fromAt + 5 * fromRow + L)).add(last1).intoArray(c, co + 5 * cRow + L);
        s6.add(FloatVector.fromArray(S, from, fromAt + 6 * fromRow)).add(last0).intoArray(c, co + 6 * cRow);
        t6.add(FloatVector.fromArray(S, from, fromAt + 6 * fromRow + L)).add(last1).intoArray(c, co + 6 * cRow + L);
        s7.add(FloatVector.fromArray(S, from, fromAt + 7 * fromRow)).add(last0).intoArray(c, co + 7 * cRow);
        t7.add(FloatVector.fromArray(S, from, fromAt + 7 * fromRow + L)).add(last1).intoArray(c, co + 7 * cRow + L);
        s8.add(FloatVector.fromArray(S, from, fromAt + 8 * fromRow)).add(last0).intoArray(c, co + 8 * cRow);
        t8.add(FloatVector.fromArray(S, from, fromAt + 8 * fromRow + L)).add(last1).intoArray(c, co + 8 * cRow + L);
        s9.add(FloatVector.fromArray(S, from, fromAt + 9 * fromRow)).add(last0).intoArray(c, co + 9 * cRow);
        t9.add(FloatVector.fromArray(S, from, fromAt + 9 * fromRow + L)).add(last1).intoArray(c, co + 9 * cRow + L);
        s10.add(FloatVector.fromArray(S, from, fromAt + 10 * fromRow)).add(last0).intoArray(c, co + 10 * cRow);
        t10.add(FloatVector.fromArray(S, from, fromAt + 10 * fromRow + L)).add(last1).intoArray(c, co + 10 * cRow + L);
        s11.add(FloatVector.fromArray(S, from, fromAt + 11 * fromRow)).add(last0).intoArray(c, co + 11 * cRow);
        t11.add(FloatVector.fromArray(S, from, fromAt + 11 * fromRow + L)).add(last1).intoArray(c, co + 11 * cRow + L);
    }
}
