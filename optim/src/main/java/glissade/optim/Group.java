package glissade.optim;

import glissade.autograd.Gradient;
import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.tensor.StateDict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Params under one rule, with what is kept for each.
final class Group {

    private final Params params;
    private final UpdateRule rule;
    private final List<ParamState> states = new ArrayList<>();

    Group(Params params, UpdateRule rule) {
        this.params = params;
        this.rule = rule;
        for (Param param : params) {
            ParamState state = switch (rule) {
                case ElementRule elements -> new ElementState(elements, param);
                case TensorRule tensors -> new TensorState(tensors, param);
            };
            requireNames(state.names());
            states.add(state);
        }
    }

    private void requireNames(List<String> slots) {
        var keys = new HashSet<>(List.of("step"));
        for (String slot : slots) {
            if (!keys.add(slot)) {
                throw new IllegalArgumentException(
                        "the rule " + rule + " has two slots named '" + slot + "', or one that is the"
                                + " step count's, 'step'; only one could be saved");
            }
        }
    }

    UpdateRule rule() {
        return rule;
    }

    Params params() {
        return params;
    }

    void step(Gradients gradients, double lr) {
        for (int i = 0; i < states.size(); i++) {
            Gradient gradient = gradients.entry(params.list().get(i)).orElse(null);
            if (gradient != null) {
                states.get(i).step(gradient, lr);
            }
        }
    }

    StateDict save(StateDict state) {
        for (int i = 0; i < states.size(); i++) {
            state = states.get(i).save(state, prefix(i));
        }
        return state;
    }

    void load(StateDict state) {
        for (int i = 0; i < states.size(); i++) {
            states.get(i).load(state, prefix(i));
        }
    }

    private String prefix(int index) {
        return "state." + params.names().get(index) + ".";
    }

    @Override
    public String toString() {
        return rule + " over " + params.size() + " params, " + params.elements() + " elements";
    }
}
