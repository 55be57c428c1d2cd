package glissade.autograd;

import static glissade.autograd.Variable.record;

import glissade.tensor.Operand;
import glissade.tensor.Shape;

/// Products of matrices and vectors. Their gradients are products again, with transpose flags instead of copies.
public sealed interface MatmulOps permits Variable {

    private Variable self() {
        return (Variable) this;
    }

    /// The product of matrices. `C = A·B`, `dA = dC·Bᵀ`, `dB = Aᵀ·dC`. Vectors and batches as in
    /// [glissade.tensor.MatmulOps#matmul(glissade.tensor.Tensor)].
    ///
    /// @throws glissade.tensor.ShapeException if the inner sizes differ, the batches do not broadcast, or one side has rank 0
    default Variable matmul(Operand other) {
        return matmul(other, false, false);
    }

    /// [#matmul(Operand)] with one or both matrices transposed (their last two axes exchanged) without copying them.
    ///
    /// @throws glissade.tensor.ShapeException as above, or if a vector is to be transposed
    default Variable matmul(Operand other, boolean transposeThis, boolean transposeOther) {
        Variable a = self();
        Variable b = Variable.of(other);
        Shape result = a.shape().matmul(b.shape(), transposeThis, transposeOther);
        if (a.shape().rank() == 1) {
            return a.unsqueeze(0).matmul(b, false, transposeOther).reshape(result);
        }
        if (b.shape().rank() == 1) {
            return a.matmul(b.unsqueeze(1), transposeThis, false).reshape(result);
        }
        // a batch times one matrix is one tall product, and so is the matrix's gradient: not a sum of many
        boolean tall = b.shape().rank() == 2 && !transposeThis;
        return record("matmul", a.data().matmul(b.data(), transposeThis, transposeOther),
                a.pullTidy(dc -> transposeThis ? b.matmul(dc, transposeOther, true)
                        : dc.matmul(b, false, !transposeOther)),
                b.pullTidy(dc -> {
                    Variable left = tall ? flat(a) : a;
                    Variable dright = tall ? flat(dc) : dc;
                    return transposeOther ? dright.matmul(left, true, transposeThis)
                            : left.matmul(dright, !transposeThis, false);
                }));
    }

    /// The outer product of two vectors, `C[i,j] = a[i] · b[j]`: `[m], [n] → [m, n]`. `da = dC·b`, `db = dCᵀ·a`. Their inner product is
    /// [#matmul(Operand)].
    ///
    /// @throws glissade.tensor.ShapeException if one is no vector
    default Variable outer(Operand other) {
        Variable a = self();
        Variable b = Variable.of(other);
        return record("outer", a.data().outer(b.data()), a.pullTidy(dc -> dc.matmul(b)),
                b.pullTidy(dc -> a.matmul(dc)));
    }

    /// A layer of neurons: `y = x·Wᵀ + b`, x `[…, in]`, weight `[out, in]`, bias `[out]` → `[…, out]`. `dx = dy·W`,
    /// `dW = dyᵀ·x`, `db = Σ dy` over all axes but the last.
    ///
    /// Fused, so that the bias is added as the product is written, not in a pass of its own.
    ///
    /// @throws glissade.tensor.ShapeException if the sizes do not fit
    default Variable linear(Operand weight, Operand bias) {
        Variable x = self();
        Variable w = Variable.of(weight);
        Variable b = Variable.of(bias);
        return record("linear", x.data().linear(w.data(), b.data()), x.pullTidy(dy -> dy.matmul(w)),
                w.pullTidy(dy -> flat(dy).matmul(flat(x), true, false)), b.pullTidy(dy -> dy));
    }

    /// A layer of neurons without bias: `y = x·Wᵀ`, x `[…, in]`, weight `[out, in]` → `[…, out]`. `dx = dy·W`, `dW = dyᵀ·x`.
    ///
    /// @throws glissade.tensor.ShapeException if the sizes do not fit
    default Variable linear(Operand weight) {
        Variable x = self();
        Variable w = Variable.of(weight);
        return record("linear", x.data().linear(w.data()), x.pullTidy(dy -> dy.matmul(w)),
                w.pullTidy(dy -> flat(dy).matmul(flat(x), true, false)));
    }

    /// All axes but the last made one: a matrix.
    private static Variable flat(Variable x) {
        Shape shape = x.shape();
        return shape.rank() == 2 ? x : x.reshape(shape.product(0, shape.rank() - 1), shape.size(-1));
    }
}
