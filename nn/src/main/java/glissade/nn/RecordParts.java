package glissade.nn;

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
            HiddenState.refuseFields(owner);
            return List.of();
        }
        var parts = new ArrayList<Stateful.Part>();
        for (RecordComponent component : type.getRecordComponents()) {
            Object value = read(owner, component);
            if (!HiddenState.isStateful(value) && !(value instanceof List<?>)) {
                HiddenState.refuse(type.getName() + ": its component '" + component.getName() + "'", value);
                continue;
            }
            boolean unnamed = component.isAnnotationPresent(Unnamed.class) || value instanceof RunningStatistics;
            parts.add(new Stateful.Part(unnamed ? "" : snakeCase(component.getName()), value));
        }
        return parts;
    }

    static Object read(Stateful owner, RecordComponent component) {
        Class<?> type = owner.getClass();
        var accessor = component.getAccessor();
        if (!accessor.trySetAccessible()) {
            throw closed(type);
        }
        try {
            return accessor.invoke(owner);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(
                    type.getName() + ": its component " + component.getName() + " cannot be read", e);
        }
    }

    /// The error of a record that its module keeps closed, with the line to add.
    static IllegalStateException closed(Class<?> type) {
        return new IllegalStateException(
                type.getName() + ": its components cannot be read\n  fix: add to the module-info of "
                        + type.getModule().getName() + ": opens " + type.getPackageName() + " to glissade.nn;");
    }

    /// `runningMean` becomes `running_mean`, `weightIhL0` `weight_ih_l0`.
    static String snakeCase(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
