package glissade.tensor.kernel;

import glissade.tensor.Shape;
import glissade.tensor.Threads;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// The gradient of a convolution's weight with vectors, whose lanes are channels of the input.
///
/// Each image is copied with its channels innermost and its padding around, so that what a position sees through one element of the kernel
/// is a run of channels, and the products of all positions of a block with it are one tile ([ConvWeightTile]). Where the channels would
/// not fill a vector, the patches are copied instead, each a run. The sums are `[out, kernel, channels]` here, and brought into the
/// weight's order in the end.
final class VectorConvWeight {

    private static final int L = FloatVector.SPECIES_PREFERRED.length();
    private static final float[] ZEROS = new float[2 * L];

    private final Convolution conv;
    private final ConvPlan plan;
    private final ConvBlocks blocks;
    private final int channels;
    /// Whether a position has its whole patch, and not a run of channels for each element of the kernel.
    private final boolean hasPatches;
    /// Runs that a position sees, and elements of one with what it lacks to whole vectors.
    private final int runs;
    private final int lanes;
    private final TurnedImage turned;
    private final PaddedImage padded;
    /// Where each run begins, and each position of a band.
    private final int[] runOffsets;
    private final int[] offsets;
    /// The first channel of each strip, and the one behind the last.
    private final int[] strips;

    VectorConvWeight(Convolution conv) {
        this.conv = conv;
        plan = conv.plan;
        blocks = new ConvBlocks(plan);
        channels = plan.in() / plan.groups();
        int kernel = plan.kernel().product();
        hasPatches = channels < L;
        runs = hasPatches ? 1 : kernel;
        lanes = Math.ceilDiv(hasPatches ? conv.patch : channels, L) * L;
        padded = new PaddedImage(blocks.plan(0));
        turned = new TurnedImage(blocks.plan(0), channels, lanes);
        runOffsets = hasPatches ? new int[1] : turned.kernelOffsets();
        offsets = hasPatches ? new int[blocks.plan(0).output().product()] : turned.positions();
        if (hasPatches) {
            Arrays.setAll(offsets, i -> i * lanes);
        }
        strips = strips(conv.out);
    }

    private static int[] strips(int out) {
        int[] strips = new int[out + 1];
        int count = 0;
        for (int o = 0; o < out; o += MatmulTile.height(out - o)) {
            strips[count++] = o;
        }
        strips[count] = out;
        return Arrays.copyOf(strips, count + 1);
    }

    void run(float[] x, float[] dy, float[] dw) {
        int length = conv.run();
        int count = Math.max(1, Math.ceilDiv(plan.batch(), length));
        int row = runs * lanes;
        // a strip may be higher than what is left of the channels
        float[][] sums = new float[count * plan.groups()][];
        Arrays.setAll(sums, i -> Pool.take(Shape.of((conv.out + MatmulTile.MAX_HEIGHT) * row)));
        // few runs are shared by strips too, each share of which copies the images again
        int most = strips.length - 1;
        int shares = sums.length >= 2 * Threads.limit() ? 1 : Math.min(most, 2 * Threads.limit());
        Parallel.forEach(sums.length * shares, task -> {
            int share = task % shares;
            int run = task / shares / plan.groups();
            int group = task / shares % plan.groups();
            float[] sum = sums[task / shares];
            for (int image = run * length; image < Math.min(plan.batch(), (run + 1) * length); image++) {
                image(image * plan.groups() + group, share * most / shares, (share + 1) * most / shares, x, dy, sum,
                        image == run * length);
            }
        });
        int all = conv.out * row;
        for (int group = 0; group < plan.groups(); group++) {
            for (int i = 1; i < count; i++) {
                Matmul.addTo(all, sums[group], 0, sums[i * plan.groups() + group], 0);
            }
            for (int o = 0; o < conv.out; o++) {
                order(sums[group], o * row, dw, (group * conv.out + o) * conv.patch);
            }
        }
        Pool.give(sums);
    }

    /// Brings a channel's sums into the weight's order.
    private void order(float[] sum, int from, float[] dw, int to) {
        int kernel = conv.patch / channels;
        if (hasPatches || kernel == 1) {
            System.arraycopy(sum, from, dw, to, conv.patch);
            return;
        }
        Transposition.columns(kernel, channels, sum, from, lanes, dw, to, kernel);
    }

    /// Adds the products of an image and some strips of channels; to zeros if it is the first one.
    private void image(int image, int fromStrip, int toStrip, float[] x, float[] dy, float[] sum, boolean isFirst) {
        float[] copy = Scratch.floats(Scratch.Use.PATCHES,
                (hasPatches ? offsets.length * lanes : turned.length()) + 2 * L);
        float[] strip = Scratch.floats(Scratch.Use.LEFT, MatmulTile.MAX_HEIGHT * MatmulTile.STRIDE);
        int row = runs * lanes;
        for (int band = 0; band < blocks.bands(); band++) {
            int start = blocks.start(band);
            int end = blocks.start(band + 1);
            if (hasPatches) {
                patches(blocks.plan(band), x, image * conv.inside, copy);
            } else {
                turned.fill(blocks.plan(band), x, image * conv.inside, copy);
            }
            for (int from = start; from < end; from = blocks.next(from)) {
                int n = blocks.next(from) - from;
                for (int s = fromStrip; s < toStrip; s++) {
                    int first = strips[s];
                    int rows = strips[s + 1] - first;
                    for (int r = 0; r < rows; r++) {
                        System.arraycopy(dy, (image * conv.out + first + r) * conv.positions + from, strip,
                                r * MatmulTile.STRIDE, n);
                    }
                    tiles(MatmulTile.height(conv.out - first), n, strip, copy, from - start, sum, first * row,
                            isFirst && from == 0);
                }
            }
        }
    }

    /// All vectors of a strip, two at a time.
    private void tiles(int height, int n, float[] strip, float[] copy, int from, float[] sum, int to,
            boolean isFirst) {
        float[] before = isFirst ? ZEROS : sum;
        int beforeRow = isFirst ? 0 : runs * lanes;
        int each = lanes / L;
        int vectors = runs * each;
        for (int v = 0; v < vectors; v += 2) {
            int left = runOffsets[v / each] + v % each * L;
            boolean isPair = v + 1 < vectors;
            int right = isPair ? runOffsets[(v + 1) / each] + (v + 1) % each * L : left;
            ConvWeightTile.run(height, n, strip, copy, left, right, offsets, from, before, isFirst ? 0 : to + v * L,
                    beforeRow, L,
                    sum, to + v * L, runs * lanes, isPair ? L : 0);
        }
    }

    /// Copies the patches of a band's positions, each a run.
    private void patches(ConvPlan band, float[] x, int image, float[] y) {
        int count = band.output().product();
        float[] copy = Scratch.floats(Scratch.Use.WEIGHTS, padded.length());
        float[] seen = Scratch.floats(Scratch.Use.PRODUCT, conv.patch * count + L);
        padded.fill(band, x, image, copy);
        int[] elements = padded.offsets();
        for (int k = 0; k < conv.patch; k++) {
            padded.seen(copy, band, elements[k], 0, count, seen, k * count);
        }
        Transposition.columns(conv.patch, count, seen, 0, count, y, 0, lanes);
    }
}
