package glissade.data;

import glissade.tensor.Indices;
import glissade.tensor.Tensor;

/// Inputs with their targets, for regression: a data set, and also a batch of one.
///
/// Immutable, and safe to share between threads.
///
/// @param inputs shape `[n, …]`
/// @param targets shape `[n, …]`
public record Pairs(Tensor inputs, Tensor targets) implements Dataset<Pairs> {

    /// Checks that there are as many targets as inputs.
    ///
    /// @throws glissade.tensor.ShapeException if there are not
    public Pairs {
        RowNumbers.requireSameCount("pairs", inputs.shape(), "targets", targets.shape());
    }

    @Override
    public int size() {
        return targets.shape().size(0);
    }

    @Override
    public Pairs batch(Indices rows) {
        return new Pairs(RowNumbers.gather(inputs, rows), RowNumbers.gather(targets, rows));
    }
}
