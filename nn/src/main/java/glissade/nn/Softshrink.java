package glissade.nn;

import glissade.autograd.Variable;

/// Draws numbers towards 0: `y = x − λ` above λ, `x + λ` below −λ, else 0; `dx = dy` where y is not 0, else 0. Shape: any → same.
///
/// Source: Donoho, "De-noising by soft-thresholding", IEEE Transactions on Information Theory 41, 1995.
///
/// @param lambda λ, 0 or more
public record Softshrink(double lambda) implements Layer {

    /// Checks λ.
    ///
    /// @throws IllegalArgumentException if it is negative
    public Softshrink {
        Options.requireNotNegative("Softshrink", "lambda", lambda);
    }

    /// λ = 0.5.
    public Softshrink() {
        this(0.5);
    }

    @Override
    public Variable forward(Variable x) {
        return x.sub(x.clamp(-lambda, lambda));
    }

    /// The name with its options.
    @Override
    public String toString() {
        return "Softshrink(" + lambda + ")";
    }
}
