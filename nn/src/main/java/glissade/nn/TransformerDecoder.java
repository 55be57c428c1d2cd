package glissade.nn;

import glissade.autograd.Variable;
import glissade.tensor.RandomStream;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Decoder layers one after the other, which all attend to one memory, and a norm at the end if there is one. Shape:
/// `[batch, length, features]` and `[batch, memory's length, features] → [batch, length, features]`.
///
/// @param layers the layers
/// @param norm the norm; null for none
public record TransformerDecoder(List<TransformerDecoderLayer> layers, @Nullable LayerNorm norm) implements Stateful {

    /// Copies the list.
    public TransformerDecoder {
        layers = List.copyOf(layers);
    }

    /// Layers with random numbers of their own each; with norms first there is one at the end as well.
    ///
    /// @throws IllegalArgumentException if the heads do not divide the features evenly, or the number of layers is negative
    public static TransformerDecoder init(int layers, int features, int heads, TransformerOptions options,
            RandomStream random) {
        if (layers < 0) {
            throw new IllegalArgumentException("TransformerDecoder: " + layers + " layers; must be 0 or more");
        }
        return new TransformerDecoder(
                IntStream.range(0, layers)
                        .mapToObj(_ -> TransformerDecoderLayer.init(features, heads, options, random)).toList(),
                options.normFirst() ? LayerNorm.of(features) : null);
    }

    /// The output for a sequence and a memory.
    ///
    /// @param mask of the self-attention, mostly [AttentionMask#CAUSAL]
    /// @param memoryMask of the attention to the memory
    /// @throws glissade.tensor.ShapeException if an input is not `[batch, length, features]`, or a mask does not fit
    public Variable forward(Variable x, Variable memory, AttentionMask mask, AttentionMask memoryMask) {
        Variable y = Inside.chain(x, layers.size(), i -> Inside.isDiscreet(layers.get(i).activation()),
                (i, input) -> Calls.forward("layers", i, layers.get(i),
                        () -> layers.get(i).forward(input, memory, mask, memoryMask)));
        return norm == null ? y : norm.forward(y);
    }

    /// [#describe()]
    @Override
    public String toString() {
        return describe();
    }
}
