package glissade.tensor.kernel;

/// A loop over an array: `y[yo + i] = f(x[xo + i])` for i from 0 to n − 1. The loop is inside, so that the call is made once an
/// array, not once an element. `x` and `y` may be one array with equal offsets.
@FunctionalInterface
public interface Unary {

    /// Runs the loop.
    void apply(float[] x, int xo, float[] y, int yo, int n);

    /// −x.
    Unary NEG = (x, xo, y, yo, n) -> {
        for (int i = 0; i < n; i++) {
            y[yo + i] = -x[xo + i];
        }
    };

    /// |x|.
    Unary ABS = (x, xo, y, yo, n) -> {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Math.abs(x[xo + i]);
        }
    };

    /// x².
    Unary SQUARE = (x, xo, y, yo, n) -> {
        for (int i = 0; i < n; i++) {
            y[yo + i] = x[xo + i] * x[xo + i];
        }
    };

    /// max(x, 0), NaN for NaN.
    Unary RELU = (x, xo, y, yo, n) -> {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Math.max(x[xo + i], 0f);
        }
    };
}
