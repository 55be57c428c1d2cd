package glissade.nn;

/// How recurrent layers stand together.
///
///     RecurrentOptions.DEFAULT.withLayers(2).withBidirectional(true)
///
/// @param layers how many layers, each fed with the output of the one below
/// @param bidirectional whether each layer reads the sequence from its end, too
/// @param batchFirst whether inputs and outputs are `[batch, time, …]`; else `[time, batch, …]`
/// @param dropout with what probability elements are dropped between layers in training
/// @param bias whether there are biases
public record RecurrentOptions(int layers, boolean bidirectional, boolean batchFirst, double dropout, boolean bias) {

    /// One layer, forward, time first, nothing dropped, with biases.
    public static final RecurrentOptions DEFAULT = new RecurrentOptions(1, false, false, 0, true);

    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if there are less than 1 layers, or `dropout` is not from 0 to less than 1
    public RecurrentOptions {
        if (layers < 1) {
            throw new IllegalArgumentException("RecurrentOptions: " + layers + " layers; must be 1 or more");
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException(
                    "RecurrentOptions: dropout is " + dropout + ", must be 0 or more and less than 1");
        }
    }

    /// With another number of layers.
    public RecurrentOptions withLayers(int newLayers) {
        return new RecurrentOptions(newLayers, bidirectional, batchFirst, dropout, bias);
    }

    /// With a backward direction, or without.
    public RecurrentOptions withBidirectional(boolean both) {
        return new RecurrentOptions(layers, both, batchFirst, dropout, bias);
    }

    /// Batch first, or time first.
    public RecurrentOptions withBatchFirst(boolean first) {
        return new RecurrentOptions(layers, bidirectional, first, dropout, bias);
    }

    /// With another probability of dropping between layers.
    public RecurrentOptions withDropout(double probability) {
        return new RecurrentOptions(layers, bidirectional, batchFirst, probability, bias);
    }

    /// With biases, or without.
    public RecurrentOptions withBias(boolean biases) {
        return new RecurrentOptions(layers, bidirectional, batchFirst, dropout, biases);
    }

    int directions() {
        return bidirectional ? 2 : 1;
    }

    String describe() {
        return (layers > 1 ? ", " + layers + " layers" : "") + (bidirectional ? ", bidirectional" : "")
                + (batchFirst ? ", batch first" : "") + (dropout > 0 ? ", dropout " + dropout : "");
    }
}
