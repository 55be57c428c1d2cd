package glissade.nn;

import glissade.autograd.Variable;

/// The continuously differentiable exponential linear unit, see [Variable#celu]. Shape: any → same.
///
/// @param alpha minus the limit at −∞
public record Celu(double alpha) implements Layer {

    /// Checks the options.
    ///
    /// @throws IllegalArgumentException if alpha is 0 or not finite
    public Celu {
        Options.requireFinite("Celu", "alpha", alpha);
        Options.require((float) alpha != 0, "Celu", "alpha", alpha,
                "other than 0, for x is divided by it; Relu is its limit");
    }

    /// Alpha 1.
    public Celu() {
        this(1);
    }

    @Override
    public Variable forward(Variable x) {
        return x.celu(alpha);
    }

    /// The name with its options.
    @Override
    public String toString() {
        return "Celu(" + alpha + ")";
    }
}
