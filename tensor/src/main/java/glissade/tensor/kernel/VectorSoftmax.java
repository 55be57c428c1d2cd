package glissade.tensor.kernel;

import static glissade.tensor.kernel.VectorElementary.LENGTH;
import static glissade.tensor.kernel.VectorElementary.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// [Softmax] with vectors: the same bits at any width. Thread-safe.
///
/// Wide rows are computed along the row. Narrow ones, ten classes say, would leave most of a vector idle and wait for
/// each step of the sum; so 64 of them are transposed into scratch and computed side by side, a row in each lane.
public class VectorSoftmax extends Softmax {

    private static final Elementary ELEMENTARY = new VectorElementary();
    /// Narrow rows computed together, a multiple of any vector's length.
    private static final int BLOCK = 64;
    // In scratch: the terms, column after column, then each row's largest element, its sum and what its terms are
    // scaled by.
    private static final int TOPS = NARROW * BLOCK;
    private static final int SUMS = TOPS + BLOCK;
    private static final int FACTORS = SUMS + BLOCK;
    private static final int SCRATCH = FACTORS + BLOCK;

    /// Softmax with the vector twin of the reductions.
    public VectorSoftmax() {
        super(new VectorReductions());
    }

    @Override
    public void softmax(float[] x, int xo, float[] y, int yo, int rows, int cols) {
        if (cols > NARROW) {
            super.softmax(x, xo, y, yo, rows, cols);
            return;
        }
        float[] block = Scratch.floats(Scratch.Use.RESULT, SCRATCH);
        for (int from = 0; from < rows; from += BLOCK) {
            int count = Math.min(BLOCK, rows - from);
            exps(x, xo + from * cols, count, cols, block);
            storeScaled(block, y, yo + from * cols, count, cols);
        }
    }

    @Override
    public void logSoftmax(float[] x, int xo, float[] y, int yo, int rows, int cols) {
        if (cols > NARROW) {
            super.logSoftmax(x, xo, y, yo, rows, cols);
            return;
        }
        float[] block = Scratch.floats(Scratch.Use.RESULT, SCRATCH);
        for (int from = 0; from < rows; from += BLOCK) {
            int count = Math.min(BLOCK, rows - from);
            exps(x, xo + from * cols, count, cols, block);
            ELEMENTARY.log(block, SUMS, block, SUMS, count);
            for (int c = 0; c < cols; c++) {
                for (int r = 0, k = from * cols + c; r < count; r++, k += cols) {
                    y[yo + k] = (x[xo + k] - block[TOPS + r]) - block[SUMS + r];
                }
            }
        }
    }

    @Override
    public void logSoftmaxGradient(float[] dy, int dyo, float[] y, int yo, float[] dx, int dxo, int rows, int cols) {
        if (cols > NARROW) {
            super.logSoftmaxGradient(dy, dyo, y, yo, dx, dxo, rows, cols);
            return;
        }
        float[] block = Scratch.floats(Scratch.Use.RESULT, SCRATCH);
        for (int from = 0; from < rows; from += BLOCK) {
            int count = Math.min(BLOCK, rows - from);
            ELEMENTARY.exp(y, yo + from * cols, block, 0, count * cols);
            for (int r = 0; r < count; r++) {
                int k = (from + r) * cols;
                float sum = sum(dy, dyo + k, cols);
                for (int c = 0; c < cols; c++) {
                    dx[dxo + k + c] = Math.fma(-block[r * cols + c], sum, dy[dyo + k + c]);
                }
            }
        }
    }

    @Override
    public void crossEntropy(float[] logits, int lo, int[] labels, int labelsOffset, float[] loss, int so, int rows,
            int cols) {
        if (cols > NARROW) {
            super.crossEntropy(logits, lo, labels, labelsOffset, loss, so, rows, cols);
            return;
        }
        float[] block = Scratch.floats(Scratch.Use.RESULT, SCRATCH);
        for (int from = 0; from < rows; from += BLOCK) {
            int count = Math.min(BLOCK, rows - from);
            exps(logits, lo + from * cols, count, cols, block);
            ELEMENTARY.log(block, SUMS, block, SUMS, count);
            for (int r = 0; r < count; r++) {
                float logit = logits[lo + (from + r) * cols + labels[labelsOffset + from + r]];
                loss[so + from + r] = block[SUMS + r] - (logit - block[TOPS + r]);
            }
        }
    }

    @Override
    public void crossEntropyGradient(float[] logits, int lo, int[] labels, int labelsOffset, float[] scale,
            int scaleOffset, float[] dx, int dxo, int rows, int cols) {
        if (cols > NARROW) {
            super.crossEntropyGradient(logits, lo, labels, labelsOffset, scale, scaleOffset, dx, dxo, rows, cols);
            return;
        }
        float[] block = Scratch.floats(Scratch.Use.RESULT, SCRATCH);
        for (int from = 0; from < rows; from += BLOCK) {
            int count = Math.min(BLOCK, rows - from);
            exps(logits, lo + from * cols, count, cols, block);
            for (int r = 0; r < count; r++) {
                block[FACTORS + r] = scale[scaleOffset + from + r] * block[FACTORS + r];
            }
            storeScaled(block, dx, dxo + from * cols, count, cols);
            for (int r = 0; r < count; r++) {
                int label = labels[labelsOffset + from + r];
                dx[dxo + (from + r) * cols + label] =
                        Math.fma(block[label * BLOCK + r], block[FACTORS + r], -scale[scaleOffset + from + r]);
            }
        }
    }

