package glissade.data;

import glissade.tensor.Indices;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.TensorAccess;

/// Checks that the data sets share.
final class RowNumbers {

    private RowNumbers() {
    }

    /// The array of the rows, each of which is from 0 to size − 1. It is shared and must not be written to.
    static int[] checked(Indices rows, int size) {
        if (rows.shape().rank() != 1) {
            throw ShapeException.of("batch", "the rows must have one axis").operand("rows", rows.shape())
                    .fix("reshape(-1) makes a list of them");
        }
        int[] numbers = TensorAccess.array(rows);
        for (int row : numbers) {
            if (row < 0 || row >= size) {
                throw new IndexOutOfBoundsException("batch: there is no row " + row + "; the data set has "
                        + (size == 1 ? "1 row" : size + " rows"));
            }
        }
        return numbers;
    }

    /// The given rows of indices of shape `[n, …]`.
    static Indices gather(Indices source, Indices rows) {
        checked(rows, source.shape().size(0));
        return source.rows(rows);
    }

    /// The given rows of a tensor of shape `[n, …]`.
    static Tensor gather(Tensor source, Indices rows) {
        checked(rows, source.shape().size(0));
        return source.rows(rows);
    }

    /// Refuses inputs and what belongs to them if they do not come in equal numbers.
    static void requireSameCount(String type, Shape inputs, String other, Shape others) {
        if (inputs.rank() == 0 || others.rank() == 0) {
            throw ShapeException.of(type, "a single number is not a list of examples").operand("inputs", inputs)
                    .operand(other, others).fix("the first axis counts the examples");
        }
        if (inputs.size(0) != others.size(0)) {
            String counts = inputs.size(0) + " inputs, but " + others.size(0) + " " + other;
            throw ShapeException.of(type, "there are " + counts).operand("inputs", inputs, 0).operand(other, others, 0)
                    .fix("the first axis counts the examples");
        }
    }
}
