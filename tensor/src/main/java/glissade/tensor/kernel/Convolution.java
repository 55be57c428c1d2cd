package glissade.tensor.kernel;

import glissade.tensor.Shape;
import glissade.tensor.kernel.ConvPlan.Axes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Convolutions as products of matrices, image by image and group by group: with the weight as a matrix `W`, `[O / groups, patch]`, and
/// the patches of an image as `P`, `[patch, positions]` ([Patches]), the output is `W · P`, and the gradient of the weight `dY · Pᵀ`,
/// summed over the images. The gradient of the input is a convolution itself, or one for each of its phases where there are strides.
///
/// The definition, for each element on its own:
///
///  - of the output: one chain of [Matmul] over the patch, channels outermost, and the bias added last. Padding counts as zeros.
///  - of the weight: images in runs ([#run]); for each image [ConvBlocks] of positions, each a chain of fused multiply-adds from +0; the
///    chains of a run are added up in the order of images and positions, and the runs in theirs.
///  - of the input: that of an output, of another convolution each [ConvPhase]; where [DisjointWindows#suits], one chain of [Matmul] over
///    the output channels, +0 where no window is, and the bias added last.
///
/// This class says so with patches that are copied out, some positions at a time, so that they stay in the second-level cache, and never
/// for a whole batch. [VectorConvolution] is its fast twin and writes no patch down, but for some weights' gradients. Immutable; a plan each.
public class Convolution {

    /// Elements of patches at a time: a quarter of a megabyte.
    private static final int PATCHES = 1 << 16;

    /// Kernels whose elements are copied together, so that reading and writing both keep to a few lines of the cache.
    private static final int TURNED = 16;

    /// Elements that a task weaves together, at least.
    private static final int WOVEN = 1 << 17;

    /// Elements that may be read beyond a phase: the lanes of the widest vector there is, of 512 bits.
    private static final int BEYOND = 16;

    /// Images whose weight gradients are added up by one task, at least.
    private static final int RUN = 8;

    /// Elements of all runs' weight gradients together, at most, unless there is one run.
    private static final int SUMS = 1 << 22;

    final ConvPlan plan;
    private final Patches patches;
    private final Matmul matmul;
    /// Output channels, input elements and positions of one group and image.
    final int out;
    final int inside;
    final int positions;
    final int patch;

    Convolution(ConvPlan plan, Matmul matmul) {
        this.plan = plan;
        this.matmul = matmul;
        patches = new Patches(plan);
        out = plan.out() / plan.groups();
        inside = plan.in() / plan.groups() * plan.size().product();
        positions = plan.output().product();
        patch = plan.patch();
    }

    /// The convolution of a plan, by the kernels in use.
    public static Convolution of(ConvPlan plan) {
        return Kernels.active() == Kernels.scalar() ? new Convolution(plan, Kernels.scalar().matmul())
                : Vector.of(plan);
    }

    /// Apart, so that nothing of the Vector API is loaded where it is missing.
    private static final class Vector {
        static Convolution of(ConvPlan plan) {
            return new VectorConvolution(plan);
        }
    }

    /// The convolution of another plan by the same kernels.
    Convolution with(ConvPlan other) {
        return new Convolution(other, matmul);
    }

    /// `y = W · P + bias`: the output of an input `x` and a weight `w`, both whole arrays.
    public void forward(float[] x, float[] w, float @Nullable [] bias, float[] y) {
        if (plan.isWhole()) {
            matmul.multiply(false, true, plan.batch(), out, patch, x, 0, w, 0, bias, 0, y, 0);
            return;
        }
        eachImage(image -> {
            int group = image % plan.groups();
            int from = image * out * positions;
            if (isPointwise()) {
                matmul.multiply(false, false, out, positions, patch, w, group * out * patch, x, image * inside, null, 0,
                        y,
                        from);
            } else {
                products(x, image, w, group * out * patch, y, from);
            }
            if (bias != null) {
                addBias(bias, group * out, out, positions, y, from);
            }
        });
    }

    private void products(float[] x, int image, float[] w, int wo, float[] y, int yo) {
        int most = atOnce();
        for (int from = 0; from < positions; from += most) {
            int columns = Math.min(most, positions - from);
            float[] taken = Scratch.floats(Scratch.Use.PATCHES, patch * columns);
            patches.take(x, image * inside, from, from + columns, taken, 0);
            if (columns == positions) {
                matmul.multiply(false, false, out, columns, patch, w, wo, taken, 0, null, 0, y, yo);
                return;
            }
            float[] product = Scratch.floats(Scratch.Use.PRODUCT, out * columns);
            matmul.multiply(false, false, out, columns, patch, w, wo, taken, 0, null, 0, product, 0);
            for (int o = 0; o < out; o++) {
                System.arraycopy(product, o * columns, y, yo + o * positions + from, columns);
            }
        }
    }

