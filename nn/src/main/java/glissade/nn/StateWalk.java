package glissade.nn;

import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.StateDict;
import glissade.tensor.StateFit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Walks over the parts of something stateful and collects its state by name. Containers may hold one layer several
/// times; each name is then listed, as in PyTorch.
final class StateWalk {

    /// Params, statistics and streams with their whole names, in the order in which they were met.
    private final List<Stateful.Part> found = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    StateWalk(Stateful root) {
        visit("", root);
    }

    private void visit(String name, Object value) {
        switch (value) {
            case Param _ -> keep(name, value, name);
            case RunningStatistics _ -> keep(name, value, join(name, "running_mean"), join(name, "running_var"),
                    join(name, "num_batches_tracked"));
            case RandomStream _ -> keep(name, value, name);
            case Stateful stateful -> visitAll(name, stateful.parts());
            case List<?> list -> visitAll(name, Stateful.Part.numbered(list));
            default -> HiddenState.refuse("the part '" + name + "'", value); // a size, a function: no state
        }
    }

    private void visitAll(String prefix, List<Stateful.Part> parts) {
        for (Stateful.Part part : parts) {
            visit(part.name().isEmpty() ? prefix : join(prefix, part.name()), part.value());
        }
    }

    private void keep(String name, Object value, String... keys) {
        for (String key : keys) {
            if (key.isEmpty()) {
                throw new IllegalStateException(
                        "a " + value.getClass().getSimpleName() + " at the top has no name\n  fix: give"
                                + " its part a name; @Unnamed is for layers and lists");
            }
            if (!names.add(key)) {
                throw new IllegalStateException("two parts have the name '" + key + "', and only one could be saved"
                        + "\n  fix: name their components differently, or take @Unnamed off one of them");
            }
        }
        found.add(new Stateful.Part(name, value));
    }

    private static String join(String prefix, String name) {
        return prefix.isEmpty() ? name : prefix + "." + name;
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    Params params() {
        var params = new LinkedHashMap<String, Param>();
        for (Stateful.Part part : found) {
            if (part.value() instanceof Param param) {
                params.put(part.name(), param);
            }
        }
        return Params.of(params);
    }

    StateDict state() {
        var states = new ArrayList<StateDict>();
        for (Stateful.Part part : found) {
            String name = part.name();
            if (part.value() instanceof Param param) {
                states.add(StateDict.empty().with(name, param.value()));
            } else if (part.value() instanceof RunningStatistics statistics) {
                var values = statistics.values();
                states.add(StateDict.empty().with(join(name, "running_mean"), values.mean())
                        .with(join(name, "running_var"), values.variance())
                        .with(join(name, "num_batches_tracked"), values.batches()));
            }
        }
        return StateDict.join(states);
    }

    void load(StateDict state) {
        List<String> problems = StateFit.of(state(), state).problems("the net");
        if (problems.isEmpty()) {
            problems.addAll(untied(state));
        }
        refuse("load", problems);
        replace(state, _ -> true);
    }

    /// A line for each name whose tensor differs from that of another name of the same param: the last of them would win.
    private List<String> untied(StateDict state) {
        var first = new IdentityHashMap<Object, String>(); // asked for single entries only
        var problems = new ArrayList<String>();
        for (Stateful.Part part : found) {
            String before = part.value() instanceof Param ? first.putIfAbsent(part.value(), part.name()) : null;
            if (before != null && !state.tensor(before).equals(state.tensor(part.name()))) {
                problems.add("tied: " + before + " and " + part.name()
                        + " are one param in the net, but differ in the state");
            }
        }
        return problems;
    }

    /// Takes over what fits and leaves the rest as it is.
    StateFit loadMatching(StateDict state) {
        StateFit fit = StateFit.of(state(), state);
        // a tied param whose second name is missing keeps what its first name brought
        replace(fit.merged(), fit::fits);
        return fit;
    }

    private void replace(StateDict state, Predicate<String> isGiven) {
        for (Stateful.Part part : found) {
            String name = part.name();
            if (part.value() instanceof Param param) {
                if (isGiven.test(name)) {
                    param.set(state.tensor(name));
                }
            } else if (part.value() instanceof RunningStatistics statistics) {
                statistics.replace(new RunningStatistics.Values(state.tensor(join(name, "running_mean")),
                        state.tensor(join(name, "running_var")), state.integer(join(name, "num_batches_tracked"))));
            }
        }
    }

    StateDict streams() {
        var states = new ArrayList<StateDict>();
        for (Stateful.Part part : found) {
            if (part.value() instanceof RandomStream stream) {
                states.add(StateDict.empty().with(part.name(), Shape.of(3), stream.seed(), stream.stream(),
                        stream.position()));
            }
        }
        return StateDict.join(states);
    }

    void loadStreams(StateDict state) {
        StateDict own = streams();
        List<String> problems = StateFit.of(own, state).problems("the net");
        if (problems.isEmpty()) {
            for (String name : own.names()) {
                long[] mine = own.integers(name);
                long[] saved = state.integers(name);
                if (saved[0] != mine[0]) {
                    problems.add("mismatched: " + name + " has seed " + saved[0] + ", the net's has " + mine[0]
                            + "; build the net with the saved run's seed");
                } else if (saved[1] != mine[1]) {
                    problems.add("mismatched: " + name + " is another stream of seed " + saved[0]
                            + "; build the net as the saved run did");
                } else if (saved[2] < 0) {
                    problems.add("mismatched: " + name + " has position " + saved[2] + ", must be 0 or more");
                }
            }
        }
        refuse("loadStreams", problems);
        for (Stateful.Part part : found) {
            if (part.value() instanceof RandomStream stream) {
                stream.moveTo(state.integers(part.name())[2]);
            }
        }
    }

    private static void refuse(String method, List<String> problems) {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(method + ": the state is not that of this net; nothing was loaded\n  "
                    + String.join("\n  ", problems));
        }
    }
}
