package glissade.nn;

import glissade.autograd.Variable;

/// The smooth rectifier, see [Variable#softplus]. Shape: any → same.
///
/// @param beta how sharp the bend is
/// @param threshold above which `beta · x` it is x itself
public record Softplus(double beta, double threshold) implements Layer {

    /// Checks the options.
    ///
    /// @throws IllegalArgumentException if beta is not positive and finite, or the threshold is NaN
    public Softplus {
        Options.requireFinite("Softplus", "beta", beta);
        Options.require((float) beta > 0, "Softplus", "beta", beta, "greater than 0");
        Options.require(!Double.isNaN(threshold), "Softplus", "threshold", threshold, "a number, such as 20");
    }

    /// Beta 1, threshold 20.
    public Softplus() {
        this(1, 20);
    }

    @Override
    public Variable forward(Variable x) {
        return x.softplus(beta, threshold);
    }

    /// The name with its options.
    @Override
    public String toString() {
        return "Softplus(" + beta + ", " + threshold + ")";
    }
}
