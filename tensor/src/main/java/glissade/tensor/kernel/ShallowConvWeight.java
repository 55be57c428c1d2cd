package glissade.tensor.kernel;

import jdk.incubator.vector.FloatVector;

/// The gradient of the weight of a convolution with few input channels, as those of pictures: its lanes are output channels.
///
/// It is the product of the patches with the output's gradient, block of positions by block, by [MatmulTile]. The elements of the patch are
/// the rows, read out of the padded image ([PaddedImage]); the gradient of an image is transposed, so that a position's channels are a
/// run. The sums are `[panels, patch, channels of a panel]` here.
final class ShallowConvWeight extends ConvWeightSums {
    private static final int L = FloatVector.SPECIES_PREFERRED.length();
    private static final int STRIDE = MatmulTile.STRIDE;
    private static final int WIDTH = MatmulTile.WIDTH;

    private final PaddedImage padded;
    private final int[] offsets;
    /// Panels of `WIDTH` output channels, and elements of one's sums: a strip may be higher than what is left of the patch.
    private final int panels;
    private final int panel;

    ShallowConvWeight(Convolution conv) {
        super(conv);
        padded = new PaddedImage(blocks.plan(0));
        offsets = padded.offsets();
        panels = Math.ceilDiv(conv.out, WIDTH);
        panel = (conv.patch + MatmulTile.MAX_HEIGHT) * WIDTH;
    }

    /// Whether this way has clearly fewer multiplications than that with the patch in the lanes; or just no more, where that one would copy
    /// patches ([PatchConvWeight]) and this one needs a single panel. Windows that do not overlap are quickly copied, so that only patches
    /// shorter than a panel are better off here.
    static boolean suits(Convolution conv) {
        boolean areRows = DisjointWindows.areRows(conv.plan);
        if (areRows && conv.patch >= WIDTH) {
            return false;
        }
        long here = (long) Math.ceilDiv(conv.out, WIDTH) * conv.patch;
        long there = (long) Math.ceilDiv(conv.patch, WIDTH) * conv.out;
        int quarters = !areRows && conv.out <= WIDTH && PatchConvWeight.suits(conv) ? 4 : 3;
        return conv.plan.in() / conv.plan.groups() < L && 4 * here <= quarters * there;
    }

    @Override
    int length() {
        return panels * panel;
    }

    @Override
    int parts() {
        return panels;
    }

    @Override
    void order(float[] sum, float[] dw, int to) {
        for (int o = 0; o < conv.out; o++) {
            int from = o / WIDTH * panel + o % WIDTH;
            for (int k = 0; k < conv.patch; k++) {
                dw[to + o * conv.patch + k] = sum[from + k * WIDTH];
            }
        }
    }

    @Override
    void image(int image, int fromPart, int toPart, float[] x, float[] dy, float[] sum, boolean isFirst) {
        float[] copy = Scratch.floats(Scratch.Use.PATCHES, padded.length());
        float[] strip = strip();
        for (int band = 0; band < blocks.bands(); band++) {
            int start = blocks.start(band);
            int positions = blocks.start(band + 1) - start;
            ConvPlan part = blocks.plan(band);
            padded.fill(part, x, image * conv.inside, copy);
            for (int from = start; from < start + positions; from = blocks.next(from)) {
                int n = blocks.next(from) - from;
                boolean isBegin = isFirst && from == 0;
                float[] turned = Scratch.floats(Scratch.Use.PRODUCT, panels * n * WIDTH);
                for (int p = fromPart; p < toPart; p++) {
                    Transposition.columns(Math.min(WIDTH, conv.out - p * WIDTH), n, dy,
                            (image * conv.out + p * WIDTH) * conv.positions + from, conv.positions, turned,
                            p * n * WIDTH, WIDTH);
                }
                for (int k = 0; k < conv.patch;) {
                    int height = MatmulTile.height(conv.patch - k);
                    for (int r = 0; r < Math.min(height, conv.patch - k); r++) {
                        padded.copySeen(copy, part, offsets[k + r], from - start, n, strip, r * STRIDE);
                    }
                    for (int p = fromPart; p < toPart; p++) {
                        int to = p * panel + k * WIDTH;
                        MatmulTile.run(height, n, strip, turned, p * n * WIDTH,
                                isBegin ? ZEROS : sum, isBegin ? 0 : to, isBegin ? 0 : WIDTH, MatmulTile.NOTHING, 0,
                                sum, to, WIDTH);
                    }
                    k += height;
                }
            }
        }
    }
}
