package glissade.nn;

import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.autograd.Variable;
import glissade.tensor.RandomStream;
import glissade.tensor.ShapeException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Copies a net, with all its state or with other params and the rest of its state shared. What stands in several places is copied once,
/// so tied params stay tied.
final class NetCopy {

    /// The copies by their originals; asked for entries, never walked.
    private final Map<Object, Object> copies = new IdentityHashMap<>();

    /// Whether statistics and streams are the original's.
    private final boolean sharing;

    private NetCopy(boolean sharing) {
        this.sharing = sharing;
    }

    /// Of everything.
    static NetCopy deep() {
        return new NetCopy(false);
    }

    /// With variables in place of params.
    static NetCopy with(Params params, List<? extends Variable> values) {
        if (values.size() != params.size()) {
            throw new IllegalArgumentException("with: " + values.size() + " variables for a net of " + params.size()
                    + " params\n  fix: give one for each, in the order of parameters()");
        }
        var copy = new NetCopy(true);
        for (int i = 0; i < values.size(); i++) {
            Param param = params.list().get(i);
            if (!param.shape().equals(values.get(i).shape())) {
                throw ShapeException.of("with", "the variable for " + params.names().get(i) + " has another shape")
                        .operand("param", param.shape()).operand("variable", values.get(i).shape())
                        .fix("give variables in the order of parameters()");
            }
            copy.copies.put(param, Param.standingFor(values.get(i)));
        }
        return copy;
    }

    @Nullable Object copy(@Nullable Object value) {
        if (value == null || !(value instanceof List<?>) && !HiddenState.isStateful(value)) {
            return value; // a size, a function: nothing that changes
        }
        Object known = copies.get(value);
        if (known != null) {
            return known;
        }
        Object made = switch (value) {
            case Param param -> param(param);
            case RunningStatistics statistics -> sharing ? statistics : statistics.copy();
            case RandomStream stream -> sharing ? stream : stream.copy();
            case List<?> list -> list(list);
            case Stateful stateful -> stateful(stateful);
            default -> value;
        };
        copies.put(value, made);
        return made;
    }

    private static Param param(Param param) {
        Param made = Param.of(param.value());
        if (param.isFrozen()) {
            made.freeze();
        }
        return made;
    }

    private List<Object> list(List<?> list) {
        var made = new ArrayList<Object>();
        list.forEach(item -> made.add(copy(item)));
        return List.copyOf(made);
    }

    private Object stateful(Stateful net) {
        Class<?> type = net.getClass();
        if (!type.isRecord()) {
            if (new StateWalk(net).isEmpty()) {
                return net;
            }
            throw new IllegalStateException(type.getName() + " is no record and has state, so it cannot be copied"
                    + "\n  fix: make it a record; or build a second net and load(net.state()) into it");
        }
        var components = RecordParts.components(type);
        @Nullable Object[] values = new @Nullable Object[components.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = copy(components.get(i).of(net));
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    components.stream().map(component -> component.accessor().getReturnType())
                            .toArray(Class<?>[]::new));
            if (!constructor.trySetAccessible()) {
                throw RecordParts.closed(type);
            }
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(type.getName() + ": its constructor refuses a copy of its own components",
                    e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + " cannot be copied", e);
        }
    }
}
