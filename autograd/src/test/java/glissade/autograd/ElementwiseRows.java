package glissade.autograd;

import static glissade.autograd.OpTable.any;
import static glissade.autograd.OpTable.awayFromZero;
import static glissade.autograd.OpTable.positive;
import static glissade.autograd.OpTable.row;

import glissade.tensor.Tensor;
import java.util.List;

/// The rows of [ElementwiseOps].
final class ElementwiseRows {

    /// Away from whole numbers and from halves.
    private static final Tensor FRACTIONS = Tensor.of(-1.75f, -1.3f, -0.6f, 0.25f, 0.7f, 2.3f);

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
            row("square", "", v -> v.get(0).square(), any(5)),
            row("reciprocal", "", v -> v.get(0).reciprocal(), positive(5)),
            row("abs", "", v -> v.get(0).square().sub(1).abs(), awayFromZero(5).mul(0.5)),
            row("maximum", "", v -> v.get(0).maximum(v.get(1)).square(), any(3, 4), apart(any(3, 4))),
            row("maximum", "row", v -> v.get(0).maximum(v.get(1)).square(), spread(3, 4), Tensor.of(0, -1, 1, 0)),
            row("maximum", "itself", v -> v.get(0).maximum(v.get(0)).square(), any(3, 4)),
            row("maximum", "a constant", v -> v.get(0).maximum(Tensor.scalar(0)).square(), awayFromZero(3, 4)),
            row("minimum", "", v -> v.get(0).minimum(v.get(1)).square(), any(3, 4), apart(any(3, 4))),
            row("minimum", "outer", v -> v.get(0).minimum(v.get(1)).square(), spread(3, 1), Tensor.of(0, -1, 1, 0)),
            row("minimum", "itself", v -> v.get(0).minimum(v.get(0)).square(), any(3, 4)),
            row("clamp", "", v -> v.get(0).clamp(-0.1, 0.1).square(), awayFromZero(3, 5)),
            row("clamp", "within", v -> v.get(0).clamp(-3, 3).square(), any(3, 5)),
            row("clamp", "open below", v -> v.get(0).square().clamp(Double.NEGATIVE_INFINITY, 0.01), awayFromZero(5)),
            row("clamp", "open above", v -> v.get(0).clamp(0, Double.POSITIVE_INFINITY).square(), awayFromZero(5)),
            row("sign", "", v -> v.get(0).sign().mul(v.get(0)), awayFromZero(5)),
            row("floor", "", v -> v.get(0).floor().mul(v.get(0)), FRACTIONS),
            row("ceil", "", v -> v.get(0).ceil().mul(v.get(0)), FRACTIONS),
            row("round", "", v -> v.get(0).round().mul(v.get(0)), FRACTIONS),
            row("trunc", "", v -> v.get(0).trunc().mul(v.get(0)), FRACTIONS));

    private ElementwiseRows() {
    }

    /// Moved up or down by at least 0.2, so that nothing is equal.
    private static Tensor apart(Tensor x) {
        return x.add(awayFromZero(x.shape().toArray()));
    }

    /// From −1.7 to 1.5, nowhere near a whole number.
    private static Tensor spread(int... sizes) {
        Tensor x = any(sizes);
        return x.trunc().add(x.sub(x.trunc()).mul(0.5)).add(0.25).sub(x.less(0).toTensor().mul(0.5));
    }
}
