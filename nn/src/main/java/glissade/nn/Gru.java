package glissade.nn;

import glissade.autograd.Variable;
import glissade.tensor.Indices;
import glissade.tensor.RandomStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A gated recurrent unit over a sequence, in one or more layers: at each time `r, z = σ(W·x + b + V·h + c)`,
/// `n = tanh(W_n·x + b_n + r · (V_n·h + c_n))`, `h′ = (1 − z) · n + z · h`.
///
/// Shape: `[time, batch, in] → [time, batch, directions · hidden]`, or batch first; states are `[layers · directions, batch, hidden]`.
/// Names and order of the params are PyTorch's. Each layer in each direction is one operation over all times, fused in `backward()`;
/// derivatives of any order work.
///
/// Source: Cho and others, "Learning phrase representations using RNN encoder-decoder", EMNLP 2014, section 2.3; the reset gate acts
/// after the product, as in cuDNN and PyTorch.
///
/// @param weights for each layer those of the forward direction, then, if there is one, of the backward direction
/// @param options how the layers stand together
/// @param dropout between the layers
public record Gru(List<RecurrentWeights> weights, RecurrentOptions options, Dropout dropout) implements Layer {

    /// What comes out.
    ///
    /// @param output the hidden states of the last layer at each time; 0 after a sequence's end
    /// @param hidden the hidden states at the end, of each layer and direction
    public record Output(Variable output, Variable hidden) {
    }

    /// Checks the weights.
    ///
    /// @throws glissade.tensor.ShapeException if a layer's weights do not fit its input or its kind
    /// @throws IllegalArgumentException if there are not as many weights as layers and directions
    public Gru {
        weights = List.copyOf(weights);
        Recurrence.check("Gru", weights, options, 3);
    }

    /// One layer, forward, time first, with biases; all params uniform in ±1/√hidden.
    ///
    /// @throws IllegalArgumentException if a number of features is less than 1
    public static Gru init(int in, int hidden, RandomStream random) {
        return init(in, hidden, RecurrentOptions.DEFAULT, random);
    }

    /// Layers with options; all params uniform in ±1/√hidden.
    ///
    /// @throws IllegalArgumentException if a number of features is less than 1
    public static Gru init(int in, int hidden, RecurrentOptions options, RandomStream random) {
        var weights = Recurrence.init("Gru", 3, in, hidden, options, random);
        return new Gru(weights, options, Dropout.init(options.dropout(), random));
    }

    /// The output from states of zeros.
    @Override
    public Variable forward(Variable x) {
        return run(x).output();
    }

    /// The output and the states at the end, from states of zeros, of sequences that all have the whole length.
    ///
    /// @throws glissade.tensor.ShapeException if the shape does not fit
    public Output run(Variable x) {
        return run(x, null, null);
    }

    /// The output and the states at the end.
    ///
    /// @param hidden the hidden states at the start, `[layers · directions, batch, hidden]`; null for zeros
    /// @param lengths how long each sequence is, `[batch]`: what comes after is not looked at; null if all have the whole length
    /// @throws glissade.tensor.ShapeException if a shape does not fit
    /// @throws IndexOutOfBoundsException if a length is not from 1 to the number of times
    public Output run(Variable x, @Nullable Variable hidden, @Nullable Indices lengths) {
        var result = new Recurrence("Gru", RecurrentCell.GRU, weights, options, dropout)
                .run(x, RecurrentCell.states(hidden), lengths);
        return new Output(Calls.output(this, result.output()), result.states().get(0));
    }

    @Override
    public List<Part> parts() {
        return Recurrence.parts(weights, options, dropout);
    }

    /// `Gru(8 → 16, 2 layers, bidirectional)`
    @Override
    public String toString() {
        return "Gru(" + weights.getFirst().in() + " → " + weights.getFirst().hidden() + options.describe() + ")";
    }
}
