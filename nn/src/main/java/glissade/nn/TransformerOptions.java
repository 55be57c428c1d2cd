package glissade.nn;

/// What transformer layers leave to choice.
///
/// @param feedForward the features of the hidden layer
/// @param dropout with what probability elements are dropped in training
/// @param activation the hidden layer's function
/// @param normFirst whether the norms stand before attention and feed-forward layers, else after their sums
public record TransformerOptions(int feedForward, double dropout, Layer activation, boolean normFirst) {

    /// PyTorch's: 2048 hidden features, dropout 0.1, the rectifier, norms last.
    public static final TransformerOptions DEFAULT = new TransformerOptions(2048, 0.1, new Relu(), false);

    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if there are less than 1 hidden features, or `dropout` is not from 0 to less than 1
    public TransformerOptions {
        if (feedForward < 1) {
            throw new IllegalArgumentException(
                    "TransformerOptions: " + feedForward + " hidden features; must be 1 or more");
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException(
                    "TransformerOptions: dropout is " + dropout + ", must be 0 or more and less than 1");
        }
    }

    /// With another number of hidden features.
    public TransformerOptions withFeedForward(int features) {
        return new TransformerOptions(features, dropout, activation, normFirst);
    }

    /// With another probability of dropping.
    public TransformerOptions withDropout(double probability) {
        return new TransformerOptions(feedForward, probability, activation, normFirst);
    }

    /// With another function, such as [Activation#GELU].
    public TransformerOptions withActivation(Layer function) {
        return new TransformerOptions(feedForward, dropout, function, normFirst);
    }

    /// With norms first, which trains deep stacks more easily (Xiong and others, "On layer normalization in the transformer
    /// architecture", ICML 2020), or last.
    public TransformerOptions withNormFirst(boolean first) {
        return new TransformerOptions(feedForward, dropout, activation, first);
    }
}
