package glissade.nn;

import glissade.autograd.Variable;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;

/// Makes each spatial axis a whole number of times as long. Shape: `[batch, channels, …] → [batch, channels, factor · …]`.
///
/// @param factor how many times
/// @param linear whether elements are interpolated linearly, or the nearest is taken
public record Upsample(int factor, boolean linear) implements Layer {

    /// Checks the factor.
    ///
    /// @throws IllegalArgumentException if it is less than 1
    public Upsample {
        Options.require(factor >= 1, "Upsample", "factor", factor, "1 or more");
    }

    @Override
    public Variable forward(Variable x) {
        int[] sizes = new int[Math.max(0, x.shape().rank() - 2)];
        for (int i = 0; i < sizes.length; i++) {
            long size = (long) x.shape().size(i + 2) * factor;
            if (size > Shape.MAX_ELEMENTS) {
                throw ShapeException.of("Upsample", "an axis would have " + size + " elements, above the limit of "
                        + Shape.MAX_ELEMENTS).operand("input", x.shape(), i + 2).fix("use a smaller factor");
            }
            sizes[i] = (int) size;
        }
        return linear ? x.resizeLinear(false, sizes) : x.resizeNearest(sizes);
    }

    /// `Upsample(2, nearest)`
    @Override
    public String toString() {
        return "Upsample(" + factor + (linear ? ", linear)" : ", nearest)");
    }
}
