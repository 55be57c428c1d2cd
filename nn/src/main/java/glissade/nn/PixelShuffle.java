package glissade.nn;

import glissade.autograd.Variable;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;

/// Makes channels space: `factor²` channels become a square of pixels in one. Shape: `[N, factor² · C, H, W] → [N, C, factor · H, factor
/// · W]`.
///
/// Source: Shi and others, "Real-time single image and video super-resolution using an efficient sub-pixel convolutional neural
/// network", CVPR 2016, section 2.2.
///
/// @param factor how many times each side becomes longer
public record PixelShuffle(int factor) implements Layer {

    /// Checks the factor.
    ///
    /// @throws IllegalArgumentException if it is less than 1
    public PixelShuffle {
        Options.require(factor >= 1, "PixelShuffle", "factor", factor, "1 or more");
    }

    @Override
    public Variable forward(Variable x) {
        Shape shape = x.shape();
        long square = (long) factor * factor;
        if (shape.rank() != 4 || shape.size(1) % square != 0) {
            throw ShapeException.of("PixelShuffle", "the channels are no multiple of " + factor + "²")
                    .operand("input", shape)
                    .fix("the input is [batch, " + square + " · channels, height, width]");
        }
        int batch = shape.size(0);
        int channels = (int) (shape.size(1) / square);
        int height = shape.size(2);
        int width = shape.size(3);
        return x.reshape(batch, channels, factor, factor, height, width).permute(0, 1, 4, 2, 5, 3).reshape(batch,
                channels, height * factor, width * factor);
    }

    /// `PixelShuffle(2)`
    @Override
    public String toString() {
        return "PixelShuffle(" + factor + ")";
    }
}
