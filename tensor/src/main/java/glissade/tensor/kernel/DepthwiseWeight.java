package glissade.tensor.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The gradient of the weight of a convolution whose channels each have kernels of their own: its lanes are channels, a vector of groups at a
/// time.
///
/// Image and gradient are turned round so that channels are innermost ([TurnedImage]). Then each element of the kernel has its chain in a
/// register, nine of them at a time, while the positions of a block run by. The chains are those of [Convolution]. The sums are
/// `[panels, out / groups, kernel, channels of a panel]` here.
final class DepthwiseWeight {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    /// Elements of the kernel whose chains run together.
    private static final int TOGETHER = 9;
    /// 512-bit vectors come with 32 registers; narrower ones may have only 16.
    private static final boolean MANY_REGISTERS = L >= 16;

    private final Convolution conv;
    private final ConvPlan plan;
    private final ConvBlocks blocks;
    private final int kernel;
    /// Channels of a panel. The last panel is moved back inside, so that some channels may be computed twice.
    private final int channels;
    private final int panels;
    private final TurnedImage turned;
    private final int[] positions;
    /// What an element of the kernel adds to a position, the last one repeated to fill up the last nine.
    private final int[] offsets;
    /// Whether the kernel's rows are of three elements, of which a position shares two with the next.
    private final boolean slides;

    DepthwiseWeight(Convolution conv) {
        this.conv = conv;
        plan = conv.plan;
        blocks = new ConvBlocks(plan);
        kernel = plan.kernel().product();
        channels = Math.min(L, plan.groups());
        panels = Math.ceilDiv(plan.groups(), L);
        turned = new TurnedImage(blocks.plan(0), channels, L);
        positions = turned.positions();
        offsets = Arrays.copyOf(turned.kernelOffsets(), Math.ceilDiv(kernel, TOGETHER) * TOGETHER);
        Arrays.fill(offsets, kernel, offsets.length, offsets[kernel - 1]);
        slides = MANY_REGISTERS && plan.kernel().width() == 3 && plan.kernel().height() % 3 == 0
                && plan.dilation().width() == 1 && plan.stride().width() == 1;
    }

    /// Whether there are channels enough for the lanes.
    static boolean suits(Convolution conv) {
        return conv.isDepthwise() && 2 * conv.plan.groups() >= L;
    }

    void run(float[] x, float[] dy, float[] dw) {
        int length = conv.run();
        int runs = Math.ceilDiv(plan.batch(), length);
        float[][] sums = new float[panels * runs][conv.out * offsets.length * L];
        Parallel.forEach(sums.length, task -> {
            int run = task % runs;
            for (int image = run * length; image < Math.min(plan.batch(), (run + 1) * length); image++) {
                image(image, first(task / runs), x, dy, sums[task]);
            }
        });
        for (int p = 0; p < panels; p++) {
            float[] sum = sums[p * runs];
            for (int i = 1; i < runs; i++) {
                Matmul.addTo(sum.length, sum, 0, sums[p * runs + i], 0);
            }
            for (int c = 0; c < channels; c++) {
                for (int o = 0; o < conv.out; o++) {
                    int to = ((first(p) + c) * conv.out + o) * kernel;
                    for (int k = 0; k < kernel; k++) {
                        dw[to + k] = sum[(o * offsets.length + k) * L + c];
                    }
                }
            }
        }
    }

    /// The first channel of a panel.
    private int first(int panel) {
        return Math.min(panel * L, plan.groups() - channels);
    }

    /// Adds the products of an image and the channels from `first` on.
    private void image(int image, int first, float[] x, float[] dy, float[] sum) {
        float[] copy = Scratch.floats(Scratch.Use.PATCHES, turned.length());
        float[] gradient = Scratch.floats(Scratch.Use.LEFT, positions.length * L);
        int channel = image * plan.groups() + first;
        for (int band = 0; band < blocks.bands(); band++) {
            int start = blocks.start(band);
            int end = blocks.start(band + 1);
            turned.fill(blocks.plan(band), x, channel * conv.inside, copy);
            for (int o = 0; o < conv.out; o++) {
                Transposition.columns(channels, end - start, dy, (channel * conv.out + o) * conv.positions + start,
                        conv.out * conv.positions, gradient, 0, L);
                for (int from = start; from < end; from = blocks.next(from)) {
                    int n = blocks.next(from) - from;
                    for (int k = 0; k < kernel; k += TOGETHER) {
                        if (slides) {
                            slidingChains(n, plan.output().width(), gradient, (from - start) * L, copy, positions,
                                    from - start, offsets, k, sum, (o * offsets.length + k) * L);
                            continue;
                        }
                        chains(n, gradient, (from - start) * L, copy, positions, from - start, offsets, k, sum,
                                (o * offsets.length + k) * L);
                    }
                }
            }
        }
    }

