package glissade.tensor;

/// Operations that pick elements, or put them, by position or by mask.
///
/// Where places repeat, additions and writes happen in the row-major order of the indices: sums have the same bits on any
/// number of threads, and the last write wins.
///
/// An index counts from 0. Negative ones are refused, as in PyTorch; [#index] alone counts them from the end.
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
        return Rows.rows(self(), rows);
    }

    /// The reverse of [#rows]: zeros of shape `[n, …]`, to which each row of this is added at its place,
    /// `y[rows[i]] += this[i]`.
    ///
    /// @throws ShapeException if this is not one row for each number, or n is negative
    /// @throws IndexOutOfBoundsException if a number is not from 0 to n − 1
    default Tensor scatterRows(Indices rows, int n) {
        return Rows.scatter(self(), rows, n);
    }

    /// Slices along one axis, such as the columns of given numbers: `y[…, i, …] = this[…, index[i], …]`. The shape of the
    /// index replaces the axis. Along axis 0 it is [#rows].
    ///
    /// @throws ShapeException if there is no such axis
    /// @throws IndexOutOfBoundsException if an index is outside of the axis
    default Tensor indexSelect(int axis, Indices index) {
        return Rows.select("indexSelect", self(), axis, index);
    }

    /// This, with each slice of `source` added at its place along one axis: `y[…, index[i], …] += source[…, i, …]`. The
    /// source has the shape that [#indexSelect] gives.
    ///
    /// @throws ShapeException if there is no such axis, or the source has another shape
    /// @throws IndexOutOfBoundsException if an index is outside of the axis
    default Tensor indexAdd(int axis, Indices index, Tensor source) {
        return Rows.add(self(), axis, index, source);
    }

    /// The elements at the given indices, one index for each of the first axes: `y[i…] = this[rows[i], columns[i]…]`. The
    /// indices broadcast; axes without an index stay. Negative indices count from the end.
    ///
    ///     logits.index(Indices.range(0, n), labels)    // of each row the logit of its label
    ///
    /// @throws ShapeException if there are no indices, or more than axes, or they do not broadcast
    /// @throws IndexOutOfBoundsException if an index is outside of its axis
    default Tensor index(Indices... indices) {
        return Rows.at(self(), indices);
    }

    /// Elements picked along an axis, each by an index of its own: with axis 1, `y[i, j, k] = this[i, index[i, j, k], k]`.
    /// The result has the shape of the index, which may be smaller than this, and along the axis larger.
    ///
    /// @throws ShapeException if there is no such axis, the index has not as many axes, or is larger along another
    /// @throws IndexOutOfBoundsException if an index is outside of the axis
    default Tensor gather(int axis, Indices index) {
        return Gathering.gather(self(), axis, index);
    }

    /// This, with the elements of `source` written where [#gather] would read: with axis 1,
    /// `y[i, index[i, j, k], k] = source[i, j, k]`. Where two are written to one place, the later one stays.
    ///
    /// @throws ShapeException as [#gather], and if the source has not the shape of the index
    /// @throws IndexOutOfBoundsException if an index is outside of the axis
    default Tensor scatter(int axis, Indices index, Tensor source) {
        return Gathering.scatter(self(), axis, index, source);
    }

    /// This, with a number written where [#gather] would read.
    ///
    /// @throws ShapeException as [#gather]
    /// @throws IndexOutOfBoundsException if an index is outside of the axis
    default Tensor scatter(int axis, Indices index, double number) {
        return Gathering.scatter(self(), axis, index, number);
    }

    /// This, with the elements of `source` added where [#gather] would read: with axis 1,
    /// `y[i, index[i, j, k], k] += source[i, j, k]`.
    ///
    /// @throws ShapeException as [#gather], and if the source has not the shape of the index
    /// @throws IndexOutOfBoundsException if an index is outside of the axis
    default Tensor scatterAdd(int axis, Indices index, Tensor source) {
        return Gathering.scatterAdd(self(), axis, index, source);
    }

    /// This where the mask is true, else `other`. All three broadcast.
    ///
    /// @throws ShapeException if the shapes do not broadcast
    default Tensor where(Mask mask, Tensor other) {
        return Masking.where(self(), mask, other);
    }

    /// A number where the mask is true, else this. The two broadcast.
    ///
    /// @throws ShapeException if the shapes do not broadcast
    default Tensor maskedFill(Mask mask, double number) {
        return Masking.fill(self(), mask, number);
    }

    /// The elements where the mask is true, as a list in row-major order. The two broadcast.
    ///
    /// @throws ShapeException if the shapes do not broadcast
    default Tensor maskedSelect(Mask mask) {
        return Masking.select(self(), mask);
    }

    /// The reverse of [#maskedSelect]: the elements of `source`, in their order, where the mask is true, else this. This
    /// and the mask broadcast; the source has any shape.
    ///
    /// @throws ShapeException if the shapes do not broadcast, or the source has not one element for each true one
    default Tensor maskedScatter(Mask mask, Tensor source) {
        return Masking.scatter(self(), mask, source);
    }

    /// The elements as whole numbers, for labels or positions that come as a tensor.
    ///
    /// @throws IllegalArgumentException if an element is no whole number, or does not fit an `int`
    default Indices toIndices() {
        Tensor x = self();
        float[] elements = x.data();
        int[] indices = new int[elements.length];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = (int) elements[i];
            // 2³¹ is cut to the greatest int, which float32 rounds up to 2³¹ again
            if (indices[i] != elements[i] || elements[i] >= 0x1p31f) {
                throw new IllegalArgumentException("toIndices: " + elements[i] + ", at " + Positions.text(x.shape(), i)
                        + " of " + x.shape() + ", is no whole number from " + Integer.MIN_VALUE + " to "
                        + Integer.MAX_VALUE + "; round first");
            }
        }
        return new Indices(x.shape(), indices);
    }
}
