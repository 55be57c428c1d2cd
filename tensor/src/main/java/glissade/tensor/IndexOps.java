package glissade.tensor;

/// Operations that pick elements, or put them, by position or by mask.
public sealed interface IndexOps permits Tensor {

    private Tensor self() {
        return (Tensor) this;
    }

    /// The rows of the given numbers: `y[i…] = this[rows[i]…]`. This has shape `[n, …]`, `rows` any; the result has the
    /// shape of `rows` followed by that of a row.
    ///
    /// @throws ShapeException for a single number, which has no rows
    /// @throws IndexOutOfBoundsException if there is no such row
    default Tensor rows(Indices rows) {
        return Rows.take(self(), rows);
    }

    /// The reverse of [#rows]: zeros of shape `[n, …]`, to which each row of this is added at its place,
    /// `y[rows[i]] += this[i]`. Repeated numbers add up, in the order in which they stand.
    ///
    /// @throws ShapeException if this is not one row for each number, or n is negative
    /// @throws IndexOutOfBoundsException if a number is not from 0 to n − 1
    default Tensor scatterRows(Indices rows, int n) {
        return Rows.scatter(self(), rows, n);
    }
}
