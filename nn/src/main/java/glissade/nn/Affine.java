package glissade.nn;

import glissade.autograd.Param;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import org.jspecify.annotations.Nullable;

/// What layers that normalise ask of their numbers and inputs.
final class Affine {

    private Affine() {
    }

    /// Weight and bias, where there are any, have the shape of what is normalised.
    static void check(String layer, @Nullable Param weight, @Nullable Param bias, Shape normalized, double eps) {
        if (normalized.rank() == 0 || normalized.elements() == 0) {
            throw new IllegalArgumentException(
                    layer + ": there is nothing to normalise in the shape " + normalized + "; give sizes of 1 or more");
        }
        require(layer, "weight", weight, normalized);
        require(layer, "bias", bias, normalized);
        if (!(eps >= 0)) {
            throw new IllegalArgumentException(layer + ": eps is " + eps + ", must be 0 or more");
        }
    }

    private static void require(String layer, String name, @Nullable Param param, Shape normalized) {
        if (param != null && !param.shape().equals(normalized)) {
            throw ShapeException.of(layer, "the " + name + " has another shape than what is normalised")
                    .operand("normalized", normalized).operand(name, param.shape())
                    .fix("give one number for each feature");
        }
    }

    static void requireFeatures(String layer, int features) {
        if (features < 1) {
            throw new IllegalArgumentException(layer + ": " + features + " features; must be 1 or more");
        }
    }

    /// The input has a rank in a range, and this many channels.
    static void requireChannels(String layer, Shape x, int channels, int leastRank, int greatestRank) {
        if (x.rank() < leastRank || x.rank() > greatestRank) {
            throw ShapeException.of(layer, "the input has " + x.rank() + " axes").operand("input", x)
                    .fix(layer + " takes " + axes(leastRank, greatestRank));
        }
        if (x.size(1) != channels) {
            throw ShapeException
                    .of(layer, "the input has " + x.size(1) + " channels, but this layer normalises " + channels)
                    .operand("input", x, 1)
                    .fix("give it " + channels + " channels, or build this layer for " + x.size(1));
        }
    }

    private static String axes(int least, int greatest) {
        return switch (least) {
            case 2 -> greatest == 3 ? "[batch, channels] or [batch, channels, length]" : "[batch, channels, …]";
            case 4 -> "[batch, channels, height, width]";
            case 5 -> "[batch, channels, depth, height, width]";
            default -> "[batch, channels, places…]";
        };
    }
}
