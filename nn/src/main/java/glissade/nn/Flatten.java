package glissade.nn;

import glissade.autograd.Variable;

/// Makes some axes one, all but the batch's if none are named. Shape: `[64, 32, 7, 7] → [64, 1568]`.
///
/// @param first the first axis of those that become one
/// @param last the last
public record Flatten(int first, int last) implements Layer {

    /// All axes but the first.
    public Flatten() {
        this(1, -1);
    }

    @Override
    public Variable forward(Variable x) {
        return x.flatten(first, last);
    }

    /// `Flatten()`
    @Override
    public String toString() {
        return first == 1 && last == -1 ? "Flatten()" : "Flatten(" + first + ", " + last + ")";
    }
}
