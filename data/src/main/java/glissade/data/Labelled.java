package glissade.data;

import glissade.tensor.Indices;
import glissade.tensor.Tensor;

/// Inputs with their labels, for classification: a data set, and also a batch of one.
///
/// Immutable, and safe to share between threads.
///
/// @param inputs shape `[n, …]`
/// @param labels shape `[n]` for a class each, `[n, …]` for several
public record Labelled(Tensor inputs, Indices labels) implements Dataset<Labelled> {

    /// Checks that there are as many labels as inputs.
    ///
    /// @throws glissade.tensor.ShapeException if there are not
    public Labelled {
        RowNumbers.requireSameCount("labelled", inputs.shape(), "labels", labels.shape());
    }

    @Override
    public int size() {
        return labels.shape().size(0);
    }

    @Override
    public Labelled batch(Indices rows) {
        return new Labelled(RowNumbers.gather(inputs, rows), RowNumbers.gather(labels, rows));
    }
}
