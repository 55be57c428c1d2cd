package glissade.autograd;

import glissade.tensor.Operand;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Operations that bring groups of elements to mean 0 and variance 1, then scale and shift them by a weight and a bias, of which
/// either may be missing.
///
/// Of a group with n elements, mean `m` and variance `v` (with n below), `z = (x − m) / √(v + eps)` and `y = z · weight + bias`. With
/// `g = dy · weight` the gradients are `dx = (g − mean g − z · mean(g · z)) / √(v + eps)`, `dweight = Σ dy · z` and `dbias = Σ dy`.
///
/// Each is fused: a few passes over rows that stay in the cache, and one kernel for `dx`. Derivatives of any order work.
public sealed interface NormOps permits Variable {

    private Variable self() {
        return (Variable) this;
    }

    /// Layer norm: the elements of the last axes, which have the shape `normalized`, are a group. Weight and bias have that shape.
    ///
    /// Source: Ba, Kiros and Hinton, "Layer normalization", 2016, section 3.
    ///
    /// @throws ShapeException if the last axes have another shape, or the weight's or the bias's is not `normalized`
    /// @throws IllegalArgumentException if `eps` is negative
    default Variable layerNorm(Shape normalized, @Nullable Operand weight, @Nullable Operand bias, double eps) {
        return rows("layerNorm", normalized, eps, true, weight, bias);
    }

    /// Root-mean-square norm: [#layerNorm] without the mean and the bias: `y = x / √(mean x² + eps) · weight`.
    ///
    /// Source: Zhang and Sennrich, "Root mean square layer normalization", NeurIPS 2019, section 4.
    ///
    /// @throws ShapeException if the last axes have another shape than `normalized`, or the weight has
    /// @throws IllegalArgumentException if `eps` is negative
    default Variable rmsNorm(Shape normalized, @Nullable Operand weight, double eps) {
        return rows("rmsNorm", normalized, eps, false, weight, null);
    }

    /// Group norm of `[batch, channels, …]`: in each sample, the elements of `channels / groups` neighbouring channels are a group. Weight
    /// and bias are `[channels]`. With as many groups as channels it is instance norm.
    ///
    /// Source: Wu and He, "Group normalization", ECCV 2018, section 3.
    ///
    /// @throws ShapeException if there are fewer than two axes, the groups do not divide the channels evenly, or weight or bias are not
    ///     `[channels]`
    /// @throws IllegalArgumentException if `eps` is negative
    default Variable groupNorm(int groups, @Nullable Operand weight, @Nullable Operand bias, double eps) {
        Variable x = self();
        int channels = NormShapes.channels("groupNorm", x.shape(), weight, bias);
        if (groups < 1 || channels % groups != 0) {
            throw ShapeException.of("groupNorm", groups + " groups do not divide " + channels + " channels evenly")
                    .operand("input", x.shape(), 1).fix("choose a number of groups that divides the channels");
        }
        int rank = x.shape().rank();
        int batch = x.shape().size(0);
        int run = x.shape().product(2, x.shape().rank());
        return new Normalizing("groupNorm", x, batch * groups, groups, channels / groups, run, eps, true)
                .apply(NormShapes.perChannelOrNone(weight, rank), NormShapes.perChannelOrNone(bias, rank));
    }

    /// Batch norm of `[batch, channels, …]` as in training: the elements of a channel, in all samples and places, are a group. Weight and
    /// bias are `[channels]`.
    ///
    /// Source: Ioffe and Szegedy, "Batch normalization: accelerating deep network training by reducing internal covariate shift", ICML
    /// 2015, section 3.
    ///
    /// @param statistics is given each channel's mean and variance (with n below), `[channels]` both, for running averages
    /// @throws ShapeException if there are fewer than two axes, a channel has fewer than two elements, or weight or bias are not
    ///     `[channels]`
    /// @throws IllegalArgumentException if `eps` is negative
    default Variable batchNorm(@Nullable Operand weight, @Nullable Operand bias, double eps,
            BiConsumer<Tensor, Tensor> statistics) {
        Variable x = self();
        NormShapes.channels("batchNorm", x.shape(), weight, bias);
        int run = x.shape().size(0) * x.shape().product(2, x.shape().rank());
        if (run < 2) {
            throw ShapeException.of("batchNorm", "a variance takes two elements a channel or more, and there "
                    + (run == 0 ? "are none" : "is one")).operand("input", x.shape())
                    .fix("give it a larger batch, or run the layer in Mode.atTest, by its running statistics");
        }
        int rank = x.shape().rank();
        var rows = Normalizing.acrossBatch("batchNorm", x, eps);
        Variable y = rows.apply(NormShapes.perChannelOrNone(weight, rank), NormShapes.perChannelOrNone(bias, rank));
        statistics.accept(rows.means(), rows.variances());
        return y;
    }

