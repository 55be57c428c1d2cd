package glissade.nn;

import glissade.autograd.Param;
import glissade.tensor.RandomStream;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The parts of a record, found by its components.
final class RecordParts {

    private RecordParts() {
    }

    static List<Stateful.Part> of(Stateful owner) {
        Class<?> type = owner.getClass();
        if (!type.isRecord()) {
            refuseHiddenState(type);
            return List.of();
        }
        var parts = new ArrayList<Stateful.Part>();
        for (RecordComponent component : type.getRecordComponents()) {
            Object value = read(owner, component);
            boolean stateful = value instanceof Param || value instanceof RunningStatistics
                    || value instanceof RandomStream || value instanceof Stateful;
            if (!stateful && !(value instanceof List<?>)) {
                continue;
            }
            boolean unnamed = component.isAnnotationPresent(Unnamed.class) || value instanceof RunningStatistics;
            parts.add(new Stateful.Part(unnamed ? "" : snakeCase(component.getName()), value));
        }
        return parts;
    }

    private static Object read(Stateful owner, RecordComponent component) {
        Class<?> type = owner.getClass();
        var accessor = component.getAccessor();
        if (!accessor.trySetAccessible()) {
            throw new IllegalStateException(type.getName() + ": its components cannot be read\n  fix: add to the module-info of "
                    + type.getModule().getName() + ": opens " + type.getPackageName() + " to glissade.nn;");
        }
        try {
            return accessor.invoke(owner);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(type.getName() + ": its component " + component.getName() + " cannot be read", e);
        }
    }

    /// What is no record has no components to walk over. Without fields it has no state either; a lambda or a class that holds
    /// something stateful would lose it silently.
    private static void refuseHiddenState(Class<?> type) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                Class<?> held = field.getType();
                if (Stateful.class.isAssignableFrom(held) || Param.class.isAssignableFrom(held)
                        || held == RunningStatistics.class || held == RandomStream.class) {
                    throw new IllegalStateException(
                            (type.isHidden() ? "a lambda holds" : type.getName() + " is no record, and its field '"
                                    + field.getName() + "' holds") + " a " + held.getSimpleName()
                                    + ", whose state would not be found"
                                    + "\n  fix: make it a record whose components are its layers and params, or override"
                                    + " parts()");
                }
            }
        }
    }

    /// `runningMean` becomes `running_mean`, `weightIhL0` `weight_ih_l0`.
    static String snakeCase(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
