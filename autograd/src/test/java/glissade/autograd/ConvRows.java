package glissade.autograd;

import static glissade.autograd.OpTable.any;
import static glissade.autograd.OpTable.row;

import glissade.tensor.ConvWindow;
import glissade.tensor.PoolWindow;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.List;

/// The rows of [ConvOps].
final class ConvRows {

    private static final ConvWindow PLAIN = new ConvWindow();

    static final List<OpTable.Row> ROWS = List.of(
            row("conv", "one axis", v -> v.get(0).conv(v.get(1), v.get(2), PLAIN), any(2, 2, 5), any(3, 2, 2), any(3)),
            row("conv", "two axes, padding", v -> v.get(0).conv(v.get(1), v.get(2), PLAIN.padding(1)), any(2, 2, 3, 4),
                    any(2, 2, 3, 3), any(2)),
            row("conv", "no bias, stride, dilation",
                    v -> v.get(0).conv(v.get(1), null, PLAIN.stride(2, 1).dilation(1, 2).padding(2, 1)),
                    any(1, 2, 4, 5),
                    any(2, 2, 2, 3)),
            row("conv", "groups", v -> v.get(0).conv(v.get(1), null, PLAIN.groups(2)), any(2, 4, 4), any(4, 2, 2)),
            row("conv", "depthwise", v -> v.get(0).conv(v.get(1), v.get(2), PLAIN.groups(3).paddingSame()),
                    any(1, 3, 4),
                    any(3, 1, 2), any(3)),
            row("conv", "three axes", v -> v.get(0).conv(v.get(1), null, PLAIN), any(1, 1, 2, 3, 3),
                    any(2, 1, 2, 2, 2)),
            row("convTranspose", "one axis", v -> v.get(0).convTranspose(v.get(1), v.get(2), PLAIN.stride(2), 1),
                    any(2, 2, 3), any(2, 3, 2), any(3)),
            row("convTranspose", "two axes, groups",
                    v -> v.get(0).convTranspose(v.get(1), null, PLAIN.groups(2).padding(1)), any(1, 4, 3, 3),
                    any(4, 1, 2, 3)),
            row("maxPool", "two axes", v -> v.get(0).square().maxPool(new PoolWindow(2)), distinct(1, 2, 4, 4)),
            row("maxPool", "overlapping, padding",
                    v -> v.get(0).square().maxPool(new PoolWindow(3).stride(1).padding(1)),
                    distinct(1, 2, 5)),
            row("adaptiveMaxPool", "", v -> v.get(0).square().adaptiveMaxPool(2, 3), distinct(1, 1, 5, 4)),
            row("averagePool", "", v -> v.get(0).square().averagePool(new PoolWindow(2)), any(1, 2, 4, 5)),
            row("averagePool", "padding not counted",
                    v -> v.get(0).square().averagePool(new PoolWindow(3).stride(2).padding(1).ceil(true), false, 0),
                    any(1, 2, 6)),
            row("averagePool", "divisor", v -> v.get(0).square().averagePool(new PoolWindow(2, 3), true, 5),
                    any(1, 2, 4, 6)),
            row("adaptiveAveragePool", "", v -> v.get(0).square().adaptiveAveragePool(2, 3), any(1, 2, 5, 4)),
            row("unfold", "", v -> v.get(0).square().unfold(PLAIN.padding(1).stride(2), 2, 3), any(2, 2, 4, 5)),
            row("fold", "", v -> v.get(0).square().fold(Shape.of(1, 2, 3, 3), PLAIN, 2), any(1, 8, 4)),
            row("resizeNearest", "larger and smaller", v -> v.get(0).square().resizeNearest(5, 2), any(1, 2, 2, 3)),
            row("scaleNearest", "larger and smaller", v -> v.get(0).square().scaleNearest(2.5, 0.7), any(1, 2, 2, 3)),
            row("scaleLinear", "larger and smaller", v -> v.get(0).square().scaleLinear(1.7, 0.7), any(1, 2, 3, 3)),
            row("resizeLinear", "areas", v -> v.get(0).square().resizeLinear(false, 5, 2), any(1, 2, 3, 3)),
            row("resizeLinear", "corners", v -> v.get(0).square().resizeLinear(true, 5), any(1, 2, 3)));

    private ConvRows() {
    }

    /// Numbers between which a small step changes no order, nor that of their squares.
    private static Tensor distinct(int... sizes) {
        Tensor numbers = Tensor.zeros(sizes);
        float[] values = numbers.toArray();
        for (int i = 0; i < values.length; i++) {
            // 7 and the lengths used have no common factor
            values[i] = 0.5f + (i * 7 % values.length) * 0.25f;
        }
        return Tensor.of(numbers.shape(), values);
    }
}
