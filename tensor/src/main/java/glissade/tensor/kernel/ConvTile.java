package glissade.tensor.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The innermost loop of a convolution: neighbouring positions of an output row times two vectors of output channels, kept in registers
/// while the patch runs by.
///
/// The input is read where it stands in its padded copy ([PaddedImage]), each element broadcast, so no patch is ever written down: the
/// elements that neighbouring positions need lie side by side, `offsets[k]` from the first one's place. `w` holds the weights of two
/// vectors of channels for each element of the patch. A method a height, and no array of vectors, for the reasons that [MatmulTile] gives.
final class ConvTile {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    /// Output channels of a tile.
    static final int WIDTH = 2 * L;

    /// 512-bit vectors come with 32 registers; narrower ones may have only 16.
    private static final boolean MANY_REGISTERS = L >= 16;

    private ConvTile() {
    }

    /// The positions of the next tile where `left` positions of a row are left; it may exceed them. A row of 14 is two tiles of 7, one of
    /// 15 has one of 8 and one of 7.
    static int height(int left) {
        if (!MANY_REGISTERS || left <= 4) {
            return 4;
        }
        int tiles = Math.ceilDiv(left, 8);
        return left > 7 * tiles ? 8 : 7;
    }

    /// Computes `height` positions, one of the numbers that [#height] returns: elements `from` to `to − 1` of the patch. Position r's
    /// channels are `c[co + r·WIDTH …]`, and become `(before + chain) + last`.
    static void run(int height, int from, int to, float[] x, int xo, int[] offsets, float[] w, int wo, float[] before,
            int beforeAt, int beforeRow, float[] last, int lastAt, float[] c, int co) {
        switch (height) {
            case 8 -> positions8(from, to, x, xo, offsets, w, wo, before, beforeAt, beforeRow, last, lastAt, c, co);
            case 7 -> positions7(from, to, x, xo, offsets, w, wo, before, beforeAt, beforeRow, last, lastAt, c, co);
            default ->
                positions4(from, to, x, xo, offsets, w, wo, before, beforeAt, beforeRow, last, lastAt, c, co);
        }
    }

    private static void positions4(int from, int to, float[] x, int xo, int[] offsets, float[] w, int wo,
            float[] before, int beforeAt, int beforeRow, float[] last, int lastAt, float[] c, int co) {
        var zero = FloatVector.zero(S);
        FloatVector s0 = zero, t0 = zero;
        FloatVector s1 = zero, t1 = zero;
        FloatVector s2 = zero, t2 = zero;
        FloatVector s3 = zero, t3 = zero;
        for (int k = from; k < to; k++) {
            int at = xo + offsets[k];
            var w0 = FloatVector.fromArray(S, w, wo + k * WIDTH);
            var w1 = FloatVector.fromArray(S, w, wo + k * WIDTH + L);
            var x0 = FloatVector.broadcast(S, x[at]);
            s0 = x0.fma(w0, s0);
            t0 = x0.fma(w1, t0);
            var x1 = FloatVector.broadcast(S, x[at + 1]);
            s1 = x1.fma(w0, s1);
            t1 = x1.fma(w1, t1);
            var x2 = FloatVector.broadcast(S, x[at + 2]);
            s2 = x2.fma(w0, s2);
            t2 = x2.fma(w1, t2);
            var x3 = FloatVector.broadcast(S, x[at + 3]);
            s3 = x3.fma(w0, s3);
            t3 = x3.fma(w1, t3);
        }
        var last0 = FloatVector.fromArray(S, last, lastAt);
        var last1 = FloatVector.fromArray(S, last, lastAt + L);
        s0.add(FloatVector.fromArray(S, before, beforeAt)).add(last0).intoArray(c, co);
        t0.add(FloatVector.fromArray(S, before, beforeAt + L)).add(last1).intoArray(c, co + L);
        s1.add(FloatVector.fromArray(S, before, beforeAt + beforeRow)).add(last0).intoArray(c, co + WIDTH);
        t1.add(FloatVector.fromArray(S, before, beforeAt + beforeRow + L)).add(last1).intoArray(c, co + WIDTH + L);
        s2.add(FloatVector.fromArray(S, before, beforeAt + 2 * beforeRow)).add(last0).intoArray(c, co + 2 * WIDTH);
        t2.add(FloatVector.fromArray(S, before, beforeAt + 2 * beforeRow + L)).add(last1).intoArray(c,
                co + 2 * WIDTH + L);
        s3.add(FloatVector.fromArray(S, before, beforeAt + 3 * beforeRow)).add(last0).intoArray(c, co + 3 * WIDTH);
        t3.add(FloatVector.fromArray(S, before, beforeAt + 3 * beforeRow + L)).add(last1).intoArray(c,
                co + 3 * WIDTH + L);
    }

