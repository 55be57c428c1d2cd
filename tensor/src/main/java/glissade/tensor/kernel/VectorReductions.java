package glissade.tensor.kernel;

import static glissade.tensor.kernel.VectorElementary.LENGTH;
import static glissade.tensor.kernel.VectorElementary.MASKS;
import static glissade.tensor.kernel.VectorElementary.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// [Reductions] with vectors: the same bits at any width. Thread-safe.
public class VectorReductions extends Reductions {

    private static final int STEP = 4 * LENGTH;

    // Four accumulators hide an addition's latency. 512-bit vectors thus hold all 64 lanes; narrower ones go over the
    // chunk, which fits the first-level cache, twice or four times.
    @Override
    float laneSum(float[] x, int xo, int n, float[] lanes) {
        int whole = n - n % LANES;
        for (int l = 0; l < LANES; l += STEP) {
            FloatVector s0 = FloatVector.zero(SPECIES);
            FloatVector s1 = s0;
            FloatVector s2 = s0;
            FloatVector s3 = s0;
            for (int i = xo + l; i < xo + whole; i += LANES) {
                s0 = s0.add(load(x, i));
                s1 = s1.add(load(x, i + LENGTH));
                s2 = s2.add(load(x, i + 2 * LENGTH));
                s3 = s3.add(load(x, i + 3 * LENGTH));
            }
            s0.intoArray(lanes, l);
            s1.intoArray(lanes, l + LENGTH);
            s2.intoArray(lanes, l + 2 * LENGTH);
            s3.intoArray(lanes, l + 3 * LENGTH);
        }
        int i = whole;
        for (; i <= n - LENGTH; i += LENGTH) {
            load(lanes, i - whole).add(load(x, xo + i)).intoArray(lanes, i - whole);
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
            FloatVector s1 = s0;
            FloatVector s2 = s0;
            FloatVector s3 = s0;
            for (int i = l; i < whole; i += LANES) {
                int j = ao + i;
                int k = bo + i;
                s0 = load(a, j).fma(load(b, k), s0);
                s1 = load(a, j + LENGTH).fma(load(b, k + LENGTH), s1);
                s2 = load(a, j + 2 * LENGTH).fma(load(b, k + 2 * LENGTH), s2);
                s3 = load(a, j + 3 * LENGTH).fma(load(b, k + 3 * LENGTH), s3);
            }
            s0.intoArray(lanes, l);
            s1.intoArray(lanes, l + LENGTH);
            s2.intoArray(lanes, l + 2 * LENGTH);
            s3.intoArray(lanes, l + 3 * LENGTH);
        }
        int i = whole;
        for (; i <= n - LENGTH; i += LENGTH) {
            load(a, ao + i).fma(load(b, bo + i), load(lanes, i - whole)).intoArray(lanes, i - whole);
        }
        for (; i < n; i++) {
            lanes[i - whole] = Math.fma(a[ao + i], b[bo + i], lanes[i - whole]);
        }
        return foldLanes(lanes);
    }

    /// [Reductions#fold], two halvings a step.
    private static float foldLanes(float[] lanes) {
        for (int l = 0; l < 16; l += LENGTH) {
            FloatVector even = load(lanes, l).add(load(lanes, l + 32));
            FloatVector odd = load(lanes, l + 16).add(load(lanes, l + 48));
            even.add(odd).intoArray(lanes, l);
        }
        FloatVector even = quad(lanes, 0).add(quad(lanes, 8));
        FloatVector odd = quad(lanes, 4).add(quad(lanes, 12));
        even.add(odd).intoArray(lanes, 0);
        return (lanes[0] + lanes[2]) + (lanes[1] + lanes[3]);
    }

    private static FloatVector quad(float[] lanes, int offset) {
        return FloatVector.fromArray(FloatVector.SPECIES_128, lanes, offset);
    }

