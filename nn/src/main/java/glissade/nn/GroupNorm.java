package glissade.nn;

import glissade.autograd.Param;
import glissade.autograd.Variable;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Group norm: in each sample, groups of neighbouring channels are brought to mean 0 and variance 1, then each channel is scaled and
/// shifted; see [Variable#groupNorm]. Shape: `[batch, channels, …] → same`.
///
/// Source: Wu and He, "Group normalization", ECCV 2018, section 3.
///
/// @param weight the scale, `[channels]`; null for none
/// @param bias the shift, `[channels]`; null for none
/// @param groups how many groups the channels make
/// @param channels the number of channels
/// @param eps what is added to the variance
public record GroupNorm(@Nullable Param weight, @Nullable Param bias, int groups, int channels, double eps)
        implements Layer {

    /// Checks the numbers.
    ///
    /// @throws glissade.tensor.ShapeException if weight or bias are not `[channels]`
    /// @throws IllegalArgumentException if the groups do not divide the channels evenly, or `eps` is negative
    public GroupNorm {
        if (groups < 1 || channels < 1 || channels % groups != 0) {
            throw new IllegalArgumentException("GroupNorm: " + groups + " groups do not divide " + channels
                    + " channels evenly; choose a number of groups that does");
        }
        Affine.check("GroupNorm", weight, bias, Shape.of(channels), eps);
    }

    /// Scale 1 and shift 0, eps 1e-5.
    ///
    /// @throws IllegalArgumentException if the groups do not divide the channels evenly
    public static GroupNorm of(int groups, int channels) {
        Affine.requireFeatures("GroupNorm", channels);
        return new GroupNorm(Param.of(Tensor.ones(channels)), Param.of(Tensor.zeros(channels)), groups, channels,
                LayerNorm.EPS);
    }

    /// Neither scale nor shift.
    ///
    /// @throws IllegalArgumentException if the groups do not divide the channels evenly
    public static GroupNorm plain(int groups, int channels) {
        return new GroupNorm(null, null, groups, channels, LayerNorm.EPS);
    }

    /// With another eps; the params are shared.
    ///
    /// @throws IllegalArgumentException if `eps` is negative
    public GroupNorm withEps(double newEps) {
        return new GroupNorm(weight, bias, groups, channels, newEps);
    }

    @Override
    public Variable forward(Variable x) {
        Affine.requireChannels("GroupNorm", x.shape(), channels, 2, Integer.MAX_VALUE);
        return x.groupNorm(groups, weight, bias, eps);
    }

    /// `GroupNorm(4 groups of 32 channels)`
    @Override
    public String toString() {
        return "GroupNorm(" + groups + " groups of " + channels + " channels)";
    }
}
