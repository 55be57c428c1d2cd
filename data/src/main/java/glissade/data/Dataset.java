package glissade.data;

import glissade.tensor.Indices;
import java.util.function.Function;

/// Examples, numbered from 0, that come in batches. What a batch is (`B`) is the data set's own: [Labelled], [Pairs]
/// or a record of the user's.
///
/// An implementation is a function of the row numbers alone and is safe to share between threads (but for [#map] with a function that is not).
public interface Dataset<B> {

    /// The number of examples.
    int size();

    /// The examples of the given rows (rank 1), in their order; a row may occur more than once.
    ///
    /// @throws IndexOutOfBoundsException if a row is not from 0 to size − 1
    B batch(Indices rows);

    /// All examples as one batch, in their order: what a small validation set is asked in, and what means and deviations are taken
    /// of.
    default B all() {
        return batch(Indices.range(0, size()));
    }

    /// The first n examples, as a data set that reads from this one.
    ///
    /// @throws IllegalArgumentException if n is negative or more than the size
    default Dataset<B> take(int n) {
        if (n < 0 || n > size()) {
            throw new IllegalArgumentException("take: n is " + n + ", must be from 0 to the size, which is " + size());
        }
        return new Subset<>(this, Indices.range(0, n));
    }

    /// The examples of the given rows (rank 1), as a data set that reads from this one. With
    /// [glissade.tensor.RandomStream#permutation] it splits off a validation set.
    ///
    /// @throws IndexOutOfBoundsException if a row is not from 0 to size − 1
    default Dataset<B> subset(Indices rows) {
        RowNumbers.checked(rows, size());
        return new Subset<>(this, rows);
    }

    /// The same examples, with a function applied to each batch as it is made: to scale it, or to vary it.
    ///
    ///     digits.map(b -> new Labelled(b.inputs().add(random.normal(b.inputs().shape(), 0, 0.1)), b.labels()))
    ///
    /// A function that draws random numbers, as this one, is none of the row numbers alone: it draws them in the order in which batches
    /// are made, so such a data set serves one thread, and to resume a run the stream must be moved to where it was.
    ///
    /// @param <C> what the function makes of a batch
    default <C> Dataset<C> map(Function<? super B, ? extends C> function) {
        return new Mapped<>(this, function);
    }
}
