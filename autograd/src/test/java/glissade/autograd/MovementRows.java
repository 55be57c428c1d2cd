package glissade.autograd;

import static glissade.autograd.OpTable.any;
import static glissade.autograd.OpTable.awayFromZero;
import static glissade.autograd.OpTable.row;

import glissade.tensor.Shape;
import glissade.tensor.Slice;
import glissade.tensor.Tensor;
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
            row("broadcastTo", "", v -> v.get(0).square().broadcastTo(Shape.of(2, 3, 4)), any(3, 1)),
            row("slice", "", v -> v.get(0).square().slice(Slice.from(1), Slice.at(-1), Slice.all().step(-2)),
                    any(3, 2, 4)),
            row("slice", "nothing", v -> v.get(0).square().slice(Slice.of(2, 2)), any(3, 2)),
            row("scatterSlice", "", v -> v.get(0).square().scatterSlice(Shape.of(3, 4, 2), Slice.at(1),
                    Slice.from(1).step(2)), any(2, 2)),
            row("select", "", v -> v.get(0).square().select(-2, -1), any(2, 3, 2)),
            row("narrow", "", v -> v.get(0).square().narrow(-1, -3, 2), any(2, 4)),
            row("split", "one size", v -> product(v.get(0).square().split(-1, 2)), any(2, 4)),
            row("split", "not all used", v -> v.get(0).square().split(0, 1, 0, 2).get(2).square(), any(3, 2)),
            row("chunk", "", v -> product(v.get(0).square().chunk(1, 2)), any(2, 4)),
            row("unbind", "", v -> product(v.get(0).square().unbind(1)), any(2, 3)),
            row("cat", "", v -> Variable.cat(-1, v.get(0).square(), Tensor.ones(2, 2), v.get(1).square()).square(),
                    any(2, 3), any(2, 1)),
            row("stack", "", v -> Variable.stack(-2, v.get(0).square(), v.get(1), v.get(0)).square(), any(2, 3),
                    awayFromZero(2, 3)));

    private MovementRows() {
    }

    /// The product of pieces of one shape.
    private static Variable product(List<Variable> pieces) {
        return pieces.stream().reduce((a, b) -> a.mul(b)).orElseThrow();
    }
}
