package glissade.nn;

import glissade.autograd.Variable;
import glissade.tensor.RandomStream;
import java.util.List;

/// One step of [Rnn], for loops of one's own.
///
/// @param weights the params
/// @param activation the function f
public record RnnCell(@Unnamed RecurrentWeights weights, Rnn.Activation activation) implements Stateful {

    /// Checks the weights.
    ///
    /// @throws glissade.tensor.ShapeException if they have another number of gates
    public RnnCell {
        weights.requireGates("RnnCell", 1);
    }

    /// With the hyperbolic tangent.
    ///
    /// @throws glissade.tensor.ShapeException if the weights have another number of gates
    public RnnCell(RecurrentWeights weights) {
        this(weights, Rnn.Activation.TANH);
    }

    /// All params uniform in ±1/√hidden.
    ///
    /// @throws IllegalArgumentException if a number of features is less than 1
    public static RnnCell init(int in, int hidden, RandomStream random) {
        return new RnnCell(RecurrentWeights.init("RnnCell", 1, in, hidden, true, random));
    }

    /// With the rectifier; the params are shared.
    public RnnCell withRelu() {
        return new RnnCell(weights, Rnn.Activation.RELU);
    }

    /// One step.
    ///
    /// @param x `[batch, in]`
    /// @param hidden the hidden state, `[batch, hidden]`
    /// @throws glissade.tensor.ShapeException if a shape does not fit
    public Variable forward(Variable x, Variable hidden) {
        return activation.cell.step(weights.ofInput(x), List.of(hidden), CellWeights.of(weights)).getFirst();
    }

    /// `RnnCell(8 → 16, relu)`
    @Override
    public String toString() {
        return "RnnCell(" + weights.in() + " → " + weights.hidden() + activation.describe() + ")";
    }
}
