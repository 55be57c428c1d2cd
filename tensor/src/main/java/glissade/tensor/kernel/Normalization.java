package glissade.tensor.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Rows brought to mean 0 and variance 1, then scaled and shifted: what layer, group, instance and batch norm share.
///
/// The variance is that of the deviations, in a pass of its own, so a large mean costs no digits. Sums along a row are those of
/// [Reductions], the loops those of [NormLoops]. The rows are cut into blocks, whose number depends on sizes alone; blocks are independent,
/// so threads may share them. A step is done for some rows before the next step: the steps of one row wait for each other, those of
/// several rows overlap.
///
/// `x`, `y` and gradients are contiguous `[rows, columns]` matrices; nothing is checked. Immutable, thread-safe.
public final class Normalization {

    /// Elements, about, and most rows of a block. In a block, gradients of weights are added up in `float`.
    private static final int BLOCK = 1 << 14;
    private static final int BLOCK_ROWS = 128;
    /// Elements, about, and most rows that go through the steps together, in the first-level cache.
    private static final int TOGETHER = 4096;
    private static final int MOST_TOGETHER = 16;

    private final int groups;
    private final int channels;
    private final int run;
    private final int columns;
    private final double eps;
    private final boolean centred;
    private final Reductions reductions = Kernels.active().reductions();
    private final NormLoops loops = Kernels.active().normLoops();

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

    /// Rows of a block, the last of which may have fewer.
    public int blockRows() {
        return Math.clamp(BLOCK / Math.max(1, columns), 1, BLOCK_ROWS);
    }

    private int together() {
        return Math.clamp(TOGETHER / Math.max(1, columns), 1, MOST_TOGETHER);
    }

    /// `y = (x − mean) / √(variance + eps) · weight + bias` for the rows from `from` to before `to`; `mean` and `variance` get an entry
    /// for each of them.
    public void forward(float[] x, float[] weight, float[] bias, float[] y, double[] mean, double[] variance, int from,
            int to) {
        forward(x, weight, bias, y, mean, variance, from, to, 0);
    }

    /// The same where x and y, which may be one array, begin with row `origin`.
    void forward(float[] x, float[] weight, float[] bias, float[] y, double[] mean, double[] variance, int from, int to,
            int origin) {
        int together = together();
        for (int first = from; first < to; first += together) {
            int end = Math.min(to, first + together);
            for (int r = first; r < end; r++) {
                mean[r] = centred ? reductions.sum(x, (r - origin) * columns, columns) / columns : 0;
            }
            for (int r = first; r < end; r++) {
                float high = (float) mean[r];
                variance[r] =
                        reductions.sumOfSquaredDeviations(x, (r - origin) * columns, high, low(mean[r], high), columns)
                                / columns;
            }
            for (int r = first; r < end; r++) {
                int c = r % groups * channels;
                int o = (r - origin) * columns;
                float high = (float) mean[r];
                float low = low(mean[r], high);
                float scale = scale(variance[r]);
                if (run == 1) {
                    loops.affine(x, o, high, low, scale, weight, bias, c, y, o, columns);
                } else {
                    for (int k = 0; k < channels; k++, o += run) {
                        loops.affine(x, o, high, low, scale, weight[c + k], bias[c + k], y, o, run);
                    }
                }
            }
        }
    }

    /// The gradients of [#forward] for the rows of block `block`, all in one walk over them.
    ///
    /// With respect to x, of `g = dy · weight` and the normalised row `z`, `dx = (g − mean g − z · mean(g · z)) / √(variance + eps)`. Those of
    /// the weights, `Σ dy · z`, and of the biases, `Σ dy`, are sums over rows: `sums` gets the block's share of them, first all weights,
    /// then all biases; [#total] adds up the shares.
    ///
    /// @param weight null if there are none
    /// @param sums where the share of block b begins at `b · 2 · parameters()`; null if nobody wants it
    /// @param dx as large as x
    public void gradient(float[] dy, float[] x, float @Nullable [] weight, double[] mean, double[] variance,
            float @Nullable [] sums, float[] dx, int rows, int block) {
        gradient(dy, x, weight, mean, variance, sums, dx, rows, block, 0);
    }

