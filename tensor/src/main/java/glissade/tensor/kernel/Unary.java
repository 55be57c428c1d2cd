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

    /// 1, 0 or −1; 0 for NaN, as in PyTorch.
    Unary SIGN = (x, xo, y, yo, n) -> {
        for (int i = 0; i < n; i++) {
            float v = x[xo + i];
            y[yo + i] = (v > 0 ? 1 : 0) - (v < 0 ? 1 : 0);
        }
    };

    /// The greatest whole number that is not greater than x.
    Unary FLOOR = (x, xo, y, yo, n) -> {
        for (int i = 0; i < n; i++) {
            y[yo + i] = (float) Math.floor(x[xo + i]);
        }
    };

    /// The smallest whole number that is not smaller than x.
    Unary CEIL = (x, xo, y, yo, n) -> {
        for (int i = 0; i < n; i++) {
            y[yo + i] = (float) Math.ceil(x[xo + i]);
        }
    };

    /// The nearest whole number, the even one of two.
    Unary ROUND = (x, xo, y, yo, n) -> {
        for (int i = 0; i < n; i++) {
            y[yo + i] = (float) Math.rint(x[xo + i]);
        }
    };

    /// The whole part, with x's sign.
    Unary TRUNC = (x, xo, y, yo, n) -> {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Math.copySign((float) Math.floor(Math.abs(x[xo + i])), x[xo + i]);
        }
    };
}
