package glissade.conformance;

import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.optim.Averages;
import glissade.optim.Optimizer;
import glissade.optim.Schedule;
import glissade.optim.UpdateRule;
import glissade.tensor.Indices;
import glissade.tensor.StateDict;
import glissade.tensor.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Two params `a` and `b` that an optimizer moves along given gradients, `grads_a[t]` and `grads_b[t]`.
final class GivenGradients {

    private static final String[] NAMES = {"a", "b"};

    private final Given given;
    private final Param[] params = new Param[NAMES.length];
    private final Optimizer optimizer;
    private @Nullable Averages averages;
    private int overwriteEvery;

    /// @param a the rule of param a
    /// @param b the rule of param b
    GivenGradients(Given given, UpdateRule a, UpdateRule b) {
        this.given = given;
        for (int i = 0; i < NAMES.length; i++) {
            params[i] = Param.of(given.tensor(NAMES[i]));
        }
        optimizer = a.over(Params.of(Map.of("a", params[0]))).and(Params.of(Map.of("b", params[1])), b);
    }

    void schedule(Schedule schedule) {
        optimizer.schedule(schedule);
    }

    /// Averages the params, and sets them to their averages once in a number of steps, if that is not 0.
    void average(double decay, int every) {
        averages = Averages.exponential(Params.of(Map.of("a", params[0], "b", params[1])), decay);
        overwriteEvery = every;
    }

    /// Takes all steps. The results are the params after each, and the state at the end under PyTorch's names.
    ///
    /// @param before what happens to the gradients first
    Results run(UnaryOperator<Gradients> before) {
        Set<String> missing = missing();
        Trajectory[] paths = {new Trajectory(), new Trajectory()};
        Trajectory[] averagePaths = {new Trajectory(), new Trajectory()};
        Trajectory[] evaluated = {new Trajectory(), new Trajectory()};
        Tensor[] gradients = {given.tensor("grads_a"), given.tensor("grads_b")};
        int steps = gradients[0].shape().size(0);
        for (int t = 0; t < steps; t++) {
            var step = Gradients.none();
            for (int i = 0; i < NAMES.length; i++) {
                if (!missing.contains(NAMES[i] + t)) {
                    step = step.plus(Gradients.of(params[i], gradients[i].rows(Indices.of(t)).squeeze(0)));
                }
            }
            optimizer.step(before.apply(step));
            if (averages != null) {
                averages.update();
                if (overwriteEvery > 0 && (t + 1) % overwriteEvery == 0) {
                    averages.overwrite();
                }
            }
            for (int i = 0; i < NAMES.length; i++) {
                paths[i].add(params[i].value());
                averagePaths[i].add(averages == null ? params[i].value() : averages.of(params[i]));
                evaluated[i].add(optimizer.within(params[i]::value));
            }
        }
        var results = new Results();
        for (int i = 0; i < NAMES.length; i++) {
            results.and(NAMES[i], paths[i].numbers());
            if (averages != null) {
                results.and("average_" + NAMES[i], averagePaths[i].numbers());
            }
            for (String kind : List.of("ax_", "slow_", "eval_")) {
                if (given.expects(kind + NAMES[i])) {
                    results.and(kind + NAMES[i], evaluated[i].numbers());
                }
            }
        }
        return addState(results);
    }

    /// The pairs of param and step without a gradient.
    private Set<String> missing() {
        var missing = new HashSet<String>();
        if (given.args().has("missing")) {
            given.args().json("missing")
                    .forEach(pair -> missing.add(pair.path(0).stringValue() + pair.path(1).intValue()));
        }
        return missing;
    }

    private Results addState(Results results) {
        StateDict state = optimizer.state();
        for (String name : state.names()) {
            // PyTorch's SGD does not count its steps, and optax and Keras show no state
            boolean isShown = given.golden().json().path("output").has("state")
                    && (!name.endsWith(".step") || given.expects(name));
            if (name.startsWith("state.") && isShown) {
                results.and(name, state.isInteger(name) ? Numbers.scalar(state.integer(name))
                        : Numbers.of(state.tensor(name)));
            }
        }
        return results;
    }
}
