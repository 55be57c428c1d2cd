package glissade.tensor.kernel;

import glissade.tensor.kernel.ConvPlan.Axes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// Depthwise convolutions of planes with kernels of 3 × 3 and strides of 2, and the gradient of their input: planes are read and written
/// where they stand, since to copy one, split by its strides, takes longer than its sums. Neighbouring positions are the lanes: a vector of
/// columns walks down the rows, so that each row is loaded once.
///
/// Vectors may reach beyond a plane when they are loaded; the first and last planes of an array are therefore copied first. So may those of
/// the input's gradient when they are stored: what is too much, the next plane overwrites. After the last plane of a task that would be
/// another task's, perhaps done already, so this plane is made apart and copied. Planes shorter than two vectors, which is what may be stored
/// beyond one, are all made apart: across the last one of a task, too, another task's could be reached.
final class DepthwiseByTwo {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    /// Each element of the lower half twice, and of the upper half.
    private static final VectorShuffle<Float> LOWER_TWICE = VectorShuffle.fromOp(S, i -> i / 2);
    private static final VectorShuffle<Float> UPPER_TWICE = VectorShuffle.fromOp(S, i -> L / 2 + i / 2);
    private static final VectorMask<Float> ODD = VectorMask.fromLong(S, 0xAAAAAAAAAAAAAAAAL);

    /// Multiply-adds a task takes, about.
    private static final long GRAIN = 1L << 21;

    private final Convolution conv;
    private final ConvPlan plan;
    private final int padding;
    /// The input's plane, and the output's.
    private final int sizeHeight;
    private final int sizeWidth;
    private final int height;
    private final int width;
    /// Planes of the input, and how many a task takes.
    private final int planes;
    private final int grain;

    DepthwiseByTwo(Convolution conv) {
        this.conv = conv;
        plan = conv.plan;
        padding = plan.before().width();
        sizeHeight = plan.size().height();
        sizeWidth = plan.size().width();
        height = plan.output().height();
        width = plan.output().width();
        planes = plan.batch() * plan.groups();
        grain = Math.clamp(GRAIN / (9L * conv.out * conv.positions), 1, Math.max(1, planes));
    }

    /// Whether this way makes the output.
    static boolean suits(Convolution conv) {
        ConvPlan plan = conv.plan;
        Axes before = plan.before();
        return conv.isDepthwise() && plan.kernel().equals(new Axes(1, 3, 3)) && plan.stride().height() == 2
                && plan.stride().width() == 2 && plan.dilation().height() == 1 && plan.dilation().width() == 1
                && plan.size().depth() == 1 && plan.output().depth() == 1 && before.depth() == 0
                && before.height() == before.width() && before.width() <= 1 && conv.inside > 0 && conv.positions > 0
                && endsInside(plan.output().height(), before.height(), plan.size().height())
                && endsInside(plan.output().width(), before.width(), plan.size().width());
    }

    /// Whether there is at most one element of padding behind an axis. The last window begins at `2 (output − 1) − before` and has three
    /// elements, the last one of which may be that right behind the input, at `size`. The windows of a pooling can reach further.
    private static boolean endsInside(int output, int before, int size) {
        return 2 * output - before <= size;
    }

    /// Whether this way makes the gradient of the input: then the output has an element for each pair of the input's.
    static boolean suitsInput(Convolution conv) {
        return suits(conv) && conv.out == 1 && conv.plan.before().width() == 1;
    }

    void forward(float[] x, float[] w, float @Nullable [] bias, float[] y) {
        Parallel.range(planes, grain, (from, to) -> {
            for (int plane = from; plane < to; plane++) {
                forward(plane, x, w, bias, y);
            }
        });
    }

    private void forward(int image, float[] x, float[] w, float @Nullable [] bias, float[] y) {
        int from = image * conv.inside;
        float[] plane = x;
        // what the rows' last vectors read beyond the plane's last row
        if (from < padding || from + conv.inside + 2 * L + 2 > x.length) {
            plane = apart(x, from, conv.inside);
            from = L;
        }
        for (int o = 0; o < conv.out; o++) {
            int channel = image % plan.groups() * conv.out + o;
            int to = (image * conv.out + o) * conv.positions;
            float last = bias == null ? -0f : bias[channel];
            for (int i = 0; i < width; i += L) {
                // the last vector is moved back inside
                int column = Math.max(0, Math.min(i, width - L));
                down(plane, from, column, w, channel * 9, last, y, to);
            }
        }
    }

