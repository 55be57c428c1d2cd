package glissade.conformance;

import glissade.autograd.Param;
import glissade.autograd.Variable;
import glissade.tensor.Indices;
import glissade.tensor.Mask;
import glissade.tensor.Tensor;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What a case gives to its mapping: inputs as the library's types, and arguments.
final class Given {

    private final GoldenCase golden;
    private final Map<String, Numbers> inputs;
    private final Set<String> differentiable;
    private final Set<String> expected;
    private final Args args;
    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final Set<String> read = new HashSet<>();

    Given(GoldenCase golden) {
        this.golden = golden;
        inputs = golden.inputs();
        differentiable = golden.grads().keySet();
        expected = golden.expected().keySet();
        args = golden.args();
    }

    Args args() {
        return args;
    }

    /// The case's name, for errors and streams.
    GoldenCase golden() {
        return golden;
    }

    boolean has(String input) {
        return inputs.containsKey(input);
    }

    /// The names of the inputs.
    Set<String> names() {
        return inputs.keySet();
    }

    /// Whether the case expects something at a path.
    boolean expects(String path) {
        return expected.contains(path);
    }

    Variable x() {
        return variable("x");
    }

    Variable y() {
        return variable("y");
    }

    /// An input as a variable, always the same one: tracked if the case asks for its gradient.
    Variable variable(String input) {
        Variable known = variables.get(input);
        if (known != null) {
            return known;
        }
        Tensor value = tensor(input);
        Variable fresh = differentiable.contains(input) ? Variable.tracked(value) : Variable.of(value);
        variables.put(input, fresh);
        return fresh;
    }

    /// An input as the param of a layer, always the same one.
    Param param(String input) {
        if (variables.computeIfAbsent(input, name -> Param.of(tensor(name))) instanceof Param param) {
            return param;
        }
        throw new IllegalStateException("the input '" + input + "' was asked for as a variable before");
    }

    /// Like [#param], or null if the case has no such input.
    @Nullable Param paramIfGiven(String input) {
        return has(input) ? param(input) : null;
    }

    /// Like [#variable], or null if the case has no such input.
    @Nullable Variable variableIfGiven(String input) {
        return has(input) ? variable(input) : null;
    }

    /// The inputs `x0`, `x1`, … in their order.
    Variable[] numbered() {
        return IntStream.range(0, names().size()).mapToObj(i -> variable("x" + i)).toArray(Variable[]::new);
    }

    /// The variable of an input, if the mapping has asked for it.
    Optional<Variable> used(String input) {
        return Optional.ofNullable(variables.get(input));
    }

    Tensor tensor(String input) {
        return numbers(input).tensor();
    }

    Indices indices(String input) {
        return numbers(input).indices();
    }

    Mask mask(String input) {
        return numbers(input).mask();
    }

    /// @throws Unsupported if the case has no such input
    Numbers numbers(String input) {
        read.add(input);
        Numbers numbers = inputs.get(input);
        if (numbers == null) {
            throw new Unsupported("no input " + input);
        }
        return numbers;
    }

    double number(String arg) {
        return args.number(arg);
    }

    /// An argument, or PyTorch's default.
    double number(String arg, double otherwise) {
        return args.number(arg, otherwise);
    }

    int integer(String arg) {
        return args.integer(arg);
    }

    /// An argument, or PyTorch's default.
    int integer(String arg, int otherwise) {
        return args.integer(arg, otherwise);
    }

    int[] integers(String arg) {
        return args.integers(arg);
    }

    /// @throws Unsupported if the mapping has not looked at an input or an argument
    void requireAllRead() {
        for (String input : inputs.keySet()) {
            if (!read.contains(input)) {
                throw new Unsupported("input " + input);
            }
        }
        args.requireAllRead();
    }
}
