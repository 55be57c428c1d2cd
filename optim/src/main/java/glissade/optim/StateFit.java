package glissade.optim;

import glissade.tensor.StateDict;
import java.util.ArrayList;

/// Compares a saved state with the one that an optimizer would save now.
final class StateFit {

    private StateFit() {
    }

    /// Lists all that does not fit, so that one look at the message is enough.
    ///
    /// @throws IllegalArgumentException if something does not
    static void require(StateDict expected, StateDict given) {
        var problems = new ArrayList<String>();
        for (String name : expected.names()) {
            if (!given.contains(name)) {
                problems.add("missing: " + name + " " + expected.shape(name));
            } else if (!given.shape(name).equals(expected.shape(name))
                    || given.isInteger(name) != expected.isInteger(name)) {
                problems.add("mismatched: " + name + " is " + type(given, name) + ", the optimizer has "
                        + type(expected, name));
            } else if (given.isInteger(name) && given.integer(name) < 0) {
                problems.add("mismatched: " + name + " is " + given.integer(name) + ", must be 0 or more");
            }
        }
        for (String name : given.names()) {
            if (!expected.contains(name)) {
                problems.add("unexpected: " + name + " " + given.shape(name));
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("load: the state is not that of this optimizer; nothing was loaded\n  "
                    + String.join("\n  ", problems)
                    + "\n  fix: give the optimizer the same params, groups and rules as the saved one");
        }
    }

    private static String type(StateDict state, String name) {
        return (state.isInteger(name) ? "integers " : "") + state.shape(name);
    }
}
