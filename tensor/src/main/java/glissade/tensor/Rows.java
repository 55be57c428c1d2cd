package glissade.tensor;

import java.util.Arrays;

/// Rows taken out of a tensor, and put back: the two directions of an embedding.
final class Rows {

    private Rows() {
    }

    static Tensor take(Tensor x, Indices rows) {
        Shape shape = x.shape();
        if (shape.rank() == 0) {
            throw ShapeException.of("rows", "a single number has no rows").operand("tensor", shape)
                    .fix("reshape(1, 1) makes it a row");
        }
        int width = shape.product(1, shape.rank());
        int[] sizes = concat(rows.shape().toArray(), shape, 1);
        check("rows", rows, shape.size(0));
        Shape result = Shape.own(sizes);
        float[] y = new float[result.elements()];
        for (int i = 0; i < rows.data.length; i++) {
            System.arraycopy(x.data, rows.data[i] * width, y, i * width, width);
        }
        return new Tensor(result, y);
    }

    static Tensor scatter(Tensor x, Indices rows, int n) {
        Shape shape = x.shape();
        int lead = rows.shape().rank();
        boolean fits = shape.rank() >= lead;
        for (int i = 0; i < lead && fits; i++) {
            fits = shape.size(i) == rows.shape().size(i);
        }
        if (!fits) {
            throw ShapeException.of("scatterRows", "there is not one row for each index").operand("tensor", shape)
                    .operand("indices", rows.shape()).fix("the tensor's first axes must be the shape of the indices");
        }
        Shape result = Shape.own(concat(new int[] {n}, shape, lead));
        check("scatterRows", rows, n);
        int width = shape.product(lead, shape.rank());
        float[] y = new float[result.elements()];
        for (int i = 0; i < rows.data.length; i++) {
            int to = rows.data[i] * width;
            for (int j = 0; j < width; j++) {
                y[to + j] += x.data[i * width + j];
            }
        }
        return new Tensor(result, y);
    }

    /// The sizes of `lead`, then those of `shape` from axis `from` on.
    private static int[] concat(int[] lead, Shape shape, int from) {
        int[] sizes = Arrays.copyOf(lead, lead.length + shape.rank() - from);
        for (int i = from; i < shape.rank(); i++) {
            sizes[lead.length + i - from] = shape.size(i);
        }
        return sizes;
    }

    private static void check(String op, Indices rows, int n) {
        for (int i = 0; i < rows.data.length; i++) {
            if (rows.data[i] < 0 || rows.data[i] >= n) {
                throw new IndexOutOfBoundsException(op + ": index " + rows.data[i] + " at position " + i
                        + (n == 0 ? ", but there are no rows" : " is outside of the rows 0 to " + (n - 1)));
            }
        }
    }
}
