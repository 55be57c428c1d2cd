package glissade.tensor.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The innermost loop of a weight's gradient: some output channels times two vectors of the patch's elements, kept in registers while the
/// positions run by.
///
/// `a` holds the output's gradient, a channel each [MatmulTile#STRIDE] elements. The patch is not written down: the two vectors of position
/// p stand at `left` and `right` plus `offsets[from + p]`. Each element of C becomes itself plus the chain. A method a height, for the
/// reasons that [MatmulTile] gives; heights are its too.
final class ConvWeightTile {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int STRIDE = MatmulTile.STRIDE;

    private ConvWeightTile() {
    }

    /// Adds `n` positions to a tile of C at `co`, whose second vector is `apart` elements from the first; 0 if there is only one.
    static void run(int height, int n, float[] a, float[] b, int left, int right, int[] offsets, int from,
            float[] before, int beforeAt, int beforeRow, int beforeApart, float[] c, int co, int cRow, int apart) {
        switch (height) {
            case 4 -> rows4(n, a, b, left, right, offsets, from, before, beforeAt, beforeRow,
                    beforeApart, c, co, cRow, apart);
            case 6 -> rows6(n, a, b, left, right, offsets, from, before, beforeAt, beforeRow,
                    beforeApart, c, co, cRow, apart);
            case 8 -> rows8(n, a, b, left, right, offsets, from, before, beforeAt, beforeRow,
                    beforeApart, c, co, cRow, apart);
            default -> rows12(n, a, b, left, right, offsets, from, before, beforeAt, beforeRow,
                    beforeApart, c, co, cRow, apart);
        }
    }

