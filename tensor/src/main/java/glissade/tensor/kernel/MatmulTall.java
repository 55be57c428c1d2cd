package glissade.tensor.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Tiles of eight rows for [MatmulDirect], of a single block of k: each element of C becomes its chain, plus `last`.
final class MatmulTall {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

    /// Rows of a tile.
    static final int HEIGHT = 8;

    private MatmulTall() {}

    /// Two vectors of columns, the second one `second` elements behind the first, which it may overlap.
    static void two(int k, float[] a, int ao, int aRow, int aStep, float[] b, int bo, int bStep, int second,
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
            int row = bo + p * bStep;
            int x = ao + p * aStep;
            var b0 = FloatVector.fromArray(S, b, row);
            var b1 = FloatVector.fromArray(S, b, row + second);
            var a0 = FloatVector.broadcast(S, a[x]);
            s0 = a0.fma(b0, s0);
            t0 = a0.fma(b1, t0);
            var a1 = FloatVector.broadcast(S, a[x + aRow]);
            s1 = a1.fma(b0, s1);
            t1 = a1.fma(b1, t1);
            var a2 = FloatVector.broadcast(S, a[x + 2 * aRow]);
            s2 = a2.fma(b0, s2);
            t2 = a2.fma(b1, t2);
            var a3 = FloatVector.broadcast(S, a[x + 3 * aRow]);
            s3 = a3.fma(b0, s3);
            t3 = a3.fma(b1, t3);
            var a4 = FloatVector.broadcast(S, a[x + 4 * aRow]);
            s4 = a4.fma(b0, s4);
            t4 = a4.fma(b1, t4);
            var a5 = FloatVector.broadcast(S, a[x + 5 * aRow]);
            s5 = a5.fma(b0, s5);
            t5 = a5.fma(b1, t5);
            var a6 = FloatVector.broadcast(S, a[x + 6 * aRow]);
            s6 = a6.fma(b0, s6);
            t6 = a6.fma(b1, t6);
            var a7 = FloatVector.broadcast(S, a[x + 7 * aRow]);
            s7 = a7.fma(b0, s7);
            t7 = a7.fma(b1, t7);
        }
        var last0 = FloatVector.fromArray(S, last, lastAt);
        var last1 = FloatVector.fromArray(S, last, lastAt + second);
        s0.add(last0).intoArray(c, co);
        t0.add(last1).intoArray(c, co + second);
        s1.add(last0).intoArray(c, co + cRow);
        t1.add(last1).intoArray(c, co + cRow + second);
        s2.add(last0).intoArray(c, co + 2 * cRow);
        t2.add(last1).intoArray(c, co + 2 * cRow + second);
        s3.add(last0).intoArray(c, co + 3 * cRow);
        t3.add(last1).intoArray(c, co + 3 * cRow + second);
        s4.add(last0).intoArray(c, co + 4 * cRow);
        t4.add(last1).intoArray(c, co + 4 * cRow + second);
        s5.add(last0).intoArray(c, co + 5 * cRow);
        t5.add(last1).intoArray(c, co + 5 * cRow + second);
        s6.add(last0).intoArray(c, co + 6 * cRow);
        t6.add(last1).intoArray(c, co + 6 * cRow + second);
        s7.add(last0).intoArray(c, co + 7 * cRow);
        t7.add(last1).intoArray(c, co + 7 * cRow + second);
    }

    /// One vector of columns.
    static void one(int k, float[] a, int ao, int aRow, int aStep, float[] b, int bo, int bStep,
            float[] last, int lastAt, float[] c, int co, int cRow) {
        var zero = FloatVector.zero(S);
        FloatVector s0 = zero;
        FloatVector s1 = zero;
        FloatVector s2 = zero;
        FloatVector s3 = zero;
        FloatVector s4 = zero;
        FloatVector s5 = zero;
        FloatVector s6 = zero;
        FloatVector s7 = zero;
        for (int p = 0; p < k; p++) {
            int row = bo + p * bStep;
            int x = ao + p * aStep;
            var b0 = FloatVector.fromArray(S, b, row);
            var a0 = FloatVector.broadcast(S, a[x]);
            s0 = a0.fma(b0, s0);
            var a1 = FloatVector.broadcast(S, a[x + aRow]);
            s1 = a1.fma(b0, s1);
            var a2 = FloatVector.broadcast(S, a[x + 2 * aRow]);
            s2 = a2.fma(b0, s2);
            var a3 = FloatVector.broadcast(S, a[x + 3 * aRow]);
            s3 = a3.fma(b0, s3);
            var a4 = FloatVector.broadcast(S, a[x + 4 * aRow]);
            s4 = a4.fma(b0, s4);
            var a5 = FloatVector.broadcast(S, a[x + 5 * aRow]);
            s5 = a5.fma(b0, s5);
            var a6 = FloatVector.broadcast(S, a[x + 6 * aRow]);
            s6 = a6.fma(b0, s6);
            var a7 = FloatVector.broadcast(S, a[x + 7 * aRow]);
            s7 = a7.fma(b0, s7);
        }
        var last0 = FloatVector.fromArray(S, last, lastAt);
        s0.add(last0).intoArray(c, co);
        s1.add(last0).intoArray(c, co + cRow);
        s2.add(last0).intoArray(c, co + 2 * cRow);
        s3.add(last0).intoArray(c, co + 3 * cRow);
        s4.add(last0).intoArray(c, co + 4 * cRow);
        s5.add(last0).intoArray(c, co + 5 * cRow);
        s6.add(last0).intoArray(c, co + 6 * cRow);
        s7.add(last0).intoArray(c, co + 7 * cRow);
    }
}
