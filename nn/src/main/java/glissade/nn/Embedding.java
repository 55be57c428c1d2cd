package glissade.nn;

import glissade.autograd.Param;
import glissade.autograd.Variable;
import glissade.tensor.Indices;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A table of vectors, read by number: `[…] → […, features]`. Its gradient is row-sparse.
///
/// @param weight the table, `[entries, features]`
/// @param padding the row that stands for no entry: it is read, but never learns. Null for none
public record Embedding(Param weight, @Nullable Integer padding) implements Stateful {

    /// Checks the shape and the row.
    ///
    /// @throws ShapeException if the table is no matrix
    /// @throws IndexOutOfBoundsException if the table has no padding row of that number
    public Embedding {
        if (weight.shape().rank() != 2) {
            throw ShapeException.of("Embedding", "the table is no matrix").operand("weight", weight.shape())
                    .fix("the weight is [entries, features]");
        }
        int entries = weight.shape().size(0);
        if (padding != null && (padding < 0 || padding >= entries)) {
            throw new IndexOutOfBoundsException(
                    "Embedding: the padding row is " + padding + ", must be from 0 to " + (entries - 1));
        }
    }

    /// Normal numbers of mean 0 and standard deviation 1, no padding.
    ///
    /// @throws IllegalArgumentException if a number is less than 1
    public static Embedding init(int entries, int features, RandomStream random) {
        return new Embedding(table("Embedding", "entries", entries, features, random), null);
    }

    /// A table of normal numbers for a layer, which errors name.
    static Param table(String layer, String what, int rows, int features, RandomStream random) {
        if (rows < 1 || features < 1) {
            throw new IllegalArgumentException(
                    layer + ": " + rows + " " + what + " of " + features + " features; both must be 1 or more");
        }
        return Param.of(random.normal(Shape.of(rows, features)));
    }

    /// With a padding row, which becomes zeros; the table is shared.
    ///
    /// @throws IndexOutOfBoundsException if there is no such row
    public Embedding withPadding(int row) {
        var padded = new Embedding(weight, row);
        int features = weight.shape().size(1);
        weight.update(numbers -> Arrays.fill(numbers, row * features, (row + 1) * features, 0));
        return padded;
    }

    /// The rows of these numbers.
    ///
    /// @throws IndexOutOfBoundsException if there is no such row
    public Variable forward(Indices rows) {
        return read("Embedding", weight, padding, rows);
    }

    /// The rows of a layer's table. Which number is wrong the operation knows, what to do about it the layer.
    static Variable read(String layer, Param table, @Nullable Integer padding, Indices rows) {
        try {
            return padding == null ? table.rows(rows) : table.embedding(rows, padding);
        } catch (IndexOutOfBoundsException e) {
            throw new IndexOutOfBoundsException(String.valueOf(e.getMessage()).replaceFirst("^rows", layer)
                    + "\n  fix: count entries from 0, and build this layer for as many as there are");
        }
    }

    /// `Embedding(1000 × 64)`
    @Override
    public String toString() {
        return "Embedding(" + weight.shape().size(0) + " × " + weight.shape().size(1)
                + (padding == null ? "" : ", padding " + padding) + ")";
    }
}
