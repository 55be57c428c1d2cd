package glissade.tensor.kernel;

import glissade.tensor.PoolWindow;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.kernel.ConvPlan.Axes;
import java.util.Arrays;

/// Which elements each window of a pooling sees: for each spatial axis and place of the output the first element, the one behind the
/// last, and how many count for an average. There are always three axes here, the first ones of size 1 if there are fewer.
///
/// @param input the input's shape, `[N, C, …]`
/// @param output the output's
/// @param axes the windows along each axis
public record PoolPlan(Shape input, Shape output, Axis[] axes) {

    /// The windows along one axis.
    ///
    /// @param size the input's size
    /// @param from the first element of each
    /// @param to the element behind the last
    /// @param step how far elements are apart
    /// @param count how many elements an average is divided by
    /// @param kernel how many elements a window has with those in the padding; 0 if the windows are not alike
    /// @param stride how far windows are apart
    /// @param before the padding before the first element
    public record Axis(int size, int[] from, int[] to, int step, int[] count, int kernel, int stride, int before) {

        int windows() {
            return from.length;
        }

        /// Whether each window has the same elements but for the padding, and one at least that is none.
        boolean isRegular() {
            boolean regular = kernel > 0;
            for (int i = 0; i < from.length; i++) {
                regular &= from[i] < to[i];
            }
            return regular;
        }

        /// Whether no element is in two windows.
        boolean isDisjoint() {
            boolean disjoint = step == 1;
            for (int i = 1; i < from.length; i++) {
                disjoint &= to[i - 1] <= from[i];
            }
            return disjoint;
        }
    }

