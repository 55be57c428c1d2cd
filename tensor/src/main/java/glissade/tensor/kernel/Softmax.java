package glissade.tensor.kernel;

/// Softmax, its logarithm and cross-entropy over the rows of contiguous `[rows, cols]` matrices: the definition.
///
/// Each row is computed by itself, so threads may share the rows. The row's largest element is taken away first,
/// which keeps exp from overflowing. A row's sum is taken one element after another in `float` if it has at most 32
/// columns, else as in [Reductions]; exp and log are those of [Elementary]. A row with a NaN or +∞, or with nothing
/// but -∞, gives NaN; an element -∞ among others has probability 0.
///
/// An output may be the same array at the same offset as an input; it may not overlap one in another way. Nothing is
/// checked. Thread-safe.
public class Softmax {

    /// Columns up to which a row's sum is taken one element after another.
    static final int NARROW = 32;

    final Reductions reductions;

    /// Softmax by the definitions.
    public Softmax() {
        this(new Reductions());
    }

    /// Softmax with the given twin of the reductions.
    Softmax(Reductions reductions) {
        this.reductions = reductions;
    }

    /// `y = exp(x − top) · (1 / Σ exp(x − top))` where `top = max x`.
    public void softmax(float[] x, int xo, float[] y, int yo, int rows, int cols) {
        for (int r = 0; r < rows; r++) {
            int i = xo + r * cols;
            int o = yo + r * cols;
            scale(y, o, 1 / expsAndSum(x, i, top(x, i, cols), y, o, cols), cols);
        }
    }

    /// `y = (x − top) − log Σ exp(x − top)` where `top = max x`.
    public void logSoftmax(float[] x, int xo, float[] y, int yo, int rows, int cols) {
        for (int r = 0; r < rows; r++) {
            int i = xo + r * cols;
            float top = top(x, i, cols);
            shift(x, i, top, Exponentials.log(sumOfExps(x, i, top, cols)), y, yo + r * cols, cols);
        }
    }

    /// `dx = y · (dy − Σ dy · y)` where `y = softmax x`.
    public void softmaxGradient(float[] dy, int dyo, float[] y, int yo, float[] dx, int dxo, int rows, int cols) {
        for (int r = 0; r < rows; r++) {
            int k = r * cols;
            float dot = dot(dy, dyo + k, y, yo + k, cols);
            softmaxGradientRow(dy, dyo + k, y, yo + k, dot, dx, dxo + k, cols);
        }
    }

    /// `dx = dy − exp(y) · Σ dy` where `y = logSoftmax x`.
    public void logSoftmaxGradient(float[] dy, int dyo, float[] y, int yo, float[] dx, int dxo, int rows, int cols) {
        for (int r = 0; r < rows; r++) {
            int k = r * cols;
            logSoftmaxGradientRow(dy, dyo + k, y, yo + k, sum(dy, dyo + k, cols), dx, dxo + k, cols);
        }
    }

    /// Cross-entropy of each row: `loss = log Σ exp(x − top) − (x[label] − top)` where `top = max x`.
    ///
    /// The labels, from 0 to before `cols`, begin at `labelsOffset`, one for each row; so do the losses at `so`.
    public void crossEntropy(float[] logits, int lo, int[] labels, int labelsOffset, float[] loss, int so, int rows,
            int cols) {
        for (int r = 0; r < rows; r++) {
            int i = lo + r * cols;
            float top = top(logits, i, cols);
            float logit = logits[i + labels[labelsOffset + r]];
            loss[so + r] = Exponentials.log(sumOfExps(logits, i, top, cols)) - (logit - top);
        }
    }

    /// Gradient of [#crossEntropy]: `dx = (softmax(x) − onehot(label)) · scale`, with a `scale` for each row.
    ///
    /// It is computed as `exp(x − top) · (scale · (1 / Σ exp(x − top)))`, fused with the subtraction of `scale` at
    /// the label.
    public void crossEntropyGradient(float[] logits, int lo, int[] labels, int labelsOffset, float[] scale,
            int scaleOffset, float[] dx, int dxo, int rows, int cols) {
        for (int r = 0; r < rows; r++) {
            int i = lo + r * cols;
            int o = dxo + r * cols;
            float sum = expsAndSum(logits, i, top(logits, i, cols), dx, o, cols);
            float factor = scale[scaleOffset + r] * (1 / sum);
            int label = o + labels[labelsOffset + r];
            float atLabel = Math.fma(dx[label], factor, -scale[scaleOffset + r]);
            scale(dx, o, factor, cols);
            dx[label] = atLabel;
        }
    }

    final float sum(float[] x, int xo, int n) {
        if (n > NARROW) {
            return (float) reductions.sum(x, xo, n);
        }
        float sum = 0;
        for (int i = 0; i < n; i++) {
            sum += x[xo + i];
        }
        return sum;
    }

    final float dot(float[] a, int ao, float[] b, int bo, int n) {
        if (n > NARROW) {
            return (float) reductions.dot(a, ao, b, bo, n);
        }
        float dot = 0;
        for (int i = 0; i < n; i++) {
            dot = Math.fma(a[ao + i], b[bo + i], dot);
        }
        return dot;
    }

    /// `Σ exp(x − top)`, chunk by chunk where nobody wants to keep the terms.
    float sumOfExps(float[] x, int xo, float top, int n) {
        float[] exps = Scratch.floats(Scratch.Use.RESULT, Reductions.CHUNK);
        if (n <= NARROW) {
            exps(x, xo, top, exps, 0, n);
            return sum(exps, 0, n);
        }
        double sum = 0;
        for (int c = 0; c < Reductions.chunks(n); c++) {
            int size = Math.min(Reductions.CHUNK, n - c * Reductions.CHUNK);
            exps(x, xo + c * Reductions.CHUNK, top, exps, 0, size);
            sum += reductions.sum(exps, 0, size);
        }
        return (float) sum;
    }

    /// The largest element; a NaN may be passed over, since it shows up in the sum. Never -0: which zero comes out
    /// would depend on the order.
    float top(float[] x, int xo, int n) {
        float top = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            top = x[xo + i] > top ? x[xo + i] : top;
        }
        return top + 0.0f;
    }

    /// `y = exp(x − top)`, and the sum of these.
    float expsAndSum(float[] x, int xo, float top, float[] y, int yo, int n) {
        exps(x, xo, top, y, yo, n);
        return sum(y, yo, n);
    }

    /// `y = exp(x − top)`.
    void exps(float[] x, int xo, float top, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Exponentials.exp(x[xo + i] - top);
        }
    }

    /// `y = y · factor`.
    void scale(float[] y, int yo, float factor, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] *= factor;
        }
    }

    /// `y = (x − top) − log`.
    void shift(float[] x, int xo, float top, float log, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = (x[xo + i] - top) - log;
        }
    }

    /// `dx = y · (dy − dot)`.
    void softmaxGradientRow(float[] dy, int dyo, float[] y, int yo, float dot, float[] dx, int dxo, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxo + i] = y[yo + i] * (dy[dyo + i] - dot);
        }
    }

    /// `dx = dy − exp(y) · sum`.
    void logSoftmaxGradientRow(float[] dy, int dyo, float[] y, int yo, float sum, float[] dx, int dxo, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxo + i] = Math.fma(-Exponentials.exp(y[yo + i]), sum, dy[dyo + i]);
        }
    }
}
