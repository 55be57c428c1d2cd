package glissade.nn;

import glissade.autograd.Variable;
import glissade.tensor.RandomStream;
import java.util.List;

/// One step of [Gru], for loops of one's own.
///
/// @param weights the params
public record GruCell(@Unnamed RecurrentWeights weights) implements Stateful {

    /// Checks the weights.
    ///
    /// @throws glissade.tensor.ShapeException if they have another number of gates
    public GruCell {
        weights.requireGates("GruCell", 3);
    }

    /// All params uniform in ±1/√hidden.
    ///
    /// @throws IllegalArgumentException if a number of features is less than 1
    public static GruCell init(int in, int hidden, RandomStream random) {
        return new GruCell(RecurrentWeights.init("GruCell", 3, in, hidden, true, random));
    }

    /// One step.
    ///
    /// @param x `[batch, in]`
    /// @param hidden the hidden state, `[batch, hidden]`
    /// @throws glissade.tensor.ShapeException if a shape does not fit
    public Variable forward(Variable x, Variable hidden) {
        return RecurrentCell.GRU.step(weights.ofInput(x), List.of(hidden), CellWeights.of(weights))
                .getFirst();
    }

    /// `GruCell(8 → 16)`
    @Override
    public String toString() {
        return "GruCell(" + weights.in() + " → " + weights.hidden() + ")";
    }
}
