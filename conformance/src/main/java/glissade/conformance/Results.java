package glissade.conformance;

import glissade.autograd.Variable;
import glissade.tensor.Indices;
import glissade.tensor.Mask;
import glissade.tensor.Operand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a mapping has computed, by path; `output` if it is one thing alone. Variables among it are differentiated if the case
/// asks for gradients.
final class Results {

    private final Map<String, Leaf> leaves = new LinkedHashMap<>();
    private final Map<String, Variable> variables = new LinkedHashMap<>();

    static Results of(Operand output) {
        return new Results().and("output", output);
    }

    static Results of(Indices output) {
        return new Results().and("output", output);
    }

    static Results of(Mask output) {
        return new Results().and("output", output);
    }

    static Results of(String path, Operand value) {
        return new Results().and(path, value);
    }

    Results and(String path, Operand value) {
        if (value instanceof Variable variable) {
            variables.put(path, variable);
        }
        return and(path, Numbers.of(value.value()));
    }

    Results and(String path, Indices value) {
        return and(path, Numbers.of(value));
    }

    Results and(String path, Mask value) {
        return and(path, Numbers.of(value));
    }

    Results and(String path, double value) {
        return and(path, Numbers.scalar(value));
    }

    Results and(String path, boolean value) {
        return and(path, Numbers.scalar(value));
    }

    Results and(String path, List<Double> values) {
        return and(path, Numbers.of(values.stream().mapToDouble(Double::doubleValue).toArray()));
    }

    Results and(String path, Leaf leaf) {
        leaves.put(path, leaf);
        return this;
    }

    Map<String, Leaf> leaves() {
        return leaves;
    }

    Optional<Variable> variable(String path) {
        return Optional.ofNullable(variables.get(path));
    }
}
