package glissade.tensor.kernel;

import glissade.tensor.kernel.ConvPlan.Axes;
import java.util.Arrays;

/// The patches that a kernel sees: for one image and one group a matrix `[patch, positions]`, whose column is what lies under the
/// kernel at one position of the output. They are taken out of an image some positions at a time,
/// or added back into one some rows of the output at a time.
final class Patches {

    private final ConvPlan plan;

    Patches(ConvPlan plan) {
        this.plan = plan;
    }

    /// Copies the patches of positions `from` to `to − 1` to `y`, a row of `to − from` elements for each element of the patch. `image` is
    /// where the group's first channel begins.
    void take(float[] x, int image, int from, int to, float[] y, int yo) {
        Axes k = plan.kernel();
        int width = plan.output().width();
        int at = yo;
        for (int channel = 0; channel < plan.in() / plan.groups(); channel++) {
            int plane = image + channel * plan.size().product();
            for (int d = 0; d < k.depth(); d++) {
                for (int h = 0; h < k.height(); h++) {
                    for (int w = 0; w < k.width(); w++) {
                        for (int i = from; i < to;) {
                            int row = i / width;
                            int end = Math.min(to, (row + 1) * width);
                            takeRow(x, start(plane, row, d, h), w, i - row * width, end - row * width, y, at);
                            at += end - i;
                            i = end;
                        }
                    }
                }
            }
        }
    }

    /// Adds the patches of output rows `from` to `to − 1`, counted over depth and height, back to where they came from.
    void put(float[] y, int yo, int from, int to, float[] x, int image) {
        Axes k = plan.kernel();
        int at = yo;
        for (int channel = 0; channel < plan.in() / plan.groups(); channel++) {
            int plane = image + channel * plan.size().product();
            for (int d = 0; d < k.depth(); d++) {
                for (int h = 0; h < k.height(); h++) {
                    for (int w = 0; w < k.width(); w++) {
                        for (int row = from; row < to; row++) {
                            putRow(y, at, x, start(plane, row, d, h), w);
                            at += plan.output().width();
                        }
                    }
                }
            }
        }
    }

    /// Where the row of the input begins that a row of the output sees through a row of the kernel; negative if in the padding.
    private int start(int plane, int row, int d, int h) {
        int depth = row / plan.output().height() * plan.stride().depth() + d * plan.dilation().depth()
                - plan.before().depth();
        int height = row % plan.output().height() * plan.stride().height() + h * plan.dilation().height()
                - plan.before().height();
        boolean isInside =
                depth >= 0 && depth < plan.size().depth() && height >= 0 && height < plan.size().height();
        return isInside ? plane + (depth * plan.size().height() + height) * plan.size().width() : -1;
    }

    /// The first column of the output whose element of the kernel lies inside the input.
    private int first(int shift) {
        return Math.min(plan.output().width(), shift >= 0 ? 0 : Math.ceilDiv(-shift, plan.stride().width()));
    }

    /// The column behind the last such one.
    private int last(int shift) {
        int room = plan.size().width() - shift;
        return room <= 0 ? 0 : Math.min(plan.output().width(), Math.ceilDiv(room, plan.stride().width()));
    }

    /// Columns `left` to `right − 1` of a row.
    private void takeRow(float[] x, int start, int w, int left, int right, float[] y, int yo) {
        int shift = w * plan.dilation().width() - plan.before().width();
        int first = Math.clamp(first(shift), left, right);
        int last = Math.clamp(last(shift), first, right);
        int to = yo - left;
        if (start < 0 || first == last) {
            Arrays.fill(y, yo, yo + right - left, 0);
            return;
        }
        fillZeros(y, yo, to + first);
        int step = plan.stride().width();
        if (step == 1) {
            System.arraycopy(x, start + shift + first, y, to + first, last - first);
        } else {
            for (int i = first; i < last; i++) {
                y[to + i] = x[start + shift + i * step];
            }
        }
        fillZeros(y, to + last, to + right);
    }

    private static void fillZeros(float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = 0;
        }
    }

    private void putRow(float[] y, int yo, float[] x, int start, int w) {
        int shift = w * plan.dilation().width() - plan.before().width();
        int first = first(shift);
        int last = last(shift);
        if (start < 0) {
            return;
        }
        int step = plan.stride().width();
        int to = start + shift;
        if (step == 1) {
            for (int i = first; i < last; i++) {
                x[to + i] += y[yo + i];
            }
        } else {
            for (int i = first; i < last; i++) {
                x[to + i * step] += y[yo + i];
            }
        }
    }
}
