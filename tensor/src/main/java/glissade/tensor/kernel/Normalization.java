package glissade.tensor.kernel;

/// Rows brought to mean 0 and variance 1, then scaled and shifted: what layer, group, instance and batch norm share.
///
/// The variance is that of the deviations, in a pass of its own, so a large mean costs no digits. Sums are those of [Reductions], and
/// the loops here are plain ones that compilers vectorise, so there is no twin. Rows are independent: threads may share them.
///
/// `x`, `y` and gradients are contiguous `[rows, columns]` matrices; nothing is checked. Immutable, thread-safe.
public final class Normalization {

    private final int groups;
    private final int channels;
    private final int run;
    private final int columns;
    private final double eps;
    private final boolean centred;
    private final Reductions reductions = Kernels.active().reductions();

    /// Element `j` of row `r` belongs to channel `(r mod groups) · channels + j / run`, which has a weight and a bias.
    ///
    /// @param groups after how many rows the channels begin anew
    /// @param channels the number of channels of a row
    /// @param run how many neighbours in a row belong to one channel
    /// @param eps what is added to the variance, so that a constant row does not divide by 0
    /// @param centred whether the mean is taken away; else the variance is the mean of the squares
    public Normalization(int groups, int channels, int run, double eps, boolean centred) {
        this.groups = groups;
        this.channels = channels;
        this.run = run;
        this.columns = channels * run;
        this.eps = eps;
        this.centred = centred;
    }

    /// Elements of a row.
    public int columns() {
        return columns;
    }

    /// How many weights there are, and biases.
    public int parameters() {
        return groups * channels;
    }

    /// `y = (x − mean) / √(variance + eps) · weight + bias` for the rows from `from` to before `to`; `mean` and `variance` get an entry
    /// for each of them.
    public void forward(float[] x, float[] weight, float[] bias, float[] y, double[] mean, double[] variance, int from,
            int to) {
        for (int r = from; r < to; r++) {
            int o = r * columns;
            mean[r] = centred ? reductions.sum(x, o, columns) / columns : 0;
            centre(x, o, mean[r], 1, y, o);
            variance[r] = reductions.sumOfSquares(y, o, columns) / columns;
            float scale = scale(variance[r]);
            int c = r % groups * channels;
            if (run == 1) {
                affine(y, o, scale, weight, bias, c);
            } else {
                for (int k = 0; k < channels; k++) {
                    affine(y, o + k * run, scale, weight[c + k], bias[c + k]);
                }
            }
        }
    }

    /// The gradient of [#forward] with respect to x: of `g = dy · weight` and the normalised row `n`,
    /// `dx = (g − mean g − n · mean(g · n)) / √(variance + eps)`.
    public void gradient(float[] dy, float[] x, float[] weight, double[] mean, double[] variance, float[] dx, int from,
            int to) {
        float[] g = Scratch.floats(Scratch.Use.RESULT, columns);
        for (int r = from; r < to; r++) {
            int o = r * columns;
            float scale = scale(variance[r]);
            centre(x, o, mean[r], scale, dx, o);
            int c = r % groups * channels;
            if (run == 1) {
                weigh(dy, o, weight, c, g);
            } else {
                for (int k = 0; k < channels; k++) {
                    weigh(dy, o + k * run, weight[c + k], g, k * run);
                }
            }
            float meanG = centred ? (float) (reductions.sum(g, 0, columns) / columns) : 0;
            float slope = (float) (reductions.dot(g, 0, dx, o, columns) / columns);
            for (int j = 0; j < columns; j++) {
                dx[o + j] = Math.fma(-slope, dx[o + j], g[j] - meanG) * scale;
            }
        }
    }

    private float scale(double variance) {
        return (float) (1 / Math.sqrt(variance + eps));
    }

    /// `y = (x − mean) · scale`. The mean is taken away in two parts, because a float does not hold all of its digits.
    private void centre(float[] x, int xo, double mean, float scale, float[] y, int yo) {
        float high = (float) mean;
        float low = Float.isFinite(high) ? (float) (mean - high) : 0;
        for (int j = 0; j < columns; j++) {
            y[yo + j] = ((x[xo + j] - high) - low) * scale;
        }
    }

    private void affine(float[] y, int yo, float scale, float weight, float bias) {
        for (int j = 0; j < run; j++) {
            y[yo + j] = Math.fma(y[yo + j] * scale, weight, bias);
        }
    }

    private void affine(float[] y, int yo, float scale, float[] weight, float[] bias, int c) {
        for (int j = 0; j < columns; j++) {
            y[yo + j] = Math.fma(y[yo + j] * scale, weight[c + j], bias[c + j]);
        }
    }

    private void weigh(float[] dy, int dyo, float weight, float[] g, int go) {
        for (int j = 0; j < run; j++) {
            g[go + j] = dy[dyo + j] * weight;
        }
    }

    private void weigh(float[] dy, int dyo, float[] weight, int c, float[] g) {
        for (int j = 0; j < columns; j++) {
            g[j] = dy[dyo + j] * weight[c + j];
        }
    }
}
