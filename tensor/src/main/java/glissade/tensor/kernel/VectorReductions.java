package glissade.tensor.kernel;

import static glissade.tensor.kernel.VectorElementary.LENGTH;
import static glissade.tensor.kernel.VectorElementary.MASKS;
import static glissade.tensor.kernel.VectorElementary.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/// [Reductions] with vectors: the same bits at any width. Thread-safe.
public class VectorReductions extends Reductions {

    private static final int STEP = 4 * LENGTH;
    private static final VectorShuffle<Float> BY_8 = VectorShuffle.iota(SPECIES, 8, 1, true);
    private static final VectorShuffle<Float> BY_4 = VectorShuffle.iota(SPECIES, 4, 1, true);
    private static final VectorShuffle<Float> BY_2 = VectorShuffle.iota(SPECIES, 2, 1, true);

    // Four accumulators hide an addition's latency. 512-bit vectors thus hold all 64 lanes; narrower ones go over the
    // chunk, which fits the first-level cache, twice or four times.

    /// Chunks added up side by side where the numbers come from memory: reading at several places at once is faster there. In the caches one
    /// after the other is.
    private static final int STREAMS = 6;
    private static final int LARGE = 1 << 20;

    @Override
    public void chunkSums(float[] x, int xo, int n, double[] out, int fromChunk, int toChunk) {
        int c = fromChunk;
        if (LENGTH == 16 && n >= LARGE) {
            float[] lanes = lanes();
            for (; c + STREAMS <= Math.min(toChunk, n / CHUNK); c += STREAMS) {
                sixChunks(x, xo + c * CHUNK, out, c, lanes);
            }
        }
        super.chunkSums(x, xo, n, out, c, toChunk);
    }

    @Override
    public double sum(float[] x, int xo, int n) {
        if (n < LARGE) {
            return sumInTurn(x, xo, n);
        }
        double[] sums = chunkScratch();
        double sum = 0;
        int chunks = chunks(n);
        for (int from = 0; from < chunks; from += sums.length) {
            int count = Math.min(sums.length, chunks - from);
            chunkSums(x, xo + from * CHUNK, n - from * CHUNK, sums, 0, count);
            for (int c = 0; c < count; c++) {
                sum += sums[c];
            }
        }
        return sum;
    }

    private double sumInTurn(float[] x, int xo, int n) {
        float[] lanes = lanes();
        double sum = 0;
        for (int from = 0; from < n; from += CHUNK) {
            int size = Math.min(CHUNK, n - from);
            float part = size > SEQUENTIAL ? laneSum(x, xo + from, size, lanes) : Float.NaN;
            sum += Float.isFinite(part) ? part : sumInDouble(x, xo + from, size);
        }
        return sum;
    }

