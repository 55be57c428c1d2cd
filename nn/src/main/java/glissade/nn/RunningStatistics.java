package glissade.nn;

import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.TensorAccess;

/// Mean and variance gathered over the batches of a training, for use at test time. A layer that normalises holds one;
/// its values are replaced whole, never changed in part.
///
/// A layer gathers only in training, and not when a segment is run again ([glissade.autograd.Mode#isRecomputing()]): the batch
/// went in the first time.
///
/// In a state dict they are `running_mean`, `running_var` and `num_batches_tracked`, beside the layer's params.
///
/// Reading is safe from several threads; training updates from one at a time.
public final class RunningStatistics {

    private volatile Values values;

    /// The statistics at one moment.
    ///
    /// @param mean the mean of each feature
    /// @param variance the variance of each feature, of the mean's shape
    /// @param batches how many batches went in
    public record Values(Tensor mean, Tensor variance, long batches) {

        /// Checks the shapes.
        ///
        /// @throws ShapeException if they differ
        public Values {
            if (!mean.shape().equals(variance.shape())) {
                throw ShapeException.of("running statistics", "mean and variance differ in shape")
                        .operand("mean", mean.shape()).operand("variance", variance.shape())
                        .fix("give one variance for each mean");
            }
            // they are held for long, and must not hold the batches before
            TensorAccess.computed(mean);
            TensorAccess.computed(variance);
        }
    }

    private RunningStatistics(Values values) {
        this.values = values;
    }

    /// Mean 0 and variance 1 for each feature, of no batch.
    public static RunningStatistics of(int features) {
        return new RunningStatistics(new Values(Tensor.zeros(features), Tensor.ones(features), 0));
    }

    /// Statistics of their own with the same values.
    RunningStatistics copy() {
        return new RunningStatistics(values);
    }

    /// The statistics at this moment.
    public Values values() {
        return values;
    }

    /// Replaces them.
    ///
    /// @throws ShapeException if the number of features differs
    public void replace(Values newValues) {
        Shape shape = values.mean().shape();
        if (!newValues.mean().shape().equals(shape)) {
            throw ShapeException.of("running statistics", "the number of features changes").operand("old", shape)
                    .operand("new", newValues.mean().shape()).fix("statistics keep their shape");
        }
        values = newValues;
    }
}
