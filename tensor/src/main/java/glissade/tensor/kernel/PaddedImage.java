package glissade.tensor.kernel;

import glissade.tensor.kernel.ConvPlan.Axes;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// A copy of one image's channels of one group with its padding (zeros, or another number), in which the elements that neighbouring
/// positions see through the same element of the kernel lie side by side.
///
/// With a stride s, every s-th element is therefore a plane of its own: the copy is `[channels, s, s, s, depth, height, width]`, with what
/// no element of the kernel sees left out. A position's patch begins at [#at], and its element k is `offsets[k]` further.
final class PaddedImage {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    /// Every other element of a vector, and once more behind them.
    static final VectorShuffle<Float> EVENS = VectorShuffle.fromOp(S, i -> 2 * i % L);
    private static final VectorMask<Float> UPPER = S.indexInRange(0, L / 2).not();

    private final ConvPlan plan;
    private final Axes stride;
    /// Elements of a plane along each axis.
    private final int depth;
    private final int height;
    private final int width;
    private final int channels;
    private final int[] offsets;
    private final float padding;
    /// Which of the planes along each axis an element of the kernel sees.
    private final boolean[] seenDepths;
    private final boolean[] seenHeights;
    private final boolean[] seenWidths;

    /// The copy for a plan, or for its largest band.
    PaddedImage(ConvPlan plan) {
        this(plan, 0);
    }

    PaddedImage(ConvPlan plan, float padding) {
        this.plan = plan;
        this.padding = padding;
        stride = plan.stride();
        channels = plan.in() / plan.groups();
        Axes reach = plan.reach();
        depth = plan.output().depth() + reach.depth() / stride.depth();
        height = plan.output().height() + reach.height() / stride.height();
        width = plan.output().width() + reach.width() / stride.width();
        seenDepths = planesSeen(stride.depth(), plan.kernel().depth(), plan.dilation().depth());
        seenHeights = planesSeen(stride.height(), plan.kernel().height(), plan.dilation().height());
        seenWidths = planesSeen(stride.width(), plan.kernel().width(), plan.dilation().width());
        offsets = new int[plan.patch()];
        int k = 0;
        for (int channel = 0; channel < channels; channel++) {
            for (int d = 0; d < plan.kernel().depth(); d++) {
                for (int h = 0; h < plan.kernel().height(); h++) {
                    for (int w = 0; w < plan.kernel().width(); w++) {
                        offsets[k++] = offset(channel, d * plan.dilation().depth(), h * plan.dilation().height(),
                                w * plan.dilation().width());
                    }
                }
            }
        }
    }

    private static boolean[] planesSeen(int stride, int kernel, int dilation) {
        boolean[] seen = new boolean[stride];
        for (int k = 0; k < kernel; k++) {
            seen[k * dilation % stride] = true;
        }
        return seen;
    }

    private int offset(int channel, int d, int h, int w) {
        int plane = ((channel * stride.depth() + d % stride.depth()) * stride.height() + h % stride.height())
                * stride.width() + w % stride.width();
        return ((plane * depth + d / stride.depth()) * height + h / stride.height()) * width + w / stride.width();
    }

    int[] offsets() {
        return offsets;
    }

    /// Where the patch of the first position of an output's row begins.
    int at(int d, int h) {
        return (d * height + h) * width;
    }

    /// Elements of the copy, and as many more as may be read or written beyond its end.
    int length() {
        return channels * stride.product() * depth * height * width + width + 2 * L;
    }

    /// Copies what `n` positions of a band see through one element of the patch. Writes up to a vector beyond, which what follows
    /// overwrites, or which is between two rows of a strip.
    void copySeen(float[] copy, ConvPlan band, int offset, int from, int n, float[] strip, int to) {
        int columns = band.output().width();
        int rows = band.output().height();
        for (int i = from; i < from + n;) {
            int row = i / columns;
            int end = Math.min(from + n, (row + 1) * columns);
            int source = at(row / rows, row % rows) + i - row * columns + offset;
            int target = to + i - from;
            for (int j = 0; j < end - i; j += L) {
                FloatVector.fromArray(S, copy, source + j).intoArray(strip, target + j);
            }
            i = end;
        }
    }

    /// Makes the copy for a band of the plan, or all of it. `image` is where the group's first channel begins.
    void fill(ConvPlan band, float[] x, int image, float[] y) {
        Axes size = plan.size();
        Axes before = band.before();
        int to = 0;
        for (int channel = 0; channel < channels; channel++) {
            for (int phaseDepth = 0; phaseDepth < stride.depth(); phaseDepth++) {
                for (int phaseHeight = 0; phaseHeight < stride.height(); phaseHeight++) {
                    for (int phaseWidth = 0; phaseWidth < stride.width(); phaseWidth++) {
                        if (!seenDepths[phaseDepth] || !seenHeights[phaseHeight] || !seenWidths[phaseWidth]) {
                            to += depth * height * width;
                            continue;
                        }
                        for (int d = 0; d < depth; d++) {
                            int from = d * stride.depth() + phaseDepth - before.depth();
                            if (from < 0 || from >= size.depth()) {
                                Arrays.fill(y, to, to + height * width, padding);
                            } else {
                                int plane = image + (channel * size.depth() + from) * size.height() * size.width();
                                plane(x, plane, phaseHeight - before.height(), phaseWidth - before.width(), y, to);
                            }
                            to += height * width;
                        }
                    }
                }
            }
        }
    }