    /// Fills `block`: the transposed `exp(x − top)`, each row's `top`, sum and 1 / sum.
    private static void exps(float[] x, int xo, int count, int cols, float[] block) {
        for (int c = 0; c < cols; c++) {
            for (int r = c * BLOCK, k = xo + c; r < c * BLOCK + count; r++, k += cols) {
                block[r] = x[k];
            }
        }
        // The last vector may reach beyond the rows: what it computes there is never read.
        for (int r = 0; r < count; r += LENGTH) {
            FloatVector top = broadcast(SPECIES, Float.NEGATIVE_INFINITY);
            for (int c = 0; c < cols; c++) {
                FloatVector v = fromArray(SPECIES, block, c * BLOCK + r);
                top = top.blend(v, v.compare(VectorOperators.GT, top));
            }
            top = top.add(0);
            top.intoArray(block, TOPS + r);
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int c = 0; c < cols; c++) {
                FloatVector v = fromArray(SPECIES, block, c * BLOCK + r);
                FloatVector e = VectorExponentials.expOfNegative(v.sub(top));
                e.intoArray(block, c * BLOCK + r);
                sum = sum.add(e);
            }
            sum.intoArray(block, SUMS + r);
            broadcast(SPECIES, 1).div(sum).intoArray(block, FACTORS + r);
        }
    }

    /// `y = terms · factors`, transposed back.
    private static void storeScaled(float[] block, float[] y, int yo, int count, int cols) {
        for (int c = 0; c < cols; c++) {
            for (int r = 0, k = yo + c; r < count; r++, k += cols) {
                y[k] = block[c * BLOCK + r] * block[FACTORS + r];
            }
        }
    }

    @Override
    float top(float[] x, int xo, int n) {
        int step = 4 * LENGTH;
        if (n < step) {
            return super.top(x, xo, n);
        }
        // Any order gives the same result. The last step overlaps the one before it.
        FloatVector t0 = broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        FloatVector t1 = broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        FloatVector t2 = broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        FloatVector t3 = broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < n; i += step) {
            int k = xo + Math.min(i, n - step);
            FloatVector v0 = fromArray(SPECIES, x, k);
            FloatVector v1 = fromArray(SPECIES, x, k + LENGTH);
            FloatVector v2 = fromArray(SPECIES, x, k + 2 * LENGTH);
            FloatVector v3 = fromArray(SPECIES, x, k + 3 * LENGTH);
            t0 = t0.blend(v0, v0.compare(VectorOperators.GT, t0));
            t1 = t1.blend(v1, v1.compare(VectorOperators.GT, t1));
            t2 = t2.blend(v2, v2.compare(VectorOperators.GT, t2));
            t3 = t3.blend(v3, v3.compare(VectorOperators.GT, t3));
        }
        return t0.max(t1).max(t2.max(t3)).reduceLanes(VectorOperators.MAX) + 0.0f;
    }

    @Override
    void exps(float[] x, int xo, float top, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            FloatVector v = fromArray(SPECIES, x, xo + i);
            VectorExponentials.expOfNegative(v.sub(top)).intoArray(y, yo + i);
        }
        super.exps(x, xo + i, top, y, yo + i, n - i);
    }

    @Override
    void scale(float[] y, int yo, float factor, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            fromArray(SPECIES, y, yo + i).mul(factor).intoArray(y, yo + i);
        }
        super.scale(y, yo + i, factor, n - i);
    }

    @Override
    void shift(float[] x, int xo, float top, float log, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            fromArray(SPECIES, x, xo + i).sub(top).sub(log).intoArray(y, yo + i);
        }
        super.shift(x, xo + i, top, log, y, yo + i, n - i);
    }

    @Override
    void softmaxGradientRow(float[] dy, int dyo, float[] y, int yo, float dot, float[] dx, int dxo, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            FloatVector d = fromArray(SPECIES, dy, dyo + i).sub(dot);
            fromArray(SPECIES, y, yo + i).mul(d).intoArray(dx, dxo + i);
        }
        super.softmaxGradientRow(dy, dyo + i, y, yo + i, dot, dx, dxo + i, n - i);
    }

    @Override
    void logSoftmaxGradientRow(float[] dy, int dyo, float[] y, int yo, float sum, float[] dx, int dxo, int n) {
        FloatVector sums = broadcast(SPECIES, sum);
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            FloatVector e = VectorExponentials.exp(fromArray(SPECIES, y, yo + i));
            e.neg().fma(sums, fromArray(SPECIES, dy, dyo + i)).intoArray(dx, dxo + i);
        }
        super.logSoftmaxGradientRow(dy, dyo + i, y, yo + i, sum, dx, dxo + i, n - i);
    }
}
