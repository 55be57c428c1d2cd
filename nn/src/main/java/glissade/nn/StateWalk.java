package glissade.nn;

import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.StateDict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Walks over the parts of something stateful and collects its state by name. Containers may hold one layer several times;
/// each name is then listed, as in PyTorch.
final class StateWalk {

    private final Map<String, Param> params = new LinkedHashMap<>();
    private final Map<String, RunningStatistics> statistics = new LinkedHashMap<>();
    private final Map<String, RandomStream> streams = new LinkedHashMap<>();
    /// Names in the order in which a state dict lists them.
    private final List<String> order = new ArrayList<>();

    StateWalk(Stateful root) {
        visit("", root);
    }

    private void visit(String prefix, Object value) {
        switch (value) {
            case Param param -> {
                params.put(prefix, param);
                order.add(prefix);
            }
            case RunningStatistics found -> {
                statistics.put(prefix, found);
                order.add(prefix);
            }
            case RandomStream stream -> streams.put(prefix, stream);
            case Stateful stateful -> visitAll(prefix, stateful.parts());
            case List<?> list -> visitAll(prefix, Stateful.Part.numbered(list));
            default -> {
                // a size, a function, a flag: no state
            }
        }
    }

    private void visitAll(String prefix, List<Stateful.Part> parts) {
        for (Stateful.Part part : parts) {
            visit(part.name().isEmpty() ? prefix : join(prefix, part.name()), part.value());
        }
    }

    private static String join(String prefix, String name) {
        return prefix.isEmpty() ? name : prefix + "." + name;
    }

    Params params() {
        return Params.of(params);
    }

    StateDict state() {
        StateDict state = StateDict.empty();
        for (String name : order) {
            Param param = params.get(name);
            if (param != null) {
                state = state.with(name, param.value());
                continue;
            }
            var values = found(name).values();
            state = state.with(join(name, "running_mean"), values.mean())
                    .with(join(name, "running_var"), values.variance())
                    .with(join(name, "num_batches_tracked"), values.batches());
        }
        return state;
    }

    private RunningStatistics found(String name) {
        var found = statistics.get(name);
        if (found == null) {
            throw new IllegalStateException("no statistics at " + name);
        }
        return found;
    }

    void load(StateDict state) {
        requireFit("load", state(), state);
        params.forEach((name, param) -> param.set(state.tensor(name)));
        statistics.forEach((name, found) -> found.replace(new RunningStatistics.Values(
                state.tensor(join(name, "running_mean")), state.tensor(join(name, "running_var")),
                state.integer(join(name, "num_batches_tracked")))));
    }

    StateDict streams() {
        StateDict state = StateDict.empty();
        for (var entry : streams.entrySet()) {
            state = state.with(entry.getKey(), Shape.of(3), entry.getValue().seed(), entry.getValue().stream(),
                    entry.getValue().position());
        }
        return state;
    }

    void loadStreams(StateDict state) {
        requireFit("loadStreams", streams(), state);
        streams.forEach((name, stream) -> {
            long[] saved = state.integers(name);
            if (saved[0] != stream.seed() || saved[1] != stream.stream()) {
                throw new IllegalArgumentException("loadStreams: '" + name + "' belongs to another seed; build the net with seed "
                        + saved[0] + " as the saved run did");
            }
        });
        streams.forEach((name, stream) -> stream.moveTo(state.integers(name)[2]));
    }

    /// Lists all that does not fit, so that one look at the message is enough.
    private static void requireFit(String method, StateDict expected, StateDict given) {
        var problems = new ArrayList<String>();
        for (String name : expected.names()) {
            if (!given.contains(name)) {
                problems.add("missing: " + name + " " + expected.shape(name));
            } else if (!given.shape(name).equals(expected.shape(name))
                    || given.isInteger(name) != expected.isInteger(name)) {
                problems.add("mismatched: " + name + " is " + type(given, name) + ", the net has " + type(expected, name));
            }
        }
        for (String name : given.names()) {
            if (!expected.contains(name)) {
                problems.add("unexpected: " + name + " " + given.shape(name));
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(method + ": the state is not that of this net; nothing was loaded\n  "
                    + String.join("\n  ", problems));
        }
    }

    private static String type(StateDict state, String name) {
        return (state.isInteger(name) ? "integers " : "") + state.shape(name);
    }
}
