package glissade.tensor.kernel;

import static glissade.tensor.kernel.Reductions.CHUNK;
import static glissade.tensor.kernel.Reductions.LANES;
import static glissade.tensor.kernel.VectorElementary.LENGTH;
import static glissade.tensor.kernel.VectorElementary.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/// Sums of whole chunks where a vector holds 16 numbers, so that four of them are a chunk's lanes; for [VectorReductions].
final class WideChunks {

    /// Chunks added up side by side where the numbers come from memory: reading at several places at once is faster there. In the caches one
    /// after the other is.
    static final int STREAMS = 6;

    private static final VectorShuffle<Float> BY_8 = VectorShuffle.iota(SPECIES, 8, 1, true);
    private static final VectorShuffle<Float> BY_4 = VectorShuffle.iota(SPECIES, 4, 1, true);
    private static final VectorShuffle<Float> BY_2 = VectorShuffle.iota(SPECIES, 2, 1, true);

    private WideChunks() {
    }

    /// The sum of a whole chunk with vectors that hold 16 numbers.
    static float one(float[] x, int xo) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = FloatVector.zero(SPECIES);
        FloatVector s2 = FloatVector.zero(SPECIES);
        FloatVector s3 = FloatVector.zero(SPECIES);
        for (int i = xo; i < xo + CHUNK; i += LANES) {
            s0 = s0.add(fromArray(SPECIES, x, i));
            s1 = s1.add(fromArray(SPECIES, x, i + LENGTH));
            s2 = s2.add(fromArray(SPECIES, x, i + 2 * LENGTH));
            s3 = s3.add(fromArray(SPECIES, x, i + 3 * LENGTH));
        }
        return fold(s0.add(s2).add(s1.add(s3)));
    }

    /// The last 16 lanes.
    static float fold(FloatVector sum) {
        sum = sum.add(sum.rearrange(BY_8));
        sum = sum.add(sum.rearrange(BY_4));
        sum = sum.add(sum.rearrange(BY_2));
        return sum.lane(0) + sum.lane(1);
    }

    /// Six whole chunks with vectors that hold 16 numbers, four of which are a chunk's lanes.
    static void six(float[] x, int xo, double[] out, int at, float[] lanes) {
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector b2 = a0;
        FloatVector b3 = a0;
        FloatVector c0 = a0;
        FloatVector c1 = a0;
        FloatVector c2 = a0;
        FloatVector c3 = a0;
        FloatVector d0 = a0;
        FloatVector d1 = a0;
        FloatVector d2 = a0;
        FloatVector d3 = a0;
        FloatVector e0 = a0;
        FloatVector e1 = a0;
        FloatVector e2 = a0;
        FloatVector e3 = a0;
        FloatVector f0 = a0;
        FloatVector f1 = a0;
        FloatVector f2 = a0;
        FloatVector f3 = a0;
        for (int i = xo; i < xo + CHUNK; i += LANES) {
            a0 = a0.add(fromArray(SPECIES, x, i));
            a1 = a1.add(fromArray(SPECIES, x, i + LENGTH));
            a2 = a2.add(fromArray(SPECIES, x, i + 2 * LENGTH));
            a3 = a3.add(fromArray(SPECIES, x, i + 3 * LENGTH));
            int j = i + CHUNK;
            b0 = b0.add(fromArray(SPECIES, x, j));
            b1 = b1.add(fromArray(SPECIES, x, j + LENGTH));
            b2 = b2.add(fromArray(SPECIES, x, j + 2 * LENGTH));
            b3 = b3.add(fromArray(SPECIES, x, j + 3 * LENGTH));
            j += CHUNK;
            c0 = c0.add(fromArray(SPECIES, x, j));
            c1 = c1.add(fromArray(SPECIES, x, j + LENGTH));
            c2 = c2.add(fromArray(SPECIES, x, j + 2 * LENGTH));
            c3 = c3.add(fromArray(SPECIES, x, j + 3 * LENGTH));
            j += CHUNK;
            d0 = d0.add(fromArray(SPECIES, x, j));
            d1 = d1.add(fromArray(SPECIES, x, j + LENGTH));
            d2 = d2.add(fromArray(SPECIES, x, j + 2 * LENGTH));
            d3 = d3.add(fromArray(SPECIES, x, j + 3 * LENGTH));
            j += CHUNK;
            e0 = e0.add(fromArray(SPECIES, x, j));
            e1 = e1.add(fromArray(SPECIES, x, j + LENGTH));
            e2 = e2.add(fromArray(SPECIES, x, j + 2 * LENGTH));
            e3 = e3.add(fromArray(SPECIES, x, j + 3 * LENGTH));
            j += CHUNK;
            f0 = f0.add(fromArray(SPECIES, x, j));
            f1 = f1.add(fromArray(SPECIES, x, j + LENGTH));
            f2 = f2.add(fromArray(SPECIES, x, j + 2 * LENGTH));
            f3 = f3.add(fromArray(SPECIES, x, j + 3 * LENGTH));
        }
        a0.add(a2).add(a1.add(a3)).intoArray(lanes, 0);
        b0.add(b2).add(b1.add(b3)).intoArray(lanes, 16);
        c0.add(c2).add(c1.add(c3)).intoArray(lanes, 32);
        d0.add(d2).add(d1.add(d3)).intoArray(lanes, 48);
        e0.add(e2).add(e1.add(e3)).intoArray(lanes, 64);
        f0.add(f2).add(f1.add(f3)).intoArray(lanes, 80);
        for (int c = 0; c < STREAMS; c++) {
            float sum = VectorReductions.foldLast(lanes, 16 * c);
            out[at + c] = Float.isFinite(sum) ? sum : Reductions.sumInDouble(x, xo + c * CHUNK, CHUNK);
        }
    }
}
