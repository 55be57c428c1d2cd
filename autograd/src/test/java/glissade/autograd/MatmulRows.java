package glissade.autograd;

import static glissade.autograd.OpTable.any;
import static glissade.autograd.OpTable.row;

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
            row("linear", "batch", v -> v.get(0).linear(v.get(1), v.get(2)), any(2, 3, 4), any(2, 4), any(2)));

    private MatmulRows() {
    }
}
