package glissade.nn;

import glissade.autograd.Edge;
import glissade.autograd.Mode;
import glissade.autograd.SharedPull;
import glissade.autograd.Variable;
import glissade.autograd.memory.GraphMemory;
import glissade.tensor.Mask;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.Pool;
import glissade.tensor.kernel.HeadAttention;
import glissade.tensor.kernel.Heads;
import glissade.tensor.kernel.TensorAccess;
import org.jspecify.annotations.Nullable;

/// Attention in heads as one operation, without copies of queries, keys, values and scores on the way.
///
/// What is kept for the backward sweep are the weights. In [Variable#backward()] the gradient is one kernel as well. Where derivatives are
/// recorded it is that of the composed form, which can be differentiated again. The numbers are the same.
///
/// @param heads the number of heads
/// @param mask which keys queries attend to; its bias is a constant
/// @param kept which weights are not dropped, `[batch, heads, queries, keys]`; null for all
/// @param keptFactor what those are multiplied by
record FusedAttention(int heads, AttentionMask mask, @Nullable Mask kept, double keptFactor) {

    /// Of a sequence to itself: `[batch, length, 3 · features]`, queries, keys and values side by side, to `[batch, length, features]`.
    Variable ofProjection(Variable all) {
        Shape shape = all.shape();
        int features = shape.size(2) / 3;
        int size = features / heads;
        HeadAttention kernel = kernel(shape.size(0), shape.size(1), shape.size(1), size);
        float[] x = TensorAccess.array(all.value());
        boolean keeps = all.isTracked() && Mode.isRecording();
        float[] weights = keeps ? Pool.take(scores(kernel)) : null;
        float[] y = Pool.take(shape.with(2, features));
        int length = shape.size(1);
        kernel.forward(inProjection(x, length, features, 0), inProjection(x, length, features, 1),
                inProjection(x, length, features, 2), weights, Heads.inRows(y, length, features, 0, size));
        Edge edge = GraphMemory.pull(all, dy -> {
            if (Mode.isRecording() || weights == null) {
                var parts = all.chunk(-1, 3);
                return composed(parts.get(0), parts.get(1), parts.get(2)).pullback(dy, all);
            }
            float[] dx = Pool.take(shape);
            kernel.gradient(Heads.inRows(TensorAccess.array(dy.value()), length, features, 0, size),
                    inProjection(x, length, features, 0), inProjection(x, length, features, 1),
                    inProjection(x, length, features, 2), weights, inProjection(dx, length, features, 0),
                    inProjection(dx, length, features, 1), inProjection(dx, length, features, 2));
            return Variable.of(TensorAccess.wrap(shape, dx));
        });
        return sparing(weights, Variable.record("attention", TensorAccess.wrap(shape.with(2, features), y), edge));
    }

    /// The weights are read on the way back only.
    private static Variable sparing(float @Nullable [] weights, Variable y) {
        if (weights != null) {
            GraphMemory.spare(y, weights);
        }
        return y;
    }

    private Heads inProjection(float[] x, int length, int features, int part) {
        return Heads.inRows(x, length, 3 * features, part * features, features / heads);
    }

    /// Of queries `[batch, queries, features]` to keys and values `[batch, keys, features]`: `[batch, queries, features]`.
    Variable of(Variable query, Variable key, Variable value) {
        Shape shape = query.shape();
        int features = shape.size(2);
        HeadAttention kernel = kernel(shape.size(0), shape.size(1), key.shape().size(1), features / heads);
        Heads q = inRows(query.value());
        Heads k = inRows(key.value());
        Heads v = inRows(value.value());
        boolean keeps = Mode.isRecording() && (query.isTracked() || key.isTracked() || value.isTracked());
        float[] weights = keeps ? Pool.take(scores(kernel)) : null;
        Tensor y = TensorAccess.wrap(shape, Pool.take(shape));
        kernel.forward(q, k, v, weights, inRows(y));
        var all = new SharedPull(3, dy -> {
            Tensor dq = TensorAccess.wrap(shape, Pool.take(shape));
            Tensor dk = TensorAccess.wrap(key.shape(), Pool.take(key.shape()));
            Tensor dv = TensorAccess.wrap(key.shape(), Pool.take(key.shape()));
            kernel.gradient(inRows(dy), q, k, v, weights == null ? new float[0] : weights, inRows(dq), inRows(dk),
                    inRows(dv));
            return new Tensor[] {dq, dk, dv};
        });
        return sparing(weights, Variable.record("attention", y,
                GraphMemory.pull(query,
                        dy -> Mode.isRecording() ? composed(query, key, value).pullback(dy, query) : all.part(dy, 0)),
                GraphMemory.pull(key,
                        dy -> Mode.isRecording() ? composed(query, key, value).pullback(dy, key) : all.part(dy, 1)),
                GraphMemory.pull(value,
                        dy -> Mode.isRecording() ? composed(query, key, value).pullback(dy, value) : all.part(dy, 2))));
    }

    private Heads inRows(Tensor x) {
        Shape shape = x.shape();
        return Heads.inRows(TensorAccess.array(x), shape.size(1), shape.size(2), 0, shape.size(2) / heads);
    }

    private HeadAttention kernel(int batch, int queries, int keys, int size) {
        return new HeadAttention(batch, heads, queries, keys, size, size, (float) (1 / Math.sqrt(size)),
                mask.on(Shape.of(batch, heads, queries, keys)), kept == null ? null : TensorAccess.array(kept),
                (float) keptFactor);
    }

    private static Shape scores(HeadAttention kernel) {
        return Shape.of(kernel.batch(), kernel.heads(), kernel.queries(), kernel.keys());
    }

    private Variable composed(Variable query, Variable key, Variable value) {
        Variable weights = Attention.weights(split(query, heads), split(key, heads), mask,
                1 / Math.sqrt(query.shape().size(2) / heads));
        Variable used = kept == null ? weights : weights.mul(kept.toTensor().mul(keptFactor));
        return used.matmul(split(value, heads)).transpose(1, 2).flatten(2, 3);
    }

    /// `[batch, length, features] → [batch, heads, length, features / heads]`
    static Variable split(Variable x, int heads) {
        Shape shape = x.shape();
        return x.reshape(shape.size(0), shape.size(1), heads, shape.size(2) / heads).transpose(1, 2);
    }
}
