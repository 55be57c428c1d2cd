package glissade.tensor.kernel;

import static glissade.tensor.kernel.VectorElementary.LENGTH;
import static glissade.tensor.kernel.VectorElementary.MASKS;
import static glissade.tensor.kernel.VectorElementary.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// [Reductions] with vectors: the same bits at any width. Thread-safe.
public class VectorReductions extends Reductions {

    private static final int STEP = 4 * LENGTH;

    // Four accumulators hide an addition's latency. 512-bit vectors thus hold all 64 lanes; narrower ones go over the
    // chunk, which fits the first-level cache, twice or four times.

    /// From here on the numbers come from memory.
    private static final int LARGE = 1 << 20;

    @Override
    public void chunkSums(float[] x, int xo, int n, double[] out, int fromChunk, int toChunk) {
        int c = fromChunk;
        if (LENGTH == 16 && n >= LARGE) {
            float[] lanes = lanes();
            for (; c + WideChunks.STREAMS <= Math.min(toChunk, n / CHUNK); c += WideChunks.STREAMS) {
                WideChunks.six(x, xo + c * CHUNK, out, c, lanes);
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

    @Override
    public void means(float[] x, int xo, int n, int rows, float divisor, float[] y, int yo) {
        if (LENGTH != 16 || n <= SEQUENTIAL || n > ShortRows.LONGEST || rows < ShortRows.ROWS) {
            super.means(x, xo, n, rows, divisor, y, yo);
            return;
        }
        for (int i = 0; i < rows; i += ShortRows.ROWS) {
            // the last ones are moved back inside
            int row = Math.min(i, rows - ShortRows.ROWS);
            ShortRows.sums(x, xo + row * n, n, y, yo + row);
            for (int r = row; r < row + ShortRows.ROWS; r++) {
                double sum = Float.isFinite(y[yo + r]) ? y[yo + r] : sumInDouble(x, xo + r * n, n);
                y[yo + r] = (float) (sum / divisor);
            }
        }
    }

    private double sumInTurn(float[] x, int xo, int n) {
        float[] lanes = lanes();
        double sum = 0;
        int from = 0;
        if (LENGTH == 16) {
            for (; from <= n - CHUNK; from += CHUNK) {
                float part = WideChunks.one(x, xo + from);
                sum += Float.isFinite(part) ? part : sumInDouble(x, xo + from, CHUNK);
            }
        }
        for (; from < n; from += CHUNK) {
            int size = Math.min(CHUNK, n - from);
            float part = size > SEQUENTIAL ? laneSum(x, xo + from, size, lanes) : Float.NaN;
            sum += Float.isFinite(part) ? part : sumInDouble(x, xo + from, size);
        }
        return sum;
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
            return WideChunks.fold(even.add(odd));
        }
        for (int l = 0; l < 16; l += LENGTH) {
            FloatVector even = fromArray(SPECIES, lanes, l).add(fromArray(SPECIES, lanes, l + 32));
            FloatVector odd = fromArray(SPECIES, lanes, l + 16).add(fromArray(SPECIES, lanes, l + 48));
            even.add(odd).intoArray(lanes, l);
        }
        return foldLast(lanes, 0);
    }

    /// The last 16 of the lanes.
    static float foldLast(float[] lanes, int at) {
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
