package glissade.autograd;

import static glissade.autograd.OpTable.any;
import static glissade.autograd.OpTable.awayFromZero;
import static glissade.autograd.OpTable.row;

import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.List;

/// The rows of [ReductionOps].
final class ReductionRows {

    /// Numbers that are no neighbours of each other, in no order: [2, 3, 2].
    private static final Tensor APART =
            Tensor.of(Shape.of(2, 3, 2), 0.5f, -1, 1.5f, 2, -0.3f, 1, -1.6f, 0.2f, 0.8f, -0.6f, 1.2f, -1.3f);
    /// A zero in the first row, two in the second, none in the third.
    private static final Tensor ZEROS =
            Tensor.of(new float[][] {{0.5f, 0, -1.2f, 0.7f}, {0, 1.1f, 0, -0.4f}, {1, -0.6f, 0.8f, 1.3f}});

    static final List<OpTable.Row> ROWS = List.of(
            row("sum", "all", v -> v.get(0).square().sum(), any(3, 4)),
            row("sum", "one axis", v -> v.get(0).square().sum(1), any(2, 3, 4)),
            row("sum", "two axes", v -> v.get(0).square().sum(0, -1), any(2, 3, 4)),
            row("mean", "all", v -> v.get(0).square().mean(), any(3, 4)),
            row("mean", "one axis", v -> v.get(0).square().mean(0), any(3, 4)),
            row("prod", "all", v -> v.get(0).prod(), awayFromZero(2, 2)),
            row("prod", "middle axis", v -> v.get(0).prod(1), any(2, 4, 3)),
            row("prod", "two axes", v -> v.get(0).prod(2, -3), any(2, 3, 2)),
            row("prod", "zeros along the last axis", v -> v.get(0).prod(1), ZEROS),
            row("prod", "zeros along the first axis", v -> v.get(0).prod(0), ZEROS),
            row("prod", "four zeros", v -> v.get(0).prod(), Tensor.zeros(2, 2)),
            row("max", "all", v -> v.get(0).square().max(), APART.square()),
            row("max", "one axis", v -> v.get(0).max(1).square(), APART),
            row("max", "two axes", v -> v.get(0).max(0, -1).square(), APART),
            row("min", "all", v -> v.get(0).min().square(), APART),
            row("min", "two axes", v -> v.get(0).min(2, 1).square(), APART),
            row("var", "all", v -> v.get(0).var(), any(3, 4)),
            row("var", "one axis", v -> v.get(0).var(1).square(), any(2, 4, 3)),
            row("biasedVar", "two axes", v -> v.get(0).biasedVar(0, -1).square(), any(2, 3, 4)),
            row("std", "all", v -> v.get(0).std(), any(3, 4)),
            row("std", "one axis", v -> v.get(0).std(-1), any(3, 5)),
            row("biasedStd", "one axis", v -> v.get(0).biasedStd(0).square(), any(4, 3)),
            row("logSumExp", "all", v -> v.get(0).logSumExp(), any(3, 4)),
            row("logSumExp", "two axes", v -> v.get(0).logSumExp(0, 2), any(2, 3, 4)),
            row("norm", "1", v -> v.get(0).norm(1, 0).square(), awayFromZero(3, 4)),
            row("norm", "2", v -> v.get(0).norm(2), awayFromZero(3, 4)),
            row("norm", "2, two axes", v -> v.get(0).norm(2, -1, 0), awayFromZero(2, 3, 4)),
            row("norm", "3", v -> v.get(0).norm(3, 1), awayFromZero(3, 4)),
            row("norm", "1.5", v -> v.get(0).norm(1.5, 1), awayFromZero(3, 4)),
            row("norm", "1/2", v -> v.get(0).norm(0.5, 1).sqrt(), awayFromZero(3, 3)),
            row("norm", "-1", v -> v.get(0).norm(-1, 1), awayFromZero(3, 3).mul(2)),
            row("norm", "infinity", v -> v.get(0).norm(Double.POSITIVE_INFINITY, 1).square(), APART.abs().neg()),
            row("norm", "minus infinity", v -> v.get(0).norm(Double.NEGATIVE_INFINITY, 2).square(), APART),
            row("norm", "0", v -> v.get(0).norm(0), awayFromZero(3, 4)),
            row("sumTo", "", v -> v.get(0).square().sumTo(Shape.of(3, 1)), any(2, 3, 4)));

    private ReductionRows() {
    }
}