    /// A copy of a plane that begins at L.
    private static float[] apart(float[] x, int from, int length) {
        float[] copy = Scratch.floats(Scratch.Use.PATCHES, length + 4 * L + 2);
        System.arraycopy(x, from, copy, L, length);
        return copy;
    }

    /// Every other element from `at` on; of short rows half a vector.
    private static FloatVector evens(float[] x, int at, boolean isShort) {
        return isShort ? FloatVector.fromArray(S, x, at).rearrange(PaddedImage.EVENS) : PaddedImage.evens(x, at);
    }

    /// A vector of the output's columns. The last row of the input that a row of the output sees is the first one of the next.
    private void down(float[] x, int plane, int column, float[] w, int wo, float bias, float[] y, int yo) {
        boolean isShort = width <= L / 2;
        int first = 2 * column - padding;
        var left = S.indexInRange(0, Math.max(0, -first));
        // there is at most one element of padding behind a row: see endsInside
        var right = S.indexInRange(0, Math.max(0, Math.ceilDiv(sizeWidth - first - 2, 2))).not();
        var zero = FloatVector.zero(S);
        var last = FloatVector.broadcast(S, bias);
        var w0 = FloatVector.broadcast(S, w[wo]);
        var w1 = FloatVector.broadcast(S, w[wo + 1]);
        var w2 = FloatVector.broadcast(S, w[wo + 2]);
        var w3 = FloatVector.broadcast(S, w[wo + 3]);
        var w4 = FloatVector.broadcast(S, w[wo + 4]);
        var w5 = FloatVector.broadcast(S, w[wo + 5]);
        var w6 = FloatVector.broadcast(S, w[wo + 6]);
        var w7 = FloatVector.broadcast(S, w[wo + 7]);
        var w8 = FloatVector.broadcast(S, w[wo + 8]);
        int at = plane + first - padding * sizeWidth;
        int bottom = plane + first + sizeHeight * sizeWidth;
        int to = yo + column;
        int end = yo + conv.positions - L;
        var x0 = zero;
        var x1 = zero;
        var x2 = zero;
        if (padding == 0) {
            x0 = evens(x, at, isShort).blend(zero, left);
            x1 = evens(x, at + 1, isShort);
            x2 = evens(x, at + 2, isShort).blend(zero, right);
        }
        for (int r = 0; r < height; r++) {
            at += sizeWidth;
            var sum = w2.fma(x2, w1.fma(x1, w0.fma(x0, zero)));
            x0 = evens(x, at, isShort).blend(zero, left);
            x1 = evens(x, at + 1, isShort);
            x2 = evens(x, at + 2, isShort).blend(zero, right);
            sum = w5.fma(x2, w4.fma(x1, w3.fma(x0, sum)));
            at += sizeWidth;
            if (at < bottom) {
                x0 = evens(x, at, isShort).blend(zero, left);
                x1 = evens(x, at + 1, isShort);
                x2 = evens(x, at + 2, isShort).blend(zero, right);
            } else {
                x0 = zero;
                x1 = zero;
                x2 = zero;
            }
            sum = w8.fma(x2, w7.fma(x1, w6.fma(x0, sum))).add(last);
            if (to <= end) {
                sum.intoArray(y, to); // what is too much of a short row, the next one overwrites
            } else {
                sum.intoArray(y, to, S.indexInRange(0, width));
            }
            to += width;
        }
    }

    void input(float[] dy, float[] w, float @Nullable [] bias, float[] dx) {
        // a row's last vector may reach into the next row, but not where a vector of columns before it has been there
        boolean isExact = (width <= L || sizeWidth == 2 * width) && conv.inside >= 2 * L;
        Parallel.range(planes, grain, (from, to) -> {
            for (int plane = from; plane < to; plane++) {
                input(plane, isExact && plane < to - 1, dy, w, bias, dx);
            }
        });
    }

