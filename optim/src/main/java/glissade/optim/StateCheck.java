package glissade.optim;

import glissade.tensor.StateDict;
import glissade.tensor.StateFit;

/// Compares a saved state with the one that an optimizer would save now.
final class StateCheck {

    private StateCheck() {
    }

    /// Compares an optimizer's state.
    ///
    /// @throws IllegalArgumentException if something does not fit
    static void require(StateDict expected, StateDict given) {
        require("this optimizer", "the optimizer", "params, groups and rules as the saved one", expected, given);
    }

    /// Compares the state of averages.
    ///
    /// @throws IllegalArgumentException if something does not fit
    static void requireAverages(StateDict expected, StateDict given) {
        require("these averages", "Averages", "params as the saved ones", expected, given);
    }

    /// Lists all that does not fit, so that one look at the message is enough.
    private static void require(String whose, String owner, String same, StateDict expected, StateDict given) {
        var fit = StateFit.of(expected, given);
        var problems = fit.problems(owner);
        for (String name : expected.names()) {
            // the integers are counts
            if (fit.fits(name) && given.isInteger(name) && given.integer(name) < 0) {
                problems.add("mismatched: " + name + " is " + given.integer(name) + ", must be 0 or more");
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("load: the state is not that of " + whose + "; nothing was loaded\n  "
                    + String.join("\n  ", problems) + "\n  fix: give " + owner + " the same " + same);
        }
    }
}
