package glissade.tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;

/// How a state that is given fits the one that is expected, name by name.
///
///     StateFit fit = net.loadMatching(SafeTensors.read(file));
///     fit.missing()                   // [head.weight, head.bias]
///
/// Immutable, and safe to share between threads.
public final class StateFit {

    private final StateDict expected;
    private final StateDict given;
    private final List<String> missing;
    private final List<String> mismatched;
    private final List<String> unexpected;

    private StateFit(StateDict expected, StateDict given) {
        this.expected = expected;
        this.given = given;
        missing = expected.names().stream().filter(name -> !given.contains(name)).toList();
        mismatched = expected.names().stream().filter(name -> given.contains(name) && !fits(name)).toList();
        unexpected = given.names().stream().filter(name -> !expected.contains(name)).toList();
    }

    /// Compares names, shapes and kinds; the values play no part.
    public static StateFit of(StateDict expected, StateDict given) {
        return new StateFit(expected, given);
    }

    /// Whether a name is on both sides, with the same shape and kind.
    public boolean fits(String name) {
        return expected.contains(name) && given.contains(name) && given.shape(name).equals(expected.shape(name))
                && given.isInteger(name) == expected.isInteger(name);
    }

    /// Whether every name is on both sides, with the same shape and kind.
    public boolean isExact() {
        return missing.isEmpty() && mismatched.isEmpty() && unexpected.isEmpty();
    }

    /// The names that are expected and not given, in order.
    public List<String> missing() {
        return missing;
    }

    /// The names that are given with another shape than is expected, or as integers instead of a tensor or the reverse.
    public List<String> mismatched() {
        return mismatched;
    }

    /// The names that are given and not expected, in order.
    public List<String> unexpected() {
        return unexpected;
    }

    /// The expected state, with the given entries in the places of those that they fit.
    public StateDict merged() {
        var entries = new LinkedHashMap<String, StateEntry>();
        for (String name : expected.names()) {
            entries.put(name, (fits(name) ? given : expected).entry(name));
        }
        return new StateDict(entries, new TreeMap<>(expected.metadata()));
    }

    /// A line for each name that does not fit; `owner` is who expects it: `the net`.
    public List<String> problems(String owner) {
        var problems = new ArrayList<String>();
        for (String name : expected.names()) {
            if (!given.contains(name)) {
                problems.add("missing: " + name + " " + expected.shape(name));
            } else if (!fits(name)) {
                problems.add("mismatched: " + name + " is " + type(given, name) + ", " + owner + " has "
                        + type(expected, name));
            }
        }
        for (String name : unexpected) {
            problems.add("unexpected: " + name + " " + given.shape(name));
        }
        return problems;
    }

    private static String type(StateDict state, String name) {
        return (state.isInteger(name) ? "integers " : "") + state.shape(name);
    }

    /// The lines of [#problems], or that all fits.
    @Override
    public String toString() {
        return isExact() ? "all " + expected.size() + " entries fit"
                : String.join("\n", problems("the expected state"));
    }
}
