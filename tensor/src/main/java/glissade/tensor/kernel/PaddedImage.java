package glissade.tensor.kernel;

import glissade.tensor.kernel.ConvPlan.Axes;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// A copy of one image's channels of one group with its padding, in which the elements that neighbouring positions see through the same
/// element of the kernel lie side by side.
///
/// With a stride s, every s-th element is therefore a plane of its own: the copy is `[channels, s, s, s, depth, height, width]`, with what
/// no element of the kernel sees left out. A position's patch begins at [#at], and its element k is `offsets[k]` further.
final class PaddedImage {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final VectorShuffle<Float> EVENS = VectorShuffle.fromOp(S, i -> 2 * i % L);

    private final ConvPlan plan;
    private final Axes stride;
    /// Elements of a plane along each axis.
    private final int depth;
    private final int height;
    private final int width;
    private final int channels;
    private final int[] offsets;

    /// The copy for a plan, or for its largest band.
    PaddedImage(ConvPlan plan) {
        this.plan = plan;
        stride = plan.stride();
        channels = plan.in() / plan.groups();
        Axes reach = plan.reach();
        depth = plan.output().depth() + reach.depth() / stride.depth();
        height = plan.output().height() + reach.height() / stride.height();
        width = plan.output().width() + reach.width() / stride.width();
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

    /// Makes the copy for a band of the plan, or all of it. `image` is where the group's first channel begins.
    void fill(ConvPlan band, float[] x, int image, float[] y) {
        Axes size = plan.size();
        Axes before = band.before();
        int to = 0;
        for (int channel = 0; channel < channels; channel++) {
            for (int phase = 0; phase < stride.product(); phase++) {
                int phaseDepth = phase / stride.width() / stride.height();
                int phaseHeight = phase / stride.width() % stride.height();
                int phaseWidth = phase % stride.width();
                if (!isSeen(phaseDepth, stride.depth(), plan.kernel().depth(), plan.dilation().depth())
                        || !isSeen(phaseHeight, stride.height(), plan.kernel().height(), plan.dilation().height())
                        || !isSeen(phaseWidth, stride.width(), plan.kernel().width(), plan.dilation().width())) {
                    to += depth * height * width;
                    continue;
                }
                for (int d = 0; d < depth; d++) {
                    int fromDepth = d * stride.depth() + phaseDepth - before.depth();
                    boolean isInside = fromDepth >= 0 && fromDepth < size.depth();
                    int plane = image + (channel * size.depth() + fromDepth) * size.height() * size.width();
                    if (!isInside) {
                        Arrays.fill(y, to, to + height * width, 0f);
                    } else if (stride.width() == 1) {
                        rows(x, plane, phaseHeight - before.height(), before.width(), y, to);
                    } else {
                        steps(x, plane, phaseHeight - before.height(), phaseWidth - before.width(), y, to);
                    }
                    to += height * width;
                }
            }
        }
    }

    /// Whether an element of the kernel sees this one of the planes along an axis.
    private static boolean isSeen(int phase, int stride, int kernel, int dilation) {
        for (int k = 0; k < kernel; k++) {
            if (k * dilation % stride == phase) {
                return true;
            }
        }
        return false;
    }

    /// Copies the rows of a plane, the first one `top` rows from the plane's, with `left` zeros before each; what is not in the plane is
    /// zeros. All in whole vectors: what is too much of a row is overwritten by the zeros behind it, which are also those before the next.
    private void rows(float[] x, int plane, int top, int left, float[] y, int yo) {
        int sizeHeight = plan.size().height();
        int sizeWidth = plan.size().width();
        int step = stride.height();
        int columns = width;
        int first = Math.clamp(left, 0, columns);
        int last = Math.clamp((long) sizeWidth + left, first, columns);
        var zero = FloatVector.zero(S);
        for (int i = 0; i < first; i += L) {
            zero.intoArray(y, yo + i);
        }
        int second = Math.max(first, last - L);
        if (last - first <= 2 * L && columns - last + first <= L
                && plane + (sizeHeight - 1) * sizeWidth - left + second + L <= x.length) {
            shortRows(x, plane - left, top, first, second, last, y, yo);
            return;
        }
        int to = yo;
        for (int h = 0; h < height; h++) {
            int row = h * step + top;
            int behind = first;
            if (row >= 0 && row < sizeHeight) {
                int from = plane + row * sizeWidth - left;
                int whole = Math.min(last, x.length - from - L + 1);
                int i = first;
                for (; i < whole; i += L) {
                    FloatVector.fromArray(S, x, from + i).intoArray(y, to + i);
                }
                for (; i < last; i++) {
                    y[to + i] = x[from + i];
                }
                behind = last;
            }
            for (; behind < columns + first; behind += L) {
                zero.intoArray(y, to + behind);
            }
            to += columns;
        }
    }

    /// The same for rows of two vectors at most, the second one moved back inside, without a loop for each.
    private void shortRows(float[] x, int plane, int top, int first, int second, int last, float[] y, int yo) {
        int sizeHeight = plan.size().height();
        int sizeWidth = plan.size().width();
        int step = stride.height();
        var zero = FloatVector.zero(S);
        boolean isPair = second > first;
        int to = yo;
        for (int h = 0; h < height; h++) {
            int row = h * step + top;
            var a = zero;
            var b = zero;
            if (row >= 0 && row < sizeHeight) {
                int from = plane + row * sizeWidth;
                a = FloatVector.fromArray(S, x, from + first);
                b = FloatVector.fromArray(S, x, from + second);
            }
            a.intoArray(y, to + first);
            if (isPair) {
                b.intoArray(y, to + second);
            }
            zero.intoArray(y, to + last);
            to += width;
        }
    }

    /// The same where the elements of a row are some apart.
    private void steps(float[] x, int plane, int top, int left, float[] y, int yo) {
        int sizeHeight = plan.size().height();
        int sizeWidth = plan.size().width();
        int step = stride.width();
        var evens = EVENS;
        int first = Math.clamp(Math.ceilDiv(-left, step), 0, width);
        int last = Math.clamp(Math.ceilDiv(sizeWidth - left, step), first, width);
        for (int h = 0; h < height; h++) {
            int row = h * stride.height() + top;
            int to = yo + h * width;
            if (row < 0 || row >= sizeHeight) {
                Arrays.fill(y, to, to + width, 0f);
                continue;
            }
            Arrays.fill(y, to, to + first, 0f);
            int from = plane + row * sizeWidth + left;
            int i = first;
            if (step == 2) {
                // half of each vector is meant; what else it writes, the next one or the zeros behind overwrite
                for (; i < last && from + 2 * i + L <= x.length; i += L / 2) {
                    FloatVector.fromArray(S, x, from + 2 * i).rearrange(evens).intoArray(y, to + i);
                }
            }
            for (; i < last; i++) {
                y[to + i] = x[from + i * step];
            }
            Arrays.fill(y, to + last, to + width, 0f);
        }
    }
}
