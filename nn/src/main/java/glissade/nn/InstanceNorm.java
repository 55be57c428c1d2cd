package glissade.nn;

import glissade.autograd.Param;
import glissade.autograd.Variable;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Instance norm: in each sample, each channel is brought to mean 0 and variance 1 over its places, then scaled and shifted if there are
/// params. It is [GroupNorm] with as many groups as channels. Shape: `[batch, channels, …] → same`, with more than one place.
///
/// Source: Ulyanov, Vedaldi and Lempitsky, "Instance normalization: the missing ingredient for fast stylization", 2016, section 2.
///
/// @param weight the scale, `[channels]`; null for none
/// @param bias the shift, `[channels]`; null for none
/// @param channels the number of channels
/// @param eps what is added to the variance
public record InstanceNorm(@Nullable Param weight, @Nullable Param bias, int channels, double eps) implements Layer {

    /// Checks the numbers.
    ///
    /// @throws ShapeException if weight or bias are not `[channels]`
    /// @throws IllegalArgumentException if the number of channels is less than 1, or `eps` is negative
    public InstanceNorm {
        Affine.requireFeatures("InstanceNorm", channels);
        Affine.check("InstanceNorm", weight, bias, Shape.of(channels), eps);
    }

    /// Scale 1 and shift 0, eps 1e-5.
    ///
    /// @throws IllegalArgumentException if the number of channels is less than 1
    public static InstanceNorm of(int channels) {
        Affine.requireFeatures("InstanceNorm", channels);
        return new InstanceNorm(Param.of(Tensor.ones(channels)), Param.of(Tensor.zeros(channels)), channels,
                LayerNorm.EPS);
    }

    /// Neither scale nor shift, which is PyTorch's default.
    ///
    /// @throws IllegalArgumentException if the number of channels is less than 1
    public static InstanceNorm plain(int channels) {
        return new InstanceNorm(null, null, channels, LayerNorm.EPS);
    }

    /// With another eps; the params are shared.
    ///
    /// @throws IllegalArgumentException if `eps` is negative
    public InstanceNorm withEps(double newEps) {
        return new InstanceNorm(weight, bias, channels, newEps);
    }

    @Override
    public Variable forward(Variable x) {
        Shape shape = x.shape();
        Affine.requireChannels("InstanceNorm", shape, channels, 3, Integer.MAX_VALUE);
        if (shape.product(2, shape.rank()) == 1) {
            throw ShapeException.of("InstanceNorm", "each channel has one place, and would become 0")
                    .operand("input", shape).fix("put it where the input still has places, or use LayerNorm");
        }
        return x.groupNorm(channels, weight, bias, eps);
    }

    /// `InstanceNorm(32)`
    @Override
    public String toString() {
        return "InstanceNorm(" + channels + ")";
    }
}
