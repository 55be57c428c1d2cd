package glissade.tensor.kernel;

import glissade.tensor.Threads;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// Convolutions with vectors: [Convolution]'s definition, the same bits.
///
/// No patch is written down, but for some weights' gradients. The output is made by [ConvTile], neighbouring positions times vectors of
/// output channels, out of a padded copy of the image ([PaddedImage]) and a copy of the weight whose channels are innermost; it comes out
/// channels innermost too, and is transposed into its place. The gradient of the weight is [VectorConvWeight], or, of few channels,
/// [PatchConvWeight] or [ShallowConvWeight].
///
/// Few output channels would leave most of a vector idle, and short patches leave too little to do between two transpositions: then
/// positions are the lanes ([ShallowConvolution]). Where each channel has its own kernels, and few of them, [DepthwiseConvolution],
/// [DepthwiseByTwo] and [DepthwiseWeight] serve. What suits neither copies patches out, as in the definition.
final class VectorConvolution extends Convolution {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final VectorShuffle<Float> TWICE = VectorShuffle.fromOp(S, i -> i / 2);
    private static final VectorMask<Float> ODD = VectorMask.fromLong(S, 0xAAAAAAAAAAAAAAAAL);
    private static final int WIDTH = ConvTile.WIDTH;
    private static final int BLOCK = Matmul.BLOCK;

    VectorConvolution(ConvPlan plan) {
        super(plan, new VectorMatmul());
    }

    @Override
    Convolution with(ConvPlan other) {
        return new VectorConvolution(other);
    }

    @Override
    public void forward(float[] x, float[] w, float @Nullable [] bias, float[] y) {
        boolean isEmpty = plan.batch() == 0 || patch == 0 || out == 0;
        if (isTiled()) {
            new Forward(x, w, false, bias, y).run();
        } else if (plan.isWhole()) {
            super.forward(x, w, bias, y);
        } else if (!isEmpty && DepthwiseByTwo.suits(this)) {
            new DepthwiseByTwo(this).forward(x, w, bias, y);
        } else if (!isEmpty && DepthwiseConvolution.suits(this)) {
            new DepthwiseConvolution(this, x, w, bias, y).run();
        } else if (!isEmpty && plan.kernel().product() > 1 && ShallowConvolution.suits(this)) {
            new ShallowConvolution(this, x, w, bias, y).run();
        } else {
            super.forward(x, w, bias, y);
        }
    }

    /// Whether [ConvTile] is the way.
    private boolean isTiled() {
        boolean suits = 4 * out >= WIDTH && plan.output().width() > 2 && plan.kernel().product() > 1;
        return suits && plan.batch() > 0 && patch > 0 && !DepthwiseConvolution.suits(this)
                && !ShallowConvolution.suits(this);
    }

    @Override
    public void weight(float[] x, float[] dy, float[] dw) {
        boolean isEmpty = plan.batch() == 0 || patch == 0;
        if (!isEmpty && DepthwiseWeight.suits(this)) {
            new DepthwiseWeight(this).run(x, dy, dw);
        } else if (!isEmpty && ShallowConvWeight.suits(this)) {
            new ShallowConvWeight(this).run(x, dy, dw);
        } else if (!isEmpty && out > 0 && PatchConvWeight.suits(this)) {
            new PatchConvWeight(this).run(x, dy, dw);
        } else if (!isEmpty && out > 0) {
            new VectorConvWeight(this).run(x, dy, dw);
        } else {
            super.weight(x, dy, dw);
        }
    }

    @Override
    public void input(float[] dy, float[] w, float @Nullable [] bias, float[] dx) {
        if (plan.batch() > 0 && DepthwiseByTwo.suitsInput(this)) {
            new DepthwiseByTwo(this).input(dy, w, bias, dx);
        } else {
            super.input(dy, w, bias, dx);
        }
    }

    /// Where the phase is the whole, its weight is turned around while it is rearranged.
    @Override
    void phase(ConvPhase phase, float[] dy, float[] w, float @Nullable [] bias, float[] dx) {
        if (plan.stride().isAll(1) && phase.taps().length == plan.kernel().product()) {
            var turned = new VectorConvolution(phase.plan());
            if (turned.isTiled()) {
                turned.new Forward(dy, w, true, bias, dx).run();
                return;
            }
        }
        super.phase(phase, dy, w, bias, dx);
    }

    @Override
    void weaveRow(float[][] phases, int row, float[] dx, int to) {
        if (phases.length != 2) {
            super.weaveRow(phases, row, dx, to);
            return;
        }
        int width = plan.size().width();
        int even = row * (width - width / 2);
        int odd = row * (width / 2);
        for (int i = 0; i < width; i += L) {
            var a = FloatVector.fromArray(S, phases[0], even + i / 2).rearrange(TWICE);
            var b = FloatVector.fromArray(S, phases[1], odd + i / 2).rearrange(TWICE);
            a.blend(b, ODD).intoArray(dx, to + i, S.indexInRange(i, width));
        }
    }

