package glissade.optim;

import glissade.tensor.StateDict;
import glissade.tensor.StateFit;

/// Compares a saved state with the one that an optimizer would save now.
final class StateCheck {

    private StateCheck() {
    }

    /// Lists all that does not fit, so that one look at the message is enough.
    ///
    /// @throws IllegalArgumentException if something does not
    static void require(StateDict expected, StateDict given) {
        var fit = StateFit.of(expected, given);
        var problems = fit.problems("the optimizer");
        for (String name : expected.names()) {
            // the integers of an optimizer are counts
            if (fit.fits(name) && given.isInteger(name) && given.integer(name) < 0) {
                problems.add("mismatched: " + name + " is " + given.integer(name) + ", must be 0 or more");
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("load: the state is not that of this optimizer; nothing was loaded\n  "
                    + String.join("\n  ", problems)
                    + "\n  fix: give the optimizer the same params, groups and rules as the saved one");
        }
    }
}
