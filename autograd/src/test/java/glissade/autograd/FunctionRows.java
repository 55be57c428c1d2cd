package glissade.autograd;

import static glissade.autograd.OpTable.any;
import static glissade.autograd.OpTable.positive;
import static glissade.autograd.OpTable.row;

import java.util.List;

/// The rows of [FunctionOps].
final class FunctionRows {

    static final List<OpTable.Row> ROWS = List.of(
            row("sqrt", "", v -> v.get(0).sqrt(), positive(5)),
            row("exp", "", v -> v.get(0).exp(), any(5)),
            row("log", "", v -> v.get(0).log(), positive(5)));

    private FunctionRows() {
    }
}