    private static void rows4(int n, float[] a, float[] b, int left, int right, int[] offsets, int from,
            float[] before, int beforeAt, int beforeRow, int beforeApart, float[] c, int co, int cRow, int apart) {
        var zero = FloatVector.zero(S);
        FloatVector s0 = zero, t0 = zero;
        FloatVector s1 = zero, t1 = zero;
        FloatVector s2 = zero, t2 = zero;
        FloatVector s3 = zero, t3 = zero;
        for (int p = 0; p < n; p++) {
            int at = offsets[from + p];
            var b0 = FloatVector.fromArray(S, b, left + at);
            var b1 = FloatVector.fromArray(S, b, right + at);
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
        FloatVector.fromArray(S, before, beforeAt).add(s0).intoArray(c, co);
        FloatVector.fromArray(S, before, beforeAt + beforeRow).add(s1).intoArray(c, co + cRow);
        FloatVector.fromArray(S, before, beforeAt + 2 * beforeRow).add(s2).intoArray(c, co + 2 * cRow);
        FloatVector.fromArray(S, before, beforeAt + 3 * beforeRow).add(s3).intoArray(c, co + 3 * cRow);
        if (apart != 0) {
            FloatVector.fromArray(S, before, beforeAt + beforeApart).add(t0).intoArray(c, co + apart);
            FloatVector.fromArray(S, before, beforeAt + beforeRow + beforeApart).add(t1).intoArray(c,
                    co + cRow + apart);
            FloatVector.fromArray(S, before, beforeAt + 2 * beforeRow + beforeApart).add(t2).intoArray(c,
                    co + 2 * cRow + apart);
            FloatVector.fromArray(S, before, beforeAt + 3 * beforeRow + beforeApart).add(t3).intoArray(c,
                    co + 3 * cRow + apart);
        }
    }

    private static void rows6(int n, float[] a, float[] b, int left, int right, int[] offsets, int from,
            float[] before, int beforeAt, int beforeRow, int beforeApart, float[] c, int co, int cRow, int apart) {
        var zero = FloatVector.zero(S);
        FloatVector s0 = zero, t0 = zero;
        FloatVector s1 = zero, t1 = zero;
        FloatVector s2 = zero, t2 = zero;
        FloatVector s3 = zero, t3 = zero;
        FloatVector s4 = zero, t4 = zero;
        FloatVector s5 = zero, t5 = zero;
        for (int p = 0; p < n; p++) {
            int at = offsets[from + p];
            var b0 = FloatVector.fromArray(S, b, left + at);
            var b1 = FloatVector.fromArray(S, b, right + at);
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
        FloatVector.fromArray(S, before, beforeAt).add(s0).intoArray(c, co);
        FloatVector.fromArray(S, before, beforeAt + beforeRow).add(s1).intoArray(c, co + cRow);
        FloatVector.fromArray(S, before, beforeAt + 2 * beforeRow).add(s2).intoArray(c, co + 2 * cRow);
        FloatVector.fromArray(S, before, beforeAt + 3 * beforeRow).add(s3).intoArray(c, co + 3 * cRow);
        FloatVector.fromArray(S, before, beforeAt + 4 * beforeRow).add(s4).intoArray(c, co + 4 * cRow);
        FloatVector.fromArray(S, before, beforeAt + 5 * beforeRow).add(s5).intoArray(c, co + 5 * cRow);
        if (apart != 0) {
            FloatVector.fromArray(S, before, beforeAt + beforeApart).add(t0).intoArray(c, co + apart);
            FloatVector.fromArray(S, before, beforeAt + beforeRow + beforeApart).add(t1).intoArray(c,
                    co + cRow + apart);
            FloatVector.fromArray(S, before, beforeAt + 2 * beforeRow + beforeApart).add(t2).intoArray(c,
                    co + 2 * cRow + apart);
            FloatVector.fromArray(S, before, beforeAt + 3 * beforeRow + beforeApart).add(t3).intoArray(c,
                    co + 3 * cRow + apart);
            FloatVector.fromArray(S, before, beforeAt + 4 * beforeRow + beforeApart).add(t4).intoArray(c,
                    co + 4 * cRow + apart);
            FloatVector.fromArray(S, before, beforeAt + 5 * beforeRow + beforeApart).add(t5).intoArray(c,
                    co + 5 * cRow + apart);
        }
    }

    private static void rows8(int n, float[] a, float[] b, int left, int right, int[] offsets, int from,
            float[] before, int beforeAt, int beforeRow, int beforeApart, float[] c, int co, int cRow, int apart) {
        var zero = FloatVector.zero(S);
        FloatVector s0 = zero, t0 = zero;
        FloatVector s1 = zero, t1 = zero;
        FloatVector s2 = zero, t2 = zero;
        FloatVector s3 = zero, t3 = zero;
        FloatVector s4 = zero, t4 = zero;
        FloatVector s5 = zero, t5 = zero;
        FloatVector s6 = zero, t6 = zero;
        FloatVector s7 = zero, t7 = zero;
        for (int p = 0; p < n; p++) {
            int at = offsets[from + p];
            var b0 = FloatVector.fromArray(S, b, left + at);
            var b1 = FloatVector.fromArray(S, b, right + at);
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
        FloatVector.fromArray(S, before, beforeAt).add(s0).intoArray(c, co);
        FloatVector.fromArray(S, before, beforeAt + beforeRow).add(s1).intoArray(c, co + cRow);
        FloatVector.fromArray(S, before, beforeAt + 2 * beforeRow).add(s2).intoArray(c, co + 2 * cRow);
        FloatVector.fromArray(S, before, beforeAt + 3 * beforeRow).add(s3).intoArray(c, co + 3 * cRow);
        FloatVector.fromArray(S, before, beforeAt + 4 * beforeRow).add(s4).intoArray(c, co + 4 * cRow);
        FloatVector.fromArray(S, before, beforeAt + 5 * beforeRow).add(s5).intoArray(c, co + 5 * cRow);
        FloatVector.fromArray(S, before, beforeAt + 6 * beforeRow).add(s6).intoArray(c, co + 6 * cRow);
        FloatVector.fromArray(S, before, beforeAt + 7 * beforeRow).add(s7).intoArray(c, co + 7 * cRow);
        if (apart != 0) {
            FloatVector.fromArray(S, before, beforeAt + beforeApart).add(t0).intoArray(c, co + apart);
            FloatVector.fromArray(S, before, beforeAt + beforeRow + beforeApart).add(t1).intoArray(c,
                    co + cRow + apart);
            FloatVector.fromArray(S, before, beforeAt + 2 * beforeRow + beforeApart).add(t2).intoArray(c,
                    co + 2 * cRow + apart);
            FloatVector.fromArray(S, before, beforeAt + 3 * beforeRow + beforeApart).add(t3).intoArray(c,
                    co + 3 * cRow + apart);
            FloatVector.fromArray(S, before, beforeAt + 4 * beforeRow + beforeApart).add(t4).intoArray(c,
                    co + 4 * cRow + apart);
            FloatVector.fromArray(S, before, beforeAt + 5 * beforeRow + beforeApart).add(t5).intoArray(c,
                    co + 5 * cRow + apart);
            FloatVector.fromArray(S, before, beforeAt + 6 * beforeRow + beforeApart).add(t6).intoArray(c,
                    co + 6 * cRow + apart);
            FloatVector.fromArray(S, before, beforeAt + 7 * beforeRow + beforeApart).add(t7).intoArray(c,
                    co + 7 * cRow + apart);
        }
    }

    private static void rows12(int n, float[] a, float[] b, int left, int right, int[] offsets, int from,
            float[] before, int beforeAt, int beforeRow, int beforeApart, float[] c, int co, int cRow, int apart) {
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
        for (int p = 0; p < n; p++) {
            int at = offsets[from + p];
            var b0 = FloatVector.fromArray(S, b, left + at);
            var b1 = FloatVector.fromArray(S, b, right + at);
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
        FloatVector.fromArray(S, before, beforeAt).add(s0).intoArray(c, co);
        FloatVector.fromArray(S, before, beforeAt + beforeRow).add(s1).intoArray(c, co + cRow);
        FloatVector.fromArray(S, before, beforeAt + 2 * beforeRow).add(s2).intoArray(c, co + 2 * cRow);
        FloatVector.fromArray(S, before, beforeAt + 3 * beforeRow).add(s3).intoArray(c, co + 3 * cRow);
        FloatVector.fromArray(S, before, beforeAt + 4 * beforeRow).add(s4).intoArray(c, co + 4 * cRow);
        FloatVector.fromArray(S, before, beforeAt + 5 * beforeRow).add(s5).intoArray(c, co + 5 * cRow);
        FloatVector.fromArray(S, before, beforeAt + 6 * beforeRow).add(s6).intoArray(c, co + 6 * cRow);
        FloatVector.fromArray(S, before, beforeAt + 7 * beforeRow).add(s7).intoArray(c, co + 7 * cRow);
        FloatVector.fromArray(S, before, beforeAt + 8 * beforeRow).add(s8).intoArray(c, co + 8 * cRow);
        FloatVector.fromArray(S, before, beforeAt + 9 * beforeRow).add(s9).intoArray(c, co + 9 * cRow);
        FloatVector.fromArray(S, before, beforeAt + 10 * beforeRow).add(s10).intoArray(c, co + 10 * cRow);
        FloatVector.fromArray(S, before, beforeAt + 11 * beforeRow).add(s11).intoArray(c, co + 11 * cRow);
        if (apart != 0) {
            FloatVector.fromArray(S, before, beforeAt + beforeApart).add(t0).intoArray(c, co + apart);
            FloatVector.fromArray(S, before, beforeAt + beforeRow + beforeApart).add(t1).intoArray(c,
                    co + cRow + apart);
            FloatVector.fromArray(S, before, beforeAt + 2 * beforeRow + beforeApart).add(t2).intoArray(c,
                    co + 2 * cRow + apart);
            FloatVector.fromArray(S, before, beforeAt + 3 * beforeRow + beforeApart).add(t3).intoArray(c,
                    co + 3 * cRow + apart);
            FloatVector.fromArray(S, before, beforeAt + 4 * beforeRow + beforeApart).add(t4).intoArray(c,
                    co + 4 * cRow + apart);
            FloatVector.fromArray(S, before, beforeAt + 5 * beforeRow + beforeApart).add(t5).intoArray(c,
                    co + 5 * cRow + apart);
            FloatVector.fromArray(S, before, beforeAt + 6 * beforeRow + beforeApart).add(t6).intoArray(c,
                    co + 6 * cRow + apart);
            FloatVector.fromArray(S, before, beforeAt + 7 * beforeRow + beforeApart).add(t7).intoArray(c,
                    co + 7 * cRow + apart);
            FloatVector.fromArray(S, before, beforeAt + 8 * beforeRow + beforeApart).add(t8).intoArray(c,
                    co + 8 * cRow + apart);
            FloatVector.fromArray(S, before, beforeAt + 9 * beforeRow + beforeApart).add(t9).intoArray(c,
                    co + 9 * cRow + apart);
            FloatVector.fromArray(S, before, beforeAt + 10 * beforeRow + beforeApart).add(t10).intoArray(c,
                    co + 10 * cRow + apart);
            FloatVector.fromArray(S, before, beforeAt + 11 * beforeRow + beforeApart).add(t11).intoArray(c,
                    co + 11 * cRow + apart);
        }
    }
}
