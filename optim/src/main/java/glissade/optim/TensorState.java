package glissade.optim;

import glissade.autograd.Gradient;
import glissade.autograd.Param;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.TensorAccess;
import java.util.List;

/// The state of a [TensorRule]: its slots' tensors.
final class TensorState extends ParamState {

    private TensorRule rule;
    private final List<String> names;
    private List<Tensor> slots;

    TensorState(TensorRule rule, Param param) {
        super(param);
        this.rule = rule;
        var first = rule.slots(param.value());
        names = first.stream().map(TensorRule.Slot::name).toList();
        slots = first.stream().map(TensorRule.Slot::value).toList();
    }

    /// The slots that come back from each step are compared with those that went in.
    @Override
    boolean serves(UpdateRule other) {
        return true;
    }

    @Override
    void rule(UpdateRule newRule) {
        rule = (TensorRule) newRule;
    }

    @Override
    void move(Gradient gradient, long number, double lr) {
        if (param.shape().elements() == 0) {
            return; // there is nothing to move, and norms and means of nothing are of no use
        }
        var update = rule.update(new TensorRule.TensorStep(param.value(), gradient.dense(), slots, number, lr));
        if (update.slots().size() != names.size()) {
            throw new IllegalStateException(
                    "the rule " + rule + " returns " + update.slots().size() + " slots and began with "
                            + names.size() + ": " + names);
        }
        // the slots first: the param is computed of them
        List<Tensor> next = update.slots().stream().map(TensorAccess::computed).toList();
        param.set(update.param());
        slots = next;
    }

    @Override
    List<String> names() {
        return names;
    }

    @Override
    List<Tensor> values() {
        return slots;
    }

    @Override
    void restore(List<Tensor> values) {
        slots = values;
    }
}
