package glissade.nn;

import glissade.autograd.Edge;
import glissade.autograd.Mode;
import glissade.autograd.SharedPull;
import glissade.autograd.Variable;
import glissade.autograd.memory.GraphMemory;
import glissade.tensor.Mask;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.HeadAttention;
import glissade.tensor.kernel.Heads;
import glissade.tensor.kernel.Pool;
import glissade.tensor.kernel.TensorAccess;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Attention as one operation, without copies of queries, keys, values and scores on the way.
///
/// What is kept for the backward sweep are the weights. In [Variable#backward()] the gradient is one kernel as well. Where derivatives are
/// recorded it is that of the composed form, which can be differentiated again. The numbers are the same; where inputs are broadcast, their
/// gradients are added up in another order.
///
/// The weights are a result of their own, in the same array: who does not differentiate them pays nothing for it.
final class FusedAttention {

    private final HeadLayout heads;
    private final AttentionMask mask;
    private final double scale;
    private final @Nullable Mask kept;
    private final double keptFactor;
    private final HeadAttention kernel;

    /// @param kept which weights are not dropped, of the scores' shape; null for all
    /// @param keptFactor what those are multiplied by
    private FusedAttention(HeadLayout heads, AttentionMask mask, double scale, @Nullable Mask kept,
            double keptFactor) {
        this.heads = heads;
        this.mask = mask;
        this.scale = scale;
        this.kept = kept;
        this.keptFactor = keptFactor;
        Shape scores = heads.scores();
        int queries = scores.size(-2);
        int keys = scores.size(-1);
        kernel = new HeadAttention(scores.elements() / Math.max(1, queries * keys), queries, keys, heads.query().size(),
                heads.value().size(), (float) scale, mask.on(scores), kept == null ? null : TensorAccess.array(kept),
                (float) keptFactor);
    }

    /// The output, and the weights before any is dropped.
    static Attention.Output withWeights(HeadLayout heads, AttentionMask mask, double scale, @Nullable Mask kept,
            double keptFactor) {
        var attention = new FusedAttention(heads, mask, scale, kept, keptFactor);
        if (!attention.isFused()) {
            return attention.composed(heads.matrices(heads.inputs()));
        }
        float[] weights = Pool.take(heads.scores());
        return new Attention.Output(attention.output(weights), attention.weights(weights));
    }

    /// The output alone.
    static Variable output(HeadLayout heads, AttentionMask mask, double scale, @Nullable Mask kept, double keptFactor) {
        var attention = new FusedAttention(heads, mask, scale, kept, keptFactor);
        if (!attention.isFused()) {
            return attention.composed(heads.matrices(heads.inputs())).output();
        }
        boolean keeps = Mode.isRecording() && heads.inputs().stream().anyMatch(Variable::isTracked);
        float[] weights = keeps ? Pool.take(heads.scores()) : null;
        Variable y = attention.output(weights);
        if (weights != null) {
            GraphMemory.spare(y, weights); // they are read on the way back only
        }
        return y;
    }

    /// Not where there is nothing to do, and not with a bias that is learned, whose gradient the kernel does not know.
    private boolean isFused() {
        return heads.scores().elements() > 0 && heads.query().size() > 0 && heads.value().size() > 0
                && !mask.hasTrackedBias();
    }

    private Variable output(float @Nullable [] weights) {
        float[] y = Pool.take(heads.output());
        kernel.forward(heads.query().there(), heads.key().there(), heads.value().there(), weights, heads.outputIn(y));
        return Variable.record("attention", TensorAccess.wrap(heads.output(), y),
                edges(heads.inputs().size(), Attention.Output::output, dy -> {
                    float[][] dx = gradients(heads.inputs().size());
                    kernel.gradient(heads.outputIn(TensorAccess.array(dy)), heads.query().there(), heads.key().there(),
                            heads.value().there(), Objects.requireNonNull(weights, "kept where recorded"),
                            in(dx, heads.query()),
                            in(dx, heads.key()), in(dx, heads.value()));
                    return wrapped(dx);
                }));
    }

    private Variable weights(float[] weights) {
        boolean together = heads.inputs().size() == 1;
        int count = together ? 1 : 2; // values have no part in it
        return Variable.record("attentionWeights", TensorAccess.wrap(heads.scores(), weights),
                edges(count, Attention.Output::weights, dw -> {
                    float[][] dx = gradients(count);
                    if (together) {
                        Arrays.fill(dx[0], 0);
                    }
                    kernel.weightsGradient(TensorAccess.array(dw), heads.query().there(), heads.key().there(), weights,
                            in(dx, heads.query()), in(dx, heads.key()));
                    return wrapped(dx);
                }));
    }

    /// An edge to each of the first `count` inputs.
    private Edge[] edges(int count, Function<Attention.Output, Variable> result,
            Function<Tensor, @Nullable Tensor[]> gradients) {
        var all = new SharedPull(count, gradients);
        Edge[] edges = new Edge[count];
        for (int i = 0; i < count; i++) {
            int part = i;
            edges[i] = GraphMemory.pull(heads.inputs().get(i),
                    dy -> Mode.isRecording() ? recorded(result, dy, part) : all.part(dy, part));
        }
        return edges;
    }

    /// The gradient of one input, to be differentiated again. One variable may be several inputs, so each gets a name of its own.
    private Variable recorded(Function<Attention.Output, Variable> result, Variable dy, int part) {
        var inputs = heads.inputs().stream().map(input -> input.reshape(input.shape())).toList();
        return result.apply(composed(heads.matrices(inputs))).pullback(dy, inputs.get(part));
    }

    private float[][] gradients(int count) {
        return heads.gradients().stream().limit(count).map(Pool::take).toArray(float[][]::new);
    }

    private static Heads in(float[][] dx, HeadLayout.Part part) {
        return part.back().in(dx[part.input()]);
    }

    private Tensor[] wrapped(float[][] dx) {
        Tensor[] all = new Tensor[dx.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = TensorAccess.wrap(heads.gradients().get(i), dx[i]);
        }
        return all;
    }

    private Attention.Output composed(List<Variable> matrices) {
        Variable weights = Attention.weights(matrices.get(0), matrices.get(1), mask, scale);
        Variable used = kept == null ? weights : weights.mul(kept.toTensor().mul(keptFactor));
        return new Attention.Output(heads.join(used.matmul(matrices.get(2))), weights);
    }
}
