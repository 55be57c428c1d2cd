package glissade.nn;

import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.autograd.Variable;
import glissade.tensor.RandomStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds state that the walk would not reach (captured by a lambda, in a field of a class, in a map), so that it is
/// refused and not lost without a word.
final class HiddenState {

    private HiddenState() {
    }

    /// Whether the walk knows what to do with such a value.
    static boolean isStateful(@Nullable Object value) {
        return value != null && isStateful(value.getClass());
    }

    private static boolean isStateful(Class<?> type) {
        return Stateful.class.isAssignableFrom(type) || Param.class.isAssignableFrom(type)
                || type == RunningStatistics.class || type == RandomStream.class;
    }

    /// What is no record has no components to walk over. Without fields it has no state either.
    static void refuseFields(Stateful owner) {
        Class<?> type = owner.getClass();
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                Class<?> held = Modifier.isStatic(field.getModifiers()) ? null : held(owner, field);
                if (held != null) {
                    String holder = isLambda(type) ? "a lambda in " + type.getName().replaceFirst("\\$\\$Lambda.*", "")
                            : type.getName() + " is no record, and its field '" + field.getName() + "'";
                    throw new IllegalStateException(holder + " holds a " + name(held)
                            + ", whose state would not be found\n  fix: make it a record whose components are its"
                            + " layers and params, or override parts()");
                }
            }
        }
    }

    private static @Nullable Class<?> held(Stateful owner, Field field) {
        if (isStateful(field.getType())) {
            return field.getType();
        }
        if (field.getType().isPrimitive() || !field.trySetAccessible()) {
            return null;
        }
        try {
            return within(field.get(owner));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " cannot be read", e);
        }
    }

    /// Refuses a value that the walk passes over, if there is something stateful in it.
    ///
    /// @param place where it is, to begin the message
    static void refuse(String place, @Nullable Object value) {
        if (value instanceof Variable variable && variable.isTracked()) {
            throw new IllegalStateException(
                    place + " is a tracked variable, which no optimizer would move and no file hold"
                            + "\n  fix: make it a Param, or a Tensor if it is a constant");
        }
        Class<?> held = within(value);
        if (held != null) {
            throw new IllegalStateException(place + " holds a " + name(held) + ", whose state would not be found"
                    + "\n  fix: make it a List, or override parts()");
        }
    }

    /// The type of the first stateful thing that a value is, or holds as a container; null if there is none.
    private static @Nullable Class<?> within(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Collection<?> items -> first(items);
            case Map<?, ?> map -> first(map.values());
            case Object[] items -> first(Arrays.asList(items));
            case Optional<?> optional -> within(optional.orElse(null));
            case Params params -> first(params.list());
            default -> isStateful(value) ? value.getClass() : null;
        };
    }

    private static @Nullable Class<?> first(Collection<?> items) {
        for (Object item : items) {
            Class<?> found = within(item);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /// A type for people: a lambda has no name of its own.
    static String name(Class<?> type) {
        return isLambda(type) ? "lambda" : type.getSimpleName();
    }

    static boolean isLambda(Class<?> type) {
        return type.isHidden();
    }
}