    /// Whether the patches of an image are the image.
    private boolean isPointwise() {
        return plan.kernel().product() == 1 && plan.output().equals(plan.size()) && plan.before().isAll(0)
                && plan.stride().isAll(1);
    }

    /// Whether each input channel has its own kernels, and few of them.
    final boolean isDepthwise() {
        return plan.in() == plan.groups() && out < 4;
    }

    private static void addBias(float[] bias, int bo, int channels, int plane, float[] y, int yo) {
        for (int o = 0; o < channels; o++) {
            float b = bias[bo + o];
            int from = yo + o * plane;
            for (int i = from; i < from + plane; i++) {
                y[i] += b;
            }
        }
    }

    /// `dx` becomes the gradient of the input, which is the transposed convolution of `dy`, and the bias is added: for each [ConvPhase] the
    /// convolution of `dy` with the part of the weight that sees it, turned around, its axes of channels exchanged.
    public void input(float[] dy, float[] w, float @Nullable [] bias, float[] dx) {
        if (DisjointWindows.suits(plan)) {
            new DisjointWindows(this, matmul).input(dy, w, bias, dx);
            return;
        }
        Axes stride = plan.stride();
        if (stride.isAll(1)) {
            phase(ConvPhase.of(plan, new Axes(0, 0, 0)), dy, w, bias, dx);
            return;
        }
        float[][] phases = new float[Math.min(stride.width(), plan.size().width())][];
        for (int d = 0; d < Math.min(stride.depth(), plan.size().depth()); d++) {
            for (int h = 0; h < Math.min(stride.height(), plan.size().height()); h++) {
                if (bias == null && isUnseen(d, h)) {
                    fillRows(d, h, dx);
                    continue;
                }
                for (int i = 0; i < phases.length; i++) {
                    var phase = ConvPhase.of(plan, new Axes(d, h, i));
                    phases[i] = Pool.take(Shape.of(plan.batch() * plan.in() * phase.size().product() + BEYOND));
                    phase(phase, dy, w, bias, phases[i]);
                }
                weave(d, h, phases, dx);
                Pool.give(phases);
            }
        }
    }

    void phase(ConvPhase phase, float[] dy, float[] w, float @Nullable [] bias, float[] dx) {
        if (phase.size().product() == 0) {
            return;
        }
        float[] turned = Scratch.floats(Scratch.Use.TURNED, plan.in() * out * phase.taps().length);
        turn(w, phase.taps(), turned);
        with(phase.plan()).forward(dy, turned, bias, dx);
    }

    /// Some elements of each kernel of the weight, which becomes `[C, O / groups, taps]`.
    private void turn(float[] w, int[] taps, float[] turned) {
        int channels = plan.in() / plan.groups();
        int kernel = plan.kernel().product();
        for (int group = 0; group < plan.groups(); group++) {
            // some kernels of some channels together, as many as the nearest cache holds
            for (int o = 0; o < out; o += TURNED) {
                int kernels = Math.min(TURNED, out - o);
                for (int c = 0; c < channels; c++) {
                    for (int i = 0; i < kernels; i++) {
                        int from = ((group * out + o + i) * channels + c) * kernel;
                        int to = ((group * channels + c) * out + o + i) * taps.length;
                        for (int k = 0; k < taps.length; k++) {
                            turned[to + k] = w[from + taps[k]];
                        }
                    }
                }
            }
        }
    }

    /// Whether no element of the kernel sees the rows of the phases that begin at `d` and `h`.
    private boolean isUnseen(int d, int h) {
        for (int i = 0; i < Math.min(plan.stride().width(), plan.size().width()); i++) {
            if (ConvPhase.of(plan, new Axes(d, h, i)).taps().length > 0) {
                return false;
            }
        }
        return true;
    }

    private void fillRows(int d, int h, float[] dx) {
        eachRow(d, h, (row, to) -> Arrays.fill(dx, to, to + plan.size().width(), 0f));
    }

    /// Brings the phases that begin at `d` and `h`, and at 0, 1, … of a row, to their places.
    private void weave(int d, int h, float[][] phases, float[] dx) {
        eachRow(d, h, (row, to) -> weaveRow(phases, row, dx, to));
    }

    /// Work on a row of the input, of all images.
    @FunctionalInterface
    private interface RowTask {
        /// Does it for row `row` of those that begin at a phase, which is at `to` in the input.
        void run(int row, int to);
    }

