package glissade.optim;

import glissade.autograd.Gradients;
import glissade.autograd.Params;
import glissade.tensor.StateDict;
import java.util.ArrayList;
import java.util.List;

/// Applies an [UpdateRule] to params, and keeps what the rule remembers of each.
///
///     Optimizer adam = new Adam().lr(3e-4).over(net.parameters());
///     …
///     adam.step(loss.backward());
///
/// Params can be in groups with rules or options of their own:
///
///     new AdamW().over(net.parameters().matching("*.weight"))
///             .and(net.parameters().matching("*.bias"), new AdamW().weightDecay(0))
///
/// A param that has no gradient in a step is left alone: its value, its state and its own step count. Gradients of
/// params that are not this optimizer's are ignored, so several optimizers can share one set.
///
/// Not thread-safe: one step at a time.
public final class Optimizer {

    private final List<Group> groups = new ArrayList<>();
    private Schedule schedule = Schedule.constant(1);
    private long steps;

    Optimizer(UpdateRule rule, Params params) {
        and(params, rule);
    }

    /// Adds params with a rule of their own; returns this optimizer.
    ///
    /// @throws IllegalArgumentException if there are no params, or one is in the optimizer already, or has the name of
    ///         another
    public Optimizer and(Params params, UpdateRule rule) {
        if (params.size() == 0) {
            throw new IllegalArgumentException("the optimizer is given no params; check the pattern that selects them");
        }
        for (Group group : groups) {
            requireNew(params, group.params());
        }
        groups.add(new Group(params, rule));
        return this;
    }

    /// The state is saved by name, so params need names of their own.
    private static void requireNew(Params params, Params before) {
        for (int i = 0; i < params.size(); i++) {
            String name = params.names().get(i);
            if (before.list().contains(params.list().get(i))) {
                throw new IllegalArgumentException(
                        "a param is given to the optimizer twice: " + name + "; put it in one group only");
            }
            if (before.names().contains(name)) {
                throw new IllegalArgumentException("two params of the optimizer are named '" + name
                        + "', and only one's state could be saved\n  fix: name them apart with Params.of(Map), or take"
                        + " them from one net that holds both");
            }
        }
    }

    /// Multiplies the rules' rates by a schedule's factor from now on; returns this optimizer.
    public Optimizer schedule(Schedule newSchedule) {
        schedule = newSchedule;
        return this;
    }

    /// Moves each param that has a gradient. Gradients recorded before stay valid; graphs that read the params do not.
    ///
    /// @throws IllegalStateException if the schedule's factor is negative or not finite; nothing has moved then
    public void step(Gradients gradients) {
        double factor = factor();
        for (Group group : groups) {
            group.step(gradients, group.rule().lr() * factor);
        }
        steps++;
    }

    private double factor() {
        double factor = schedule.factor(steps);
        if (!(factor >= 0) || Double.isInfinite(factor)) {
            throw new IllegalStateException("the schedule gives the factor " + factor + " at step " + steps
                    + ", must be finite and 0 or more");
        }
        return factor;
    }

    /// How many steps have been taken.
    public long steps() {
        return steps;
    }

    /// The learning rate of the next step, of the first group.
    public double lr() {
        return groups.getFirst().rule().lr() * factor();
    }

    /// All that a later run needs to go on from here: for each param its step count and what the rule keeps, and the
    /// number of steps. Options and schedules are the program's, and are not part of it.
    public StateDict state() {
        StateDict state = StateDict.empty().with("steps", steps);
        for (Group group : groups) {
            state = group.save(state);
        }
        return state;
    }

    /// Goes back to a saved [#state()].
    ///
    /// @throws IllegalArgumentException if an entry is missing or left over, or has another shape; the message lists
    ///         all of them, and nothing has changed
    public void load(StateDict state) {
        StateFit.require(state(), state);
        steps = state.integer("steps");
        for (Group group : groups) {
            group.load(state);
        }
    }

    /// The groups: rule, number of params and of elements.
    @Override
    public String toString() {
        var text = new StringBuilder("Optimizer after " + steps + " steps");
        for (Group group : groups) {
            text.append("\n  ").append(group);
        }
        return text.toString();
    }
}