    /// Batch norm of `[batch, channels, …]` as at test time, by a given mean and variance of each channel, which are constants:
    /// `y = (x − mean) / √(variance + eps) · weight + bias`, so `dx = dy · weight / √(variance + eps)`.
    ///
    /// @throws ShapeException if there are fewer than two axes, or mean, variance, weight or bias are not `[channels]`
    /// @throws IllegalArgumentException if `eps` is negative
    default Variable batchNorm(Tensor mean, Tensor variance, @Nullable Operand weight, @Nullable Operand bias,
            double eps) {
        Variable x = self();
        NormShapes.requireEps("batchNorm", eps);
        int channels = NormShapes.channels("batchNorm", x.shape(), weight, bias);
        NormShapes.require("batchNorm", x.shape(), 1, "mean", mean, Shape.of(channels));
        NormShapes.require("batchNorm", x.shape(), 1, "variance", variance, Shape.of(channels));
        int rank = x.shape().rank();
        Variable scale = Variable.of(variance.add(eps).sqrt().rdiv(1));
        Variable factor = weight == null ? scale : scale.mul(weight);
        Variable y = x.sub(NormShapes.perChannel(Variable.of(mean), rank)).mul(NormShapes.perChannel(factor, rank));
        return bias == null ? y : y.add(NormShapes.perChannel(Variable.of(bias), rank));
    }

    /// Vectors along an axis brought to length 1: `y = x / max(‖x‖ₚ, eps)`.
    ///
    /// @throws ShapeException if there is no such axis
    /// @throws IllegalArgumentException if `eps` is negative
    default Variable normalize(double p, int axis, double eps) {
        NormShapes.requireEps("normalize", eps);
        return NormShapes.normalized(self(), p, self().shape().axis("normalize", axis), eps);
    }

    /// The cosine of the angle between vectors along an axis, which is dropped: `Σ x · y / (max(‖x‖, eps) · max(‖y‖, eps))`. The shapes
    /// broadcast, and the axis is one of the shape that both broadcast to.
    ///
    /// @throws ShapeException if there is no such axis, or the shapes do not broadcast
    /// @throws IllegalArgumentException if `eps` is negative
    default Variable cosineSimilarity(Operand other, int axis, double eps) {
        Variable x = self();
        Variable y = Variable.of(other);
        NormShapes.requireEps("cosineSimilarity", eps);
        Shape shape = x.shape().broadcast("cosineSimilarity", y.shape());
        int at = shape.axis("cosineSimilarity", axis) - shape.rank(); // from the end, where shapes are aligned
        int size = shape.size(at);
        return NormShapes.normalized(NormShapes.along(x, at, size), 2, at, eps)
                .mul(NormShapes.normalized(NormShapes.along(y, at, size), 2, at, eps)).sum(at);
    }

    private Variable rows(String op, Shape normalized, double eps, boolean centred, @Nullable Operand weight,
            @Nullable Operand bias) {
        Variable x = self();
        Shape shape = x.shape();
        int lead = shape.rank() - normalized.rank();
        int[] sizes = shape.toArray();
        if (normalized.rank() == 0 || lead < 0
                || !Arrays.equals(Arrays.copyOfRange(sizes, lead, sizes.length), normalized.toArray())) {
            throw ShapeException.of(op, "the input's last axes are not those to be normalised")
                    .operand("input", shape).operand("normalized", normalized)
                    .fix("the input is […, " + normalized.toString().substring(1));
        }
        NormShapes.require(op, shape, -1, "weight", weight, normalized);
        NormShapes.require(op, shape, -1, "bias", bias, normalized);
        int rows = shape.product(0, lead);
        return new Normalizing(op, x, rows, 1, normalized.elements(), 1, eps, centred)
                .apply(weight == null ? null : Variable.of(weight), bias == null ? null : Variable.of(bias));
    }
}
