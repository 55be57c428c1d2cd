package glissade.optim;

import glissade.autograd.Gradient;
import glissade.autograd.Param;
import glissade.tensor.StateDict;
import glissade.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// What an optimizer keeps for one param: the number of its steps, and the rule's slots.
abstract sealed class ParamState permits ElementState, ArrayState, TensorState, LookaheadState {

    final Param param;
    private long steps;

    ParamState(Param param) {
        this.param = param;
    }

    static ParamState of(UpdateRule rule, Param param) {
        return switch (rule) {
            case ElementRule elements -> new ElementState(elements, param);
            case ArrayRule arrays -> new ArrayState(arrays, param);
            case TensorRule tensors -> new TensorState(tensors, param);
            case Lookahead lookahead -> new LookaheadState(lookahead, param);
            case LBfgs all -> throw new IllegalArgumentException(all + " has no state for one param");
        };
    }

    final long steps() {
        return steps;
    }

    /// Moves the param by one step.
    final void step(Gradient gradient, double lr) {
        if (steps == 0) {
            start();
        }
        move(gradient, steps + 1, lr);
        steps++;
    }

    /// Counts a step in which the param has no gradient.
    final void countMissing(double lr) {
        if (steps == 0) {
            start();
        }
        miss(steps + 1, lr);
        steps++;
    }

    /// Where the model is to be evaluated, if that is not the param itself but an average that the rule keeps.
    final Optional<Tensor> average() {
        return steps == 0 ? Optional.empty() : averageAfterSteps();
    }

    Optional<Tensor> averageAfterSteps() {
        return Optional.empty();
    }

    /// Whether what is kept for this rule is enough for another of its class, in the same order.
    abstract boolean serves(UpdateRule other);

    /// Goes on with a rule that this serves.
    abstract void rule(UpdateRule newRule);

    /// Fills what does not start at zero, before the first step.
    void start() {
    }

    abstract void move(Gradient gradient, long number, double lr);

    /// Goes on in a step that counts although the param has no gradient.
    void miss(long number, double lr) {
    }

    /// The slots' names.
    abstract List<String> names();

    /// The slots' values, in the order of the names.
    abstract List<Tensor> values();

    abstract void restore(List<Tensor> values);

    final StateDict save(String prefix) {
        StateDict saved = StateDict.empty().with(prefix + "step", steps);
        List<Tensor> values = values();
        for (int i = 0; i < values.size(); i++) {
            saved = saved.with(prefix + names().get(i), values.get(i));
        }
        return saved;
    }

    final void load(StateDict state, String prefix) {
        resume(state.integer(prefix + "step"), names().stream().map(name -> state.tensor(prefix + name)).toList());
    }

    final void resume(long newSteps, List<Tensor> values) {
        steps = newSteps;
        restore(values);
    }
}
