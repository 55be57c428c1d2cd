package glissade.autograd;

import static glissade.autograd.OpTable.any;
import static glissade.autograd.OpTable.row;

import glissade.tensor.Operand;
import glissade.tensor.Tensor;
import java.util.List;

/// The rows of [MatmulOps].
final class MatmulRows {

    static final List<OpTable.Row> ROWS = List.of(
            row("matmul", "", v -> v.get(0).matmul(v.get(1)), any(3, 4), any(4, 2)),
            row("matmul", "left transposed", v -> v.get(0).matmul(v.get(1), true, false), any(4, 3), any(4, 2)),
            row("matmul", "right transposed", v -> v.get(0).matmul(v.get(1), false, true), any(3, 4), any(2, 4)),
            row("matmul", "both transposed", v -> v.get(0).matmul(v.get(1), true, true), any(4, 3), any(2, 4)),
            row("matmul", "vectors", v -> v.get(0).matmul(v.get(1)), any(4), any(4)),
            row("matmul", "vector left", v -> v.get(0).matmul(v.get(1)), any(4), any(4, 2)),
            row("matmul", "vector right", v -> v.get(0).matmul(v.get(1)), any(2, 3, 4), any(4)),
            row("matmul", "batch and matrix", v -> v.get(0).matmul(v.get(1)), any(2, 3, 4), any(4, 2)),
            row("matmul", "batch and transposed matrix", v -> v.get(0).matmul(v.get(1), false, true), any(2, 3, 4),
                    any(2, 4)),
            row("matmul", "matrix and batch", v -> v.get(0).matmul(v.get(1)), any(3, 4), any(2, 4, 2)),
            row("matmul", "broadcast batches, transposed", v -> v.get(0).matmul(v.get(1), true, true), any(2, 1, 4, 3),
                    any(3, 2, 4)),
            row("linear", "matrix", v -> v.get(0).linear(v.get(1), v.get(2)), any(3, 4), any(2, 4), any(2)),
            row("linear", "vector", v -> v.get(0).linear(v.get(1), v.get(2)), any(4), any(2, 4), any(2)),
            row("linear", "batch", v -> v.get(0).linear(v.get(1), v.get(2)), any(2, 3, 4), any(2, 4), any(2)),
            row("linear", "matrix, no bias", v -> v.get(0).linear(v.get(1)), any(3, 4), any(2, 4)),
            row("linear", "batch, no bias", v -> v.get(0).linear(v.get(1)), any(2, 3, 4), any(2, 4)),
            row("outer", "", v -> v.get(0).outer(v.get(1)), any(3), any(4)),
            row("outer", "with itself", v -> v.get(0).outer(v.get(0)), any(3)),
            einsum("ij,jk->ik", any(2, 3), any(3, 4)),
            einsum("ij,jk->ki", any(2, 3), any(3, 4)),
            einsum("ji,kj->ik", any(3, 2), any(4, 3)),
            einsum("bij,bjk->bik", any(2, 2, 3), any(2, 3, 4)),
            einsum("bqhd,bkhd->bhqk", any(2, 2, 2, 3), any(2, 3, 2, 3)),
            einsum("bij,bij->b", any(2, 3, 2), any(2, 3, 2)),
            einsum("i,j->ij", any(2), any(3)),
            einsum("ij,ij->ji", any(2, 3), any(2, 3)),
            einsum("ij->ji", any(2, 3)),
            einsum("ijk->j", any(2, 3, 2)),
            einsum("ii->i", any(3, 3)),
            einsum("ii->", any(3, 3)),
            einsum("iij,jkk->ki", any(3, 3, 2), any(2, 2, 2)),
            einsum("iii->i", any(2, 2, 2)),
            einsum("i,ij,j->", any(2), any(2, 3), any(3)),
            einsum("ij,jk,kl->li", any(2, 3), any(3, 2), any(2, 3)),
            einsum("bi,oij,bj->bo", any(2, 3), any(2, 3, 2), any(2, 2)),
            einsum("...ij,...jk", any(2, 2, 3), any(3, 2)),
            einsum("i...,i...->...", any(2, 1, 3), any(2, 2, 1)),
            einsum("ij,ij->j", any(1, 3), any(2, 1)),
            einsum(",i->i", any(), any(3)));

    private static OpTable.Row einsum(String equation, Tensor... inputs) {
        return row("einsum", equation, v -> Variable.einsum(equation, v.toArray(Operand[]::new)), inputs);
    }

    private MatmulRows() {
    }
}
