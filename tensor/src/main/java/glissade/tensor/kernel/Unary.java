package glissade.tensor.kernel;

/// A loop over an array: `y[yo + i] = f(x[xo + i])` for i from 0 to n − 1. The loop is inside, so that the call is made once an
/// array, not once an element. `x` and `y` may be one array with equal offsets.
@FunctionalInterface
public interface Unary {

    /// Runs the loop.
    void apply(float[] x, int xo, float[] y, int yo, int n);

    /// −x.
    Unary NEG = Kernels.active().arithmetic().neg();

    /// |x|.
    Unary ABS = Kernels.active().arithmetic().abs();

    /// x².
    Unary SQUARE = Kernels.active().arithmetic().square();

    /// max(x, 0), NaN for NaN.
    Unary RELU = Kernels.active().arithmetic().relu();
}
