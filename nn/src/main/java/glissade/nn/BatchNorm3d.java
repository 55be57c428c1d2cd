package glissade.nn;

import glissade.autograd.Param;
import glissade.autograd.Variable;
import org.jspecify.annotations.Nullable;

/// Batch norm of volumes and films: in training each channel is brought to mean 0 and variance 1 over the batch and gathers
/// [RunningStatistics], by which it is normalised at test time; then it is scaled and shifted. Shape:
/// `[batch, channels, depth, height, width] → same`.
///
/// How it gathers, and where it comes from: [BatchNorm1d].
///
/// @param weight the scale, `[channels]`; null for none
/// @param bias the shift, `[channels]`; null for none
/// @param statistics what was gathered
/// @param eps what is added to the variance
/// @param momentum how much of a new batch goes in, from 0 to 1; null for the mean over all batches
public record BatchNorm3d(@Nullable Param weight, @Nullable Param bias, RunningStatistics statistics, double eps,
        @Nullable Double momentum) implements Layer {

    /// Checks the numbers.
    ///
    /// @throws glissade.tensor.ShapeException if weight or bias have not a number for each channel of the statistics
    /// @throws IllegalArgumentException if `eps` is negative, or `momentum` not from 0 to 1
    public BatchNorm3d {
        BatchNorms.check("BatchNorm3d", weight, bias, statistics, eps, momentum);
    }

    /// Scale 1, shift 0, mean 0 and variance 1, eps 1e-5, momentum 0.1.
    ///
    /// @throws IllegalArgumentException if the number of channels is less than 1
    public static BatchNorm3d of(int channels) {
        Affine.requireFeatures("BatchNorm3d", channels);
        return new BatchNorm3d(BatchNorms.ones(channels), BatchNorms.zeros(channels), RunningStatistics.of(channels),
                LayerNorm.EPS, BatchNorms.MOMENTUM);
    }

    /// Neither scale nor shift.
    ///
    /// @throws IllegalArgumentException if the number of channels is less than 1
    public static BatchNorm3d plain(int channels) {
        Affine.requireFeatures("BatchNorm3d", channels);
        return new BatchNorm3d(null, null, RunningStatistics.of(channels), LayerNorm.EPS, BatchNorms.MOMENTUM);
    }

    /// With another eps; params and statistics are shared.
    ///
    /// @throws IllegalArgumentException if `eps` is negative
    public BatchNorm3d withEps(double newEps) {
        return new BatchNorm3d(weight, bias, statistics, newEps, momentum);
    }

    /// With another momentum, or null for the mean over all batches; params and statistics are shared.
    ///
    /// @throws IllegalArgumentException if `momentum` is not from 0 to 1
    public BatchNorm3d withMomentum(@Nullable Double newMomentum) {
        return new BatchNorm3d(weight, bias, statistics, eps, newMomentum);
    }

    @Override
    public Variable forward(Variable x) {
        Affine.requireChannels("BatchNorm3d", x.shape(), BatchNorms.channels(statistics), 5, 5);
        return BatchNorms.forward(x, weight, bias, statistics, eps, momentum);
    }

    /// `BatchNorm3d(32)`
    @Override
    public String toString() {
        return "BatchNorm3d(" + BatchNorms.channels(statistics) + ")";
    }
}
