package glissade.tensor.kernel;

import static glissade.tensor.kernel.VectorElementary.LENGTH;
import static glissade.tensor.kernel.VectorElementary.MASKS;
import static glissade.tensor.kernel.VectorElementary.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// [Softmax] with vectors: the same bits at any width. Thread-safe.
///
/// Wide rows are computed along the row, a step for some rows before the next step: a row's steps wait for each other, those of
/// several rows overlap. The exponentials are stored and added up in one pass. Narrow ones stand side by
/// side ([NarrowRows]).
public class VectorSoftmax extends Softmax {

    private static final Elementary ELEMENTARY = new VectorElementary();
    /// Elements of the wide rows that are computed together: they stay in the first-level cache.
    private static final int TOGETHER = 4096;
    /// Softmax with the vector twin of the reductions.
    public VectorSoftmax() {
        super(new VectorReductions());
    }

    @Override
    public void softmax(float[] x, int xo, float[] y, int yo, int rows, int cols) {
        if (cols > NARROW) {
            wide(x, xo, y, yo, rows, cols);
            return;
        }
        float[] block = Scratch.floats(Scratch.Use.RESULT, NarrowRows.SCRATCH);
        for (int from = 0; from < rows; from += NarrowRows.BLOCK) {
            int count = Math.min(NarrowRows.BLOCK, rows - from);
            NarrowRows.exps(x, xo + from * cols, count, cols, block);
            NarrowRows.storeScaled(block, y, yo + from * cols, count, cols);
        }
    }

