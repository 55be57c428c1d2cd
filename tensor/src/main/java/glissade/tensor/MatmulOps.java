package glissade.tensor;

/// Products of matrices and vectors.
public sealed interface MatmulOps permits Tensor {

    private Tensor self() {
        return (Tensor) this;
    }

    /// The product of matrices, `C[i,j] = Σₖ A[i,k] · B[k,j]`: `[m, k] · [k, n] → [m, n]`.
    ///
    /// As in PyTorch, a vector on the left is a row and one on the right a column, and that axis is dropped again; axes
    /// before the last two are a batch, and broadcast. Each element is summed in a fixed order, so the bits depend
    /// neither on threads nor on the vector width.
    ///
    /// @throws ShapeException if the inner sizes differ, the batches do not broadcast, or one side has rank 0
    default Tensor matmul(Tensor other) {
        return matmul(other, false, false);
    }

    /// [#matmul(Tensor)] with one or both matrices transposed (their last two axes exchanged) without copying them.
    ///
    /// @throws ShapeException as above, or if a vector is to be transposed
    default Tensor matmul(Tensor other, boolean transposeThis, boolean transposeOther) {
        return Matrices.multiply(self(), other, transposeThis, transposeOther);
    }

    /// The outer product of two vectors, `C[i,j] = a[i] · b[j]`: `[m], [n] → [m, n]`. Their inner product is [#matmul(Tensor)].
    ///
    /// @throws ShapeException if one is no vector
    default Tensor outer(Tensor other) {
        return Matrices.outer(self(), other);
    }

    /// A layer of neurons: `x · Wᵀ + b` with `this` as x: `[…, in]`, weight `[out, in]`, bias `[out]` → `[…, out]`.
    ///
    /// @throws ShapeException if the sizes do not fit
    default Tensor linear(Tensor weight, Tensor bias) {
        return Matrices.linear(self(), weight, bias);
    }

    /// A layer of neurons without bias: `x · Wᵀ`, `[…, in]` and `[out, in]` → `[…, out]`.
    ///
    /// @throws ShapeException if the sizes do not fit
    default Tensor linear(Tensor weight) {
        return Matrices.linear(self(), weight, null);
    }
}
