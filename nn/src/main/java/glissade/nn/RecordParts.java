package glissade.nn;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The parts of a record, found by its components.
final class RecordParts {

    /// A component of a record.
    ///
    /// @param name as in the program
    /// @param key as in a state; empty if it adds none
    /// @param accessor reads it
    record Component(String name, String key, Method accessor) {

        /// Its value in a record.
        @Nullable Object of(Stateful owner) {
            try {
                return accessor.invoke(owner);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(
                        owner.getClass().getName() + ": its component " + name + " cannot be read", e);
            }
        }
    }

    /// Looked up once for each class: a program may ask a net for its params in each step.
    private static final ClassValue<List<Component>> COMPONENTS = new ClassValue<>() {
        @Override
        protected List<Component> computeValue(Class<?> type) {
            var components = new ArrayList<Component>();
            for (RecordComponent component : type.getRecordComponents()) {
                Method accessor = component.getAccessor();
                if (!accessor.trySetAccessible()) {
                    throw closed(type);
                }
                String name = component.getName();
                components.add(new Component(name,
                        component.isAnnotationPresent(Unnamed.class) ? "" : snakeCase(name), accessor));
            }
            return List.copyOf(components);
        }
    };

    private RecordParts() {
    }

    /// The components of a record.
    ///
    /// @throws IllegalStateException if its module keeps it closed
    static List<Component> components(Class<?> type) {
        return COMPONENTS.get(type);
    }

    static List<Stateful.Part> of(Stateful owner) {
        Class<?> type = owner.getClass();
        if (!type.isRecord()) {
            HiddenState.refuseFields(owner);
            return List.of();
        }
        var parts = new ArrayList<Stateful.Part>();
        for (Component component : components(type)) {
            Object value = component.of(owner);
            if (value != null && (HiddenState.isStateful(value) || value instanceof List<?>)) {
                parts.add(new Stateful.Part(value instanceof RunningStatistics ? "" : component.key(), value));
            } else {
                HiddenState.refuse(type.getName() + ": its component '" + component.name() + "'", value);
            }
        }
        return parts;
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
