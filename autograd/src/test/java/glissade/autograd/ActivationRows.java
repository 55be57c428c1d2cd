package glissade.autograd;

import static glissade.autograd.OpTable.any;
import static glissade.autograd.OpTable.awayFromZero;
import static glissade.autograd.OpTable.row;

import glissade.tensor.Tensor;
import java.util.List;

/// The rows of [ActivationOps].
final class ActivationRows {

    static final List<OpTable.Row> ROWS = List.of(
            row("relu", "", v -> v.get(0).relu(), awayFromZero(3, 5)),
            row("sigmoid", "", v -> v.get(0).sigmoid(), any(3, 5)),
            row("tanh", "", v -> v.get(0).tanh(), any(3, 5)),
            row("softmax", "last axis", v -> v.get(0).softmax(-1), any(3, 5)),
            row("softmax", "first axis", v -> v.get(0).softmax(0), any(3, 5)),
            row("logSoftmax", "last axis", v -> v.get(0).logSoftmax(-1), any(3, 5)),
            row("logSoftmax", "middle axis", v -> v.get(0).logSoftmax(1), any(2, 3, 2)),
            row("softmin", "", v -> v.get(0).softmin(0), any(3, 5)),
            row("relu6", "", v -> v.get(0).relu6().square(), awayFromZero(3, 5)),
            row("relu6", "above", v -> v.get(0).add(6).relu6().square(), awayFromZero(3, 5)),
            row("leakyRelu", "", v -> v.get(0).leakyRelu(0.2).square(), awayFromZero(3, 5)),
            row("leakyRelu", "default", v -> v.get(0).leakyRelu().square(), awayFromZero(3, 5)),
            row("leakyRelu", "negative slope", v -> v.get(0).leakyRelu(-1.5).square(), awayFromZero(3, 5)),
            row("prelu", "one slope", v -> v.get(0).prelu(v.get(1)), awayFromZero(3, 5), Tensor.scalar(0.3)),
            row("prelu", "one slope in a list", v -> v.get(0).prelu(v.get(1)), awayFromZero(4), Tensor.of(0.3f)),
            row("prelu", "channels", v -> v.get(0).prelu(v.get(1)).square(), awayFromZero(2, 3, 2), any(3)),
            row("prelu", "channels last", v -> v.get(0).prelu(v.get(1)).square(), awayFromZero(4, 3), any(3)),
            row("hardtanh", "", v -> v.get(0).hardtanh(-0.1, 0.1).square(), awayFromZero(3, 5)),
            row("hardtanh", "default", v -> v.get(0).mul(0.5).hardtanh().square(), awayFromZero(3, 5)),
            row("hardsigmoid", "middle", v -> v.get(0).hardsigmoid().square(), any(3, 5)),
            row("hardsigmoid", "below", v -> v.get(0).sub(3).hardsigmoid().square(), awayFromZero(3, 5)),
            row("hardsigmoid", "above", v -> v.get(0).add(3).hardsigmoid().square(), awayFromZero(3, 5)),
            row("hardswish", "middle", v -> v.get(0).hardswish(), any(3, 5)),
            row("hardswish", "below", v -> v.get(0).sub(3).hardswish(), awayFromZero(3, 5)),
            row("hardswish", "above", v -> v.get(0).add(3).hardswish(), awayFromZero(3, 5)),
            row("elu", "", v -> v.get(0).elu(0.7), awayFromZero(3, 5)),
            row("elu", "default", v -> v.get(0).elu(), awayFromZero(3, 5)),
            row("elu", "negative alpha", v -> v.get(0).elu(-1.5), awayFromZero(3, 5)),
            row("selu", "", v -> v.get(0).selu(), awayFromZero(3, 5)),
            row("celu", "", v -> v.get(0).celu(0.7), awayFromZero(3, 5)),
            row("celu", "default", v -> v.get(0).celu(), awayFromZero(3, 5)),
            row("celu", "negative alpha", v -> v.get(0).celu(-2), awayFromZero(3, 5)),
            row("softplus", "", v -> v.get(0).softplus(), any(3, 5)),
            row("softplus", "steep", v -> v.get(0).softplus(2, 20), any(3, 5)),
            // the jump at the threshold lies between the points
            row("softplus", "linear above", v -> v.get(0).softplus(2, 0), awayFromZero(3, 5)),
            row("gelu", "", v -> v.get(0).gelu(), any(3, 5)),
            row("gelu", "far", v -> v.get(0).mul(3).gelu(), any(3, 5)),
            row("geluTanh", "", v -> v.get(0).geluTanh(), any(3, 5)),
            row("geluTanh", "far", v -> v.get(0).mul(3).geluTanh(), any(3, 5)),
            row("silu", "", v -> v.get(0).silu(), any(3, 5)),
            row("silu", "far", v -> v.get(0).mul(3).silu(), any(3, 5)),
            row("mish", "", v -> v.get(0).mish(), any(3, 5)),
            row("mish", "far", v -> v.get(0).mul(3).mish(), any(3, 5)),
            row("logSigmoid", "", v -> v.get(0).logSigmoid(), any(3, 5)),
            row("softsign", "", v -> v.get(0).softsign(), awayFromZero(3, 5)),
            row("glu", "last axis", v -> v.get(0).glu(-1), any(3, 4)),
            row("glu", "first axis", v -> v.get(0).glu(0), any(4, 3)),
            row("glu", "middle axis", v -> v.get(0).glu(1), any(2, 6, 3)));

    private ActivationRows() {
    }
}