    /// One call of [#forward].
    private final class Forward {
        private final float[] x;
        private final float[] y;
        private final boolean isBiased;
        private final ConvBlocks blocks = new ConvBlocks(plan);
        private final PaddedImage padded = new PaddedImage(blocks.plan(0));
        /// Panels of `WIDTH` output channels a group, and elements of one.
        private final int panels = Math.ceilDiv(out, WIDTH);
        private final int panel = patch * WIDTH;
        private final float[] weights;
        private final float[] last;

        /// @param isTurned whether the weight is that of the convolution whose input's gradient this is
        Forward(float[] x, float[] w, boolean isTurned, float @Nullable [] bias, float[] y) {
            this.x = x;
            this.y = y;
            isBiased = bias != null;
            weights = Scratch.floats(Scratch.Use.PANELS, plan.groups() * panels * panel);
            last = new float[plan.groups() * panels * WIDTH];
            for (int group = 0; group < plan.groups(); group++) {
                for (int p = 0; p < panels; p++) {
                    int first = group * out + p * WIDTH;
                    int channels = Math.min(WIDTH, out - p * WIDTH);
                    int to = group * panels + p;
                    if (isTurned) {
                        turn(w, group, p * WIDTH, channels, to * panel);
                    } else {
                        Transposition.columns(channels, patch, w, first * patch, patch, weights, to * panel, WIDTH);
                    }
                    if (bias != null) {
                        System.arraycopy(bias, first, last, to * WIDTH, channels);
                    }
                }
            }
        }

        /// Rearranges some channels of a group, from `first` on, of a weight whose axes of channels are exchanged, each kernel from its last
        /// element to its first.
        private void turn(float[] w, int group, int first, int channels, int to) {
            int kernel = plan.kernel().product();
            int count = plan.in() / plan.groups();
            for (int c = 0; c < count; c++) {
                Packing.rows(kernel, channels, w, ((group * count + c) * out + first) * kernel, 1, kernel, weights,
                        to + ((c + 1) * kernel - 1) * WIDTH, -WIDTH);
            }
        }

        void run() {
            int images = plan.batch() * plan.groups();
            int tasks = images * blocks.bands();
            // a small batch is shared by its panels too, each of which pads the image again
            int shares = tasks >= 2 * Threads.limit() ? 1 : Math.min(panels, 2 * Threads.limit());
            long each = 2L * out * patch * positions / Math.max(1, blocks.bands() * shares);
            int grain = Math.clamp((1L << 23) / Math.max(1, each), 1, Math.max(1, tasks * shares));
            Parallel.range(tasks * shares, grain, (from, to) -> {
                for (int task = from; task < to; task++) {
                    int share = task % shares;
                    int band = task / shares % blocks.bands();
                    int image = task / shares / blocks.bands();
                    band(image, band, share * panels / shares, (share + 1) * panels / shares);
                }
            });
        }

        /// Some channels of a band of an image.
        private void band(int image, int index, int fromPanel, int toPanel) {
            ConvPlan band = blocks.plan(index);
            float[] copy = Scratch.floats(Scratch.Use.PATCHES, padded.length());
            padded.fill(band, x, image * inside, copy);
            int width = plan.output().width();
            int pitch = pitch(width);
            int rows = band.output().depth() * band.output().height();
            float[] tile = Scratch.floats(Scratch.Use.PRODUCT, rows * pitch * WIDTH);
            for (int p = fromPanel; p < toPanel; p++) {
                int group = image % plan.groups();
                for (int k = 0; k < patch; k += BLOCK) {
                    block(k, Math.min(patch, k + BLOCK), copy, band, group * panels + p, pitch, tile);
                }
                int first = p * WIDTH;
                int channels = Math.min(WIDTH, out - first);
                int to = (image * out + first) * positions + blocks.start(index);
                int bandWidth = band.output().width();
                int together = pitch == bandWidth ? rows : 1;
                for (int row = 0; row < rows; row += together) {
                    Transposition.columns(together * bandWidth, channels, tile, row * pitch * WIDTH, WIDTH, y,
                            to + row * bandWidth, positions);
                }
            }
        }

        /// Elements `from` to `to − 1` of the patch for all positions of a band and the channels of a panel.
        private void block(int from, int to, float[] copy, ConvPlan band, int panelIndex, int pitch, float[] tile) {
            int[] offsets = padded.offsets();
            float[] before = from == 0 ? MatmulTile.NOTHING : tile;
            boolean isLast = to == patch && isBiased;
            int width = band.output().width();
            int co = 0;
            for (int d = 0; d < band.output().depth(); d++) {
                for (int h = 0; h < band.output().height(); h++) {
                    int row = padded.at(d, h);
                    int next = co + pitch * WIDTH;
                    for (int i = 0; i < width;) {
                        int height = ConvTile.height(width - i);
                        ConvTile.run(height, from, to, copy, row + i, offsets, weights, panelIndex * panel, before,
                                from == 0 ? 0 : co, from == 0 ? 0 : WIDTH, isLast ? last : MatmulTile.NOTHING,
                                isLast ? panelIndex * WIDTH : 0, tile, co);
                        i += height;
                        co += height * WIDTH;
                    }
                    co = next;
                }
            }
        }
    }

    /// Positions that the tiles of a row compute.
    private static int pitch(int width) {
        int pitch = 0;
        while (pitch < width) {
            pitch += ConvTile.height(width - pitch);
        }
        return pitch;
    }
}
