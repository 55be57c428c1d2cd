package glissade.tensor.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// The output of a convolution whose patches are short, as those of pictures, or that makes few channels: neighbouring positions are the
/// lanes, so that the result stands in its order at once. The work of a tile is the same as for the gradient of a weight
/// ([ConvWeightTile]), with elements of the patch in the place of positions; what it adds to is the bias, or −0, which changes nothing.
final class ShallowConvolution {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final int STRIDE = MatmulTile.STRIDE;

    private final Convolution conv;
    private final ConvPlan plan;
    private final ConvBlocks blocks;
    private final PaddedImage padded;
    private final float[] x;
    private final float[] w;
    private final float @Nullable [] bias;
    private final float[] y;

    ShallowConvolution(Convolution conv, float[] x, float[] w, float @Nullable [] bias, float[] y) {
        this.conv = conv;
        plan = conv.plan;
        blocks = new ConvBlocks(plan);
        padded = new PaddedImage(blocks.plan(0));
        this.x = x;
        this.w = w;
        this.bias = bias;
        this.y = y;
    }

    /// Whether this way is the faster one; the patch must be one chain.
    static boolean suits(Convolution conv) {
        return conv.plan.output().width() >= L / 2 && (conv.patch <= 64 || conv.patch <= Matmul.BLOCK && conv.out <= L);
    }

    void run() {
        int tasks = plan.batch() * plan.groups() * blocks.bands();
        long each = 2L * conv.out * conv.patch * conv.positions / Math.max(1, blocks.bands());
        int grain = Math.clamp((1L << 22) / Math.max(1, each), 1, Math.max(1, tasks));
        Parallel.range(tasks, grain, (from, to) -> {
            for (int task = from; task < to; task++) {
                band(task / blocks.bands(), task % blocks.bands());
            }
        });
    }

    private void band(int image, int index) {
        ConvPlan band = blocks.plan(index);
        float[] copy = Scratch.floats(Scratch.Use.PATCHES, padded.length());
        padded.fill(band, x, image * conv.inside, copy);
        float[] strip = Scratch.floats(Scratch.Use.LEFT, MatmulTile.MAX_HEIGHT * STRIDE);
        float[] begin = Scratch.floats(Scratch.Use.BIAS, MatmulTile.MAX_HEIGHT * L);
        int group = image % plan.groups();
        for (int o = 0; o < conv.out;) {
            int height = MatmulTile.height(conv.out - o);
            int rows = Math.min(height, conv.out - o);
            int first = group * conv.out + o;
            for (int r = 0; r < rows; r++) {
                System.arraycopy(w, (first + r) * conv.patch, strip, r * STRIDE, conv.patch);
                Arrays.fill(begin, r * L, (r + 1) * L, bias == null ? -0f : bias[first + r]);
            }
            strip(height, rows, strip, begin, copy, band,
                    (image * conv.out + o) * conv.positions + blocks.start(index));
            o += rows;
        }
    }

    /// Some channels of a band. Where the tile fits, it is written to its place at once; else it goes through a small array.
    private void strip(int height, int rows, float[] strip, float[] begin, float[] copy, ConvPlan band, int to) {
        int[] offsets = padded.offsets();
        float[] tile = Scratch.floats(Scratch.Use.RESULT, MatmulTile.MAX_HEIGHT * 2 * L);
        int width = band.output().width();
        boolean fits = rows == height && width >= L;
        int at = to;
        for (int d = 0; d < band.output().depth(); d++) {
            for (int h = 0; h < band.output().height(); h++) {
                int row = padded.at(d, h);
                for (int i = 0; i < width; i += 2 * L) {
                    // what is left of a row is done by vectors moved back inside
                    int left = Math.max(0, Math.min(i, width - L));
                    int right = Math.max(left, Math.min(i + L, width - L));
                    if (fits) {
                        ConvWeightTile.run(height, conv.patch, strip, copy, row + left, row + right, offsets, 0, begin,
                                0, L, 0, y, at + left, conv.positions, right - left);
                        continue;
                    }
                    ConvWeightTile.run(height, conv.patch, strip, copy, row + left, row + right, offsets, 0, begin, 0,
                            L, 0, tile, 0, 2 * L, right > left ? L : 0);
                    if (width < L) {
                        for (int r = 0; r < rows; r++) {
                            System.arraycopy(tile, r * 2 * L, y, at + r * conv.positions, width);
                        }
                    } else {
                        put(rows, tile, at + left, right - left);
                    }
                }
                at += width;
            }
        }
    }

    /// Brings the vectors of a tile into their places, the second one `apart` from the first.
    private void put(int rows, float[] tile, int to, int apart) {
        for (int r = 0; r < rows; r++) {
            int at = to + r * conv.positions;
            FloatVector.fromArray(S, tile, r * 2 * L).intoArray(y, at);
            if (apart > 0) {
                FloatVector.fromArray(S, tile, r * 2 * L + L).intoArray(y, at + apart);
            }
        }
    }
}
