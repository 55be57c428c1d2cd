package glissade.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// The arguments of a case, which remember what was asked for: an argument that a mapping does not look at is one that it does
/// not support.
final class Args {

    private final Map<String, JsonNode> values = new LinkedHashMap<>();
    private final Set<String> read = new HashSet<>();
    private final List<Args> parts = new ArrayList<>();

    /// @param layers objects; a later one overrides an earlier one, as a group's options do the optimizer's
    Args(JsonNode... layers) {
        for (JsonNode layer : layers) {
            layer.properties().forEach(entry -> {
                if (!entry.getValue().isNull()) {
                    values.put(entry.getKey(), entry.getValue());
                }
            });
        }
    }

    /// Whether there is such an argument; null is none.
    boolean has(String name) {
        read.add(name);
        return values.containsKey(name);
    }

    /// @throws Unsupported if there is no such argument: where PyTorch has a default, the mapping names it
    JsonNode json(String name) {
        return find(name).orElseThrow(() -> new Unsupported("no argument " + name));
    }

    private Optional<JsonNode> find(String name) {
        return has(name) ? Optional.ofNullable(values.get(name)) : Optional.empty();
    }

    double number(String name) {
        return number(name, json(name));
    }

    double number(String name, double otherwise) {
        return find(name).map(json -> number(name, json)).orElse(otherwise);
    }

    private double number(String name, JsonNode json) {
        only(name, Numbers.isPlain(json) && !json.isArray());
        return Numbers.number(json);
    }

    int integer(String name) {
        return (int) number(name);
    }

    int integer(String name, int otherwise) {
        return (int) number(name, otherwise);
    }

    boolean flag(String name, boolean otherwise) {
        return find(name).map(JsonNode::booleanValue).orElse(otherwise);
    }

    String text(String name) {
        return json(name).stringValue();
    }

    String text(String name, String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    /// A list of integers; one alone is a list of one, and none at all an empty one.
    int[] integers(String name) {
        return Arrays.stream(list(name)).mapToInt(number -> (int) number).toArray();
    }

    /// Like [#integers(String)]; what is used if there is none.
    int[] integers(String name, int... otherwise) {
        return has(name) ? integers(name) : otherwise;
    }

    double[] numbers(String name) {
        json(name);
        return list(name);
    }

    private double[] list(String name) {
        return find(name).map(json -> json.isArray()
                ? json.values().stream().mapToDouble(number -> number(name, number)).toArray()
                : new double[] {number(name, json)}).orElseGet(() -> new double[0]);
    }

    /// The arguments inside of one, which are looked at one by one; none if it is absent.
    Args part(String name) {
        return part(find(name).orElseGet(MissingNode::getInstance));
    }

    /// Like [#part(String)], for a list of them.
    List<Args> parts(String name) {
        return json(name).values().stream().map(this::part).toList();
    }

    private Args part(JsonNode json) {
        var part = new Args(json);
        parts.add(part);
        return part;
    }

    /// Supports one value of an argument alone, or its absence.
    ///
    /// @throws Unsupported if it has another
    Args only(String name, double value) {
        return only(name, number(name, value) == value);
    }

    /// Supports one value of an argument alone, or its absence.
    ///
    /// @throws Unsupported if it has another
    Args only(String name, String value) {
        return only(name, !has(name) || text(name).equals(value));
    }

    /// Supports an argument under a condition.
    ///
    /// @throws Unsupported if it does not hold
    Args only(String name, boolean supported) {
        if (!supported) {
            throw new Unsupported(name + " " + json(name).toString().replace("\"", ""));
        }
        return this;
    }

    /// @throws Unsupported if an argument has not been looked at
    void requireAllRead() {
        for (String name : values.keySet()) {
            if (!read.contains(name)) {
                throw new Unsupported("argument " + name);
            }
        }
        parts.forEach(Args::requireAllRead);
    }
}