    @Override
    public void logSoftmax(float[] x, int xo, float[] y, int yo, int rows, int cols) {
        if (cols > NARROW) {
            wideLogs(x, xo, y, yo, rows, cols);
            return;
        }
        float[] block = Scratch.floats(Scratch.Use.RESULT, NarrowRows.SCRATCH);
        for (int from = 0; from < rows; from += NarrowRows.BLOCK) {
            int count = Math.min(NarrowRows.BLOCK, rows - from);
            NarrowRows.exps(x, xo + from * cols, count, cols, block);
            ELEMENTARY.log(block, NarrowRows.SUMS, block, NarrowRows.SUMS, count);
            for (int c = 0; c < cols; c++) {
                for (int r = 0, k = from * cols + c; r < count; r++, k += cols) {
                    y[yo + k] = (x[xo + k] - block[NarrowRows.TOPS + r]) - block[NarrowRows.SUMS + r];
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
        float[] block = Scratch.floats(Scratch.Use.RESULT, NarrowRows.SCRATCH);
        for (int from = 0; from < rows; from += NarrowRows.BLOCK) {
            int count = Math.min(NarrowRows.BLOCK, rows - from);
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
        float[] block = Scratch.floats(Scratch.Use.RESULT, NarrowRows.SCRATCH);
        for (int from = 0; from < rows; from += NarrowRows.BLOCK) {
            int count = Math.min(NarrowRows.BLOCK, rows - from);
            NarrowRows.exps(logits, lo + from * cols, count, cols, block);
            ELEMENTARY.log(block, NarrowRows.SUMS, block, NarrowRows.SUMS, count);
            for (int r = 0; r < count; r++) {
                float logit = logits[lo + (from + r) * cols + labels[labelsOffset + from + r]];
                loss[so + from + r] = block[NarrowRows.SUMS + r] - (logit - block[NarrowRows.TOPS + r]);
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
        float[] block = Scratch.floats(Scratch.Use.RESULT, NarrowRows.SCRATCH);
        for (int from = 0; from < rows; from += NarrowRows.BLOCK) {
            int count = Math.min(NarrowRows.BLOCK, rows - from);
            NarrowRows.exps(logits, lo + from * cols, count, cols, block);
            for (int r = 0; r < count; r++) {
                block[NarrowRows.FACTORS + r] = scale[scaleOffset + from + r] * block[NarrowRows.FACTORS + r];
            }
            NarrowRows.storeScaled(block, dx, dxo + from * cols, count, cols);
            for (int r = 0; r < count; r++) {
                int label = labels[labelsOffset + from + r];
                dx[dxo + (from + r) * cols + label] =
                        Math.fma(block[label * NarrowRows.BLOCK + r], block[NarrowRows.FACTORS + r],
                                -scale[scaleOffset + from + r]);
            }
        }
    }

    private void wide(float[] x, int xo, float[] y, int yo, int rows, int cols) {
        float[] each = Scratch.floats(Scratch.Use.RESULT, NarrowRows.SCRATCH);
        float[] lanes = Reductions.lanes();
        int together = together(cols);
        for (int from = 0; from < rows; from += together) {
            int count = Math.min(together, rows - from);
            int i = xo + from * cols;
            int o = yo + from * cols;
            for (int r = 0; r < count; r++) {
                each[r] = top(x, i + r * cols, cols);
            }
            for (int r = 0; r < count; r++) {
                each[r] = 1 / expsAndSum(x, i + r * cols, each[r], y, o + r * cols, cols, lanes);
            }
            for (int r = 0; r < count; r++) {
                scale(y, o + r * cols, each[r], cols);
            }
        }
    }

    private void wideLogs(float[] x, int xo, float[] y, int yo, int rows, int cols) {
        float[] each = Scratch.floats(Scratch.Use.RESULT, Reductions.CHUNK + 2 * NarrowRows.BLOCK);
        int tops = Reductions.CHUNK;
        int sums = tops + NarrowRows.BLOCK;
        int together = together(cols);
        for (int from = 0; from < rows; from += together) {
            int count = Math.min(together, rows - from);
            int i = xo + from * cols;
            for (int r = 0; r < count; r++) {
                each[tops + r] = top(x, i + r * cols, cols);
            }
            for (int r = 0; r < count; r++) {
                each[sums + r] = sumOfExps(x, i + r * cols, each[tops + r], cols);
            }
            ELEMENTARY.log(each, sums, each, sums, count);
            for (int r = 0; r < count; r++) {
                shift(x, i + r * cols, each[tops + r], each[sums + r], y, yo + (from + r) * cols, cols);
            }
        }
    }

    @Override
    public void softmaxGradient(float[] dy, int dyo, float[] y, int yo, float[] dx, int dxo, int rows, int cols) {
        float[] dots = Scratch.floats(Scratch.Use.RESULT, NarrowRows.BLOCK);
        int together = together(cols);
        for (int from = 0; from < rows; from += together) {
            int count = Math.min(together, rows - from);
            for (int r = 0; r < count; r++) {
                int k = (from + r) * cols;
                dots[r] = dot(dy, dyo + k, y, yo + k, cols);
            }
            for (int r = 0; r < count; r++) {
                int k = (from + r) * cols;
                softmaxGradientRow(dy, dyo + k, y, yo + k, dots[r], dx, dxo + k, cols);
            }
        }
    }

    private static int together(int cols) {
        return Math.clamp(TOGETHER / Math.max(1, cols), 1, NarrowRows.BLOCK);
    }

    @Override
    float sumOfExps(float[] x, int xo, float top, int n) {
        // the narrow rows' way does not come here; the terms go where they stay in the first-level cache
        float[] exps = Scratch.floats(Scratch.Use.RESULT, Reductions.CHUNK);
        float[] lanes = Reductions.lanes();
        double sum = 0;
        for (int from = 0; from < n; from += Reductions.CHUNK) {
            sum += chunk(x, xo + from, top, exps, 0, Math.min(Reductions.CHUNK, n - from), lanes);
        }
        return (float) sum;
    }

    @Override
    float expsAndSum(float[] x, int xo, float top, float[] y, int yo, int n) {
        return n > NARROW ? expsAndSum(x, xo, top, y, yo, n, Reductions.lanes())
                : super.expsAndSum(x, xo, top, y, yo, n);
    }

    private float expsAndSum(float[] x, int xo, float top, float[] y, int yo, int n, float[] lanes) {
        double sum = 0;
        for (int from = 0; from < n; from += Reductions.CHUNK) {
            int size = Math.min(Reductions.CHUNK, n - from);
            sum += chunk(x, xo + from, top, y, yo + from, size, lanes);
        }
        return (float) sum;
    }

    private double chunk(float[] x, int xo, float top, float[] y, int yo, int n, float[] lanes) {
        if (n <= Reductions.SEQUENTIAL) {
            exps(x, xo, top, y, yo, n);
            return reductions.sum(y, yo, n);
        }
        return RowExponentials.storeAndSum(x, xo, top, y, yo, n, lanes);
    }

    @Override
    float top(float[] x, int xo, int n) {
        int step = 4 * LENGTH;
        if (n < step) {
            return n < LENGTH ? super.top(x, xo, n) : shortTop(x, xo, n);
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
        t0 = t0.blend(t1, t1.compare(VectorOperators.GT, t0));
        t2 = t2.blend(t3, t3.compare(VectorOperators.GT, t2));
        t0 = t0.blend(t2, t2.compare(VectorOperators.GT, t0));
        return t0.reduceLanes(VectorOperators.MAX) + 0.0f;
    }

    private static float shortTop(float[] x, int xo, int n) {
        FloatVector top = broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = fromArray(SPECIES, x, xo + Math.min(i, n - LENGTH));
            top = top.blend(v, v.compare(VectorOperators.GT, top));
        }
        return top.reduceLanes(VectorOperators.MAX) + 0.0f;
    }

    @Override
    void exps(float[] x, int xo, float top, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            FloatVector v = fromArray(SPECIES, x, xo + i);
            VectorExponentials.expOfNegative(v.sub(top)).intoArray(y, yo + i);
        }
        if (MASKS && i < n) {
            someExps(x, xo + i, top, y, yo + i, n - i);
        } else {
            super.exps(x, xo + i, top, y, yo + i, n - i);
        }
    }

    /// Fewer than a vector.
    private static void someExps(float[] x, int xo, float top, float[] y, int yo, int n) {
        VectorMask<Float> some = SPECIES.indexInRange(0, n);
        FloatVector v = fromArray(SPECIES, x, xo, some);
        VectorExponentials.expOfNegative(v.sub(top)).intoArray(y, yo, some);
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