    /// Six whole chunks with vectors that hold 16 numbers, four of which are a chunk's lanes.
    private void sixChunks(float[] x, int xo, double[] out, int at, float[] lanes) {
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
            float sum = foldLast(lanes, 16 * c);
            out[at + c] = Float.isFinite(sum) ? sum : sumInDouble(x, xo + c * CHUNK, CHUNK);
        }
    }

    @Override
    float laneSum(float[] x, int xo, int n, float[] lanes) {
        int whole = n - n % LANES;
        for (int l = 0; l < LANES; l += STEP) {
            FloatVector s0 = FloatVector.zero(SPECIES);
            FloatVector s1 = FloatVector.zero(SPECIES);
            FloatVector s2 = FloatVector.zero(SPECIES);
            FloatVector s3 = FloatVector.zero(SPECIES);
            for (int i = xo + l; i < xo + whole; i += LANES) {
                s0 = s0.add(fromArray(SPECIES, x, i));
                s1 = s1.add(fromArray(SPECIES, x, i + LENGTH));
                s2 = s2.add(fromArray(SPECIES, x, i + 2 * LENGTH));
                s3 = s3.add(fromArray(SPECIES, x, i + 3 * LENGTH));
            }
            s0.intoArray(lanes, l);
            s1.intoArray(lanes, l + LENGTH);
            s2.intoArray(lanes, l + 2 * LENGTH);
            s3.intoArray(lanes, l + 3 * LENGTH);
        }
        int i = whole;
        for (; i <= n - LENGTH; i += LENGTH) {
            fromArray(SPECIES, lanes, i - whole).add(fromArray(SPECIES, x, xo + i)).intoArray(lanes, i - whole);
        }
        for (; i < n; i++) {
            lanes[i - whole] += x[xo + i];
        }
        return foldLanes(lanes);
    }

    @Override
    float laneDot(float[] a, int ao, float[] b, int bo, int n, float[] lanes) {
        int whole = n - n % LANES;
        for (int l = 0; l < LANES; l += STEP) {
            FloatVector s0 = FloatVector.zero(SPECIES);
            FloatVector s1 = FloatVector.zero(SPECIES);
            FloatVector s2 = FloatVector.zero(SPECIES);
            FloatVector s3 = FloatVector.zero(SPECIES);
            for (int i = l; i < whole; i += LANES) {
                int j = ao + i;
                int k = bo + i;
                s0 = fromArray(SPECIES, a, j).fma(fromArray(SPECIES, b, k), s0);
                s1 = fromArray(SPECIES, a, j + LENGTH).fma(fromArray(SPECIES, b, k + LENGTH), s1);
                s2 = fromArray(SPECIES, a, j + 2 * LENGTH).fma(fromArray(SPECIES, b, k + 2 * LENGTH), s2);
                s3 = fromArray(SPECIES, a, j + 3 * LENGTH).fma(fromArray(SPECIES, b, k + 3 * LENGTH), s3);
            }
            s0.intoArray(lanes, l);
            s1.intoArray(lanes, l + LENGTH);
            s2.intoArray(lanes, l + 2 * LENGTH);
            s3.intoArray(lanes, l + 3 * LENGTH);
        }
        int i = whole;
        for (; i <= n - LENGTH; i += LENGTH) {
            int l = i - whole;
            fromArray(SPECIES, a, ao + i).fma(fromArray(SPECIES, b, bo + i), fromArray(SPECIES, lanes, l))
                    .intoArray(lanes, l);
        }
        for (; i < n; i++) {
            lanes[i - whole] = Math.fma(a[ao + i], b[bo + i], lanes[i - whole]);
        }
        return foldLanes(lanes);
    }

    @Override
    float laneDeviations(float[] x, int xo, float high, float low, int n, float[] lanes) {
        int whole = n - n % LANES;
        for (int l = 0; l < LANES; l += STEP) {
            FloatVector s0 = FloatVector.zero(SPECIES);
            FloatVector s1 = FloatVector.zero(SPECIES);
            FloatVector s2 = FloatVector.zero(SPECIES);
            FloatVector s3 = FloatVector.zero(SPECIES);
            for (int i = xo + l; i < xo + whole; i += LANES) {
                FloatVector d0 = fromArray(SPECIES, x, i).sub(high).sub(low);
                FloatVector d1 = fromArray(SPECIES, x, i + LENGTH).sub(high).sub(low);
                FloatVector d2 = fromArray(SPECIES, x, i + 2 * LENGTH).sub(high).sub(low);
                FloatVector d3 = fromArray(SPECIES, x, i + 3 * LENGTH).sub(high).sub(low);
                s0 = d0.fma(d0, s0);
                s1 = d1.fma(d1, s1);
                s2 = d2.fma(d2, s2);
                s3 = d3.fma(d3, s3);
            }
            s0.intoArray(lanes, l);
            s1.intoArray(lanes, l + LENGTH);
            s2.intoArray(lanes, l + 2 * LENGTH);
            s3.intoArray(lanes, l + 3 * LENGTH);
        }
        int i = whole;
        for (; i <= n - LENGTH; i += LENGTH) {
            FloatVector d = fromArray(SPECIES, x, xo + i).sub(high).sub(low);
            d.fma(d, fromArray(SPECIES, lanes, i - whole)).intoArray(lanes, i - whole);
        }
        for (; i < n; i++) {
            float d = (x[xo + i] - high) - low;
            lanes[i - whole] = Math.fma(d, d, lanes[i - whole]);
        }
        return foldLanes(lanes);
    }

    /// [Reductions#fold], two halvings a step. Vectors of 16 lanes are folded by moving lanes; narrower ones leave the last lanes to
    /// plain code: with vectors of a second length here, C2 was in every other run unsure of the class of the vectors above, and
    /// allocated them.
    static float foldLanes(float[] lanes) {
        if (LENGTH == 16) {
            FloatVector even = fromArray(SPECIES, lanes, 0).add(fromArray(SPECIES, lanes, 32));
            FloatVector odd = fromArray(SPECIES, lanes, 16).add(fromArray(SPECIES, lanes, 48));
            FloatVector sum = even.add(odd);
            sum = sum.add(sum.rearrange(BY_8));
            sum = sum.add(sum.rearrange(BY_4));
            sum = sum.add(sum.rearrange(BY_2));
            return sum.lane(0) + sum.lane(1);
        }
        for (int l = 0; l < 16; l += LENGTH) {
            FloatVector even = fromArray(SPECIES, lanes, l).add(fromArray(SPECIES, lanes, l + 32));
            FloatVector odd = fromArray(SPECIES, lanes, l + 16).add(fromArray(SPECIES, lanes, l + 48));
            even.add(odd).intoArray(lanes, l);
        }
        return foldLast(lanes, 0);
    }

    /// The last 16 of the lanes.
    private static float foldLast(float[] lanes, int at) {
        for (int l = at; l < at + 4; l++) {
            lanes[l] = (lanes[l] + lanes[l + 8]) + (lanes[l + 4] + lanes[l + 12]);
        }
        return (lanes[at] + lanes[at + 2]) + (lanes[at + 1] + lanes[at + 3]);
    }

    @Override
    public float max(float[] x, int xo, int n) {
        if (n < STEP) {
            return super.max(x, xo, n);
        }
        // Any order gives the same result. The last step overlaps the one before it.
        FloatVector m0 = fromArray(SPECIES, x, xo);
        FloatVector m1 = fromArray(SPECIES, x, xo + LENGTH);
        FloatVector m2 = fromArray(SPECIES, x, xo + 2 * LENGTH);
        FloatVector m3 = fromArray(SPECIES, x, xo + 3 * LENGTH);
        for (int i = STEP; i < n; i += STEP) {
            int k = xo + Math.min(i, n - STEP);
            m0 = m0.max(fromArray(SPECIES, x, k));
            m1 = m1.max(fromArray(SPECIES, x, k + LENGTH));
            m2 = m2.max(fromArray(SPECIES, x, k + 2 * LENGTH));
            m3 = m3.max(fromArray(SPECIES, x, k + 3 * LENGTH));
        }
        return m0.max(m1).max(m2.max(m3)).reduceLanes(VectorOperators.MAX);
    }

    @Override
    public float min(float[] x, int xo, int n) {
        if (n < STEP) {
            return super.min(x, xo, n);
        }
        FloatVector m0 = fromArray(SPECIES, x, xo);
        FloatVector m1 = fromArray(SPECIES, x, xo + LENGTH);
        FloatVector m2 = fromArray(SPECIES, x, xo + 2 * LENGTH);
        FloatVector m3 = fromArray(SPECIES, x, xo + 3 * LENGTH);
        for (int i = STEP; i < n; i += STEP) {
            int k = xo + Math.min(i, n - STEP);
            m0 = m0.min(fromArray(SPECIES, x, k));
            m1 = m1.min(fromArray(SPECIES, x, k + LENGTH));
            m2 = m2.min(fromArray(SPECIES, x, k + 2 * LENGTH));
            m3 = m3.min(fromArray(SPECIES, x, k + 3 * LENGTH));
        }
        return m0.min(m1).min(m2.min(m3)).reduceLanes(VectorOperators.MIN);
    }

    @Override
    int find(float[] x, int xo, int n, float extreme) {
        int i = 0;
        // Unless a NaN is looked for, there is none.
        while (!Float.isNaN(extreme) && i <= n - LENGTH
                && fromArray(SPECIES, x, xo + i).compare(VectorOperators.NE, extreme).allTrue()) {
            i += LENGTH;
        }
        return i + super.find(x, xo + i, n - i, extreme);
    }

    @Override
    public boolean allFinite(float[] x, int xo, int n) {
        if (n < STEP) {
            return super.allFinite(x, xo, n);
        }
        // x - x is 0 for a finite number, NaN for any other, and a NaN stays in the sum.
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = FloatVector.zero(SPECIES);
        for (int i = 0; i < n; i += 2 * LENGTH) {
            int k = xo + Math.min(i, n - 2 * LENGTH);
            FloatVector v0 = fromArray(SPECIES, x, k);
            FloatVector v1 = fromArray(SPECIES, x, k + LENGTH);
            s0 = s0.add(v0.sub(v0));
            s1 = s1.add(v1.sub(v1));
        }
        return s0.add(s1).compare(VectorOperators.EQ, 0).allTrue();
    }

    @Override
    void addEightRows(float[] x, int xo, int stride, int cols, float[] y, int yo) {
        int j = 0;
        for (; j <= cols - LENGTH; j += LENGTH) {
            int k = xo + j;
            FloatVector first = fromArray(SPECIES, x, k).add(fromArray(SPECIES, x, k + stride))
                    .add(fromArray(SPECIES, x, k + 2 * stride).add(fromArray(SPECIES, x, k + 3 * stride)));
            k += 4 * stride;
            FloatVector second = fromArray(SPECIES, x, k).add(fromArray(SPECIES, x, k + stride))
                    .add(fromArray(SPECIES, x, k + 2 * stride).add(fromArray(SPECIES, x, k + 3 * stride)));
            fromArray(SPECIES, y, yo + j).add(first.add(second)).intoArray(y, yo + j);
        }
        int k = xo + j;
        if (!MASKS || j == cols || k + 7 * stride > x.length - LENGTH) {
            super.addEightRows(x, k, stride, cols - j, y, yo + j);
            return;
        }
        // Whole vectors are read, beyond the last column; what is too much is not stored. Ten classes need only this.
        FloatVector first = fromArray(SPECIES, x, k).add(fromArray(SPECIES, x, k + stride))
                .add(fromArray(SPECIES, x, k + 2 * stride).add(fromArray(SPECIES, x, k + 3 * stride)));
        k += 4 * stride;
        FloatVector second = fromArray(SPECIES, x, k).add(fromArray(SPECIES, x, k + stride))
                .add(fromArray(SPECIES, x, k + 2 * stride).add(fromArray(SPECIES, x, k + 3 * stride)));
        VectorMask<Float> rest = SPECIES.indexInRange(j, cols);
        fromArray(SPECIES, y, yo + j, rest).add(first.add(second)).intoArray(y, yo + j, rest);
    }

    @Override
    public void addRow(float[] x, int xo, int cols, float[] y, int yo) {
        int j = 0;
        for (; j <= cols - LENGTH; j += LENGTH) {
            fromArray(SPECIES, y, yo + j).add(fromArray(SPECIES, x, xo + j)).intoArray(y, yo + j);
        }
        super.addRow(x, xo + j, cols - j, y, yo + j);
    }

    @Override
    void maxRow(float[] x, int xo, int cols, float[] y, int yo) {
        int j = 0;
        for (; j <= cols - LENGTH; j += LENGTH) {
            fromArray(SPECIES, y, yo + j).max(fromArray(SPECIES, x, xo + j)).intoArray(y, yo + j);
        }
        super.maxRow(x, xo + j, cols - j, y, yo + j);
    }

    @Override
    void minRow(float[] x, int xo, int cols, float[] y, int yo) {
        int j = 0;
        for (; j <= cols - LENGTH; j += LENGTH) {
            fromArray(SPECIES, y, yo + j).min(fromArray(SPECIES, x, xo + j)).intoArray(y, yo + j);
        }
        super.minRow(x, xo + j, cols - j, y, yo + j);
    }
}
