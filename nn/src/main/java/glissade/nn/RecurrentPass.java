package glissade.nn;

import glissade.autograd.Variable;
import glissade.tensor.Mask;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One layer in one direction over a sequence: what goes in.
///
/// @param x the sequences, `[time, batch, in]`, or batch first
/// @param start the states at the start, `[batch, hidden]` each; empty for zeros
/// @param backward whether the sequences are read from their ends
/// @param lengths how long each sequence is; null if all have the whole length
record RecurrentPass(RecurrentCell cell, Variable x, List<Variable> start, CellWeights weights, boolean backward,
        boolean batchFirst, int @Nullable [] lengths) {

    int times() {
        return x.shape().size(batchFirst ? 1 : 0);
    }

    int batch() {
        return x.shape().size(batchFirst ? 0 : 1);
    }

    /// All that a gradient can flow to: the input, the weights, the states.
    List<Variable> inputs() {
        var inputs = new ArrayList<Variable>();
        inputs.add(x);
        inputs.addAll(weights.list());
        inputs.addAll(start);
        return inputs;
    }

    /// With other inputs; `f` is asked for them in the order of [#inputs].
    RecurrentPass map(UnaryOperator<Variable> f) {
        Variable newX = f.apply(x);
        CellWeights newWeights = weights.map(f);
        return new RecurrentPass(cell, newX, start.stream().map(f).toList(), newWeights, backward, batchFirst,
                lengths);
    }

    /// The output at each time, then the states at the end, composed of operations that can be differentiated without end.
    List<Variable> composed() {
        Variable ofInput = weights.ofInput(batchFirst ? x.transpose(0, 1) : x);
        List<Variable> ofInputs = ofInput.unbind(0);
        var outputs = new Variable[times()];
        List<Variable> state = new ArrayList<>(start);
        while (state.size() < cell.states) {
            state.add(Variable.of(Tensor.zeros(batch(), weights.hidden())));
        }
        for (int step = 0; step < outputs.length; step++) {
            int time = backward ? outputs.length - 1 - step : step;
            List<Variable> next = cell.step(ofInputs.get(time), state, weights);
            Mask over = over(time);
            if (over != null) {
                var kept = new ArrayList<Variable>();
                for (int kind = 0; kind < next.size(); kind++) {
                    kept.add(state.get(kind).where(over, next.get(kind)));
                }
                next = kept;
            }
            state = next;
            Variable h = state.getFirst();
            outputs[time] = over == null ? h : h.maskedFill(over, 0);
        }
        var results = new ArrayList<Variable>();
        results.add(Variable.stack(batchFirst ? 1 : 0, outputs));
        results.addAll(state);
        return results;
    }

    /// Which sequences have ended before a time; null if none has.
    private @Nullable Mask over(int time) {
        if (lengths == null) {
            return null;
        }
        boolean[] over = new boolean[lengths.length];
        boolean any = false;
        for (int i = 0; i < over.length; i++) {
            over[i] = time >= lengths[i];
            any |= over[i];
        }
        return any ? Mask.of(Shape.of(over.length, 1), over) : null;
    }
}
