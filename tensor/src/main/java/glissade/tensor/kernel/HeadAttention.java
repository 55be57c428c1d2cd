package glissade.tensor.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Scaled dot-product attention head by head, and its gradient: `W = softmax(Q · scale · Kᵀ)`, masked, and `Y = W · V`.
///
/// A task is some queries of a head: a few small products. The way back is [HeadGradient]. Queries, keys and values are read where they
/// stand ([Heads]), so that heads side by side in the rows of a projection need no copy, and gradients are written there likewise. The
/// numbers are those of the same steps as operations on whole tensors: products as in [Matmul], rows as in [Softmax], but for those that
/// the mask hides as a whole, whose weights are 0. Thread-safe; nothing is checked; no size is 0.
///
/// @param heads how many there are, in all entries of a batch
/// @param queries rows of Q
/// @param keys rows of K and V
/// @param features columns of Q and K
/// @param values columns of V
/// @param scale what queries are multiplied by
/// @param mask what happens to the scores
/// @param kept which weights are not dropped, `[heads, queries, keys]`; null for all
/// @param keptFactor what those are multiplied by
@SuppressWarnings("ArrayRecordComponent") // never compared
public record HeadAttention(int heads, int queries, int keys, int features, int values, float scale, ScoreMask mask,
        boolean @Nullable [] kept, float keptFactor) {

    /// Multiply-adds a task takes, about.
    static final long GRAIN = 1L << 22;

    /// Queries of a head that forward works on together: the scores that nobody wants stay in the second-level cache, and a long head can be shared.
    static final int ROWS = 128;

    /// Computes `y`.
    ///
    /// @param weights W before any is dropped, `[heads, queries, keys]`; null if nobody wants it
    public void forward(Heads q, Heads k, Heads v, float @Nullable [] weights, Heads y) {
        Kernels kernels = Kernels.active();
        Matmul matmul = kernels.matmul();
        int blocks = Math.ceilDiv(queries, ROWS);
        int most = Math.min(ROWS, queries);
        Parallel.range(heads * blocks, grain(most), (from, to) -> {
            float[] scaled = Scratch.floats(Scratch.Use.QUERIES, most * features);
            float[] own = weights == null ? Scratch.floats(Scratch.Use.SCORES, most * keys) : weights;
            for (int block = from; block < to; block++) {
                int h = block / blocks;
                int first = block % blocks * ROWS;
                int rows = Math.min(ROWS, queries - first);
                int at = (h * queries + first) * keys;
                int w = weights == null ? 0 : at;
                scale(rows, q.array(), q.at()[h] + first * q.row(), q.row(), scaled, 0, features);
                matmul.block(rows, keys, features, scaled, 0, features, 1, k.array(), k.at()[h], 1, k.row(), null, 0,
                        own, w, keys);
                mask.add(own, w, h, first, rows, keys);
                if (mask.hides()) {
                    mask.hide(own, w, h, first, rows, keys, Float.NEGATIVE_INFINITY);
                }
                softmax(own, w, rows);
                float[] used = drop(own, w, at, rows);
                matmul.block(rows, values, keys, used, used == own ? w : 0, keys, 1, v.array(), v.at()[h], v.row(), 1,
                        null, 0, y.array(), y.at()[h] + first * y.row(), y.row());
            }
        });
    }

    /// Softmax of each row of scores; of one that the mask hides as a whole, zeros.
    private void softmax(float[] scores, int so, int rows) {
        var softmax = Kernels.active().softmax();
        int from = 0;
        for (int r = 0; r < rows && mask.changes(); r++) {
            int row = so + r * keys;
            if (ScoreMask.isHidden(scores, row, keys)) {
                softmax.softmax(scores, so + from * keys, scores, so + from * keys, r - from, keys);
                Arrays.fill(scores, row, row + keys, 0);
                from = r + 1;
            }
        }
        softmax.softmax(scores, so + from * keys, scores, so + from * keys, rows - from, keys);
    }

    /// Heads, or blocks of `rows` queries of a head, in a task.
    int grain(int rows) {
        return (int) Math.max(1, GRAIN / (2L * rows * keys * (features + values)));
    }

    /// Computes `dq`, `dk` and `dv` of Y's gradient.
    public void gradient(Heads dy, Heads q, Heads k, Heads v, float[] weights, Heads dq, Heads dk, Heads dv) {
        new HeadGradient(this, q, k, weights, dq, dk, new HeadGradient.OfOutput(dy, v, dv), null).run();
    }

    /// Computes `dq` and `dk` of W's gradient.
    ///
    /// @param dw that gradient, `[heads, queries, keys]`
    public void weightsGradient(float[] dw, Heads q, Heads k, float[] weights, Heads dq, Heads dk) {
        new HeadGradient(this, q, k, weights, dq, dk, null, dw).run();
    }

    /// `y = x · scale`, rows of features.
    void scale(int rows, float[] x, int xo, int xRow, float[] y, int yo, int yRow) {
        for (int r = 0; r < rows; r++) {
            Binary.MUL.right(x, xo + r * xRow, scale, y, yo + r * yRow, features);
        }
    }

    /// The weights of `rows` queries after dropping: in scratch, or where they are if none are dropped.
    ///
    /// @param at where they stand among all weights
    private float[] drop(float[] weights, int w, int at, int rows) {
        if (kept == null) {
            return weights;
        }
        float[] dropped = Scratch.floats(Scratch.Use.DROPPED, rows * keys);
        keep(weights, w, at, dropped, 0, rows);
        return dropped;
    }

    /// `y = x` where weights are kept, times the factor, and 0 elsewhere.
    ///
    /// @param at where the rows stand among all weights
    void keep(float[] x, int xo, int at, float[] y, int yo, int rows) {
        for (int j = 0; j < rows * keys && kept != null; j++) {
            y[yo + j] = x[xo + j] * (kept[at + j] ? keptFactor : 0);
        }
    }
}
