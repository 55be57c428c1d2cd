package glissade.nn;

import glissade.autograd.Variable;
import glissade.tensor.PoolWindow;

/// The greatest element of each window, over one to three spatial axes. Shape: `[batch, channels, …] → [batch, channels, …]`.
///
///     new MaxPool(2)       // PyTorch's MaxPool2d(2), MaxPool1d(2) and MaxPool3d(2), whichever the input asks for
///
/// @param window the window
public record MaxPool(PoolWindow window) implements Layer {

    /// Windows of this size, one for all axes or one for each, that do not overlap.
    public MaxPool(int... kernel) {
        this(new PoolWindow(kernel));
    }

    @Override
    public Variable forward(Variable x) {
        return x.maxPool(window);
    }

    /// `MaxPool(2)`
    @Override
    public String toString() {
        return "MaxPool(" + ConvWeights.join(window.kernel()) + ")";
    }
}
