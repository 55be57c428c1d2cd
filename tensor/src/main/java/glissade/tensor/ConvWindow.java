package glissade.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// How the kernel of a convolution moves over space.
///
///     new ConvWindow().stride(2).padding(1)
///
/// Each list has one number for each spatial axis, or one for all of them. Immutable, and safe to share between threads.
///
/// @param stride how far the kernel moves at a time
/// @param padding how many zeros stand before and after the input
/// @param same whether the padding is chosen so that the output has the input's size (with a stride of 1), one more zero after the
///        input than before it where they are odd; `padding` does not count then
/// @param dilation how far the kernel's elements are apart
/// @param groups in how many groups the channels are cut, each convolved by itself
public record ConvWindow(List<Integer> stride, List<Integer> padding, boolean same, List<Integer> dilation,
        int groups) {

    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if a stride, a dilation or `groups` is less than 1, or a padding negative
    public ConvWindow {
        stride = checked("ConvWindow", "stride", stride, 1);
        padding = checked("ConvWindow", "padding", padding, 0);
        dilation = checked("ConvWindow", "dilation", dilation, 1);
        if (groups < 1) {
            throw new IllegalArgumentException("ConvWindow: groups is " + groups + ", must be 1 or more");
        }
    }

    /// Stride 1, no padding, dilation 1, one group.
    public ConvWindow() {
        this(List.of(1), List.of(0), false, List.of(1), 1);
    }

    /// With another stride, one for all axes or one for each.
    public ConvWindow stride(int... sizes) {
        return new ConvWindow(list(sizes), padding, same, dilation, groups);
    }

    /// With another padding, one for all axes or one for each.
    public ConvWindow padding(int... sizes) {
        return new ConvWindow(stride, list(sizes), false, dilation, groups);
    }

    /// With the padding that keeps the input's size.
    public ConvWindow paddingSame() {
        return new ConvWindow(stride, padding, true, dilation, groups);
    }

    /// With another dilation, one for all axes or one for each.
    public ConvWindow dilation(int... sizes) {
        return new ConvWindow(stride, padding, same, list(sizes), groups);
    }

    /// With another number of groups.
    public ConvWindow groups(int count) {
        return new ConvWindow(stride, padding, same, dilation, count);
    }

    static List<Integer> list(int... sizes) {
        var list = new ArrayList<Integer>();
        for (int size : sizes) {
            list.add(size);
        }
        return Collections.unmodifiableList(list);
    }

    static List<Integer> checked(String window, String option, List<Integer> sizes, int least) {
        if (sizes.isEmpty()) {
            throw new IllegalArgumentException(
                    window + ": " + option + " has no numbers, must have one or one for each axis");
        }
        for (int size : sizes) {
            if (size < least) {
                throw new IllegalArgumentException(
                        window + ": " + option + " is " + size + ", must be " + least + " or more");
            }
        }
        return List.copyOf(sizes);
    }
}
