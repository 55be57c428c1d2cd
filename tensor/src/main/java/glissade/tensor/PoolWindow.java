package glissade.tensor;

import java.util.List;

/// How the window of a pooling moves over space.
///
///     new PoolWindow(2)                      // 2 × 2, without overlap
///     new PoolWindow(3).stride(2).padding(1)
///
/// Each list has one number for each spatial axis, or one for all of them. Immutable, and safe to share between threads.
///
/// @param kernel the window's size
/// @param stride how far it moves at a time; PyTorch's default is its size
/// @param padding how far it may reach beyond the input, at most half of its size
/// @param dilation how far its elements are apart; of an average 1
/// @param ceil whether a last window that reaches beyond the input counts, if it begins inside it or in the padding before it
public record PoolWindow(List<Integer> kernel, List<Integer> stride, List<Integer> padding, List<Integer> dilation,
        boolean ceil) {

    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if a size, stride or dilation is less than 1, or a padding negative
    public PoolWindow {
        kernel = ConvWindow.checked("PoolWindow", "kernel", kernel, 1);
        stride = ConvWindow.checked("PoolWindow", "stride", stride, 1);
        padding = ConvWindow.checked("PoolWindow", "padding", padding, 0);
        dilation = ConvWindow.checked("PoolWindow", "dilation", dilation, 1);
    }

    /// A window of this size, one for all axes or one for each, that moves by its size.
    public PoolWindow(int... kernel) {
        this(ConvWindow.list(kernel), ConvWindow.list(kernel), List.of(0), List.of(1), false);
    }

    /// With another stride.
    public PoolWindow stride(int... sizes) {
        return new PoolWindow(kernel, ConvWindow.list(sizes), padding, dilation, ceil);
    }

    /// With padding.
    public PoolWindow padding(int... sizes) {
        return new PoolWindow(kernel, stride, ConvWindow.list(sizes), dilation, ceil);
    }

    /// With a dilation.
    public PoolWindow dilation(int... sizes) {
        return new PoolWindow(kernel, stride, padding, ConvWindow.list(sizes), ceil);
    }

    /// With last windows that reach beyond the input, or without.
    public PoolWindow ceil(boolean newCeil) {
        return new PoolWindow(kernel, stride, padding, dilation, newCeil);
    }
}
