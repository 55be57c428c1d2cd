package glissade.optim;

import glissade.autograd.Gradient;
import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.tensor.StateDict;
import java.util.ArrayList;
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
            states.add(switch (rule) {
                case ElementRule elements -> new ElementState(elements, param);
                case TensorRule tensors -> new TensorState(tensors, param);
            });
        }
    }

    UpdateRule rule() {
        return rule;
    }

    boolean contains(Param param) {
        return params.list().contains(param);
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

    void check(StateDict state) {
        for (int i = 0; i < states.size(); i++) {
            states.get(i).check(state, prefix(i));
        }
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
