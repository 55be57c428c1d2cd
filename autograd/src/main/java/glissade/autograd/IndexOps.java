package glissade.autograd;

import static glissade.autograd.Variable.record;

import glissade.tensor.Indices;

/// Operations that pick elements, or put them, by position or by mask; their gradients put them back, or pick them.
public sealed interface IndexOps permits Variable {

    private Variable self() {
        return (Variable) this;
    }

    /// The rows of the given numbers: `y[i…] = x[rows[i]…]`. `dx` is row-sparse: each `dy[i]` added to row `rows[i]`.
    ///
    /// @throws glissade.tensor.ShapeException for a single number, which has no rows
    /// @throws IndexOutOfBoundsException if there is no such row
    default Variable rows(Indices rows) {
        Variable x = self();
        return record("rows", x.data().rows(rows), x.pullRows(rows, dy -> dy));
    }

    /// The reverse of [#rows]: zeros, to which each row of this is added at its place: `y[rows[i]] += x[i]`. `dx` is those rows
    /// of `dy`.
    ///
    /// @throws glissade.tensor.ShapeException if this is not one row for each number
    /// @throws IndexOutOfBoundsException if a number is not from 0 to n − 1
    default Variable scatterRows(Indices rows, int n) {
        Variable x = self();
        return record("scatterRows", x.data().scatterRows(rows, n), x.pull(dy -> dy.rows(rows)));
    }
}