    @Override
    public float max(float[] x, int xo, int n) {
        if (n < STEP) {
            return super.max(x, xo, n);
        }
        // Any order gives the same result. The last step overlaps the one before it.
        FloatVector m0 = load(x, xo);
        FloatVector m1 = m0;
        FloatVector m2 = m0;
        FloatVector m3 = m0;
        for (int i = 0; i < n; i += STEP) {
            int k = xo + Math.min(i, n - STEP);
            m0 = m0.max(load(x, k));
            m1 = m1.max(load(x, k + LENGTH));
            m2 = m2.max(load(x, k + 2 * LENGTH));
            m3 = m3.max(load(x, k + 3 * LENGTH));
        }
        return m0.max(m1).max(m2.max(m3)).reduceLanes(VectorOperators.MAX);
    }

    @Override
    public float min(float[] x, int xo, int n) {
        if (n < STEP) {
            return super.min(x, xo, n);
        }
        FloatVector m0 = load(x, xo);
        FloatVector m1 = m0;
        FloatVector m2 = m0;
        FloatVector m3 = m0;
        for (int i = 0; i < n; i += STEP) {
            int k = xo + Math.min(i, n - STEP);
            m0 = m0.min(load(x, k));
            m1 = m1.min(load(x, k + LENGTH));
            m2 = m2.min(load(x, k + 2 * LENGTH));
            m3 = m3.min(load(x, k + 3 * LENGTH));
        }
        return m0.min(m1).min(m2.min(m3)).reduceLanes(VectorOperators.MIN);
    }

    @Override
    int find(float[] x, int xo, int n, float max) {
        int i = 0;
        // With a NaN as the largest no comparison holds, and the definition looks for the first NaN from the start.
        while (i <= n - LENGTH && load(x, xo + i).compare(VectorOperators.LT, max).allTrue()) {
            i += LENGTH;
        }
        return i + super.find(x, xo + i, n - i, max);
    }

    @Override
    public boolean allFinite(float[] x, int xo, int n) {
        if (n < STEP) {
            return super.allFinite(x, xo, n);
        }
        // x - x is 0 for a finite number, NaN for any other, and a NaN stays in the sum.
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        for (int i = 0; i < n; i += 2 * LENGTH) {
            int k = xo + Math.min(i, n - 2 * LENGTH);
            FloatVector v0 = load(x, k);
            FloatVector v1 = load(x, k + LENGTH);
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
            FloatVector first = load(x, k).add(load(x, k + stride))
                    .add(load(x, k + 2 * stride).add(load(x, k + 3 * stride)));
            k += 4 * stride;
            FloatVector second = load(x, k).add(load(x, k + stride))
                    .add(load(x, k + 2 * stride).add(load(x, k + 3 * stride)));
            load(y, yo + j).add(first.add(second)).intoArray(y, yo + j);
        }
        int k = xo + j;
        if (!MASKS || j == cols || k + 7 * stride > x.length - LENGTH) {
            super.addEightRows(x, k, stride, cols - j, y, yo + j);
            return;
        }
        // Whole vectors are read, beyond the last column; what is too much is not stored. Ten classes need only this.
        FloatVector first = load(x, k).add(load(x, k + stride))
                .add(load(x, k + 2 * stride).add(load(x, k + 3 * stride)));
        k += 4 * stride;
        FloatVector second = load(x, k).add(load(x, k + stride))
                .add(load(x, k + 2 * stride).add(load(x, k + 3 * stride)));
        VectorMask<Float> rest = SPECIES.indexInRange(j, cols);
        FloatVector.fromArray(SPECIES, y, yo + j, rest).add(first.add(second)).intoArray(y, yo + j, rest);
    }

    @Override
    void addRow(float[] x, int xo, int cols, float[] y, int yo) {
        int j = 0;
        for (; j <= cols - LENGTH; j += LENGTH) {
            load(y, yo + j).add(load(x, xo + j)).intoArray(y, yo + j);
        }
        super.addRow(x, xo + j, cols - j, y, yo + j);
    }

    @Override
    void maxRow(float[] x, int xo, int cols, float[] y, int yo) {
        int j = 0;
        for (; j <= cols - LENGTH; j += LENGTH) {
            load(y, yo + j).max(load(x, xo + j)).intoArray(y, yo + j);
        }
        super.maxRow(x, xo + j, cols - j, y, yo + j);
    }

    private static FloatVector load(float[] x, int offset) {
        return FloatVector.fromArray(SPECIES, x, offset);
    }
}