    private static void positions7(int from, int to, float[] x, int xo, int[] offsets, float[] w, int wo,
            float[] before, int beforeAt, int beforeRow, float[] last, int lastAt, float[] c, int co) {
        var zero = FloatVector.zero(S);
        FloatVector s0 = zero, t0 = zero;
        FloatVector s1 = zero, t1 = zero;
        FloatVector s2 = zero, t2 = zero;
        FloatVector s3 = zero, t3 = zero;
        FloatVector s4 = zero, t4 = zero;
        FloatVector s5 = zero, t5 = zero;
        FloatVector s6 = zero, t6 = zero;
        for (int k = from; k < to; k++) {
            int at = xo + offsets[k];
            var w0 = FloatVector.fromArray(S, w, wo + k * WIDTH);
            var w1 = FloatVector.fromArray(S, w, wo + k * WIDTH + L);
            var x0 = FloatVector.broadcast(S, x[at]);
            s0 = x0.fma(w0, s0);
            t0 = x0.fma(w1, t0);
            var x1 = FloatVector.broadcast(S, x[at + 1]);
            s1 = x1.fma(w0, s1);
            t1 = x1.fma(w1, t1);
            var x2 = FloatVector.broadcast(S, x[at + 2]);
            s2 = x2.fma(w0, s2);
            t2 = x2.fma(w1, t2);
            var x3 = FloatVector.broadcast(S, x[at + 3]);
            s3 = x3.fma(w0, s3);
            t3 = x3.fma(w1, t3);
            var x4 = FloatVector.broadcast(S, x[at + 4]);
            s4 = x4.fma(w0, s4);
            t4 = x4.fma(w1, t4);
            var x5 = FloatVector.broadcast(S, x[at + 5]);
            s5 = x5.fma(w0, s5);
            t5 = x5.fma(w1, t5);
            var x6 = FloatVector.broadcast(S, x[at + 6]);
            s6 = x6.fma(w0, s6);
            t6 = x6.fma(w1, t6);
        }
        var last0 = FloatVector.fromArray(S, last, lastAt);
        var last1 = FloatVector.fromArray(S, last, lastAt + L);
        s0.add(FloatVector.fromArray(S, before, beforeAt)).add(last0).intoArray(c, co);
        t0.add(FloatVector.fromArray(S, before, beforeAt + L)).add(last1).intoArray(c, co + L);
        s1.add(FloatVector.fromArray(S, before, beforeAt + beforeRow)).add(last0).intoArray(c, co + WIDTH);
        t1.add(FloatVector.fromArray(S, before, beforeAt + beforeRow + L)).add(last1).intoArray(c, co + WIDTH + L);
        s2.add(FloatVector.fromArray(S, before, beforeAt + 2 * beforeRow)).add(last0).intoArray(c, co + 2 * WIDTH);
        t2.add(FloatVector.fromArray(S, before, beforeAt + 2 * beforeRow + L)).add(last1).intoArray(c,
                co + 2 * WIDTH + L);
        s3.add(FloatVector.fromArray(S, before, beforeAt + 3 * beforeRow)).add(last0).intoArray(c, co + 3 * WIDTH);
        t3.add(FloatVector.fromArray(S, before, beforeAt + 3 * beforeRow + L)).add(last1).intoArray(c,
                co + 3 * WIDTH + L);
        s4.add(FloatVector.fromArray(S, before, beforeAt + 4 * beforeRow)).add(last0).intoArray(c, co + 4 * WIDTH);
        t4.add(FloatVector.fromArray(S, before, beforeAt + 4 * beforeRow + L)).add(last1).intoArray(c,
                co + 4 * WIDTH + L);
        s5.add(FloatVector.fromArray(S, before, beforeAt + 5 * beforeRow)).add(last0).intoArray(c, co + 5 * WIDTH);
        t5.add(FloatVector.fromArray(S, before, beforeAt + 5 * beforeRow + L)).add(last1).intoArray(c,
                co + 5 * WIDTH + L);
        s6.add(FloatVector.fromArray(S, before, beforeAt + 6 * beforeRow)).add(last0).intoArray(c, co + 6 * WIDTH);
        t6.add(FloatVector.fromArray(S, before, beforeAt + 6 * beforeRow + L)).add(last1).intoArray(c,
                co + 6 * WIDTH + L);
    }

