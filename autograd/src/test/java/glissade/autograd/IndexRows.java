package glissade.autograd;

import static glissade.autograd.OpTable.any;
import static glissade.autograd.OpTable.row;

import glissade.tensor.Indices;
import glissade.tensor.Mask;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.List;

/// The rows of [IndexOps].
final class IndexRows {

    /// Smaller than `[3, 4]` both ways, and twice the same place along each axis.
    private static final Indices INDEX = Indices.of(Shape.of(2, 3), 1, 0, 2, 1, 2, 2);
    private static final Mask MASK = Mask.of(Shape.of(2, 3), true, false, true, true, false, false);
    private static final Mask COLUMN = Mask.of(Shape.of(2, 1), false, true);

    static final List<OpTable.Row> ROWS = List.of(
            row("rows", "repeated", v -> v.get(0).square().rows(Indices.of(2, 0, 2)), any(4, 3)),
            row("rows", "of a leaf", v -> v.get(0).rows(Indices.of(Shape.of(2, 2), 2, 0, 2, 1)).square(), any(4, 3)),
            row("embedding", "of a leaf",
                    v -> v.get(0).embedding(Indices.of(Shape.of(2, 2), 2, 0, 2, 0), 3).square(), any(4, 3)),
            row("scatterRows", "repeated", v -> v.get(0).square().scatterRows(Indices.of(2, 0, 2), 4), any(3, 2)),
            row("indexSelect", "rows", v -> v.get(0).indexSelect(0, Indices.of(2, 0, 2)).square(), any(4, 3)),
            row("indexSelect", "columns", v -> v.get(0).square().indexSelect(-1, Indices.of(2, 0, 2)), any(2, 3)),
            row("indexSelect", "an index with two axes",
                    v -> v.get(0).square().indexSelect(1, Indices.of(Shape.of(2, 2), 2, 0, 2, 1)), any(2, 3, 2)),
            row("indexAdd", "repeated rows",
                    v -> v.get(0).square().indexAdd(0, Indices.of(1, 0, 1), v.get(1).square()), any(2, 3), any(3, 3)),
            row("indexAdd", "columns", v -> v.get(0).square().indexAdd(1, Indices.of(2, 2), v.get(1).square()),
                    any(2, 3, 2), any(2, 2, 2)),
            row("index", "pairs", v -> v.get(0).square().index(Indices.of(2, 0, -1), Indices.of(1, 1, -2)), any(3, 3)),
            row("index", "rows", v -> v.get(0).square().index(Indices.of(1, 1)), any(2, 3)),
            row("index", "broadcast, with an axis left",
                    v -> v.get(0).square().index(Indices.of(Shape.of(2, 1), 0, 1), Indices.of(2, 0)), any(2, 3, 2)),
            row("gather", "along the first axis", v -> v.get(0).square().gather(0, INDEX), any(3, 4)),
            row("gather", "along the last axis", v -> v.get(0).square().gather(-1, INDEX), any(3, 4)),
            row("gather", "between two axes",
                    v -> v.get(0).square().gather(1, Indices.of(Shape.of(1, 4, 2), 0, 2, 1, 1, 1, 0, 2, 2)),
                    any(2, 3, 2)),
            row("scatter", "overwritten", v -> v.get(0).square().scatter(0, INDEX, v.get(1).square()), any(3, 4),
                    any(2, 3)),
            row("scatter", "along the last axis", v -> v.get(0).square().scatter(1, INDEX, v.get(1).square()),
                    any(3, 4), any(2, 3)),
            row("scatter", "a number", v -> v.get(0).square().scatter(1, INDEX, 2.5), any(3, 4)),
            row("scatterAdd", "repeated", v -> v.get(0).square().scatterAdd(0, INDEX, v.get(1).square()), any(3, 4),
                    any(2, 3)),
            row("scatterAdd", "along the last axis", v -> v.get(0).square().scatterAdd(1, INDEX, v.get(1).square()),
                    any(3, 4), any(2, 3)),
            row("where", "", v -> v.get(0).square().where(MASK, v.get(1).square()), any(2, 3), any(2, 3)),
            row("where", "all broadcast", v -> v.get(0).square().where(COLUMN, v.get(1).square()), any(4, 1, 3),
                    any(1)),
            row("where", "a constant", v -> v.get(0).square().where(MASK, Tensor.scalar(2)), any(3)),
            row("maskedFill", "", v -> v.get(0).square().maskedFill(MASK, -3), any(2, 3)),
            row("maskedFill", "x repeated", v -> v.get(0).square().maskedFill(MASK, -3), any(2, 1)),
            row("maskedSelect", "", v -> v.get(0).square().maskedSelect(MASK), any(2, 3)),
            row("maskedSelect", "the mask repeated", v -> v.get(0).square().maskedSelect(COLUMN), any(2, 3)),
            row("maskedSelect", "x repeated", v -> v.get(0).square().maskedSelect(MASK), any(3)),
            row("maskedScatter", "", v -> v.get(0).square().maskedScatter(MASK, v.get(1).square()), any(2, 3), any(3)),
            row("maskedScatter", "both repeated", v -> v.get(0).square().maskedScatter(COLUMN, v.get(1).square()),
                    any(3), any(1, 3)));

    private IndexRows() {
    }
}
