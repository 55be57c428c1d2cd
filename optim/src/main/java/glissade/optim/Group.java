package glissade.optim;

import glissade.autograd.Gradient;
import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.autograd.Variable;
import glissade.tensor.StateDict;
import glissade.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Params under one rule, with what is kept for each.
final class Group {

    private final Params params;
    private UpdateRule rule;
    private LongFunction<UpdateRule> varying;
    private @Nullable Schedule own;
    private double lr;
    private final List<ParamState> states = new ArrayList<>();
    /// In place of one for each param, if the rule sees all at once.
    private final @Nullable LBfgsState whole;

    Group(Params params, UpdateRule rule) {
        this.params = params;
        this.rule = rule;
        varying = step -> rule;
        if (rule instanceof LBfgs lbfgs) {
            whole = new LBfgsState(lbfgs, params);
            return;
        }
        whole = null;
        for (Param param : params) {
            ParamState state = ParamState.of(rule, param);
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

    /// Gives the group a schedule of its own.
    void schedule(Schedule schedule) {
        own = schedule;
    }

    /// Varies the rule from step `step` on. What it keeps is made anew if the first varied rule needs more, and no step was taken:
    /// [Sgd] without a momentum keeps nothing, and may be given one by its cycle.
    void vary(LongFunction<UpdateRule> newVarying, long step) {
        UpdateRule first = newVarying.apply(step);
        requireClass(first, step);
        if (!serves(first)) {
            requireServes(first, step, states.stream().allMatch(state -> state.steps() == 0));
            states.replaceAll(state -> ParamState.of(first, state.param));
        }
        varying = newVarying;
    }

    private void requireClass(UpdateRule next, long step) {
        if (next.getClass() != rule.getClass()) {
            throw new IllegalStateException(
                    "vary: the rule at step " + step + " is " + next + ", must be of the class "
                            + rule.getClass().getSimpleName());
        }
    }

    private boolean serves(UpdateRule next) {
        return states.stream().allMatch(state -> state.serves(next));
    }

    private void requireServes(UpdateRule next, long step, boolean holds) {
        if (!holds) {
            throw new IllegalStateException("vary: the rule at step " + step + " is " + next
                    + ", which keeps what this one does not: " + rule
                    + "\n  fix: begin with a rule that keeps all that is needed later, such as one with a momentum");
        }
    }

    /// Reads what may change with the steps, and refuses it if it cannot be used: before any group has moved.
    void prepare(long step, Schedule common) {
        UpdateRule next = varying.apply(step);
        if (next != rule) {
            requireClass(next, step);
            requireServes(next, step, serves(next));
            rule = next;
            states.forEach(state -> state.rule(next));
            if (whole != null) {
                whole.rule((LBfgs) next);
            }
        }
        lr = lr(step, common);
    }

    /// The rate after `step` steps, by the group's own schedule or the common one.
    double lr(long step, Schedule common) {
        double factor = (own == null ? common : own).factor(step);
        if (!(factor >= 0) || Double.isInfinite(factor)) {
            throw new IllegalStateException("the schedule gives the factor " + factor + " at step " + step
                    + ", must be finite and 0 or more");
        }
        return rule.lr() * factor;
    }

    boolean isWhole() {
        return whole != null;
    }

    /// Moves all params at once, from a loss and its gradients where they stand.
    void step(double value, Gradients gradients, Supplier<Variable> loss) {
        Objects.requireNonNull(whole).step(value, gradients, loss, lr);
    }

    void step(Gradients gradients) {
        for (int i = 0; i < states.size(); i++) {
            Gradient gradient = gradients.entry(params.list().get(i)).orElse(null);
            if (gradient != null) {
                states.get(i).step(gradient, lr);
            } else if (rule.countsMissing()) {
                states.get(i).countMissing(lr);
            }
        }
    }

    /// Moves the params to their averages, where the rule keeps any, and notes how to undo it.
    void average(List<Runnable> back) {
        for (ParamState state : states) {
            state.average().ifPresent(average -> {
                Tensor value = state.param.value();
                back.add(() -> state.param.set(value));
                state.param.set(average);
            });
        }
    }

    /// Where the first NaN or infinity stands, for a message; null if there is none.
    @Nullable String findNonFinite(Gradients gradients) {
        for (int i = 0; i < params.size(); i++) {
            Gradient gradient = gradients.entry(params.list().get(i)).orElse(null);
            if (gradient != null && !gradient.stored().allFinite()) {
                return "the gradient of " + params.names().get(i) + " " + gradient.shape() + " has "
                        + firstNonFinite(gradient.stored());
            }
        }
        return null;
    }

    private static String firstNonFinite(Tensor values) {
        float[] elements = values.toArray();
        int at = 0;
        while (Float.isFinite(elements[at])) {
            at++;
        }
        int count = 0;
        for (float element : elements) {
            count += Float.isFinite(element) ? 0 : 1;
        }
        return elements[at] + " at element " + at + (count == 1 ? "" : " and " + (count - 1) + " more such numbers");
    }

    /// The states of its params, or of the rule that sees them all.
    List<StateDict> save() {
        if (whole != null) {
            return List.of(whole.save(StateDict.empty()));
        }
        var saved = new ArrayList<StateDict>();
        for (int i = 0; i < states.size(); i++) {
            saved.add(states.get(i).save(prefix(i)));
        }
        return saved;
    }

    void load(StateDict state) {
        if (whole != null) {
            whole.load(state);
        }
        for (int i = 0; i < states.size(); i++) {
            states.get(i).load(state, prefix(i));
        }
    }

    private String prefix(int index) {
        return "state." + params.names().get(index) + ".";
    }

    @Override
    public String toString() {
        return rule + ", params: " + params.size() + ", elements: " + params.elements();
    }
}
