package glissade.nn;

import glissade.autograd.Variable;

/// Numbers from 0 to 1 that add up to 1 along an axis, the larger the smaller the input, see [Variable#softmin]. Shape: any → same.
///
/// @param axis the axis, negative from the end
public record Softmin(int axis) implements Layer {

    @Override
    public Variable forward(Variable x) {
        return x.softmin(axis);
    }

    /// The name with its options.
    @Override
    public String toString() {
        return "Softmin(" + axis + ")";
    }
}
