package glissade.nn;

import glissade.autograd.Variable;

/// The exponential linear unit, see [Variable#elu]. Shape: any → same.
///
/// @param alpha minus the limit at −∞
public record Elu(double alpha) implements Layer {

    /// Checks the options.
    ///
    /// @throws IllegalArgumentException if alpha is not finite
    public Elu {
        Options.requireFinite("Elu", "alpha", alpha);
    }

    /// Alpha 1.
    public Elu() {
        this(1);
    }

    @Override
    public Variable forward(Variable x) {
        return x.elu(alpha);
    }

    /// The name with its options.
    @Override
    public String toString() {
        return "Elu(" + alpha + ")";
    }
}
