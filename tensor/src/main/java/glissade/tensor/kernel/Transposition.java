package glissade.tensor.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Transposes matrices by squares of 16 × 16 in vectors of 512 bits; what is left over, and all where vectors are narrower, by [Packing].
final class Transposition {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_512;
    static final int SIDE = 16;
    private static final boolean IS_WIDE = FloatVector.SPECIES_PREFERRED.length() >= SIDE;

    private static final VectorShuffle<Float> BY_ONE = exchange(1);
    private static final VectorMask<Float> ODD_ONE = odd(1);
    private static final VectorShuffle<Float> BY_TWO = exchange(2);
    private static final VectorMask<Float> ODD_TWO = odd(2);
    private static final VectorShuffle<Float> BY_FOUR = exchange(4);
    private static final VectorMask<Float> ODD_FOUR = odd(4);
    private static final VectorShuffle<Float> BY_EIGHT = exchange(8);
    private static final VectorMask<Float> ODD_EIGHT = odd(8);

    private Transposition() {
    }

    /// Each lane's place is the one whose number differs in this bit.
    static VectorShuffle<Float> exchange(int distance) {
        return VectorShuffle.fromOp(S, i -> i ^ distance);
    }

    /// The lanes whose number has this bit.
    static VectorMask<Float> odd(int distance) {
        var lanes = new boolean[SIDE];
        for (int i = 0; i < SIDE; i++) {
            lanes[i] = (i & distance) != 0;
        }
        return VectorMask.fromArray(S, lanes, 0);
    }

    /// Copies column j of `n` rows of x, `xRow` elements apart, to a row of y, `yRow` elements apart, for each of `columns`.
    static void columns(int n, int columns, float[] x, int xo, int xRow, float[] y, int yo, int yRow) {
        int whole = IS_WIDE && n >= SIDE ? columns / SIDE * SIDE : 0;
        for (int j = 0; j < whole; j += SIDE) {
            for (int i = 0; i < n; i += SIDE) {
                // the last square is moved back inside
                int row = Math.min(i, n - SIDE);
                square(x, xo + row * xRow + j, xRow, y, yo + j * yRow + row, yRow);
            }
        }
        if (whole < columns) {
            Packing.rows(columns - whole, n, x, xo + whole, 1, xRow, y, yo + whole * yRow, yRow);
        }
    }

