package glissade.nn;

import glissade.tensor.Shape;
import glissade.tensor.ShapeException;

/// How many numbers lead into an output of a weight `[out, in, …]`, and how many outputs an input leads to; the further axes are
/// those of a convolution's kernel, and count for both.
///
/// @param in `in` times the kernel's size
/// @param out `out` times the kernel's size
public record Fans(long in, long out) {

    /// The fans of a weight.
    ///
    /// @throws ShapeException if it has fewer than two axes
    public static Fans of(Shape weight) {
        if (weight.rank() < 2) {
            throw ShapeException.of("init", "a weight has two axes or more, and fans are counted along them")
                    .operand("weight", weight).fix("give biases a start without fans: zeros, constant or uniform");
        }
        long kernel = 1;
        for (int axis = 2; axis < weight.rank(); axis++) {
            kernel *= weight.size(axis);
        }
        return new Fans(weight.size(1) * kernel, weight.size(0) * kernel);
    }

    double sum() {
        return (double) in + out;
    }
}
