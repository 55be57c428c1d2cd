package glissade.tensor.kernel;

/// A loop over the rows of a matrix, each by itself.
@FunctionalInterface
public interface RowLoop {

    /// Computes `rows` rows of `columns` numbers of `y` from those of `x`.
    void apply(float[] x, int xo, float[] y, int yo, int rows, int columns);
}
