package glissade.nn;

import glissade.autograd.Variable;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;

/// Adds to each place of a sequence a vector of sines and cosines of its number, with wavelengths from 2π to 20000π:
/// `p[t, 2i] = sin(t / 10000^(2i/features))`, `p[t, 2i + 1] = cos(…)` of the same. Shape: `[…, length, features] → same`.
///
/// Source: Vaswani and others, "Attention is all you need", NIPS 2017, section 3.5.
///
/// @param table the vectors, `[longest, features]`
public record SinusoidalPositions(Tensor table) implements Layer {

    /// Checks the shape.
    ///
    /// @throws ShapeException if the vectors are no matrix
    public SinusoidalPositions {
        requireMatrix("SinusoidalPositions", "table", table.shape());
    }

    /// The vectors of sequences of up to `longest` places.
    ///
    /// @throws IllegalArgumentException if a number is less than 1
    public static SinusoidalPositions of(int longest, int features) {
        if (longest < 1 || features < 1) {
            throw new IllegalArgumentException("SinusoidalPositions: " + longest + " places of " + features
                    + " features; both must be 1 or more");
        }
        Shape shape = Shape.of(longest, features);
        float[] table = new float[shape.elements()];
        for (int t = 0; t < longest; t++) {
            for (int j = 0; j < features; j++) {
                double angle = t / StrictMath.pow(10_000, (double) (j - j % 2) / features);
                table[t * features + j] = (float) (j % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle));
            }
        }
        return new SinusoidalPositions(Tensor.of(shape, table));
    }

    @Override
    public Variable forward(Variable x) {
        requireFit("SinusoidalPositions", x.shape(), table.shape());
        return x.add(table.narrow(0, 0, x.shape().size(-2)));
    }

    static void requireMatrix(String layer, String name, Shape vectors) {
        if (vectors.rank() != 2) {
            throw ShapeException.of(layer, "the vectors are no matrix").operand(name, vectors)
                    .fix("the " + name + (name.endsWith("s") ? " are" : " is") + " [longest, features]");
        }
    }

    static void requireFit(String layer, Shape x, Shape table) {
        if (x.rank() < 2 || x.size(-1) != table.size(1) || x.size(-2) > table.size(0)) {
            throw ShapeException.of(layer, "the input is no sequence of " + table.size(1) + " features and at most "
                    + table.size(0) + " places").operand("input", x).operand("table", table)
                    .fix("the input is […, length, features]; build this layer for longer sequences");
        }
    }

    /// `SinusoidalPositions(512 × 64)`
    @Override
    public String toString() {
        return "SinusoidalPositions(" + table.shape().size(0) + " × " + table.shape().size(1) + ")";
    }
}
