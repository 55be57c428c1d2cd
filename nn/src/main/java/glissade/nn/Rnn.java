package glissade.nn;

import glissade.autograd.Variable;
import glissade.tensor.Indices;
import glissade.tensor.RandomStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An Elman network over a sequence, in one or more layers: at each time `h′ = f(W_ih·x + b_ih + W_hh·h + b_hh)` with f the hyperbolic
/// tangent, or the rectifier.
///
/// Shape: `[time, batch, in] → [time, batch, directions · hidden]`, or batch first; states are `[layers · directions, batch, hidden]`.
/// Names and order of the params are PyTorch's. Each layer in each direction is one operation over all times, fused in `backward()`;
/// derivatives of any order work.
///
/// Source: Elman, "Finding structure in time", Cognitive Science 14, 1990.
///
/// @param weights for each layer those of the forward direction, then, if there is one, of the backward direction
/// @param options how the layers stand together
/// @param dropout between the layers
/// @param activation the function f
public record Rnn(List<RecurrentWeights> weights, RecurrentOptions options, Dropout dropout, Rnn.Activation activation)
        implements Layer {

    /// The function of an Elman network.
    public enum Activation {
        /// The hyperbolic tangent.
        TANH(RecurrentCell.TANH),
        /// The rectifier.
        RELU(RecurrentCell.RELU);

        final RecurrentCell cell;

        Activation(RecurrentCell cell) {
            this.cell = cell;
        }

        String describe() {
            return this == TANH ? "" : ", relu";
        }
    }

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
    public Rnn {
        weights = List.copyOf(weights);
        Recurrence.check("Rnn", weights, options, 1);
    }

    /// One layer, forward, time first, with biases; all params uniform in ±1/√hidden.
    ///
    /// @throws IllegalArgumentException if a number of features is less than 1
    public static Rnn init(int in, int hidden, RandomStream random) {
        return init(in, hidden, RecurrentOptions.DEFAULT, random);
    }

    /// Layers with options; all params uniform in ±1/√hidden.
    ///
    /// @throws IllegalArgumentException if a number of features is less than 1
    public static Rnn init(int in, int hidden, RecurrentOptions options, RandomStream random) {
        var weights = Recurrence.init("Rnn", 1, in, hidden, options, random);
        return new Rnn(weights, options, Dropout.init(options.dropout(), random), Activation.TANH);
    }

    /// With the rectifier; the params are shared.
    public Rnn withRelu() {
        return new Rnn(weights, options, dropout, Activation.RELU);
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
        var result = new Recurrence("Rnn", activation.cell, weights, options, dropout).run(x,
                RecurrentCell.states(hidden), lengths);
        return new Output(Calls.output(this, result.output()), result.states().get(0));
    }

    @Override
    public List<Part> parts() {
        return Recurrence.parts(weights, options, dropout);
    }

    /// `Rnn(8 → 16, 2 layers, bidirectional, relu)`
    @Override
    public String toString() {
        return "Rnn(" + weights.getFirst().in() + " → " + weights.getFirst().hidden() + options.describe()
                + activation.describe() + ")";
    }
}
