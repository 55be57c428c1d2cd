package glissade.autograd;

import static glissade.autograd.OpTable.any;
import static glissade.autograd.OpTable.awayFromZero;
import static glissade.autograd.OpTable.row;

import glissade.tensor.PadMode;
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
            row("flatten", "two axes", v -> v.get(0).square().flatten(0, -2), any(2, 3, 2)),
            row("unsqueeze", "", v -> v.get(0).square().unsqueeze(-1), any(2, 3)),
            row("squeeze", "", v -> v.get(0).square().squeeze(1), any(2, 1, 3)),
            row("squeeze", "all", v -> v.get(0).square().squeeze(), any(1, 2, 1)),
            row("transpose", "", v -> v.get(0).square().transpose(), any(2, 3)),
            row("transpose", "two axes", v -> v.get(0).square().transpose(0, 2), any(2, 3, 2)),
            row("permute", "", v -> v.get(0).square().permute(2, 0, -2), any(2, 3, 4)),
            row("broadcastTo", "", v -> v.get(0).square().broadcastTo(Shape.of(2, 3, 4)), any(3, 1)),
            row("expand", "", v -> v.get(0).square().expand(2, -1, 4), any(3, 1)),
            row("tile", "fewer counts", v -> v.get(0).square().tile(2), any(2, 3)),
            row("tile", "more counts", v -> v.get(0).square().tile(2, 1, 3), any(2)),
            row("tile", "no copies", v -> v.get(0).square().tile(2, 0), any(2)),
            row("repeatInterleave", "", v -> v.get(0).square().repeatInterleave(-2, 3), any(2, 3)),
            row("flip", "", v -> v.get(0).square().flip(0, -1), any(2, 2, 3)),
            row("flip", "all", v -> v.get(0).square().flip(), any(2, 3)),
            row("roll", "", v -> v.get(0).square().roll(-2, 4), any(3, 2)),
            row("pad", "", v -> v.get(0).square().pad(1, 2, 0, 1), any(2, 3)),
            row("pad", "cropping", v -> v.get(0).square().pad(-1, -1, 2, -1), any(2, 4)),
            row("padConstant", "", v -> v.get(0).square().padConstant(-1.5, 1, -1), any(2, 3)),
            row("pad", "reflect", v -> v.get(0).square().pad(PadMode.REFLECT, 2, 2, 1, 0), any(2, 3)),
            row("pad", "replicate", v -> v.get(0).square().pad(PadMode.REPLICATE, 2, -1, 1, 2), any(2, 3)),
            row("pad", "circular", v -> v.get(0).square().pad(PadMode.CIRCULAR, 4, 3), any(2, 3)),
            row("tril", "", v -> v.get(0).square().tril(-1), any(2, 3, 4)),
            row("triu", "", v -> v.get(0).square().triu(1), any(4, 3)),
            row("diagonal", "wide", v -> v.get(0).square().diagonal(1), any(2, 3, 5)),
            row("diagonal", "high", v -> v.get(0).square().diagonal(-2), any(5, 2)),
            row("diagonal", "high, above", v -> v.get(0).square().diagonal(1), any(5, 3)),
            row("diagonal", "none", v -> v.get(0).square().diagonal(7), any(2, 2)),
            row("diagEmbed", "", v -> v.get(0).square().diagEmbed(1), any(2, 3)),
            row("diagEmbed", "below", v -> v.get(0).square().diagEmbed(-2), any(2)),
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