    /// Adds the chains of nine elements of the kernel over `n` positions to the sums.
    private static void chains(int n, float[] dy, int dyo, float[] x, int[] positions, int from, int[] offsets, int k,
            float[] sum, int to) {
        int o0 = offsets[k];
        int o1 = offsets[k + 1];
        int o2 = offsets[k + 2];
        int o3 = offsets[k + 3];
        int o4 = offsets[k + 4];
        int o5 = offsets[k + 5];
        int o6 = offsets[k + 6];
        int o7 = offsets[k + 7];
        int o8 = offsets[k + 8];
        var zero = FloatVector.zero(S);
        FloatVector s0 = zero, s1 = zero, s2 = zero, s3 = zero, s4 = zero, s5 = zero, s6 = zero, s7 = zero, s8 = zero;
        for (int i = 0; i < n; i++) {
            int at = positions[from + i];
            var d = FloatVector.fromArray(S, dy, dyo + i * L);
            s0 = d.fma(FloatVector.fromArray(S, x, at + o0), s0);
            s1 = d.fma(FloatVector.fromArray(S, x, at + o1), s1);
            s2 = d.fma(FloatVector.fromArray(S, x, at + o2), s2);
            s3 = d.fma(FloatVector.fromArray(S, x, at + o3), s3);
            s4 = d.fma(FloatVector.fromArray(S, x, at + o4), s4);
            s5 = d.fma(FloatVector.fromArray(S, x, at + o5), s5);
            s6 = d.fma(FloatVector.fromArray(S, x, at + o6), s6);
            s7 = d.fma(FloatVector.fromArray(S, x, at + o7), s7);
            s8 = d.fma(FloatVector.fromArray(S, x, at + o8), s8);
        }
        add(sum, to, s0, s1, s2, s3, s4, s5, s6, s7, s8);
    }

    /// The same for three rows of three elements, where neighbouring positions of a row, `width` long, share two of each three.
    private static void slidingChains(int n, int width, float[] dy, int dyo, float[] x, int[] positions, int from,
            int[] offsets, int k, float[] sum, int to) {
        int top = offsets[k];
        int middle = offsets[k + 3];
        int bottom = offsets[k + 6];
        var zero = FloatVector.zero(S);
        FloatVector s0 = zero, s1 = zero, s2 = zero, s3 = zero, s4 = zero, s5 = zero, s6 = zero, s7 = zero, s8 = zero;
        for (int i = 0; i < n;) {
            int end = Math.min(n, i + width - (from + i) % width);
            int at = positions[from + i];
            var x0 = FloatVector.fromArray(S, x, at + top);
            var x1 = FloatVector.fromArray(S, x, at + top + L);
            var x3 = FloatVector.fromArray(S, x, at + middle);
            var x4 = FloatVector.fromArray(S, x, at + middle + L);
            var x6 = FloatVector.fromArray(S, x, at + bottom);
            var x7 = FloatVector.fromArray(S, x, at + bottom + L);
            at += 2 * L;
            for (; i < end; i++) {
                var d = FloatVector.fromArray(S, dy, dyo + i * L);
                var x2 = FloatVector.fromArray(S, x, at + top);
                var x5 = FloatVector.fromArray(S, x, at + middle);
                var x8 = FloatVector.fromArray(S, x, at + bottom);
                s0 = d.fma(x0, s0);
                s1 = d.fma(x1, s1);
                s2 = d.fma(x2, s2);
                s3 = d.fma(x3, s3);
                s4 = d.fma(x4, s4);
                s5 = d.fma(x5, s5);
                s6 = d.fma(x6, s6);
                s7 = d.fma(x7, s7);
                s8 = d.fma(x8, s8);
                x0 = x1;
                x1 = x2;
                x3 = x4;
                x4 = x5;
                x6 = x7;
                x7 = x8;
                at += L;
            }
        }
        add(sum, to, s0, s1, s2, s3, s4, s5, s6, s7, s8);
    }

    private static void add(float[] sum, int to, FloatVector s0, FloatVector s1, FloatVector s2, FloatVector s3,
            FloatVector s4, FloatVector s5, FloatVector s6, FloatVector s7, FloatVector s8) {
        FloatVector.fromArray(S, sum, to).add(s0).intoArray(sum, to);
        FloatVector.fromArray(S, sum, to + L).add(s1).intoArray(sum, to + L);
        FloatVector.fromArray(S, sum, to + 2 * L).add(s2).intoArray(sum, to + 2 * L);
        FloatVector.fromArray(S, sum, to + 3 * L).add(s3).intoArray(sum, to + 3 * L);
        FloatVector.fromArray(S, sum, to + 4 * L).add(s4).intoArray(sum, to + 4 * L);
        FloatVector.fromArray(S, sum, to + 5 * L).add(s5).intoArray(sum, to + 5 * L);
        FloatVector.fromArray(S, sum, to + 6 * L).add(s6).intoArray(sum, to + 6 * L);
        FloatVector.fromArray(S, sum, to + 7 * L).add(s7).intoArray(sum, to + 7 * L);
        FloatVector.fromArray(S, sum, to + 8 * L).add(s8).intoArray(sum, to + 8 * L);
    }
}
