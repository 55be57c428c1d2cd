package glissade.nn;

import glissade.autograd.Variable;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;

/// Turns queries and keys by angles that grow with their place, so that their product depends on the distance alone. Features i and
/// i + n/2 are a point of the plane, turned at place t by `t / base^(2i/n)`. Shape: `[…, length, n] → same`.
///
///     q = rotary.forward(q);
///     k = rotary.forward(k);
///
/// Source: Su and others, "RoFormer: enhanced transformer with rotary position embedding", 2021, section 3.2; the pairing of halves
/// is that of GPT-NeoX.
///
/// @param cosines of the angles, `[longest, n]`
/// @param sines of the angles, `[longest, n]`, negative in the first half
public record RotaryPositions(Tensor cosines, Tensor sines) implements Layer {

    /// Checks the shapes.
    ///
    /// @throws ShapeException if they are no matrices of one shape
    public RotaryPositions {
        SinusoidalPositions.requireMatrix("RotaryPositions", "cosines", cosines.shape());
        if (!cosines.shape().equals(sines.shape())) {
            throw ShapeException.of("RotaryPositions", "the shapes differ").operand("cosines", cosines.shape())
                    .operand("sines", sines.shape()).fix("both are [longest, features]");
        }
    }

    /// Angles for sequences of up to `longest` places, with the base 10000.
    ///
    /// @throws IllegalArgumentException if `longest` is less than 1, or the number of features not even and positive
    public static RotaryPositions of(int longest, int features) {
        if (longest < 1 || features < 2 || features % 2 != 0) {
            throw new IllegalArgumentException("RotaryPositions: " + longest + " places of " + features
                    + " features; there must be 1 or more, and an even number of features");
        }
        int half = features / 2;
        Shape shape = Shape.of(longest, features);
        float[] cosines = new float[shape.elements()];
        float[] sines = new float[shape.elements()];
        for (int t = 0; t < longest; t++) {
            for (int j = 0; j < features; j++) {
                double angle = t / StrictMath.pow(10_000, (double) (j % half) / half);
                cosines[t * features + j] = (float) StrictMath.cos(angle);
                sines[t * features + j] = (float) (j < half ? -StrictMath.sin(angle) : StrictMath.sin(angle));
            }
        }
        return new RotaryPositions(Tensor.of(shape, cosines), Tensor.of(shape, sines));
    }

    @Override
    public Variable forward(Variable x) {
        SinusoidalPositions.requireFit("RotaryPositions", x.shape(), cosines.shape());
        int length = x.shape().size(-2);
        Variable swapped = x.roll(-1, x.shape().size(-1) / 2);
        return x.mul(cosines.narrow(0, 0, length)).add(swapped.mul(sines.narrow(0, 0, length)));
    }

    /// `RotaryPositions(512 × 64)`
    @Override
    public String toString() {
        return "RotaryPositions(" + cosines.shape().size(0) + " × " + cosines.shape().size(1) + ")";
    }
}
