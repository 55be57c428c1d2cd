package glissade.autograd;

import glissade.tensor.Indices;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.TensorAccess;
import java.util.Arrays;

/// The gradient of one leaf: a tensor of the leaf's shape, or only those rows of it that are not zero.
///
/// Row-sparse gradients come from operations that read few rows of a large table, such as an embedding. A rule that knows
/// them touches those rows alone; others take [#dense()].
///
/// Immutable, and safe to share between threads.
public sealed interface Gradient {

    /// The leaf's shape.
    Shape shape();

    /// The gradient as a tensor of the leaf's shape.
    Tensor dense();

    /// The sum of two gradients of one leaf; row-sparse if both are.
    Gradient plus(Gradient other);

    /// The gradient times a number.
    Gradient times(double factor);

    /// Each element moved to the nearest number from `-bound` to `bound`.
    Gradient clamp(double bound);

    /// The numbers that are stored: all elements, or those of the rows (each row once).
    Tensor stored();

    /// A gradient with all its elements.
    ///
    /// @param dense the elements
    record Dense(Tensor dense) implements Gradient {

        /// Has the elements computed, so that sums over batches do not hold their parts.
        public Dense {
            TensorAccess.computed(dense);
        }

        @Override
        public Shape shape() {
            return dense.shape();
        }

        @Override
        public Gradient plus(Gradient other) {
            return new Dense(dense.add(other.dense()));
        }

        @Override
        public Gradient times(double factor) {
            return new Dense(dense.mul(factor));
        }

        @Override
        public Gradient clamp(double bound) {
            return new Dense(dense.clamp(-bound, bound));
        }

        @Override
        public Tensor stored() {
            return dense;
        }
    }

    /// A gradient of which only some rows are stored; the others are zero. Made by [#of], which sorts the rows and adds up
    /// those that stand twice.
    ///
    /// @param shape the leaf's shape
    /// @param rows the numbers of the rows stored, ascending, each once: shape `[k]`
    /// @param values the rows: the leaf's shape, but with `k` as its first size
    record Rows(Shape shape, Indices rows, Tensor values) implements Gradient {

        /// Has the elements computed, as [Dense] does.
        public Rows {
            TensorAccess.computed(values);
        }

        /// The gradient in which row `rows[i]` has the value `values[i]`; rows that stand more than once add up, in the order
        /// in which they stand.
        public static Rows of(Shape shape, Indices rows, Tensor values) {
            int[] numbers = rows.toArray();
            int[] sorted = Arrays.stream(numbers).sorted().distinct().toArray();
            int[] places = new int[numbers.length];
            for (int i = 0; i < numbers.length; i++) {
                places[i] = Arrays.binarySearch(sorted, numbers[i]);
            }
            Tensor flat = values.reshape(shape.with(0, numbers.length));
            return new Rows(shape, Indices.of(sorted), flat.scatterRows(Indices.of(places), sorted.length));
        }

        @Override
        public Tensor dense() {
            return values.scatterRows(rows, shape.size(0));
        }

        @Override
        public Gradient plus(Gradient other) {
            if (!(other instanceof Rows more)) {
                return new Dense(dense().add(other.dense()));
            }
            int[] mine = rows.toArray();
            int[] numbers = Arrays.copyOf(mine, mine.length + more.rows.shape().elements());
            System.arraycopy(more.rows.toArray(), 0, numbers, mine.length, numbers.length - mine.length);
            float[] elements =
                    Arrays.copyOf(values.toArray(), values.shape().elements() + more.values.shape().elements());
            System.arraycopy(more.values.toArray(), 0, elements, values.shape().elements(),
                    more.values.shape().elements());
            return of(shape, Indices.of(numbers), Tensor.of(shape.with(0, numbers.length), elements));
        }

        @Override
        public Gradient times(double factor) {
            return new Rows(shape, rows, values.mul(factor));
        }

        @Override
        public Gradient clamp(double bound) {
            return new Rows(shape, rows, values.clamp(-bound, bound));
        }

        @Override
        public Tensor stored() {
            return values;
        }
    }
}
