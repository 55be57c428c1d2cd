package glissade.nn;

import glissade.autograd.Variable;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import java.util.stream.IntStream;

/// Makes one axis several: the reverse of [Flatten]. Shape: `[64, 1568] → [64, 32, 7, 7]`.
///
/// @param axis the axis
/// @param sizes what it becomes
public record Unflatten(int axis, Shape sizes) implements Layer {

    @Override
    public Variable forward(Variable x) {
        int at = x.shape().axis("Unflatten", axis);
        if (x.shape().size(at) != sizes.elements()) {
            throw ShapeException
                    .of("Unflatten", "axis " + at + " has " + x.shape().size(at) + " elements, and its new sizes "
                            + sizes.elements())
                    .operand("input", x.shape(), at).operand("sizes", sizes)
                    .fix("choose sizes whose product is the axis's");
        }
        IntStream before = IntStream.range(0, at).map(x.shape()::size);
        IntStream after = IntStream.range(at + 1, x.shape().rank()).map(x.shape()::size);
        return x.reshape(
                Shape.of(IntStream.concat(IntStream.concat(before, IntStream.of(sizes.toArray())), after).toArray()));
    }

    /// `Unflatten(1, [32, 7, 7])`
    @Override
    public String toString() {
        return "Unflatten(" + axis + ", " + sizes + ")";
    }
}
