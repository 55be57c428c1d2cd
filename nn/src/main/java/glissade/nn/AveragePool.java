package glissade.nn;

import glissade.autograd.Variable;
import glissade.tensor.PoolWindow;

/// The mean of each window, over one to three spatial axes. Shape: `[batch, channels, …] → [batch, channels, …]`.
///
/// @param window the window
/// @param countPadding whether the zeros of the padding count
/// @param divisor what the sum is divided by; 0 for the number of elements
public record AveragePool(PoolWindow window, boolean countPadding, int divisor) implements Layer {

    /// Windows of this size, one for all axes or one for each, that do not overlap.
    public AveragePool(int... kernel) {
        this(new PoolWindow(kernel));
    }

    /// Means that count the padding, as PyTorch's.
    public AveragePool(PoolWindow window) {
        this(window, true, 0);
    }

    @Override
    public Variable forward(Variable x) {
        return x.averagePool(window, countPadding, divisor);
    }

    /// `AveragePool(2)`
    @Override
    public String toString() {
        return "AveragePool(" + ConvWeights.join(window.kernel()) + ")";
    }
}
