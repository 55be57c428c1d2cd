package glissade.nn;

import glissade.autograd.Variable;

/// The gated linear unit: one half of an axis times the sigmoid of the other, see [Variable#glu]. Shape: `[…, 2n, …] → […, n, …]`.
///
/// @param axis the axis, negative from the end
public record Glu(int axis) implements Layer {

    /// Of the last axis.
    public Glu() {
        this(-1);
    }

    @Override
    public Variable forward(Variable x) {
        return x.glu(axis);
    }

    /// The name with its options.
    @Override
    public String toString() {
        return "Glu(" + axis + ")";
    }
}
