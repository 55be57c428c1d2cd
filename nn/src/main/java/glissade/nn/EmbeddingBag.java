package glissade.nn;

import glissade.autograd.Param;
import glissade.autograd.Variable;
import glissade.tensor.Indices;
import glissade.tensor.RandomStream;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;

/// A table of vectors, of which several make one: their sum, mean or maximum. The gradient is row-sparse.
///
/// @param weight the table, `[entries, features]`
/// @param mode how a bag's vectors become one
public record EmbeddingBag(Param weight, EmbeddingBag.Mode mode) implements Stateful {

    /// How a bag's vectors become one. An empty bag gives zeros.
    public enum Mode {
        /// Their sum.
        SUM,
        /// Their mean.
        MEAN,
        /// The greatest of each feature; equal ones share its gradient.
        MAX
    }

    /// Checks the shape.
    ///
    /// @throws ShapeException if the table is no matrix
    public EmbeddingBag {
        if (weight.shape().rank() != 2) {
            throw ShapeException.of("EmbeddingBag", "the table is no matrix").operand("weight", weight.shape())
                    .fix("the weight is [entries, features]");
        }
    }

    /// Normal numbers of mean 0 and standard deviation 1.
    ///
    /// @throws IllegalArgumentException if a number is less than 1
    public static EmbeddingBag init(int entries, int features, Mode mode, RandomStream random) {
        return new EmbeddingBag(Embedding.table("EmbeddingBag", "entries", entries, features, random), mode);
    }

    /// Bags of one size: `[bags, size] → [bags, features]`.
    ///
    /// @throws ShapeException if the numbers are no matrix
    /// @throws IndexOutOfBoundsException if there is no such row
    public Variable forward(Indices bags) {
        if (bags.shape().rank() != 2) {
            throw ShapeException.of("EmbeddingBag", "the bags are no matrix").operand("bags", bags.shape())
                    .fix("give [bags, size], or a list of numbers with offsets");
        }
        int count = bags.shape().size(0);
        int size = bags.shape().size(1);
        int[] offsets = new int[count];
        for (int i = 0; i < count; i++) {
            offsets[i] = i * size;
        }
        return forward(bags.reshape(-1), Indices.of(offsets));
    }

    /// Bags of any size, one after the other: bag i goes from `offsets[i]` to before the next, the last one to the end.
    /// Shape: `[n]`, `[bags] → [bags, features]`.
    ///
    /// @throws ShapeException if rows or offsets are no list
    /// @throws IllegalArgumentException if the offsets do not begin with 0, do not ascend, or pass the end
    /// @throws IndexOutOfBoundsException if there is no such row
    public Variable forward(Indices rows, Indices offsets) {
        if (rows.shape().rank() != 1 || offsets.shape().rank() != 1) {
            throw ShapeException.of("EmbeddingBag", "rows and offsets are not lists").operand("rows", rows.shape())
                    .operand("offsets", offsets.shape()).fix("give [n] row numbers and [bags] offsets");
        }
        int n = rows.shape().elements();
        int[] starts = offsets.toArray();
        int[] ends = ends(starts, n);
        Variable read = Embedding.read("EmbeddingBag", weight, null, rows);
        if (mode == Mode.MAX) {
            return greatest(read, starts, ends);
        }
        int[] owner = new int[n];
        float[] share = new float[starts.length];
        for (int i = 0; i < starts.length; i++) {
            Arrays.fill(owner, starts[i], ends[i], i);
            share[i] = 1f / Math.max(1, ends[i] - starts[i]);
        }
        Variable sums = read.scatterRows(Indices.of(owner), starts.length);
        return mode == Mode.SUM ? sums : sums.mul(Tensor.of(share).reshape(-1, 1));
    }

    private static Variable greatest(Variable read, int[] starts, int[] ends) {
        if (starts.length == 0) {
            return read;
        }
        int[] sizes = new int[starts.length];
        Arrays.setAll(sizes, i -> ends[i] - starts[i]);
        var bags = new ArrayList<Variable>();
        // one node for all bags: a slice's gradient is as large as what it is cut from
        for (Variable bag : read.split(0, sizes)) {
            bags.add(bag.shape().size(0) == 0 ? bag.sum(0) : bag.max(0)); // the sum over nothing is 0
        }
        return Variable.stack(0, bags);
    }

    private static int[] ends(int[] starts, int n) {
        int[] ends = new int[starts.length];
        for (int i = 0; i < starts.length; i++) {
            ends[i] = i + 1 < starts.length ? starts[i + 1] : n;
            if (starts[0] != 0 || ends[i] < starts[i] || ends[i] > n) {
                throw new IllegalArgumentException("EmbeddingBag: the offsets " + Arrays.toString(starts)
                        + " do not cut " + n + " rows; they begin with 0, ascend and do not pass the end");
            }
        }
        if (starts.length == 0 && n > 0) {
            throw new IllegalArgumentException("EmbeddingBag: there are " + n + " rows and no bags; give offsets");
        }
        return ends;
    }

    /// `EmbeddingBag(1000 × 64, MEAN)`
    @Override
    public String toString() {
        return "EmbeddingBag(" + weight.shape().size(0) + " × " + weight.shape().size(1) + ", " + mode + ")";
    }
}
