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
            Variable y = x.add(dropout1.forward(selfAttn.forward(norm1.forward(x), mask)));
            y = y.add(recall(norm2.forward(y), memory, memoryMask));
            return y.add(feedForward(norm3.forward(y)));
        }
        Variable y = norm1.forward(x.add(dropout1.forward(selfAttn.forward(x, mask))));
        y = norm2.forward(y.add(recall(y, memory, memoryMask)));
        return norm3.forward(y.add(feedForward(y)));
    }

    private Variable recall(Variable x, Variable memory, AttentionMask mask) {
        return dropout2.forward(multiheadAttn.forward(x, memory, memory, mask));
    }

    private Variable feedForward(Variable x) {
        Variable hidden = dropout.forward(activation.forward(linear1.forward(x)));
        return dropout3.forward(linear2.forward(hidden));
    }

    /// `TransformerDecoderLayer(64 features, 4 heads, 256 hidden)`
    @Override
    public String toString() {
        return "TransformerDecoderLayer(" + linear1.weight().shape().size(1) + " features, " + selfAttn.heads()
                + " heads, " + linear1.weight().shape().size(0) + " hidden)";
    }
}
