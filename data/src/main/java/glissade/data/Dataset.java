package glissade.data;

import glissade.tensor.Indices;

/// Examples, numbered from 0, that come in batches. What a batch is (`B`) is the data set's own: [Labelled], [Pairs]
/// or a record of the user's.
///
/// An implementation is a function of the row numbers alone and is safe to share between threads.
public interface Dataset<B> {

    /// The number of examples.
    int size();

    /// The examples of the given rows (rank 1), in their order; a row may occur more than once.
    ///
    /// @throws IndexOutOfBoundsException if a row is not from 0 to size − 1
    B batch(Indices rows);

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
}