    /// The same where dy, x and dx, which may be x, begin with row `origin`.
    void gradient(float[] dy, float[] x, float @Nullable [] weight, double[] mean, double[] variance,
            float @Nullable [] sums, float[] dx, int rows, int block, int origin) {
        int from = block * blockRows();
        int to = Math.min(rows, from + blockRows());
        int together = together();
        int share = block * 2 * parameters();
        if (sums != null) {
            Arrays.fill(sums, share, share + 2 * parameters(), 0);
        }
        float[] weighted = weight == null ? dy : Scratch.floats(Scratch.Use.RESULT, together * columns);
        float[] means = new float[together];
        float[] slopes = new float[together];
        for (int first = from; first < to; first += together) {
            int count = Math.min(to - first, together);
            int go = weight == null ? (first - origin) * columns : 0;
            for (int i = 0; i < count; i++) {
                int r = first + i;
                int o = (r - origin) * columns;
                centre(x, o, mean[r], scale(variance[r]), dx);
                if (sums != null) {
                    share(dy, dx, o, r, sums, share);
                }
                if (weight != null) {
                    weigh(dy, o, r, weight, weighted, i * columns);
                }
            }
            for (int i = 0; i < count; i++) {
                int g = go + i * columns;
                means[i] = centred ? (float) (reductions.sum(weighted, g, columns) / columns) : 0;
                slopes[i] =
                        (float) (reductions.dot(weighted, g, dx, (first + i - origin) * columns, columns) / columns);
            }
            for (int i = 0; i < count; i++) {
                int r = first + i;
                loops.pull(weighted, go + i * columns, means[i], slopes[i], scale(variance[r]), dx,
                        (r - origin) * columns,
                        columns);
            }
        }
    }

    /// The gradients of all weights, then of all biases: the blocks' shares, added up in `double` in their order.
    public void total(float[] sums, int blocks, float[] weights, float[] biases) {
        int n = parameters();
        double[] strip = Reductions.chunkScratch();
        for (int from = 0; from < 2 * n; from += strip.length) {
            int size = Math.min(strip.length, 2 * n - from);
            Arrays.fill(strip, 0, size, 0);
            for (int b = 0; b < blocks; b++) {
                int at = b * 2 * n + from;
                for (int i = 0; i < size; i++) {
                    strip[i] += sums[at + i];
                }
            }
            for (int i = 0; i < size; i++) {
                int to = from + i;
                if (to < n) {
                    weights[to] = (float) strip[i];
                } else {
                    biases[to - n] = (float) strip[i];
                }
            }
        }
    }

    /// What one row adds to its block's share.
    private void share(float[] dy, float[] z, int from, int r, float[] sums, int share) {
        int o = from;
        int weights = share + r % groups * channels;
        int biases = weights + parameters();
        if (run == 1) {
            loops.accumulate(dy, o, z, o, sums, weights, sums, biases, columns);
            return;
        }
        for (int k = 0; k < channels; k++, o += run) {
            sums[weights + k] += (float) reductions.dot(dy, o, z, o, run);
            sums[biases + k] += (float) reductions.sum(dy, o, run);
        }
    }

    private void weigh(float[] dy, int o, int r, float[] weight, float[] g, int go) {
        int c = r % groups * channels;
        if (run == 1) {
            loops.weigh(dy, o, weight, c, g, go, columns);
            return;
        }
        for (int k = 0; k < channels; k++) {
            loops.weigh(dy, o + k * run, weight[c + k], g, go + k * run, run);
        }
    }

    private float scale(double variance) {
        return (float) (1 / Math.sqrt(variance + eps));
    }

    private void centre(float[] x, int o, double mean, float scale, float[] z) {
        float high = (float) mean;
        loops.centre(x, o, high, low(mean, high), scale, z, o, columns);
    }

    /// What a float lacks of the mean.
    private static float low(double mean, float high) {
        return Float.isFinite(high) ? (float) (mean - high) : 0;
    }
}
