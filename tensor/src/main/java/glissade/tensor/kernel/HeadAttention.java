package glissade.tensor.kernel;

import org.jspecify.annotations.Nullable;

/// Scaled dot-product attention head by head, and its gradient: `W = softmax(Q · scale · Kᵀ)`, masked, and `Y = W · V`.
///
/// Each head is one task of a few small products. Queries, keys and values are read where they stand ([Heads]), so that heads side by side
/// in the rows of a projection need no copy, and gradients are written there likewise. The numbers are those of the same steps as operations
/// on whole tensors: products as in [Matmul], rows as in [Softmax]. Thread-safe; nothing is checked; no size is 0.
///
/// @param batch batch entries
/// @param heads heads of each
/// @param queries rows of Q
/// @param keys rows of K and V
/// @param features columns of Q and K
/// @param values columns of V
/// @param scale what queries are multiplied by
/// @param mask what happens to the scores
/// @param kept which weights are not dropped, `[batch, heads, queries, keys]`; null for all
/// @param keptFactor what those are multiplied by
@SuppressWarnings("ArrayRecordComponent") // never compared
public record HeadAttention(int batch, int heads, int queries, int keys, int features, int values, float scale,
        ScoreMask mask, boolean @Nullable [] kept, float keptFactor) {

    /// Multiply-adds a task takes, about.
    private static final long GRAIN = 1L << 22;

    private void eachHead(Parallel.RangeBody body) {
        long work = 2L * queries * keys * (features + values);
        Parallel.range(batch * heads, (int) Math.max(1, GRAIN / work), body);
    }

    /// Computes `y`.
    ///
    /// @param weights W before any is dropped, `[batch, heads, queries, keys]`, for the gradient; null if nobody wants it
    public void forward(Heads q, Heads k, Heads v, float @Nullable [] weights, Heads y) {
        Kernels kernels = Kernels.active();
        Matmul matmul = kernels.matmul();
        eachHead((from, to) -> {
            float[] scaled = Scratch.floats(Scratch.Use.QUERIES, queries * features);
            float[] own = weights == null ? Scratch.floats(Scratch.Use.SCORES, queries * keys) : weights;
            for (int i = from; i < to; i++) {
                int b = i / heads;
                int h = i % heads;
                int w = weights == null ? 0 : i * queries * keys;
                scaleQueries(q, b, h, scaled);
                matmul.block(queries, keys, features, scaled, 0, features, 1, k.array(), k.at(b, h), 1, k.row(), null,
                        0, own, w, keys);
                mask.add(own, w, b, h, queries, keys);
                if (mask.hides()) {
                    mask.hide(own, w, b, h, queries, keys, Float.NEGATIVE_INFINITY);
                }
                kernels.softmax().softmax(own, w, own, w, queries, keys);
                float[] used = drop(own, w, i);
                matmul.block(queries, values, keys, used, used == own ? w : 0, keys, 1, v.array(), v.at(b, h), v.row(),
                        1, null, 0, y.array(), y.at(b, h), y.row());
            }
        });
    }

    /// Computes `dq`, `dk` and `dv`: `dV = Wᵀ · dY`, `dS = W · (dW − Σ dW · W)` with `dW = dY · Vᵀ`, `dQ = dS · K · scale` and
    /// `dK = dSᵀ · Q · scale`.
    public void gradient(Heads dy, Heads q, Heads k, Heads v, float[] weights, Heads dq, Heads dk, Heads dv) {
        Kernels kernels = Kernels.active();
        Matmul matmul = kernels.matmul();
        eachHead((from, to) -> {
            float[] scaled = Scratch.floats(Scratch.Use.QUERIES, queries * features);
            float[] ds = Scratch.floats(Scratch.Use.SCORES, queries * keys);
            for (int i = from; i < to; i++) {
                int b = i / heads;
                int h = i % heads;
                int w = i * queries * keys;
                float[] used = drop(weights, w, i);
                matmul.block(keys, values, queries, used, used == weights ? w : 0, 1, keys, dy.array(), dy.at(b, h),
                        dy.row(), 1, null, 0, dv.array(), dv.at(b, h), dv.row());
                matmul.block(queries, keys, values, dy.array(), dy.at(b, h), dy.row(), 1, v.array(), v.at(b, h), 1,
                        v.row(), null, 0, ds, 0, keys);
                if (kept != null) {
                    keep(ds, 0, i, ds);
                }
                kernels.softmax().softmaxGradient(ds, 0, weights, w, ds, 0, queries, keys);
                if (mask.hides()) {
                    mask.hide(ds, 0, b, h, queries, keys, 0);
                }
                matmul.block(queries, features, keys, ds, 0, keys, 1, k.array(), k.at(b, h), k.row(), 1, null, 0,
                        dq.array(), dq.at(b, h), dq.row());
                for (int r = 0; r < queries; r++) {
                    Binary.MUL.right(dq.array(), dq.at(b, h) + r * dq.row(), scale, dq.array(),
                            dq.at(b, h) + r * dq.row(), features);
                }
                scaleQueries(q, b, h, scaled);
                matmul.block(keys, features, queries, ds, 0, 1, keys, scaled, 0, features, 1, null, 0, dk.array(),
                        dk.at(b, h), dk.row());
            }
        });
    }

    private void scaleQueries(Heads q, int b, int h, float[] scaled) {
        int at = q.at(b, h);
        for (int r = 0; r < queries; r++) {
            Binary.MUL.right(q.array(), at + r * q.row(), scale, scaled, r * features, features);
        }
    }

    /// The weights of matrix `i` after dropping: in scratch, or where they are if none are dropped.
    private float[] drop(float[] weights, int w, int i) {
        if (kept == null) {
            return weights;
        }
        float[] dropped = Scratch.floats(Scratch.Use.DROPPED, queries * keys);
        keep(weights, w, i, dropped);
        return dropped;
    }

    private void keep(float[] x, int xo, int i, float[] y) {
        int size = queries * keys;
        for (int j = 0; j < size && kept != null; j++) {
            y[j] = x[xo + j] * (kept[i * size + j] ? keptFactor : 0);
        }
    }
}