    private void input(int image, boolean isDirect, float[] dy, float[] w, float @Nullable [] bias, float[] dx) {
        int pitch = 2 * width;
        int from = image * conv.positions;
        float[] plane = dy;
        if (from + conv.positions + L + 1 > dy.length) {
            plane = apart(dy, from, conv.positions);
            from = L;
        }
        int channel = image % plan.groups();
        float last = bias == null ? -0f : bias[channel];
        float[] to = isDirect ? dx : Scratch.floats(Scratch.Use.RESULT, 2 * height * pitch + 2 * L);
        for (int i = 0; i < width; i += L) {
            int column = Math.max(0, Math.min(i, width - L));
            pairs(plane, from, column, w, channel * 9, last, to, isDirect ? image * conv.inside : 0,
                    isDirect ? sizeWidth : pitch);
        }
        for (int row = 0; !isDirect && row < sizeHeight; row++) {
            System.arraycopy(to, row * pitch, dx, image * conv.inside + row * sizeWidth, sizeWidth);
        }
    }

    /// A vector of pairs of the input's columns, from that of the output's `column` on; for each row of the output two, `pitch` elements
    /// apart. An element of a pair's first row is seen through the kernel's middle row, one of its second row through the last, and through
    /// the first one from the next row of the output; so are columns. Writes up to two vectors behind a row.
    private void pairs(float[] dy, int plane, int column, float[] w, int wo, float bias, float[] dx, int xo,
            int pitch) {
        boolean isShort = width <= L / 2;
        var right = S.indexInRange(0, width - 1 - column).not();
        var zero = FloatVector.zero(S);
        var last = FloatVector.broadcast(S, bias);
        var w0 = FloatVector.broadcast(S, w[wo]);
        var w1 = FloatVector.broadcast(S, w[wo + 1]);
        var w2 = FloatVector.broadcast(S, w[wo + 2]);
        var w3 = FloatVector.broadcast(S, w[wo + 3]);
        var w4 = FloatVector.broadcast(S, w[wo + 4]);
        var w5 = FloatVector.broadcast(S, w[wo + 5]);
        var w6 = FloatVector.broadcast(S, w[wo + 6]);
        var w7 = FloatVector.broadcast(S, w[wo + 7]);
        var w8 = FloatVector.broadcast(S, w[wo + 8]);
        int at = plane + column;
        int bottom = plane + conv.positions;
        int to = xo + 2 * column;
        var d0 = FloatVector.fromArray(S, dy, at);
        var d1 = FloatVector.fromArray(S, dy, at + 1).blend(zero, right);
        for (int r = 0; r < height; r++) {
            var even = w4.fma(d0, zero).add(last);
            var odd = w3.fma(d1, w5.fma(d0, zero)).add(last);
            inTurns(even, odd, LOWER_TWICE).intoArray(dx, to);
            if (!isShort) {
                inTurns(even, odd, UPPER_TWICE).intoArray(dx, to + L);
            }
            at += width;
            to += pitch;
            even = w7.fma(d0, zero);
            odd = w6.fma(d1, w8.fma(d0, zero));
            if (at < bottom) {
                d0 = FloatVector.fromArray(S, dy, at);
                d1 = FloatVector.fromArray(S, dy, at + 1).blend(zero, right);
            } else {
                d0 = zero;
                d1 = zero;
            }
            if (2 * r + 1 == sizeHeight) {
                return;
            }
            even = w1.fma(d0, even).add(last);
            odd = w0.fma(d1, w2.fma(d0, odd)).add(last);
            inTurns(even, odd, LOWER_TWICE).intoArray(dx, to);
            if (!isShort) {
                inTurns(even, odd, UPPER_TWICE).intoArray(dx, to + L);
            }
            to += pitch;
        }
    }

    /// Elements of two vectors in turns.
    private static FloatVector inTurns(FloatVector even, FloatVector odd, VectorShuffle<Float> twice) {
        return even.rearrange(twice).blend(odd.rearrange(twice), ODD);
    }
}
