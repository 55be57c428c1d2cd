package glissade.autograd;

import static glissade.autograd.OpTable.any;
import static glissade.autograd.OpTable.row;

import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.List;

/// The rows of [OrderOps].
final class OrderRows {

    /// Numbers that are no neighbours of each other, in no order.
    private static final Tensor APART =
            Tensor.of(Shape.of(2, 3, 2), 0.5f, -1, 1.5f, 2, -0.3f, 1, -1.6f, 0.2f, 0.8f, -0.6f, 1.2f, -1.3f);
    /// A zero in the first row, two in the second, none in the third.
    private static final Tensor ZEROS =
            Tensor.of(new float[][] {{0.5f, 0, -1.2f, 0.7f}, {0, 1.1f, 0, -0.4f}, {1, -0.6f, 0.8f, 1.3f}});

    static final List<OpTable.Row> ROWS = List.of(
            row("maxAlong", "middle axis", v -> v.get(0).maxAlong(1).values().square(), APART),
            row("minAlong", "last axis", v -> v.get(0).minAlong(-1).values().square(), APART),
            row("sort", "first axis", v -> v.get(0).sort(0).values().square(), APART),
            row("sort", "last axis", v -> v.get(0).sort(-1).values().square(), APART),
            row("sortDescending", "middle axis", v -> v.get(0).sortDescending(1).values().square(), APART),
            row("topK", "", v -> v.get(0).topK(1, 2).values().square(), APART),
            row("bottomK", "", v -> v.get(0).bottomK(0, 1).values().square(), APART),
            row("cumsum", "first axis", v -> v.get(0).cumsum(0).square(), any(4, 3)),
            row("cumsum", "last axis", v -> v.get(0).square().cumsum(-1), any(2, 3)),
            row("cumprod", "middle axis", v -> v.get(0).cumprod(1), any(2, 4, 2)),
            row("cumprod", "last axis", v -> v.get(0).cumprod(-1), any(3, 4)),
            row("cumprod", "zeros along the last axis", v -> v.get(0).cumprod(1), ZEROS),
            row("cumprod", "zeros along the first axis", v -> v.get(0).cumprod(0), ZEROS));

    private OrderRows() {
    }
}
