package glissade.nn;

import glissade.autograd.Variable;

/// The logarithm of [Softmax], see [Variable#logSoftmax]. Shape: any → same.
///
/// @param axis the axis, negative from the end
public record LogSoftmax(int axis) implements Layer {

    @Override
    public Variable forward(Variable x) {
        return x.logSoftmax(axis);
    }

    /// The name with its options.
    @Override
    public String toString() {
        return "LogSoftmax(" + axis + ")";
    }
}
