package glissade.conformance;

import glissade.tensor.Operand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// How golden ops are written with the library, one row an op:
///
///     .op("tanh", c -> c.x().tanh())
///
/// A row gets what a case gives and returns what it computes. What it does not support it refuses with [Unsupported], and what
/// it does not look at counts as that.
final class Ops {

    private final Map<String, Function<Given, Results>> rows = new LinkedHashMap<>();

    /// An op with one output.
    Ops op(String name, Function<Given, Operand> row) {
        return results(name, c -> Results.of(row.apply(c)));
    }

    /// An op with named outputs, or outputs of other types.
    Ops results(String name, Function<Given, Results> row) {
        if (rows.put(name, row) != null) {
            throw new IllegalArgumentException("the op " + name + " has two rows");
        }
        return this;
    }

    /// All rows of another table too.
    Ops all(Ops other) {
        other.rows.forEach(this::results);
        return this;
    }

    Optional<Function<Given, Results>> find(String name) {
        return Optional.ofNullable(rows.get(name));
    }

    Set<String> names() {
        return rows.keySet();
    }
}
