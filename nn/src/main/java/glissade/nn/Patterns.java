package glissade.nn;

import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;

/// Initialisers that put numbers at certain places.
final class Patterns {

    private Patterns() {
    }

    static Tensor identity(Shape shape) {
        requireMatrix(shape);
        float[] values = new float[shape.elements()];
        int columns = shape.size(1);
        for (int i = 0; i < Math.min(shape.size(0), columns); i++) {
            values[i * columns + i] = 1;
        }
        return Tensor.of(shape, values);
    }

    static Tensor dirac(Shape shape, int groups) {
        if (shape.rank() < 3 || shape.size(0) % groups != 0) {
            throw ShapeException
                    .of("init",
                            "dirac starts the weight of a convolution, whose outputs " + groups
                                    + " groups divide evenly")
                    .operand("weight", shape).fix("the weight is [out, in / groups, kernel…]");
        }
        float[] values = new float[shape.elements()];
        int perGroup = shape.size(0) / groups;
        int kernel = 1;
        int centre = 0;
        for (int axis = 2; axis < shape.rank(); axis++) {
            kernel *= shape.size(axis);
            centre = centre * shape.size(axis) + shape.size(axis) / 2;
        }
        for (int group = 0; group < groups; group++) {
            for (int i = 0; i < Math.min(perGroup, shape.size(1)) && kernel > 0; i++) {
                values[((group * perGroup + i) * shape.size(1) + i) * kernel + centre] = 1;
            }
        }
        return Tensor.of(shape, values);
    }

    static Tensor sparse(Shape shape, RandomStream random, double zeros, double std) {
        requireMatrix(shape);
        float[] values = random.normal(shape, 0, std).toArray();
        int rows = shape.size(0);
        int columns = shape.size(1);
        int count = (int) Math.ceil(zeros * rows);
        for (int column = 0; column < columns; column++) {
            int[] order = random.permutation(rows).toArray();
            for (int i = 0; i < count; i++) {
                values[order[i] * columns + column] = 0;
            }
        }
        return Tensor.of(shape, values);
    }

    private static void requireMatrix(Shape shape) {
        if (shape.rank() != 2) {
            throw ShapeException.of("init", "this start is for a matrix").operand("weight", shape)
                    .fix("use it for weights with two axes; dirac is the like for convolutions");
        }
    }
}
