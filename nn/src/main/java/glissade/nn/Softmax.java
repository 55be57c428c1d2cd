package glissade.nn;

import glissade.autograd.Variable;

/// Numbers from 0 to 1 that add up to 1 along an axis, see [Variable#softmax]. Shape: any → same.
///
/// @param axis the axis, negative from the end
public record Softmax(int axis) implements Layer {

    @Override
    public Variable forward(Variable x) {
        return x.softmax(axis);
    }

    /// The name with its options.
    @Override
    public String toString() {
        return "Softmax(" + axis + ")";
    }
}