    /// The plan of a window that moves. With `countPadding` an average counts the padding too.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static PoolPlan of(String op, Shape input, PoolWindow window, boolean countPadding) {
        int rank = requireRank(op, input, Math.max(1, window.kernel().size()));
        int[] kernel = ConvPlan.numbers(op, "kernel", window.kernel(), rank);
        int[] stride = ConvPlan.numbers(op, "stride", window.stride(), rank);
        int[] padding = ConvPlan.numbers(op, "padding", window.padding(), rank);
        int[] dilation = ConvPlan.numbers(op, "dilation", window.dilation(), rank);
        Axis[] axes = whole();
        long plane = 1;
        for (int i = 0; i < rank; i++) {
            int size = input.size(i + 2);
            if (padding[i] > kernel[i] / 2) {
                throw new IllegalArgumentException(op + ": the padding is " + padding[i]
                        + ", must be at most half of the kernel's " + kernel[i]);
            }
            long reach = dilation[i] * (kernel[i] - 1L) + 1;
            long padded = size + 2L * padding[i];
            long room = padded - reach;
            long windows = (window.ceil() ? Math.ceilDiv(room, stride[i]) : Math.floorDiv(room, stride[i])) + 1;
            if (window.ceil() && (windows - 1) * stride[i] >= size + padding[i]) {
                // it would lie in the padding after the input alone
                windows--;
            }
            if (windows < 1) {
                throw ShapeException
                        .of(op, "the window reaches over " + reach + " elements, and the padded input has "
                                + padded)
                        .operand("input", input, i + 2).fix("use a smaller window, or more padding");
            }
            long covered = Math.max(padded, (windows - 1) * stride[i] + reach);
            if (covered > Shape.MAX_ELEMENTS / plane) {
                throw ShapeException.of(op, "along this axis the window moves over " + covered
                        + " elements, which makes the planes larger than an array, of " + Shape.MAX_ELEMENTS
                        + " elements").operand("input", input, i + 2).fix("use a smaller window or dilation");
            }
            plane *= covered;
            axes[3 - rank + i] = moving(size, (int) windows, kernel[i], (int) Math.min(stride[i], padded), padding[i],
                    dilation[i], countPadding);
        }
        return new PoolPlan(input, output(input, axes, rank), axes);
    }

    private static Axis moving(int size, int windows, int kernel, int stride, int padding, int dilation,
            boolean countPadding) {
        int[] from = new int[windows];
        int[] to = new int[windows];
        int[] count = new int[windows];
        for (int i = 0; i < windows; i++) {
            int start = i * stride - padding;
            int end = start + dilation * (kernel - 1) + 1;
            // the first element of the window that is not in the padding
            from[i] = start >= 0 ? start : start + Math.ceilDiv(-start, dilation) * dilation;
            to[i] = Math.min(end, size);
            count[i] = countPadding ? Math.min(end, size + padding) - start : Math.max(0, to[i] - from[i]);
        }
        return new Axis(size, from, to, dilation, count, kernel, stride, padding);
    }

    /// The plan of windows that together cover the input evenly: window i of m over n elements is `⌊i·n/m⌋` to `⌈(i+1)·n/m⌉`.
    ///
    /// @throws ShapeException if the shapes do not fit
    public static PoolPlan adaptive(String op, Shape input, int... sizes) {
        int rank = requireRank(op, input, sizes.length);
        if (sizes.length != 1 && sizes.length != rank) {
            throw new IllegalArgumentException(
                    op + ": " + sizes.length + " sizes are given, must be 1"
                            + (rank == 1 ? "" : " or " + rank + ", one for each spatial axis"));
        }
        Axis[] axes = whole();
        for (int i = 0; i < rank; i++) {
            int windows = sizes[sizes.length == 1 ? 0 : i];
            int size = input.size(i + 2);
            if (windows < 1 || size < 1) {
                throw ShapeException.of(op, windows + " windows over " + size + " elements")
                        .operand("input", input, i + 2).fix("both must be 1 or more");
            }
            Shape places = Shape.of(windows);
            int[] from = Allocation.ints(places);
            int[] to = Allocation.ints(places);
            int[] count = Allocation.ints(places);
            for (int w = 0; w < windows; w++) {
                from[w] = (int) ((long) w * size / windows);
                to[w] = (int) Math.ceilDiv((w + 1L) * size, (long) windows);
                count[w] = to[w] - from[w];
            }
            int each = size % windows == 0 ? size / windows : 0;
            axes[3 - rank + i] = new Axis(size, from, to, 1, count, each, each, 0);
        }
        return new PoolPlan(input, output(input, axes, rank), axes);
    }

    /// This plan, if each window has an element of the input: of nothing there is no greatest.
    ///
    /// @throws ShapeException if a window lies in the padding alone, as it can with a dilation
    public PoolPlan requireElements(String op) {
        for (int i = 0; i < axes.length; i++) {
            for (int w = 0; w < axes[i].windows(); w++) {
                if (axes[i].from[w] >= axes[i].to[w]) {
                    throw ShapeException.of(op, "window " + w + " has no element but padding")
                            .operand("input", input, input.rank() - axes.length + i)
                            .fix("use less padding or dilation, or a larger input");
                }
            }
        }
        return this;
    }

    private static Axis[] whole() {
        Axis[] axes = new Axis[3];
        Arrays.fill(axes, new Axis(1, new int[] {0}, new int[] {1}, 1, new int[] {1}, 1, 1, 0));
        return axes;
    }

    private static int requireRank(String op, Shape input, int least) {
        int rank = input.rank() - 2;
        if (rank < least || rank < 1 || rank > 3) {
            throw ShapeException
                    .of(op, "the input has no "
                            + (least > 1 ? least + " spatial axes" : "spatial axis, or more than 3"))
                    .operand("input", input).fix("the input is [batch, channels, …]");
        }
        return rank;
    }

    private static Shape output(Shape input, Axis[] axes, int rank) {
        int[] sizes = input.toArray();
        for (int i = 0; i < rank; i++) {
            sizes[i + 2] = axes[3 - rank + i].windows();
        }
        return Shape.of(sizes);
    }

    int planes() {
        return input.size(0) * input.size(1);
    }

    int inside() {
        return axes[0].size() * axes[1].size() * axes[2].size();
    }

    int windows() {
        return axes[0].windows() * axes[1].windows() * axes[2].windows();
    }

    /// Whether one window covers the whole of each plane.
    boolean isGlobal() {
        boolean global = true;
        for (Axis axis : axes) {
            global &= axis.windows() == 1 && axis.from()[0] == 0 && axis.to()[0] == axis.size() && axis.step() == 1;
        }
        return global;
    }

    /// What an average divides each window of a plane by: how many elements count, or `divisor` if that is not 0.
    float[] counts(int divisor) {
        float[] counts = new float[windows()];
        int at = 0;
        for (int d : axes[0].count()) {
            for (int h : axes[1].count()) {
                for (int w : axes[2].count()) {
                    counts[at++] = divisor != 0 ? divisor : (float) d * h * w;
                }
            }
        }
        return counts;
    }

    /// The convolution that sees the same elements, a plane each image.
    ConvPlan convolution() {
        Axis d = axes[0];
        Axis h = axes[1];
        Axis w = axes[2];
        return new ConvPlan(planes(), 1, 1, 1, new Axes(d.size, h.size, w.size), new Axes(d.kernel, h.kernel, w.kernel),
                new Axes(d.windows(), h.windows(), w.windows()), new Axes(d.stride, h.stride, w.stride),
                new Axes(d.before, h.before, w.before), new Axes(d.step, h.step, w.step), 3);
    }
}