    private static void positions8(int from, int to, float[] x, int xo, int[] offsets, float[] w, int wo,
            float[] before, int beforeAt, int beforeRow, float[] last, int lastAt, float[] c, int co) {
        var zero = FloatVector.zero(S);
        FloatVector s0 = zero, t0 = zero;
        FloatVector s1 = zero, t1 = zero;
        FloatVector s2 = zero, t2 = zero;
        FloatVector s3 = zero, t3 = zero;
        FloatVector s4 = zero, t4 = zero;
        FloatVector s5 = zero, t5 = zero;
        FloatVector s6 = zero, t6 = zero;
        FloatVector s7 = zero, t7 = zero;
        for (int k = from; k < to; k++) {
            int at = xo + offsets[k];
            var w0 = FloatVector.fromArray(S, w, wo + k * WIDTH);
            var w1 = FloatVector.fromArray(S, w, wo + k * WIDTH + L);
            var x0 = FloatVector.broadcast(S, x[at]);
            s0 = x0.fma(w0, s0);
            t0 = x0.fma(w1, t0);
            var x1 = FloatVector.broadcast(S, x[at + 1]);
            s1 = x1.fma(w0, s1);
            t1 = x1.fma(w1, t1);
            var x2 = FloatVector.broadcast(S, x[at + 2]);
            s2 = x2.fma(w0, s2);
            t2 = x2.fma(w1, t2);
            var x3 = FloatVector.broadcast(S, x[at + 3]);
            s3 = x3.fma(w0, s3);
            t3 = x3.fma(w1, t3);
            var x4 = FloatVector.broadcast(S, x[at + 4]);
            s4 = x4.fma(w0, s4);
            t4 = x4.fma(w1, t4);
            var x5 = FloatVector.broadcast(S, x[at + 5]);
            s5 = x5.fma(w0, s5);
            t5 = x5.fma(w1, t5);
            var x6 = FloatVector.broadcast(S, x[at + 6]);
            s6 = x6.fma(w0, s6);
            t6 = x6.fma(w1, t6);
            var x7 = FloatVector.broadcast(S, x[at + 7]);
            s7 = x7.fma(w0, s7);
            t7 = x7.fma(w1, t7);
        }
        var last0 = FloatVector.fromArray(S, last, lastAt);
        var last1 = FloatVector.fromArray(S, last, lastAt + L);
        s0.add(FloatVector.fromArray(S, before, beforeAt)).add(last0).intoArray(c, co);
        t0.add(FloatVector.fromArray(S, before, beforeAt + L)).add(last1).intoArray(c, co + L);
        s1.add(FloatVector.fromArray(S, before, beforeAt + beforeRow)).add(last0).intoArray(c, co + WIDTH);
        t1.add(FloatVector.fromArray(S, before, beforeAt + beforeRow + L)).add(last1).intoArray(c, co + WIDTH + L);
        s2.add(FloatVector.fromArray(S, before, beforeAt + 2 * beforeRow)).add(last0).intoArray(c, co + 2 * WIDTH);
        t2.add(FloatVector.fromArray(S, before, beforeAt + 2 * beforeRow + L)).add(last1).intoArray(c,
                co + 2 * WIDTH + L);
        s3.add(FloatVector.fromArray(S, before, beforeAt + 3 * beforeRow)).add(last0).intoArray(c, co + 3 * WIDTH);
        t3.add(FloatVector.fromArray(S, before, beforeAt + 3 * beforeRow + L)).add(last1).intoArray(c,
                co + 3 * WIDTH + L);
        s4.add(FloatVector.fromArray(S, before, beforeAt + 4 * beforeRow)).add(last0).intoArray(c, co + 4 * WIDTH);
        t4.add(FloatVector.fromArray(S, before, beforeAt + 4 * beforeRow + L)).add(last1).intoArray(c,
                co + 4 * WIDTH + L);
        s5.add(FloatVector.fromArray(S, before, beforeAt + 5 * beforeRow)).add(last0).intoArray(c, co + 5 * WIDTH);
        t5.add(FloatVector.fromArray(S, before, beforeAt + 5 * beforeRow + L)).add(last1).intoArray(c,
                co + 5 * WIDTH + L);
        s6.add(FloatVector.fromArray(S, before, beforeAt + 6 * beforeRow)).add(last0).intoArray(c, co + 6 * WIDTH);
        t6.add(FloatVector.fromArray(S, before, beforeAt + 6 * beforeRow + L)).add(last1).intoArray(c,
                co + 6 * WIDTH + L);
        s7.add(FloatVector.fromArray(S, before, beforeAt + 7 * beforeRow)).add(last0).intoArray(c, co + 7 * WIDTH);
        t7.add(FloatVector.fromArray(S, before, beforeAt + 7 * beforeRow + L)).add(last1).intoArray(c,
                co + 7 * WIDTH + L);
    }
}
