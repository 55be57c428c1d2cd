package glissade.optim;

import glissade.autograd.Gradient;
import glissade.autograd.Param;
import glissade.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The state of [Lookahead]: that of its rule, and the slow weights.
final class LookaheadState extends ParamState {

    private Lookahead rule;
    private ParamState fast;
    private Tensor slow;

    LookaheadState(Lookahead rule, Param param) {
        super(param);
        this.rule = rule;
        fast = ParamState.of(rule.rule(), param);
        slow = Tensor.zeros(param.shape());
    }

    @Override
    boolean serves(UpdateRule other) {
        UpdateRule inner = ((Lookahead) other).rule();
        return inner.getClass() == rule.rule().getClass() && fast.serves(inner);
    }

    @Override
    void rule(UpdateRule newRule) {
        rule = (Lookahead) newRule;
        fast.rule(rule.rule());
    }

    @Override
    void start() {
        slow = param.value();
    }

    @Override
    void move(Gradient gradient, long number, double lr) {
        fast.step(gradient, lr);
        if (number % rule.period() == 0) {
            Tensor next = slow.add(param.value().sub(slow).mul(rule.share()));
            param.set(next);
            slow = next;
            if (rule.reset()) {
                fast = ParamState.of(rule.rule(), param);
            }
        }
    }

    @Override
    void miss(long number, double lr) {
        fast.countMissing(lr);
    }

    @Override
    Optional<Tensor> averageAfterSteps() {
        return Optional.of(slow);
    }

    @Override
    List<String> names() {
        var names = new ArrayList<>(fast.names());
        names.add("slow");
        return names;
    }

    @Override
    List<Tensor> values() {
        var values = new ArrayList<>(fast.values());
        values.add(slow);
        return values;
    }

    /// The rule's own count need not be saved: it follows from the number of steps.
    @Override
    void restore(List<Tensor> values) {
        slow = values.getLast();
        fast.resume(rule.reset() ? steps() % rule.period() : steps(), values.subList(0, values.size() - 1));
    }
}
