package glissade.optim;

import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.autograd.Variable;
import glissade.tensor.StateDict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;

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
    private NonFinite nonFinite = NonFinite.PASS;
    private long steps;
    private long skipped;

    Optimizer(UpdateRule rule, Params params) {
        and(params, rule);
    }

    /// Adds params with a rule of their own; returns this optimizer.
    ///
    /// @throws IllegalArgumentException if there are no params, or one is in the optimizer already, has the name of another, or stands for
    ///         a variable ([Param#isLeaf])
    public Optimizer and(Params params, UpdateRule rule) {
        if (params.size() == 0) {
            throw new IllegalArgumentException("the optimizer is given no params; check the pattern that selects them");
        }
        requireLeaves(params);
        for (Group group : groups) {
            requireNew(params, group.params());
            if (group.isWhole() || rule instanceof LBfgs) {
                throw new IllegalArgumentException("LBfgs moves all params at once and takes no other group beside it;"
                        + " use two optimizers");
            }
        }
        groups.add(new Group(params, rule));
        return this;
    }

    private static void requireLeaves(Params params) {
        for (int i = 0; i < params.size(); i++) {
            if (!params.list().get(i).isLeaf()) {
                throw new IllegalArgumentException("the optimizer is given " + params.names().get(i)
                        + ", which stands for a variable that was computed, and cannot be moved"
                        + "\n  fix: give it the params that the variable was computed from");
            }
        }
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

    /// Adds params with a rule and a schedule of their own; returns this optimizer.
    ///
    /// @throws IllegalArgumentException as [#and(Params, UpdateRule)]
    public Optimizer and(Params params, UpdateRule rule, Schedule ownSchedule) {
        and(params, rule);
        groups.getLast().schedule(ownSchedule);
        return this;
    }

    /// Multiplies the rates of all groups that have no schedule of their own by a schedule's factor from now on; returns this
    /// optimizer.
    public Optimizer schedule(Schedule newSchedule) {
        schedule = newSchedule;
        return this;
    }

    /// Changes other options as the steps go by, in all groups whose rule is of a class; returns this optimizer.
    ///
    ///     sgd.vary(Sgd.class, (rule, step) -> rule.momentum(cycle.momentum(step)))
    ///
    /// The function is called before each step with the group's rule and the number of steps taken; the rule that it returns
    /// is used for that step. It is called here, too: what the optimizer keeps depends on the first rule.
    ///
    /// @throws IllegalArgumentException if no group's rule is of that class
    /// @throws IllegalStateException if steps were taken, and the rule that the function returns keeps more than the one so far
    public <R extends UpdateRule> Optimizer vary(Class<R> kind, Varying<R> varying) {
        boolean found = false;
        for (Group group : groups) {
            if (kind.isInstance(group.rule())) {
                R rule = kind.cast(group.rule());
                group.vary(step -> varying.at(rule, step), steps);
                found = true;
            }
        }
        if (!found) {
            throw new IllegalArgumentException("vary: no group has a rule of the class " + kind.getSimpleName()
                    + "; the rules are " + groups.stream().map(Group::rule).toList());
        }
        return this;
    }

    /// A rule's options at each step; see [#vary].
    ///
    /// @param <R> the rule's class
    @FunctionalInterface
    public interface Varying<R extends UpdateRule> {
        /// The rule for the step after `step` steps.
        R at(R rule, long step);
    }

    /// What to do when a gradient has a NaN or an infinity: see [NonFinite]; returns this optimizer.
    public Optimizer nonFinite(NonFinite choice) {
        nonFinite = choice;
        return this;
    }

    /// Moves each param that has a gradient. Gradients recorded before stay valid; graphs that read the params do not. If a rule of the
    /// program's own throws, the params before the one that it was given have moved.
    ///
    /// @throws IllegalStateException if a schedule's factor is negative or not finite, a varied rule keeps more than those before it
    ///         ([#vary]), or a gradient is not finite and that is to be refused; nothing has moved then
    public void step(Gradients gradients) {
        if (isWhole()) {
            throw new IllegalStateException("step: LBfgs asks for the loss several times; give it the function,"
                    + " step(() -> loss)");
        }
        groups.forEach(group -> group.prepare(steps, schedule));
        if (nonFinite != NonFinite.PASS && !isFinite(gradients)) {
            skipped++;
            return;
        }
        for (Group group : groups) {
            group.step(gradients);
        }
        steps++;
    }

    /// Computes the loss, sweeps it backward and moves each param that has a gradient. [LBfgs] computes it several times, at
    /// points of its choice; all other rules once. Returns the loss before the step. If the function throws, the params stand where the
    /// last whole iteration left them: for all rules but LBfgs where they were.
    ///
    /// @param loss computes the loss from the params as they are
    /// @throws IllegalStateException as [#step(Gradients)]; of [LBfgs] the first gradient alone is looked at
    public double step(Supplier<Variable> loss) {
        Variable value = loss.get();
        Gradients gradients = value.backward();
        if (isWhole()) {
            stepWhole(value.item(), gradients, loss);
        } else {
            step(gradients);
        }
        return value.item();
    }

    private void stepWhole(double value, Gradients gradients, Supplier<Variable> loss) {
        Group only = groups.getFirst();
        only.prepare(steps, schedule);
        if (nonFinite != NonFinite.PASS && !isFinite(gradients)) {
            skipped++;
            return;
        }
        only.step(value, gradients, loss);
        steps++;
    }

    /// Whether its rule moves all params at once.
    boolean isWhole() {
        return groups.getFirst().isWhole();
    }

    /// The params of all groups, by their names.
    Params params() {
        var all = new LinkedHashMap<String, Param>();
        for (Group group : groups) {
            for (int i = 0; i < group.params().size(); i++) {
                all.put(group.params().names().get(i), group.params().list().get(i));
            }
        }
        return Params.of(all);
    }

    /// Whether all gradients of this optimizer's params are finite; throws if they are not and that is to be refused.
    private boolean isFinite(Gradients gradients) {
        for (Group group : groups) {
            String found = group.findNonFinite(gradients);
            if (found != null) {
                if (nonFinite == NonFinite.REFUSE) {
                    throw new IllegalStateException("step " + (steps + 1) + ": " + found
                            + "; no param has moved\n  fix: lower the rate, clip the gradients, or look for the operation"
                            + " that made it; nonFinite(NonFinite.SKIP) leaves such steps out");
                }
                return false;
            }
        }
        return true;
    }

    /// Runs an action with the params at the point where the model is to be evaluated, and puts their values back after it,
    /// also when it ends in an exception. For most rules that is where they are; [Asgd], [Lookahead] and the schedule-free
    /// rules keep an average of the path. Graphs recorded before or inside cannot be swept after it, if params were moved.
    public <T> T within(Supplier<T> action) {
        List<Runnable> back = new ArrayList<>();
        try {
            groups.forEach(group -> group.average(back));
            return action.get();
        } finally {
            back.forEach(Runnable::run);
        }
    }

    /// How many steps were left out because a gradient was not finite ([NonFinite#SKIP]), since this optimizer was made.
    public long skipped() {
        return skipped;
    }

    /// How many steps have been taken.
    public long steps() {
        return steps;
    }

    /// The learning rate of the next step, of the first group.
    public double lr() {
        return groups.getFirst().lr(steps, schedule);
    }

    /// The learning rates of the next step, group by group.
    public List<Double> rates() {
        return groups.stream().map(group -> group.lr(steps, schedule)).toList();
    }

    /// All that a later run needs to go on from here: for each param its step count and what the rule keeps, and the
    /// number of steps. Options and schedules are the program's, and are not part of it.
    public StateDict state() {
        var states = new ArrayList<StateDict>();
        states.add(StateDict.empty().with("steps", steps));
        groups.forEach(group -> states.addAll(group.save()));
        return StateDict.join(states);
    }

    /// Goes back to a saved [#state()].
    ///
    /// @throws IllegalArgumentException if an entry is missing or left over, or has another shape; the message lists
    ///         all of them, and nothing has changed
    public void load(StateDict state) {
        StateCheck.require(state(), state);
        steps = state.integer("steps");
        for (Group group : groups) {
            group.load(state);
        }
    }

    /// The groups: rule, number of params and of elements.
    @Override
    public String toString() {
        var text = new StringBuilder("Optimizer, steps: " + steps);
        for (Group group : groups) {
            text.append("\n  ").append(group);
        }
        return text.toString();
    }
}
