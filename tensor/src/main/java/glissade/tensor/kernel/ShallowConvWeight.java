package glissade.tensor.kernel;

import glissade.tensor.Threads;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The gradient of the weight of a convolution with few input channels, as those of pictures: its lanes are output channels.
///
/// It is the product of the patches with the output's gradient, block of positions by block, by [MatmulTile]. The elements of the patch are
/// the rows, read out of the padded image ([PaddedImage]); the gradient of an image is transposed, so that a position's channels are a
/// run. Each element's chain is that of [VectorConvWeight]. The sums are `[panels, patch, channels of a panel]` here.
final class ShallowConvWeight {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final int STRIDE = MatmulTile.STRIDE;
    private static final int WIDTH = MatmulTile.WIDTH;

    private final Convolution conv;
    private final ConvPlan plan;
    private final ConvBlocks blocks;
    private final PaddedImage padded;
    private final int[] offsets;
    /// Panels of `WIDTH` output channels, and elements of one's sums: a strip may be higher than what is left of the patch.
    private final int panels;
    private final int panel;

    ShallowConvWeight(Convolution conv) {
        this.conv = conv;
        plan = conv.plan;
        blocks = new ConvBlocks(plan);
        padded = new PaddedImage(blocks.plan(0));
        offsets = padded.offsets();
        panels = Math.ceilDiv(conv.out, WIDTH);
        panel = (conv.patch + MatmulTile.MAX_HEIGHT) * WIDTH;
    }

    /// Whether this way has clearly fewer multiplications than that with the patch in the lanes.
    static boolean suits(Convolution conv) {
        int here = Math.ceilDiv(conv.out, WIDTH) * conv.patch;
        int there = Math.ceilDiv(conv.patch, WIDTH) * conv.out;
        return conv.plan.in() / conv.plan.groups() < L && 4L * here <= 3L * there;
    }

    void run(float[] x, float[] dy, float[] dw) {
        int length = conv.run();
        int count = Math.max(1, Math.ceilDiv(plan.batch(), length));
        float[][] sums = new float[count * plan.groups()][panels * panel];
        // few runs are shared by panels too, each share of which pads the images again
        int shares = sums.length >= 2 * Threads.limit() ? 1 : Math.min(panels, 2 * Threads.limit());
        Parallel.forEach(sums.length * shares, task -> {
            int share = task % shares;
            int run = task / shares / plan.groups();
            int group = task / shares % plan.groups();
            for (int image = run * length; image < Math.min(plan.batch(), (run + 1) * length); image++) {
                image(image * plan.groups() + group, share * panels / shares, (share + 1) * panels / shares, x, dy,
                        sums[task / shares]);
            }
        });
        for (int group = 0; group < plan.groups(); group++) {
            for (int i = 1; i < count; i++) {
                Matmul.addTo(panels * panel, sums[group], 0, sums[i * plan.groups() + group], 0);
            }
            for (int o = 0; o < conv.out; o++) {
                int from = o / WIDTH * panel + o % WIDTH;
                for (int k = 0; k < conv.patch; k++) {
                    dw[(group * conv.out + o) * conv.patch + k] = sums[group][from + k * WIDTH];
                }
            }
        }
    }

    /// Adds the products of an image and some panels of channels.
    private void image(int image, int fromPanel, int toPanel, float[] x, float[] dy, float[] sum) {
        float[] copy = Scratch.floats(Scratch.Use.PATCHES, padded.length());
        float[] strip = Scratch.floats(Scratch.Use.LEFT, MatmulTile.MAX_HEIGHT * STRIDE);
        for (int band = 0; band < blocks.bands(); band++) {
            int start = blocks.start(band);
            int positions = blocks.start(band + 1) - start;
            ConvPlan part = blocks.plan(band);
            padded.fill(part, x, image * conv.inside, copy);
            float[] turned = Scratch.floats(Scratch.Use.PRODUCT, panels * positions * WIDTH);
            for (int p = fromPanel; p < toPanel; p++) {
                Transposition.columns(Math.min(WIDTH, conv.out - p * WIDTH), positions, dy,
                        (image * conv.out + p * WIDTH) * conv.positions + start, conv.positions, turned,
                        p * positions * WIDTH, WIDTH);
            }
            for (int from = start; from < start + positions; from = blocks.next(from)) {
                int n = blocks.next(from) - from;
                for (int k = 0; k < conv.patch;) {
                    int height = MatmulTile.height(conv.patch - k);
                    for (int r = 0; r < Math.min(height, conv.patch - k); r++) {
                        padded.seen(copy, part, offsets[k + r], from - start, n, strip, r * STRIDE);
                    }
                    for (int p = fromPanel; p < toPanel; p++) {
                        int to = p * panel + k * WIDTH;
                        MatmulTile.run(height, n, strip, turned, (p * positions + from - start) * WIDTH, sum, to,
                                WIDTH, MatmulTile.NOTHING, 0, sum, to, WIDTH);
                    }
                    k += height;
                }
            }
        }
    }
}
