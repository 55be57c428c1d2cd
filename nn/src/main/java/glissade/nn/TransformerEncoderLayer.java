package glissade.nn;

import glissade.autograd.Variable;
import glissade.tensor.RandomStream;

/// Self-attention and a feed-forward layer, each with a residual and a norm: `x = n₁(x + a(x))`, `x = n₂(x + f(x))`, or with norms first
/// `x = x + a(n₁(x))`, `x = x + f(n₂(x))`. Shape: `[batch, length, features] → same`.
///
/// Source: Vaswani and others, "Attention is all you need", NIPS 2017, section 3.1.
///
/// @param selfAttn the attention
/// @param linear1 into the hidden layer
/// @param linear2 out of it
/// @param norm1 the attention's
/// @param norm2 the feed-forward layer's
/// @param dropout of the hidden layer
/// @param dropout1 of the attention's output
/// @param dropout2 of the feed-forward layer's output
/// @param activation the hidden layer's function
/// @param normFirst whether norms stand first
public record TransformerEncoderLayer(MultiHeadAttention selfAttn, Linear linear1, Linear linear2, LayerNorm norm1,
        LayerNorm norm2, Dropout dropout, Dropout dropout1, Dropout dropout2, Layer activation, boolean normFirst)
        implements Layer {

    /// Random numbers as PyTorch starts them.
    ///
    /// @throws IllegalArgumentException if the heads do not divide the features evenly
    public static TransformerEncoderLayer init(int features, int heads, TransformerOptions options,
            RandomStream random) {
        double p = options.dropout();
        return new TransformerEncoderLayer(MultiHeadAttention.init(features, heads, p, random),
                Linear.init(features, options.feedForward(), random),
                Linear.init(options.feedForward(), features, random), LayerNorm.of(features), LayerNorm.of(features),
                Dropout.init(p, random), Dropout.init(p, random), Dropout.init(p, random), options.activation(),
                options.normFirst());
    }

    @Override
    public Variable forward(Variable x) {
        return forward(x, AttentionMask.NONE);
    }

    /// With a mask of the self-attention.
    ///
    /// @throws glissade.tensor.ShapeException if the input is not `[batch, length, features]`, or the mask does not fit
    public Variable forward(Variable x, AttentionMask mask) {
        if (normFirst) {
            Variable normed = norm1.forward(x);
            Variable y = Inside.sum(x, Inside.read(attention(normed, mask), normed));
            Variable z = norm2.forward(y);
            return Inside.read(Inside.sum(y, Inside.read(feedForward(z), z, activation)), y, activation);
        }
        Variable y = Inside.after(Inside.sum(x, attention(x, mask)), norm1);
        return Inside.after(Inside.read(Inside.sum(y, feedForward(y)), y, activation), norm2);
    }

    private Variable attention(Variable x, AttentionMask mask) {
        return Inside.after(selfAttn.forward(x, mask), dropout1);
    }

    private Variable feedForward(Variable x) {
        return Inside.chain(x, linear1, activation, dropout, linear2, dropout2);
    }

    /// `TransformerEncoderLayer(64 features, 4 heads, 256 hidden)`
    @Override
    public String toString() {
        return "TransformerEncoderLayer(" + linear1.weight().shape().size(1) + " features, " + selfAttn.heads()
                + " heads, " + linear1.weight().shape().size(0) + " hidden)";
    }
}
