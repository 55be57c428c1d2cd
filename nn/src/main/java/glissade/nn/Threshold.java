package glissade.nn;

import glissade.autograd.Variable;

/// Keeps what is above a threshold: `y = x` where x > threshold, else `value`; `dx = dy` there, else 0. Shape: any → same.
///
/// @param threshold what x must exceed
/// @param value what stands for the others
public record Threshold(double threshold, double value) implements Layer {

    @Override
    public Variable forward(Variable x) {
        return x.maskedFill(x.lessOrEqual(threshold), value);
    }

    /// The name with its options.
    @Override
    public String toString() {
        return "Threshold(" + threshold + ", " + value + ")";
    }
}
