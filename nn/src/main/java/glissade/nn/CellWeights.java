package glissade.nn;

import glissade.autograd.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// [RecurrentWeights] as variables of any kind.
record CellWeights(Variable weightIh, Variable weightHh, @Nullable Variable biasIh, @Nullable Variable biasHh) {

    static CellWeights of(RecurrentWeights weights) {
        return new CellWeights(weights.weightIh(), weights.weightHh(), weights.biasIh(), weights.biasHh());
    }

    Variable ofInput(Variable x) {
        return Linear.apply(x, weightIh, biasIh);
    }

    Variable ofState(Variable h) {
        return Linear.apply(h, weightHh, biasHh);
    }

    int hidden() {
        return weightHh.shape().size(1);
    }

    CellWeights map(UnaryOperator<Variable> f) {
        return new CellWeights(f.apply(weightIh), f.apply(weightHh), biasIh == null ? null : f.apply(biasIh),
                biasHh == null ? null : f.apply(biasHh));
    }

    /// Those that are there.
    List<Variable> list() {
        var all = new ArrayList<>(List.of(weightIh, weightHh));
        if (biasIh != null) {
            all.add(biasIh);
        }
        if (biasHh != null) {
            all.add(biasHh);
        }
        return all;
    }
}
