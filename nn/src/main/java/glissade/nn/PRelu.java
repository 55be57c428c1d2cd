package glissade.nn;

import glissade.autograd.Param;
import glissade.autograd.Variable;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;

/// The rectifier with a learned slope below 0, one for all or one for each channel (axis 1), see [Variable#prelu]. Shape: any → same.
///
/// Source: He and others, "Delving deep into rectifiers", ICCV 2015, section 2.1.
///
/// @param weight the slopes, `[1]` or `[channels]`
public record PRelu(Param weight) implements Layer {

    /// Slopes of 0.25.
    ///
    /// @param count 1, or the number of channels
    /// @throws IllegalArgumentException if the count is less than 1
    public static PRelu of(int count) {
        Affine.requireFeatures("PRelu", count);
        return new PRelu(Param.of(Tensor.full(Shape.of(count), 0.25)));
    }

    @Override
    public Variable forward(Variable x) {
        return x.prelu(weight);
    }

    /// `PRelu(1)`
    @Override
    public String toString() {
        return "PRelu(" + weight.shape().elements() + ")";
    }
}
