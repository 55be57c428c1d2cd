package glissade.autograd;

import java.util.List;

/// The rows of [OrderOps].
final class OrderRows {

    static final List<OpTable.Row> ROWS = List.of(
    );

    private OrderRows() {
    }
}
