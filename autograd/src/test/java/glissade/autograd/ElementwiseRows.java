package glissade.autograd;

import static glissade.autograd.OpTable.any;
import static glissade.autograd.OpTable.positive;
import static glissade.autograd.OpTable.row;

import java.util.List;

/// The rows of [ElementwiseOps].
final class ElementwiseRows {

    static final List<OpTable.Row> ROWS = List.of(
            row("add", "", v -> v.get(0).add(v.get(1)), any(3, 4), any(3, 4)),
            row("add", "row", v -> v.get(0).add(v.get(1)), any(3, 4), any(4)),
            row("add", "column on the left", v -> v.get(0).add(v.get(1)), any(3, 1), any(3, 4)),
            row("add", "scalar", v -> v.get(0).add(2.5), any(5)),
            row("sub", "", v -> v.get(0).sub(v.get(1)), any(3, 4), any(3, 4)),
            row("sub", "outer", v -> v.get(0).sub(v.get(1)), any(3, 1), any(1, 4)),
            row("sub", "scalar", v -> v.get(0).sub(2.5), any(5)),
            row("rsub", "", v -> v.get(0).rsub(2.5), any(5)),
            row("mul", "", v -> v.get(0).mul(v.get(1)), any(3, 4), any(3, 4)),
            row("mul", "itself", v -> v.get(0).mul(v.get(0)), any(3, 4)),
            row("mul", "column", v -> v.get(0).mul(v.get(1)), any(2, 3, 4), any(3, 1)),
            row("mul", "scalar", v -> v.get(0).mul(-1.5), any(5)),
            row("div", "", v -> v.get(0).div(v.get(1)), any(3, 4), positive(3, 4)),
            row("div", "row", v -> v.get(0).div(v.get(1)), any(3, 4), positive(4)),
            row("div", "scalar", v -> v.get(0).div(2.5), any(5)),
            row("rdiv", "", v -> v.get(0).rdiv(2.5), positive(5)),
            row("neg", "", v -> v.get(0).neg(), any(5)),
            row("square", "", v -> v.get(0).square(), any(5)));

    private ElementwiseRows() {
    }
}
