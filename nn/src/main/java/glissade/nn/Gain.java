package glissade.nn;

/// What a weight is multiplied by to make up for the function that follows it. The numbers are PyTorch's.
///
/// Source: He and others, "Delving deep into rectifiers", ICCV 2015, section 2.2, for the rectifiers; the others are PyTorch's
/// practice.
public final class Gain {

    /// No function, or a convolution: 1.
    public static final double LINEAR = 1;
    /// The logistic function: 1.
    public static final double SIGMOID = 1;
    /// The hyperbolic tangent: 5/3.
    public static final double TANH = 5.0 / 3;
    /// The rectifier: √2, since it halves the variance.
    public static final double RELU = Math.sqrt(2);
    /// SELU: 3/4.
    public static final double SELU = 0.75;

    private Gain() {
    }

    /// The leaky rectifier: `√(2 / (1 + slope²))`.
    ///
    /// @throws IllegalArgumentException if `slope` is not finite
    public static double leakyRelu(double slope) {
        if (!Double.isFinite(slope)) {
            throw new IllegalArgumentException("Gain.leakyRelu: slope is " + slope + ", must be finite");
        }
        return Math.sqrt(2 / (1 + slope * slope));
    }
}