    /// Exchanges the off-diagonal parts of squares of 2 × 2, then of 4 × 4, 8 × 8 and 16 × 16.
    private static void square(float[] x, int xo, int xRow, float[] y, int yo, int yRow) {
        var byOne = BY_ONE;
        var oddOne = ODD_ONE;
        var byTwo = BY_TWO;
        var oddTwo = ODD_TWO;
        var byFour = BY_FOUR;
        var oddFour = ODD_FOUR;
        var byEight = BY_EIGHT;
        var oddEight = ODD_EIGHT;
        var x0 = FloatVector.fromArray(S, x, xo);
        var x1 = FloatVector.fromArray(S, x, xo + xRow);
        var x2 = FloatVector.fromArray(S, x, xo + 2 * xRow);
        var x3 = FloatVector.fromArray(S, x, xo + 3 * xRow);
        var x4 = FloatVector.fromArray(S, x, xo + 4 * xRow);
        var x5 = FloatVector.fromArray(S, x, xo + 5 * xRow);
        var x6 = FloatVector.fromArray(S, x, xo + 6 * xRow);
        var x7 = FloatVector.fromArray(S, x, xo + 7 * xRow);
        var x8 = FloatVector.fromArray(S, x, xo + 8 * xRow);
        var x9 = FloatVector.fromArray(S, x, xo + 9 * xRow);
        var x10 = FloatVector.fromArray(S, x, xo + 10 * xRow);
        var x11 = FloatVector.fromArray(S, x, xo + 11 * xRow);
        var x12 = FloatVector.fromArray(S, x, xo + 12 * xRow);
        var x13 = FloatVector.fromArray(S, x, xo + 13 * xRow);
        var x14 = FloatVector.fromArray(S, x, xo + 14 * xRow);
        var x15 = FloatVector.fromArray(S, x, xo + 15 * xRow);
        var a0 = x0.blend(x1.rearrange(byOne), oddOne);
        var a1 = x0.rearrange(byOne).blend(x1, oddOne);
        var a2 = x2.blend(x3.rearrange(byOne), oddOne);
        var a3 = x2.rearrange(byOne).blend(x3, oddOne);
        var a4 = x4.blend(x5.rearrange(byOne), oddOne);
        var a5 = x4.rearrange(byOne).blend(x5, oddOne);
        var a6 = x6.blend(x7.rearrange(byOne), oddOne);
        var a7 = x6.rearrange(byOne).blend(x7, oddOne);
        var a8 = x8.blend(x9.rearrange(byOne), oddOne);
        var a9 = x8.rearrange(byOne).blend(x9, oddOne);
        var a10 = x10.blend(x11.rearrange(byOne), oddOne);
        var a11 = x10.rearrange(byOne).blend(x11, oddOne);
        var a12 = x12.blend(x13.rearrange(byOne), oddOne);
        var a13 = x12.rearrange(byOne).blend(x13, oddOne);
        var a14 = x14.blend(x15.rearrange(byOne), oddOne);
        var a15 = x14.rearrange(byOne).blend(x15, oddOne);
        var b0 = a0.blend(a2.rearrange(byTwo), oddTwo);
        var b2 = a0.rearrange(byTwo).blend(a2, oddTwo);
        var b1 = a1.blend(a3.rearrange(byTwo), oddTwo);
        var b3 = a1.rearrange(byTwo).blend(a3, oddTwo);
        var b4 = a4.blend(a6.rearrange(byTwo), oddTwo);
        var b6 = a4.rearrange(byTwo).blend(a6, oddTwo);
        var b5 = a5.blend(a7.rearrange(byTwo), oddTwo);
        var b7 = a5.rearrange(byTwo).blend(a7, oddTwo);
        var b8 = a8.blend(a10.rearrange(byTwo), oddTwo);
        var b10 = a8.rearrange(byTwo).blend(a10, oddTwo);
        var b9 = a9.blend(a11.rearrange(byTwo), oddTwo);
        var b11 = a9.rearrange(byTwo).blend(a11, oddTwo);
        var b12 = a12.blend(a14.rearrange(byTwo), oddTwo);
        var b14 = a12.rearrange(byTwo).blend(a14, oddTwo);
        var b13 = a13.blend(a15.rearrange(byTwo), oddTwo);
        var b15 = a13.rearrange(byTwo).blend(a15, oddTwo);
        var c0 = b0.blend(b4.rearrange(byFour), oddFour);
        var c4 = b0.rearrange(byFour).blend(b4, oddFour);
        var c1 = b1.blend(b5.rearrange(byFour), oddFour);
        var c5 = b1.rearrange(byFour).blend(b5, oddFour);
        var c2 = b2.blend(b6.rearrange(byFour), oddFour);
        var c6 = b2.rearrange(byFour).blend(b6, oddFour);
        var c3 = b3.blend(b7.rearrange(byFour), oddFour);
        var c7 = b3.rearrange(byFour).blend(b7, oddFour);
        var c8 = b8.blend(b12.rearrange(byFour), oddFour);
        var c12 = b8.rearrange(byFour).blend(b12, oddFour);
        var c9 = b9.blend(b13.rearrange(byFour), oddFour);
        var c13 = b9.rearrange(byFour).blend(b13, oddFour);
        var c10 = b10.blend(b14.rearrange(byFour), oddFour);
        var c14 = b10.rearrange(byFour).blend(b14, oddFour);
        var c11 = b11.blend(b15.rearrange(byFour), oddFour);
        var c15 = b11.rearrange(byFour).blend(b15, oddFour);
        var d0 = c0.blend(c8.rearrange(byEight), oddEight);
        var d8 = c0.rearrange(byEight).blend(c8, oddEight);
        var d1 = c1.blend(c9.rearrange(byEight), oddEight);
        var d9 = c1.rearrange(byEight).blend(c9, oddEight);
        var d2 = c2.blend(c10.rearrange(byEight), oddEight);
        var d10 = c2.rearrange(byEight).blend(c10, oddEight);
        var d3 = c3.blend(c11.rearrange(byEight), oddEight);
        var d11 = c3.rearrange(byEight).blend(c11, oddEight);
        var d4 = c4.blend(c12.rearrange(byEight), oddEight);
        var d12 = c4.rearrange(byEight).blend(c12, oddEight);
        var d5 = c5.blend(c13.rearrange(byEight), oddEight);
        var d13 = c5.rearrange(byEight).blend(c13, oddEight);
        var d6 = c6.blend(c14.rearrange(byEight), oddEight);
        var d14 = c6.rearrange(byEight).blend(c14, oddEight);
        var d7 = c7.blend(c15.rearrange(byEight), oddEight);
        var d15 = c7.rearrange(byEight).blend(c15, oddEight);
        d0.intoArray(y, yo);
        d1.intoArray(y, yo + yRow);
        d2.intoArray(y, yo + 2 * yRow);
        d3.intoArray(y, yo + 3 * yRow);
        d4.intoArray(y, yo + 4 * yRow);
        d5.intoArray(y, yo + 5 * yRow);
        d6.intoArray(y, yo + 6 * yRow);
        d7.intoArray(y, yo + 7 * yRow);
        d8.intoArray(y, yo + 8 * yRow);
        d9.intoArray(y, yo + 9 * yRow);
        d10.intoArray(y, yo + 10 * yRow);
        d11.intoArray(y, yo + 11 * yRow);
        d12.intoArray(y, yo + 12 * yRow);
        d13.intoArray(y, yo + 13 * yRow);
        d14.intoArray(y, yo + 14 * yRow);
        d15.intoArray(y, yo + 15 * yRow);
    }
}
