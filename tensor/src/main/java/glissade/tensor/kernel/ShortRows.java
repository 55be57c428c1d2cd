package glissade.tensor.kernel;

import static glissade.tensor.kernel.Reductions.LANES;
import static glissade.tensor.kernel.VectorElementary.LENGTH;
import static glissade.tensor.kernel.VectorElementary.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/// Sums of short rows, sixteen together, where a vector holds 16 numbers; for [VectorReductions]. Alone, a short row takes longer to fold its
/// last lanes than to add up its elements: here the folds of sixteen rows share their vectors.
final class ShortRows {

    /// Rows added up together.
    static final int ROWS = 16;

    /// Elements of a row, at most: a longer one alone is faster.
    static final int LONGEST = 8 * LANES;

    private static final VectorShuffle<Float> BY_8 = Transposition.exchange(8);
    private static final VectorShuffle<Float> BY_4 = Transposition.exchange(4);
    private static final VectorShuffle<Float> BY_2 = Transposition.exchange(2);
    private static final VectorShuffle<Float> BY_1 = Transposition.exchange(1);
    private static final VectorMask<Float> ODD_8 = Transposition.odd(8);
    private static final VectorMask<Float> ODD_4 = Transposition.odd(4);
    private static final VectorMask<Float> ODD_2 = Transposition.odd(2);
    private static final VectorMask<Float> ODD_1 = Transposition.odd(1);

    private ShortRows() {
    }

    /// The sums of sixteen rows of `n` elements, one after the other: in lanes, even if they are not finite.
    static void sums(float[] x, int xo, int n, float[] y, int yo) {
        float[] last = Scratch.floats(Scratch.Use.RESULT, ROWS * LENGTH);
        int whole = n - n % LANES;
        int quarters = (n - whole) / LENGTH;
        var rest = SPECIES.indexInRange(0, n % LENGTH);
        for (int r = 0; r < ROWS; r++) {
            int at = xo + r * n;
            int end = at + whole;
            FloatVector s0 = FloatVector.zero(SPECIES);
            FloatVector s1 = s0;
            FloatVector s2 = s0;
            FloatVector s3 = s0;
            for (; at < end; at += LANES) {
                s0 = s0.add(fromArray(SPECIES, x, at));
                s1 = s1.add(fromArray(SPECIES, x, at + LENGTH));
                s2 = s2.add(fromArray(SPECIES, x, at + 2 * LENGTH));
                s3 = s3.add(fromArray(SPECIES, x, at + 3 * LENGTH));
            }
            // zeros for what a row lacks: a lane is never −0, so they change nothing
            var part = fromArray(SPECIES, x, at + quarters * LENGTH, rest);
            if (quarters > 0) {
                s0 = s0.add(fromArray(SPECIES, x, at));
                if (quarters > 1) {
                    s1 = s1.add(fromArray(SPECIES, x, at + LENGTH));
                    if (quarters > 2) {
                        s2 = s2.add(fromArray(SPECIES, x, at + 2 * LENGTH));
                        s3 = s3.add(part);
                    } else {
                        s2 = s2.add(part);
                    }
                } else {
                    s1 = s1.add(part);
                }
            } else {
                s0 = s0.add(part);
            }
            s0.add(s2).add(s1.add(s3)).intoArray(last, r * LENGTH);
        }
        fold(last, y, yo);
    }

    /// Sixteen rows' last 16 lanes: those of two rows are folded in one vector, then those of four, and so on.
    private static void fold(float[] last, float[] y, int yo) {
        for (int r = 0; r < 8; r++) {
            pair(last, r, 8, ODD_8, BY_8).intoArray(last, r * LENGTH);
        }
        for (int r = 0; r < 4; r++) {
            pair(last, r, 4, ODD_4, BY_4).intoArray(last, r * LENGTH);
        }
        for (int r = 0; r < 2; r++) {
            pair(last, r, 2, ODD_2, BY_2).intoArray(last, r * LENGTH);
        }
        pair(last, 0, 1, ODD_1, BY_1).intoArray(y, yo);
    }

    /// The folds of vector `r`, and of that `apart` further in the odd places.
    private static FloatVector pair(float[] last, int r, int apart, VectorMask<Float> odd, VectorShuffle<Float> by) {
        var a = fromArray(SPECIES, last, r * LENGTH);
        var b = fromArray(SPECIES, last, (r + apart) * LENGTH);
        return a.blend(b, odd).add(b.blend(a, odd).rearrange(by));
    }
}
