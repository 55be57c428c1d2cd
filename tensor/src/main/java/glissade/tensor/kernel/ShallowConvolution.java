package glissade.tensor.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// The output of a convolution whose patches are short, as those of pictures, or that makes few channels: neighbouring positions are the
/// lanes, so that the result stands in its order at once. The work of a tile is the same as for the gradient of a weight
/// ([ConvWeightTile]), with elements of the patch in the place of positions; what it adds to is the bias, or −0, which changes nothing. Where a
/// patch is several chains, they are added up in a tile apart, and the bias last.
final class ShallowConvolution {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final int STRIDE = MatmulTile.STRIDE;

    private final Convolution conv;
    private final ConvBands bands;
    private final float[] x;
    private final float[] w;
    private final float @Nullable [] bias;
    private final float[] y;

    ShallowConvolution(Convolution conv, float[] x, float[] w, float @Nullable [] bias, float[] y) {
        this.conv = conv;
        bands = ConvBands.of(conv, 2);
        this.x = x;
        this.w = w;
        this.bias = bias;
        this.y = y;
    }

    /// Whether this way is the faster one.
    static boolean suits(Convolution conv) {
        return conv.out <= L || conv.patch <= 64 && conv.plan.output().width() >= L / 2;
    }

    void run() {
        bands.forEach(x, this::band);
    }

    private void band(int image, int index, float[] copy) {
        int chains = Math.ceilDiv(conv.patch, Matmul.BLOCK);
        float[][] strips = Scratch.rows(chains, MatmulTile.MAX_HEIGHT * STRIDE);
        float[] begin = Scratch.floats(Scratch.Use.BIAS, MatmulTile.MAX_HEIGHT * L);
        int group = image % conv.plan.groups();
        for (int o = 0; o < conv.out;) {
            int height = MatmulTile.height(conv.out - o);
            int rows = Math.min(height, conv.out - o);
            int first = group * conv.out + o;
            for (int r = 0; r < rows; r++) {
                for (int k = 0; k < conv.patch; k += Matmul.BLOCK) {
                    System.arraycopy(w, (first + r) * conv.patch + k, strips[k / Matmul.BLOCK],
                            r * STRIDE, Math.min(Matmul.BLOCK, conv.patch - k));
                }
                Arrays.fill(begin, r * L, (r + 1) * L, bias == null ? -0f : bias[first + r]);
            }
            strip(height, rows, strips, begin, copy, bands.vectors()[index],
                    (image * conv.out + o) * conv.positions + bands.blocks().start(index));
            o += rows;
        }
    }

    /// Some channels of a band. Where the tile fits, it is written to its place at once; else it goes through an array.
    private void strip(int height, int rows, float[][] strips, float[] begin, float[] copy, PositionVectors places,
            int to) {
        int[] offsets = bands.padded().offsets();
        int row = places.isFlat() ? places.length() : 2 * L;
        float[] tile = Scratch.floats(Scratch.Use.RESULT, MatmulTile.MAX_HEIGHT * row);
        boolean fits = rows == height && !places.isFlat() && conv.patch <= Matmul.BLOCK;
        for (int i = 0; i < places.from().length; i += 2) {
            int left = places.from()[i];
            int right = places.from()[i + 1];
            int at = places.to()[i];
            int apart = places.to()[i + 1] - at;
            if (fits) {
                ConvWeightTile.run(height, conv.patch, strips[0], copy, left, right, offsets, 0, begin, 0, L, 0, y,
                        to + at, conv.positions, apart);
            } else if (places.isFlat()) {
                chains(height, strips, copy, left, right, offsets, begin, tile, at, row);
            } else {
                chains(height, strips, copy, left, right, offsets, begin, tile, 0, row);
                put(rows, tile, to + at, apart);
            }
        }
        for (int r = 0; places.isFlat() && r < rows; r++) {
            places.settle(tile, r * row, y, to + r * conv.positions);
        }
    }

    /// Makes a tile of two vectors, the second one of which may be the first one again.
    private void chains(int height, float[][] strips, float[] copy, int left, int right, int[] offsets, float[] begin,
            float[] tile, int at, int row) {
        int apart = right > left ? L : 0;
        if (conv.patch <= Matmul.BLOCK) {
            ConvWeightTile.run(height, conv.patch, strips[0], copy, left, right, offsets, 0, begin, 0, L, 0, tile, at,
                    row, apart);
            return;
        }
        for (int r = 0; r < height; r++) {
            Arrays.fill(tile, r * row + at, r * row + at + L + apart, -0f);
        }
        for (int k = 0; k < conv.patch; k += Matmul.BLOCK) {
            ConvWeightTile.run(height, Math.min(Matmul.BLOCK, conv.patch - k), strips[k / Matmul.BLOCK], copy, left,
                    right, offsets, k, tile, at, row, apart, tile, at, row, apart);
        }
        for (int r = 0; r < height; r++) {
            var last = FloatVector.fromArray(S, begin, r * L);
            for (int i = r * row + at; i <= r * row + at + apart; i += L) {
                FloatVector.fromArray(S, tile, i).add(last).intoArray(tile, i);
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
