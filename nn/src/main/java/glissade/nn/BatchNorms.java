package glissade.nn;

import glissade.autograd.Mode;
import glissade.autograd.Param;
import glissade.autograd.Variable;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// What batch norms of all ranks share.
final class BatchNorms {

    /// PyTorch's default.
    static final double MOMENTUM = 0.1;

    private BatchNorms() {
    }

    static Param ones(int channels) {
        return Param.of(Tensor.ones(channels));
    }

    static Param zeros(int channels) {
        return Param.of(Tensor.zeros(channels));
    }

    static int channels(RunningStatistics statistics) {
        return statistics.values().mean().shape().size(0);
    }

    static void check(String layer, @Nullable Param weight, @Nullable Param bias, RunningStatistics statistics,
            double eps, @Nullable Double momentum) {
        Affine.check(layer, weight, bias, statistics.values().mean().shape(), eps);
        if (momentum != null && !(momentum >= 0 && momentum <= 1)) {
            throw new IllegalArgumentException(
                    layer + ": momentum is " + momentum + ", must be from 0 to 1, or null for the mean of all batches");
        }
    }

    static Variable forward(Variable x, @Nullable Param weight, @Nullable Param bias, RunningStatistics statistics,
            double eps, @Nullable Double momentum) {
        if (!Mode.isTraining()) {
            var values = statistics.values();
            return x.batchNorm(values.mean(), values.variance(), weight, bias, eps);
        }
        return x.batchNorm(weight, bias, eps, (mean, variance) -> {
            if (!Mode.isRecomputing()) {
                gather(statistics, mean, variance, x.shape(), momentum);
            }
        });
    }

    private static void gather(RunningStatistics statistics, Tensor mean, Tensor variance, Shape x,
            @Nullable Double momentum) {
        var old = statistics.values();
        long batches = old.batches() + 1;
        double part = momentum == null ? 1.0 / batches : momentum;
        double n = (double) x.elements() / x.size(1);
        statistics.replace(new RunningStatistics.Values(blend(old.mean(), mean, part),
                blend(old.variance(), variance.mul(n / (n - 1)), part), batches));
    }

    private static Tensor blend(Tensor old, Tensor batch, double part) {
        return old.mul(1 - part).add(batch.mul(part));
    }
}
