package glissade.autograd;

import static glissade.autograd.OpTable.any;
import static glissade.autograd.OpTable.positive;
import static glissade.autograd.OpTable.row;

import glissade.tensor.Shape;
import java.util.List;

/// The rows of [NormOps].
final class NormRows {

    private static final Shape ROW = Shape.of(4);
    private static final double EPS = 1e-2;

    static final List<OpTable.Row> ROWS = List.of(
            row("layerNorm", "", v -> v.get(0).layerNorm(ROW, v.get(1), v.get(2), EPS), any(3, 4), any(4), any(4)),
            row("layerNorm", "squared", v -> v.get(0).layerNorm(ROW, v.get(1), v.get(2), EPS).square(), any(3, 4),
                    any(4), any(4)),
            row("layerNorm", "two axes", v -> v.get(0).layerNorm(Shape.of(2, 3), v.get(1), v.get(2), EPS), any(2, 2, 3),
                    any(2, 3), any(2, 3)),
            row("layerNorm", "alone", v -> v.get(0).layerNorm(ROW, null, null, EPS).square(), any(2, 2, 4)),
            row("rmsNorm", "", v -> v.get(0).rmsNorm(ROW, v.get(1), EPS), any(3, 4), any(4)),
            row("rmsNorm", "alone", v -> v.get(0).rmsNorm(ROW, null, EPS).square(), any(4)),
            row("groupNorm", "", v -> v.get(0).groupNorm(2, v.get(1), v.get(2), EPS), any(2, 4, 3), any(4), any(4)),
            row("groupNorm", "squared", v -> v.get(0).groupNorm(2, v.get(1), v.get(2), EPS).square(), any(2, 4, 3),
                    any(4), any(4)),
            row("groupNorm", "without places", v -> v.get(0).groupNorm(2, v.get(1), v.get(2), EPS), any(2, 6), any(6),
                    any(6)),
            row("groupNorm", "each channel, alone", v -> v.get(0).groupNorm(2, null, null, EPS).square(),
                    any(2, 2, 2, 2)),
            row("batchNorm", "", v -> v.get(0).batchNorm(v.get(1), v.get(2), EPS, (_, _) -> {
            }), any(4, 3), any(3), any(3)),
            row("batchNorm", "squared", v -> v.get(0).batchNorm(v.get(1), v.get(2), EPS, (_, _) -> {
            }).square(), any(4, 3), any(3), any(3)),
            row("batchNorm", "places", v -> v.get(0).batchNorm(v.get(1), v.get(2), EPS, (_, _) -> {
            }), any(2, 2, 2, 2), any(2), any(2)),
            row("batchNorm", "alone", v -> v.get(0).batchNorm(null, null, EPS, (_, _) -> {
            }).square(), any(4, 2)),
            row("batchNorm", "by given statistics",
                    v -> v.get(0).batchNorm(any(3), positive(3), v.get(1), v.get(2), EPS), any(2, 3, 2), any(3),
                    any(3)),
            row("normalize", "", v -> v.get(0).normalize(2, 1, 1e-12), any(2, 3)),
            row("normalize", "p = 3", v -> v.get(0).normalize(3, 0, 1e-12), positive(3, 2)),
            row("cosineSimilarity", "", v -> v.get(0).cosineSimilarity(v.get(1), -1, 1e-8), any(2, 3), positive(2, 3)));

    private NormRows() {
    }
}
