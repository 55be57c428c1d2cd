package glissade.nn;

import glissade.autograd.Param;
import glissade.tensor.RandomStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Copies a net with all its state. What stands in several places is copied once, so tied params stay tied.
final class NetCopy {

    /// The copies by their originals; asked for entries, never walked.
    private final Map<Object, Object> copies = new IdentityHashMap<>();

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
            case RunningStatistics statistics -> statistics.copy();
            case RandomStream stream -> stream.copy();
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
        var components = type.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = copy(RecordParts.read(net, components[i]));
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
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
