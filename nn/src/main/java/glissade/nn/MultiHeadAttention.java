package glissade.nn;

import glissade.autograd.Mode;
import glissade.autograd.Param;
import glissade.autograd.Variable;
import glissade.tensor.Mask;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Attention in several heads: query, key and value are projected, cut into heads of `features / heads` each, and attended to head by
/// head; the heads' outputs, side by side, are projected again. Batch first: `[batch, queries, features] → same`.
///
/// Names and layout of the params are PyTorch's: `in_proj_weight` has the projections of query, key and value one below the other.
///
/// Source: Vaswani and others, "Attention is all you need", NIPS 2017, section 3.2.2.
///
/// @param inProjWeight `[3 · features, features]`
/// @param inProjBias `[3 · features]`; null for none
/// @param outProj the projection of the output
/// @param heads the number of heads, which divides the features
/// @param dropout of the weights
public record MultiHeadAttention(Param inProjWeight, @Nullable Param inProjBias, Linear outProj, int heads,
        Dropout dropout) implements Layer {

    /// Checks the shapes.
    ///
    /// @throws ShapeException if the shapes do not fit together
    /// @throws IllegalArgumentException if the heads do not divide the features evenly
    public MultiHeadAttention {
        Shape shape = inProjWeight.shape();
        int features = shape.rank() == 2 ? shape.size(1) : -1;
        if (features < 1 || shape.size(0) != 3 * features
                || inProjBias != null && !inProjBias.shape().equals(Shape.of(3 * features))
                || outProj.weight().shape().size(1) != features) {
            var problem = ShapeException.of("MultiHeadAttention", "the params do not fit together")
                    .operand("inProjWeight", shape);
            if (inProjBias != null) {
                problem.operand("inProjBias", inProjBias.shape());
            }
            throw problem.operand("outProj", outProj.weight().shape())
                    .fix("inProjWeight is [3 · features, features], inProjBias [3 · features], outProj [features, features]");
        }
        requireHeads(heads, features);
    }

    /// Random numbers as PyTorch starts them, and nothing dropped: the input's projection Xavier uniform, the output's weight uniform in
    /// ±1/√features, biases 0.
    ///
    /// @throws IllegalArgumentException if the heads do not divide the features evenly
    public static MultiHeadAttention init(int features, int heads, RandomStream random) {
        return init(features, heads, 0, random);
    }

    /// [#init(int, int, RandomStream)], with weights dropped in training.
    ///
    /// @throws IllegalArgumentException if the heads do not divide the features evenly, or the probability is not from 0 to less than 1
    public static MultiHeadAttention init(int features, int heads, double dropout, RandomStream random) {
        requireHeads(heads, features);
        Dropout.requireProbability("Dropout", dropout); // before the draws
        Tensor in = Init.xavierUniform(1).draw(Shape.of(3 * features, features), random);
        Tensor out = Linear.init(features, features, random).weight().value();
        return new MultiHeadAttention(Param.of(in), Param.of(Tensor.zeros(3 * features)),
                new Linear(out, Tensor.zeros(features)), heads, Dropout.init(dropout, random));
    }

    private static void requireHeads(int heads, int features) {
        if (features > Shape.MAX_ELEMENTS / 3) {
            throw new IllegalArgumentException("MultiHeadAttention: " + features
                    + " features, of which query, key and value together are more than an array has elements");
        }
        if (heads < 1 || features < 1 || features % heads != 0) {
            throw new IllegalArgumentException("MultiHeadAttention: " + heads + " heads do not divide " + features
                    + " features evenly; choose a number of heads that does");
        }
    }

    /// Attention of a sequence to itself, unmasked.
    @Override
    public Variable forward(Variable x) {
        return forward(x, AttentionMask.NONE);
    }

    /// Attention of a sequence to itself.
    ///
    /// @throws ShapeException if the input is not `[batch, length, features]`, or the mask does not fit
    public Variable forward(Variable x, AttentionMask mask) {
        return forward(x, x, x, mask);
    }

    /// Attention of queries to keys.
    ///
    /// @throws ShapeException if an input is not `[batch, length, features]`, or they do not fit together, or the mask does not
    public Variable forward(Variable query, Variable key, Variable value, AttentionMask mask) {
        requireInputs(query.shape(), key.shape(), value.shape());
        HeadLayout layout = layout(query, key, value);
        Variable mixed = FusedAttention.output(layout, mask, scale(), kept(layout.scores()), keptFactor());
        layout.inputs().forEach(projection -> Inside.read(mixed, projection));
        return Inside.after(mixed, outProj);
    }

    /// Attention of queries to keys, with the weights of each head, `[batch, heads, queries, keys]`; their mean over axis 1 is what PyTorch
    /// returns by default.
    ///
    /// @throws ShapeException if an input is not `[batch, length, features]`, or they do not fit together, or the mask does not
    public Attention.Output attend(Variable query, Variable key, Variable value, AttentionMask mask) {
        requireInputs(query.shape(), key.shape(), value.shape());
        HeadLayout layout = layout(query, key, value);
        var mixed = FusedAttention.withWeights(layout, mask, scale(), kept(layout.scores()), keptFactor());
        return new Attention.Output(outProj.forward(mixed.output()), mixed.weights());
    }

    private HeadLayout layout(Variable query, Variable key, Variable value) {
        return query == key && key == value // one product instead of three
                ? HeadLayout.ofProjection(Linear.apply(query, inProjWeight, inProjBias), heads)
                : HeadLayout.inRows(project(query, 0), project(key, 1), project(value, 2), heads);
    }

    private double scale() {
        return 1 / Math.sqrt(features() / heads);
    }

    /// Which weights are not dropped; null for all.
    private @Nullable Mask kept(Shape scores) {
        boolean drops = dropout.probability() > 0 && Mode.isTraining();
        return drops ? dropout.random().bernoulli(scores, 1 - dropout.probability()) : null;
    }

    private double keptFactor() {
        return 1 / (1 - dropout.probability());
    }

    private Variable project(Variable x, int part) {
        int features = features();
        Variable weight = inProjWeight.narrow(0, part * features, features);
        Variable bias = inProjBias == null ? null : inProjBias.narrow(0, part * features, features);
        return Linear.apply(x, weight, bias);
    }

    private int features() {
        return inProjWeight.shape().size(1);
    }

    private void requireInputs(Shape query, Shape key, Shape value) {
        requireInput("query", query);
        requireInput("key", key);
        requireInput("value", value);
        if (key.size(1) != value.size(1) || key.size(0) != value.size(0) || query.size(0) != key.size(0)) {
            throw ShapeException.of("MultiHeadAttention", "query, key and value do not fit together")
                    .operand("query", query).operand("key", key).operand("value", value)
                    .fix("all have one batch size, and key and value one length");
        }
    }

    private void requireInput(String name, Shape shape) {
        if (shape.rank() != 3 || shape.size(2) != features()) {
            throw ShapeException
                    .of("MultiHeadAttention",
                            "the " + name + " is no batch of sequences of " + features() + " features")
                    .operand(name, shape).fix("give it [batch, length, " + features() + "]");
        }
    }

    /// `MultiHeadAttention(64 features, 4 heads)`
    @Override
    public String toString() {
        return "MultiHeadAttention(" + features() + " features, " + heads + " heads)";
    }
}