    /// Copies the rows of a plane, each [#stride] elements apart, as are a row's elements; the first one is `top` rows and `left` elements
    /// from the plane's first. What is not in the plane is padding. All in whole vectors: what is too much of a row is overwritten by the
    /// padding behind it, which is also that before the next.
    private void plane(float[] x, int plane, int top, int left, float[] y, int yo) {
        int sizeWidth = plan.size().width();
        int step = stride.width();
        int first = Math.clamp(Math.ceilDiv(-left, step), 0, width);
        int last = Math.clamp(Math.ceilDiv(sizeWidth - left, step), first, width);
        var beyond = FloatVector.broadcast(S, padding);
        for (int i = 0; i < first; i += L) {
            beyond.intoArray(y, yo + i);
        }
        int end = plane + (plan.size().height() - 1) * sizeWidth + left;
        int second = Math.max(first, last - L);
        // rows of nothing but padding are loaded from nowhere
        boolean isPadded = width - last + first > L || first == last;
        if (isPadded || step > 2 || last - first > 2 * L || end + step * (second + L) > x.length) {
            rows(x, plane + left, top, first, last, y, yo);
        } else if (step == 1) {
            shortRows(x, plane + left, top, first, second, last, y, yo);
        } else {
            shortSteps(x, plane + left, top, first, second, last, y, yo);
        }
    }

    private void rows(float[] x, int plane, int top, int first, int last, float[] y, int yo) {
        int sizeHeight = plan.size().height();
        int sizeWidth = plan.size().width();
        int step = stride.width();
        var beyond = FloatVector.broadcast(S, padding);
        int to = yo;
        for (int h = 0; h < height; h++) {
            int row = h * stride.height() + top;
            int behind = first;
            if (row >= 0 && row < sizeHeight) {
                int from = plane + row * sizeWidth;
                int i = first;
                if (step == 1) {
                    int whole = Math.min(last, x.length - from - L + 1);
                    for (; i < whole; i += L) {
                        FloatVector.fromArray(S, x, from + i).intoArray(y, to + i);
                    }
                } else if (step == 2) {
                    for (; i < last && from + 2 * i + 2 * L <= x.length; i += L) {
                        evens(x, from + 2 * i).intoArray(y, to + i);
                    }
                }
                for (; i < last; i++) {
                    y[to + i] = x[from + i * step];
                }
                behind = last;
            }
            for (; behind < width + first; behind += L) {
                beyond.intoArray(y, to + behind);
            }
            to += width;
        }
    }

    /// A vector of every other element from `from` on.
    static FloatVector evens(float[] x, int from) {
        return FloatVector.fromArray(S, x, from).rearrange(EVENS)
                .blend(FloatVector.fromArray(S, x, from + L).rearrange(EVENS), UPPER);
    }

    /// The same for rows of two vectors at most, the second one moved back inside, without a loop for each.
    private void shortRows(float[] x, int plane, int top, int first, int second, int last, float[] y, int yo) {
        int sizeHeight = plan.size().height();
        int sizeWidth = plan.size().width();
        int step = stride.height();
        var beyond = FloatVector.broadcast(S, padding);
        boolean isPair = second > first;
        int to = yo;
        for (int h = 0; h < height; h++) {
            int row = h * step + top;
            var a = beyond;
            var b = beyond;
            if (row >= 0 && row < sizeHeight) {
                int from = plane + row * sizeWidth;
                a = FloatVector.fromArray(S, x, from + first);
                b = FloatVector.fromArray(S, x, from + second);
            }
            a.intoArray(y, to + first);
            if (isPair) {
                b.intoArray(y, to + second);
            }
            beyond.intoArray(y, to + last);
            to += width;
        }
    }

    /// The same for every other element.
    private void shortSteps(float[] x, int plane, int top, int first, int second, int last, float[] y, int yo) {
        int sizeHeight = plan.size().height();
        int sizeWidth = plan.size().width();
        int step = stride.height();
        var beyond = FloatVector.broadcast(S, padding);
        boolean isPair = second > first;
        int to = yo;
        for (int h = 0; h < height; h++) {
            int row = h * step + top;
            var a = beyond;
            var b = beyond;
            if (row >= 0 && row < sizeHeight) {
                int from = plane + row * sizeWidth;
                a = evens(x, from + 2 * first);
                if (isPair) {
                    b = evens(x, from + 2 * second);
                }
            }
            a.intoArray(y, to + first);
            if (isPair) {
                b.intoArray(y, to + second);
            }
            beyond.intoArray(y, to + last);
            to += width;
        }
    }
}
