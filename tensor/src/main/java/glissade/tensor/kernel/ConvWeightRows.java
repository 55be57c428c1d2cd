package glissade.tensor.kernel;

import java.util.Arrays;

/// Sums of a convolution's weight gradient that are a row for each output channel, made in strips of channels, which are the parts that
/// tasks share.
abstract class ConvWeightRows extends ConvWeightSums {

    /// Elements of an output channel's sums.
    final int row;
    /// The first channels of the strips that [MatmulTile] makes of them, and the one behind the last.
    final int[] strips;

    ConvWeightRows(Convolution conv, int row) {
        super(conv);
        this.row = row;
        int[] firsts = new int[conv.out + 1];
        int count = 0;
        for (int first = 0; first < conv.out; first += MatmulTile.height(conv.out - first)) {
            firsts[count++] = first;
        }
        firsts[count] = conv.out;
        strips = Arrays.copyOf(firsts, count + 1);
    }

    @Override
    final int length() {
        // a strip may be higher than what is left of the channels
        return (conv.out + MatmulTile.MAX_HEIGHT) * row;
    }

    @Override
    final int parts() {
        return strips.length - 1;
    }

    /// The output's gradient at `n` positions from `from` on, for the channels of a strip.
    final float[] strip(float[] dy, int image, int index, int from, int n) {
        float[] strip = strip();
        int first = strips[index];
        for (int r = 0; r < strips[index + 1] - first; r++) {
            System.arraycopy(dy, (image * conv.out + first + r) * conv.positions + from, strip, r * MatmulTile.STRIDE,
                    n);
        }
        return strip;
    }
}
