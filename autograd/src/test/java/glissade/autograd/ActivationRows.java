package glissade.autograd;

import static glissade.autograd.OpTable.any;
import static glissade.autograd.OpTable.awayFromZero;
import static glissade.autograd.OpTable.row;

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
            row("logSoftmax", "middle axis", v -> v.get(0).logSoftmax(1), any(2, 3, 2)));

    private ActivationRows() {
    }
}
