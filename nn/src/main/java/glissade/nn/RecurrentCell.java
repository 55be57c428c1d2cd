package glissade.nn;

import glissade.autograd.Variable;
import glissade.tensor.kernel.RecurrentWalk;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Each kind of recurrent network, with its step composed of operations. [FusedRecurrence] goes over whole sequences.
enum RecurrentCell {

    TANH(1, "rnn", RecurrentWalk.Cell.TANH) {
        @Override
        List<Variable> step(Variable x, List<Variable> state, CellWeights weights) {
            return List.of(x.add(weights.ofState(state.getFirst())).tanh());
        }
    },
    RELU(1, "rnn", RecurrentWalk.Cell.RELU) {
        @Override
        List<Variable> step(Variable x, List<Variable> state, CellWeights weights) {
            return List.of(x.add(weights.ofState(state.getFirst())).relu());
        }
    },
    LSTM(2, "lstm", RecurrentWalk.Cell.LSTM) {
        @Override
        List<Variable> step(Variable x, List<Variable> state, CellWeights weights) {
            List<Variable> gates = x.add(weights.ofState(state.get(0))).split(-1, weights.hidden());
            Variable kept = gates.get(1).sigmoid().mul(state.get(1));
            Variable cell = kept.add(gates.get(0).sigmoid().mul(gates.get(2).tanh()));
            return List.of(gates.get(3).sigmoid().mul(cell.tanh()), cell);
        }
    },
    GRU(1, "gru", RecurrentWalk.Cell.GRU) {
        @Override
        List<Variable> step(Variable x, List<Variable> state, CellWeights weights) {
            Variable h = state.getFirst();
            List<Variable> ofX = x.split(-1, weights.hidden());
            List<Variable> ofH = weights.ofState(h).split(-1, weights.hidden());
            Variable reset = ofX.get(0).add(ofH.get(0)).sigmoid();
            Variable update = ofX.get(1).add(ofH.get(1)).sigmoid();
            Variable fresh = ofX.get(2).add(reset.mul(ofH.get(2))).tanh();
            return List.of(fresh.add(update.mul(h.sub(fresh))));
        }
    };

    /// How many tensors the state is.
    final int states;
    /// The operation's name.
    final String op;
    /// The same in the kernels.
    final RecurrentWalk.Cell kind;

    RecurrentCell(int states, String op, RecurrentWalk.Cell kind) {
        this.states = states;
        this.op = op;
        this.kind = kind;
    }

    /// The next state, the hidden one first, of the input's part of the gates `x` and the state.
    abstract List<Variable> step(Variable x, List<Variable> state, CellWeights weights);

    /// Given states at the start; an empty list for zeros.
    static List<Variable> states(@Nullable Variable hidden) {
        return hidden == null ? List.of() : List.of(hidden);
    }

    /// Likewise for two, which are given both or neither.
    ///
    /// @throws IllegalArgumentException if one is given without the other
    static List<Variable> states(@Nullable Variable hidden, @Nullable Variable cell) {
        if (hidden == null && cell == null) {
            return List.of();
        }
        if (hidden == null || cell == null) {
            throw new IllegalArgumentException(
                    "Lstm: one state is given without the other; give hidden and cell states, or null for both");
        }
        return List.of(hidden, cell);
    }
}
