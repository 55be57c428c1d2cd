package glissade.nn;

import glissade.autograd.Variable;
import glissade.tensor.RandomStream;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Encoder layers one after the other, and a norm at the end if there is one. Shape: `[batch, length, features] → same`.
///
/// @param layers the layers
/// @param norm the norm; null for none
public record TransformerEncoder(List<TransformerEncoderLayer> layers, @Nullable LayerNorm norm) implements Layer {

    /// Copies the list.
    public TransformerEncoder {
        layers = List.copyOf(layers);
    }

    /// Layers with random numbers of their own each; with norms first there is one at the end as well.
    ///
    /// @throws IllegalArgumentException if the heads do not divide the features evenly, or the number of layers is negative
    public static TransformerEncoder init(int layers, int features, int heads, TransformerOptions options,
            RandomStream random) {
        if (layers < 0) {
            throw new IllegalArgumentException("TransformerEncoder: " + layers + " layers; must be 0 or more");
        }
        return new TransformerEncoder(
                IntStream.range(0, layers)
                        .mapToObj(_ -> TransformerEncoderLayer.init(features, heads, options, random)).toList(),
                options.normFirst() ? LayerNorm.of(features) : null);
    }

    @Override
    public Variable forward(Variable x) {
        return forward(x, AttentionMask.NONE);
    }

    /// With a mask of every layer's attention.
    ///
    /// @throws glissade.tensor.ShapeException if the input is not `[batch, length, features]`, or the mask does not fit
    public Variable forward(Variable x, AttentionMask mask) {
        Variable y = Inside.chain(x, layers.size(), i -> Inside.isDiscreet(layers.get(i)),
                (i, input) -> Calls.forward("layers", i, layers.get(i),
                        () -> layers.get(i).forward(input, mask)));
        return norm == null ? y : norm.forward(y);
    }

    /// [#describe()]
    @Override
    public String toString() {
        return describe();
    }
}
