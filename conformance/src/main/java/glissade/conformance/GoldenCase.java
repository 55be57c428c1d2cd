package glissade.conformance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A case of a golden file. Its parts are read when asked for, so that a case that cannot be read fails alone.
///
/// @param family the file's name without `.json`
/// @param json the case as the file writes it
record GoldenCase(String family, JsonNode json) {

    String name() {
        return json.path("name").stringValue("(without a name)");
    }

    String op() {
        return json.path("op").stringValue("(without an op)");
    }

    /// Whose conventions hold, where a family has several: `pytorch`, `optax` or `keras`.
    String semantics() {
        return json.path("semantics").stringValue("pytorch");
    }

    Args args() {
        return new Args(json.path("args"));
    }

    Map<String, Numbers> inputs() {
        var inputs = new LinkedHashMap<String, Numbers>();
        json.path("inputs").properties().forEach(entry -> inputs.put(entry.getKey(), Numbers.tensor(entry.getValue())));
        return inputs;
    }

    /// What is to come out, by path. Of a run in both precisions it is the one in float64; the other only sizes the tolerance.
    Map<String, Leaf> expected() {
        JsonNode output = json.path("output");
        return Leaf.tree(output.has("float32_gap") ? output.path("float64") : output);
    }

    /// How far two runs of a training in float32 and float64 are apart, `losses` or `final`; 0 if the case does not say.
    double gap(String what) {
        JsonNode gap = json.path("output").path("float32_gap").path(what);
        return gap.isMissingNode() ? 0 : Numbers.number(gap);
    }

    /// The loss's derivative with respect to each differentiable output.
    Map<String, Numbers> upstream() {
        var upstream = new LinkedHashMap<String, Numbers>();
        Leaf.tree(json.path("upstream")).forEach((path, leaf) -> upstream.put(path, (Numbers) leaf));
        return upstream;
    }

    /// The gradients with respect to inputs; empty where there is no path from the input.
    Map<String, Optional<Numbers>> grads() {
        var grads = new LinkedHashMap<String, Optional<Numbers>>();
        json.path("grads").properties().forEach(entry -> grads.put(entry.getKey(),
                entry.getValue().isNull() ? Optional.empty() : Optional.of(Numbers.tensor(entry.getValue()))));
        return grads;
    }

    /// Whether the function is differentiable at the input; elsewhere gradients are a convention.
    boolean isSmooth() {
        return json.path("smooth").booleanValue(true);
    }

    /// PyTorch's own error in float32, relative to 1 + |value|; 0 if the case does not say.
    double float32Error() {
        JsonNode error = json.path("f32_err");
        return error.isMissingNode() ? 0 : Numbers.number(error);
    }

    /// `family/case`, for messages.
    @Override
    public String toString() {
        return family + "/" + name();
    }
}
