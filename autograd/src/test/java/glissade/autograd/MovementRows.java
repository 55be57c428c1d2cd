package glissade.autograd;

import static glissade.autograd.OpTable.any;
import static glissade.autograd.OpTable.row;

import glissade.tensor.Shape;
import java.util.List;

/// The rows of [MovementOps].
final class MovementRows {

    static final List<OpTable.Row> ROWS = List.of(
            row("reshape", "", v -> v.get(0).square().reshape(2, -1), any(3, 4)),
            row("reshape", "to a shape", v -> v.get(0).square().reshape(Shape.of(4, 3)), any(3, 4)),
            row("flatten", "", v -> v.get(0).square().flatten(), any(2, 3, 2)),
            row("unsqueeze", "", v -> v.get(0).square().unsqueeze(-1), any(2, 3)),
            row("squeeze", "", v -> v.get(0).square().squeeze(1), any(2, 1, 3)),
            row("transpose", "", v -> v.get(0).square().transpose(), any(2, 3)),
            row("transpose", "two axes", v -> v.get(0).square().transpose(0, 2), any(2, 3, 2)),
            row("permute", "", v -> v.get(0).square().permute(2, 0, -2), any(2, 3, 4)),
            row("broadcastTo", "", v -> v.get(0).square().broadcastTo(Shape.of(2, 3, 4)), any(3, 1)));

    private MovementRows() {
    }
}
