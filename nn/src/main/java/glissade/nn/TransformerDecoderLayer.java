package glissade.nn;

import glissade.autograd.Variable;
import glissade.tensor.RandomStream;

/// Like [TransformerEncoderLayer], with attention to an encoder's output between the self-attention and the feed-forward layer.
/// Shape: `[batch, length, features]` and `[batch, memory's length, features] → [batch, length, features]`.
///
/// Source: Vaswani and others, "Attention is all you need", NIPS 2017, section 3.1.
///
/// @param selfAttn the attention to the sequence itself
/// @param multiheadAttn the attention to the memory
/// @param linear1 into the hidden layer
/// @param linear2 out of it
/// @param norm1 the self-attention's
/// @param norm2 that of the attention to the memory
/// @param norm3 the feed-forward layer's
/// @param dropout of the hidden layer
/// @param dropout1 of the self-attention's output
/// @param dropout2 of the output of the attention to the memory
/// @param dropout3 of the feed-forward layer's output
/// @param activation the hidden layer's function
/// @param normFirst whether norms stand first
public record TransformerDecoderLayer(MultiHeadAttention selfAttn, MultiHeadAttention multiheadAttn, Linear linear1,
        Linear linear2, LayerNorm norm1, LayerNorm norm2, LayerNorm norm3, Dropout dropout, Dropout dropout1,
        Dropout dropout2, Dropout dropout3, Layer activation, boolean normFirst) implements Stateful {

    /// Random numbers as PyTorch starts them.
    ///
    /// @throws IllegalArgumentException if the heads do not divide the features evenly
    public static TransformerDecoderLayer init(int features, int heads, TransformerOptions options,
            RandomStream random) {
        double p = options.dropout();
        return new TransformerDecoderLayer(MultiHeadAttention.init(features, heads, p, random),
                MultiHeadAttention.init(features, heads, p, random),
                Linear.init(features, options.feedForward(), random),
                Linear.init(options.feedForward(), features, random), LayerNorm.of(features), LayerNorm.of(features),
                LayerNorm.of(features), Dropout.init(p, random), Dropout.init(p, random), Dropout.init(p, random),
                Dropout.init(p, random), options.activation(), options.normFirst());
    }

    /// The output for a sequence and a memory.
    ///
    /// @param mask of the self-attention, mostly [AttentionMask#CAUSAL]
    /// @param memoryMask of the attention to the memory
    /// @throws glissade.tensor.ShapeException if an input is not `[batch, length, features]`, or a mask does not fit
    public Variable forward(Variable x, Variable memory, AttentionMask mask, AttentionMask memoryMask) {
        if (normFirst) {
            Variable normed = norm1.forward(x);
            Variable a = Inside.sum(x, Inside.read(attention(normed, mask), normed));
            Variable b = norm2.forward(a);
            Variable y = Inside.read(Inside.sum(a, Inside.read(recall(b, memory, memoryMask), b)), a);
            Variable z = norm3.forward(y);
            return Inside.read(Inside.sum(y, Inside.read(feedForward(z), z, activation)), y, activation);
        }
        Variable a = Inside.after(Inside.sum(x, attention(x, mask)), norm1);
        Variable y = Inside.after(Inside.read(Inside.sum(a, recall(a, memory, memoryMask)), a), norm2);
        return Inside.after(Inside.read(Inside.sum(y, feedForward(y)), y, activation), norm3);
    }

    private Variable attention(Variable x, AttentionMask mask) {
        return Inside.after(selfAttn.forward(x, mask), dropout1);
    }

    private Variable recall(Variable x, Variable memory, AttentionMask mask) {
        return Inside.after(multiheadAttn.forward(x, memory, memory, mask), dropout2);
    }

    private Variable feedForward(Variable x) {
        return Inside.chain(x, linear1, activation, dropout, linear2, dropout3);
    }

    /// `TransformerDecoderLayer(64 features, 4 heads, 256 hidden)`
    @Override
    public String toString() {
        return "TransformerDecoderLayer(" + linear1.weight().shape().size(1) + " features, " + selfAttn.heads()
                + " heads, " + linear1.weight().shape().size(0) + " hidden)";
    }
}
