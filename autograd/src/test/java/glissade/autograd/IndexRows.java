package glissade.autograd;

import static glissade.autograd.OpTable.any;
import static glissade.autograd.OpTable.row;

import glissade.tensor.Indices;
import glissade.tensor.Shape;
import java.util.List;

/// The rows of [IndexOps].
final class IndexRows {

    static final List<OpTable.Row> ROWS = List.of(
            row("rows", "repeated", v -> v.get(0).square().rows(Indices.of(2, 0, 2)), any(4, 3)),
            row("rows", "of a leaf", v -> v.get(0).rows(Indices.of(Shape.of(2, 2), 2, 0, 2, 1)).square(), any(4, 3)),
            row("scatterRows", "repeated", v -> v.get(0).square().scatterRows(Indices.of(2, 0, 2), 4), any(3, 2)));

    private IndexRows() {
    }
}
