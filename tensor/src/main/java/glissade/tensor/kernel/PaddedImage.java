package glissade.tensor.kernel;

import glissade.tensor.kernel.ConvPlan.Axes;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// A copy of one image's channels of one group with its padding, in which the elements that neighbouring positions see through the same
/// element of the kernel lie side by side.
///
/// With a stride s, every s-th element is therefore a plane of its own: the copy is `[channels, s, s, s, depth, height, width]`, with what
/// no element of the kernel sees left out. A position's patch begins at [#at], and its element k is `offsets[k]` further.
final class PaddedImage {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

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
        return channels * stride.product() * depth * height * width + 2 * L;
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
                    for (int h = 0; h < height; h++) {
                        int fromHeight = h * stride.height() + phaseHeight - before.height();
                        boolean isInside = fromDepth >= 0 && fromDepth < size.depth() && fromHeight >= 0
                                && fromHeight < size.height();
                        int row = image
                                + ((channel * size.depth() + fromDepth) * size.height() + fromHeight) * size.width();
                        if (!isInside) {
                            Arrays.fill(y, to, to + width, 0f);
                        } else if (stride.width() == 1) {
                            row(x, row, -before.width(), size.width(), y, to, width);
                        } else {
                            steps(x, row, phaseWidth - before.width(), stride.width(), size.width(), y, to, width);
                        }
                        to += width;
                    }
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

    /// Copies `x[row + shift + i]` for each i of `width`, zeros where that is outside of the row; and writes up to a vector more, which the
    /// next row overwrites.
    private static void row(float[] x, int row, int shift, int size, float[] y, int yo, int width) {
        int first = Math.clamp(-(long) shift, 0, width);
        int last = Math.clamp(size - (long) shift, first, width);
        for (int i = 0; i < first; i++) {
            y[yo + i] = 0;
        }
        int from = row + shift;
        int i = first;
        for (; i <= last - L; i += L) {
            FloatVector.fromArray(S, x, from + i).intoArray(y, yo + i);
        }
        if (i < last) {
            FloatVector.fromArray(S, x, from + i, S.indexInRange(0, last - i)).intoArray(y, yo + i);
            i += L;
        }
        for (; i < width; i++) {
            y[yo + i] = 0;
        }
    }

    private static void steps(float[] x, int row, int shift, int step, int size, float[] y, int yo, int width) {
        for (int i = 0; i < width; i++) {
            int at = shift + i * step;
            y[yo + i] = at >= 0 && at < size ? x[row + at] : 0;
        }
    }
}
