package glissade.autograd;

import static glissade.autograd.OpTable.any;
import static glissade.autograd.OpTable.row;

import glissade.tensor.Shape;
import java.util.List;

/// The rows of [ReductionOps].
final class ReductionRows {

    static final List<OpTable.Row> ROWS = List.of(
            row("sum", "all", v -> v.get(0).square().sum(), any(3, 4)),
            row("sum", "one axis", v -> v.get(0).square().sum(1), any(2, 3, 4)),
            row("sum", "two axes", v -> v.get(0).square().sum(0, -1), any(2, 3, 4)),
            row("mean", "all", v -> v.get(0).square().mean(), any(3, 4)),
            row("mean", "one axis", v -> v.get(0).square().mean(0), any(3, 4)),
            row("sumTo", "", v -> v.get(0).square().sumTo(Shape.of(3, 1)), any(2, 3, 4)));

    private ReductionRows() {
    }
}
