package glissade.nn;

import glissade.autograd.Variable;

/// The rectifier with a slope below 0, see [Variable#leakyRelu]. Shape: any → same.
///
/// @param slope the slope below 0
public record LeakyRelu(double slope) implements Layer {

    /// Checks the options.
    ///
    /// @throws IllegalArgumentException if the slope is not finite
    public LeakyRelu {
        Options.requireFinite("LeakyRelu", "slope", slope);
    }

    /// Slope 0.01.
    public LeakyRelu() {
        this(0.01);
    }

    @Override
    public Variable forward(Variable x) {
        return x.leakyRelu(slope);
    }

    /// The name with its options.
    @Override
    public String toString() {
        return "LeakyRelu(" + slope + ")";
    }
}
