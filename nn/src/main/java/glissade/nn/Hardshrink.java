package glissade.nn;

import glissade.autograd.Variable;

/// Makes small numbers 0: `y = x` where |x| > λ, else 0; `dx = dy` there, else 0. Shape: any → same.
///
/// @param lambda λ, 0 or more
public record Hardshrink(double lambda) implements Layer {

    /// Checks λ.
    ///
    /// @throws IllegalArgumentException if it is negative
    public Hardshrink {
        Options.requireNotNegative("Hardshrink", "lambda", lambda);
    }

    /// λ = 0.5.
    public Hardshrink() {
        this(0.5);
    }

    @Override
    public Variable forward(Variable x) {
        return x.maskedFill(x.abs().lessOrEqual(lambda), 0);
    }

    /// The name with its options.
    @Override
    public String toString() {
        return "Hardshrink(" + lambda + ")";
    }
}