    private void eachRow(int d, int h, RowTask work) {
        Axes size = plan.size();
        Axes stride = plan.stride();
        int deep = Math.ceilDiv(size.depth() - d, stride.depth());
        int high = Math.ceilDiv(size.height() - h, stride.height());
        int rows = deep * high;
        int grain = Math.max(1, WOVEN / Math.max(1, rows * size.width()));
        Parallel.range(plan.batch() * plan.in(), grain, (from, to) -> {
            for (int i = from * rows; i < to * rows; i++) {
                int depth = i / high % deep * stride.depth() + d;
                int height = i % high * stride.height() + h;
                work.run(i, ((i / rows * size.depth() + depth) * size.height() + height) * size.width());
            }
        });
    }

    /// Weaves row `row` of each phase into a row at `to`.
    void weaveRow(float[][] phases, int row, float[] dx, int to) {
        int width = plan.size().width();
        int step = phases.length;
        for (int phase = 0; phase < Math.min(step, width); phase++) {
            int count = Math.ceilDiv(width - phase, step);
            float[] x = phases[phase];
            int from = row * count;
            for (int i = 0; i < count; i++) {
                dx[to + phase + i * step] = x[from + i];
            }
        }
    }

    /// Some positions of an image's output, together.
    private float[] columns(float[] dy, int image, int from, int columns) {
        float[] part = Scratch.floats(Scratch.Use.PRODUCT, out * columns);
        for (int o = 0; o < out; o++) {
            System.arraycopy(dy, (image * out + o) * positions + from, part, o * columns, columns);
        }
        return part;
    }

    /// `dw` becomes the sum of `dY · Pᵀ` over the images: the gradient of the weight.
    public void weight(float[] x, float[] dy, float[] dw) {
        int run = run();
        int runs = Math.max(1, Math.ceilDiv(plan.batch(), run));
        float[][] sums = new float[runs][];
        Parallel.forEach(runs, i -> {
            float[] sum = new float[dw.length];
            addWeights(x, dy, i * run, Math.min(plan.batch(), (i + 1) * run), sum);
            sums[i] = sum;
        });
        System.arraycopy(sums[0], 0, dw, 0, dw.length);
        for (int i = 1; i < runs; i++) {
            Matmul.addTo(dw.length, dw, 0, sums[i], 0);
        }
    }

    /// The images of a run.
    final int run() {
        int runs = Math.clamp(SUMS / Math.max(1, plan.out() * patch), 1, Math.max(1, Math.ceilDiv(plan.batch(), RUN)));
        return Math.max(1, Math.ceilDiv(plan.batch(), runs));
    }

    private void addWeights(float[] x, float[] dy, int fromImage, int toImage, float[] sum) {
        var blocks = new ConvBlocks(plan);
        for (int image = fromImage * plan.groups(); image < toImage * plan.groups(); image++) {
            int group = image % plan.groups();
            for (int from = 0; from < positions; from = blocks.next(from)) {
                int columns = blocks.next(from) - from;
                float[] taken = Scratch.floats(Scratch.Use.PATCHES, patch * columns);
                patches.take(x, image * inside, from, from + columns, taken, 0);
                float[] part = columns(dy, image, from, columns);
                float[] product = Scratch.floats(Scratch.Use.WEIGHTS, out * patch);
                matmul.multiply(false, true, out, patch, columns, part, 0, taken, 0, null, 0, product, 0);
                Matmul.addTo(out * patch, sum, group * out * patch, product, 0);
            }
        }
    }

    /// All patches of all images, `[N, C · kernel, positions]`; one group.
    public void unfold(float[] x, float[] y) {
        eachImage(image -> patches.take(x, image * inside, 0, positions, y, image * patch * positions));
    }

    /// The reverse of [#unfold]: patches added up into `x`, which must be zeros.
    public void fold(float[] y, float[] x) {
        Axes output = plan.output();
        eachImage(image -> patches.put(y, image * patch * positions, 0, output.depth() * output.height(), x,
                image * inside));
    }

    /// Positions whose patches are copied out together.
    private int atOnce() {
        return Math.clamp(PATCHES / Math.max(1, patch), 1, Math.max(1, positions));
    }

    /// Images times groups; the work for one does not depend on the others.
    final void eachImage(Parallel.Task work) {
        int images = plan.batch() * plan.groups();
        long each = 2L * out * patch * positions;
        int grain = Math.clamp((1L << 23) / Math.max(1, each), 1, Math.max(1, images));
        Parallel.range(images, grain, (from, to) -> {
            for (int image = from; image < to; image++) {
                work.run(image);
            }
        });
    }
}
