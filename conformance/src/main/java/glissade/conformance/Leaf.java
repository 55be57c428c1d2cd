package glissade.conformance;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// One thing that a case gives, expects or gets: numbers, or a word.
sealed interface Leaf permits Numbers, Leaf.Word {

    /// A word, such as the name of a distribution.
    record Word(String text) implements Leaf {
    }

    /// The leaves of an output, by path: `output` for one alone, else names joined by dots, such as `state.a.exp_avg`. Plain
    /// numbers are scalars, lists of numbers are tensors. A null is no leaf.
    static Map<String, Leaf> tree(JsonNode json) {
        var leaves = new LinkedHashMap<String, Leaf>();
        collect(json, "", leaves);
        return leaves;
    }

    private static void collect(JsonNode json, String path, Map<String, Leaf> leaves) {
        String name = path.isEmpty() ? "output" : path;
        if (json.isMissingNode() || json.isNull()) {
            return;
        }
        if (Numbers.isTensor(json)) {
            leaves.put(name, Numbers.tensor(json));
        } else if (Numbers.isPlain(json)) {
            leaves.put(name, Numbers.plain(json));
        } else if (json.isString()) {
            leaves.put(name, new Word(json.stringValue()));
        } else if (json.isObject()) {
            json.properties().forEach(entry -> collect(entry.getValue(), inside(path, entry.getKey()), leaves));
        } else if (json.isArray()) {
            for (int i = 0; i < json.size(); i++) {
                collect(json.path(i), inside(path, Integer.toString(i)), leaves);
            }
        } else {
            throw new IllegalArgumentException(name + " is neither a tensor nor a number nor a word: " + json);
        }
    }

    private static String inside(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
