package glissade.nn;

import glissade.autograd.Variable;
import glissade.tensor.RandomStream;
import java.util.List;

/// One step of [Lstm], for loops of one's own.
///
/// @param weights the params
public record LstmCell(@Unnamed RecurrentWeights weights) implements Stateful {

    /// Checks the weights.
    ///
    /// @throws glissade.tensor.ShapeException if they have another number of gates
    public LstmCell {
        weights.requireGates("LstmCell", 4);
    }

    /// All params uniform in ±1/√hidden.
    ///
    /// @throws IllegalArgumentException if a number of features is less than 1
    public static LstmCell init(int in, int hidden, RandomStream random) {
        return new LstmCell(RecurrentWeights.init("LstmCell", 4, in, hidden, true, random));
    }

    /// The state after a step.
    ///
    /// @param hidden the hidden state, `[batch, hidden]`
    /// @param cell the cell state, `[batch, hidden]`
    public record State(Variable hidden, Variable cell) {
    }

    /// One step.
    ///
    /// @param x `[batch, in]`
    /// @param state the state before
    /// @throws glissade.tensor.ShapeException if a shape does not fit
    public State forward(Variable x, State state) {
        var next =
                RecurrentCell.LSTM.step(weights.ofInput(x), List.of(state.hidden, state.cell), CellWeights.of(weights));
        return new State(next.get(0), next.get(1));
    }

    /// `LstmCell(8 → 16)`
    @Override
    public String toString() {
        return "LstmCell(" + weights.in() + " → " + weights.hidden() + ")";
    }
}
