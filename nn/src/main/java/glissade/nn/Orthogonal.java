package glissade.nn;

import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;

/// [Init#orthogonal]: normal vectors, made orthonormal one after the other by Gram and Schmidt's process in double. Each runs
/// through it twice, after which nothing is left of the earlier ones but rounding.
final class Orthogonal {

    private Orthogonal() {
    }

    static Tensor draw(Shape shape, RandomStream random, double gain) {
        if (shape.rank() < 2) {
            throw ShapeException.of("init", "orthogonal rows and columns are those of a matrix")
                    .operand("weight", shape)
                    .fix("use it for weights with two axes or more");
        }
        int rows = shape.size(0);
        int columns = rows == 0 ? 0 : shape.elements() / rows;
        boolean isTall = rows > columns;
        int count = isTall ? columns : rows;
        int length = isTall ? rows : columns;
        double[][] vectors = new double[count][];
        for (int i = 0; i < count; i++) {
            vectors[i] = next(vectors, i, length, random);
        }
        float[] values = new float[shape.elements()];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < length; k++) {
                values[isTall ? k * columns + i : i * columns + k] = (float) (gain * vectors[i][k]);
            }
        }
        return Tensor.of(shape, values);
    }

    /// A normal vector without its parts along the first `count` ones, of length 1.
    private static double[] next(double[][] before, int count, int length, RandomStream random) {
        float[] drawn = random.normal(Shape.of(length)).toArray();
        double[] vector = new double[length];
        for (int k = 0; k < length; k++) {
            vector[k] = drawn[k];
        }
        for (int pass = 0; pass < 2; pass++) {
            for (int j = 0; j < count; j++) {
                double part = dot(vector, before[j]);
                for (int k = 0; k < length; k++) {
                    vector[k] -= part * before[j][k];
                }
            }
            double size = Math.sqrt(dot(vector, vector));
            for (int k = 0; k < length; k++) {
                vector[k] /= size;
            }
        }
        return vector;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }
}
