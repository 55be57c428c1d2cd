package glissade.tensor.kernel;

/// Activation functions.
final class Activations {

    private Activations() {
    }

    /// The approximation of gelu by tanh.
    static float geluTanh(float x) {
        return (float) (x == Float.NEGATIVE_INFINITY ? -0.0
                : 0.5 * x * (1 + StrictMath.tanh(StrictMath.sqrt(2 / StrictMath.PI) * x * (1 + 0.044715 * x * x))));
    }

    /// x · sigmoid x.
    static float silu(float x) {
        return (float) (x == Float.NEGATIVE_INFINITY ? -0.0 : x / (1 + StrictMath.exp(-x)));
    }

    /// x · tanh(softplus x).
    static float mish(float x) {
        return (float) (x == Float.NEGATIVE_INFINITY ? -0.0 : x * StrictMath.tanh(softplus(x)));
    }

    /// log(1 + exp x).
    static float softplus(float x) {
        return (float) (Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x))));
    }

    /// log(sigmoid x).
    static float logSigmoid(float x) {
        return -softplus(-x);
    }

    /// Derivative of silu.
    static float siluSlope(float x) {
        return (float) (siluSlopeIn(x));
    }

    private static double siluSlopeIn(double x) {
        double s = 1 / (1 + StrictMath.exp(-x));
        return Double.isInfinite(x) ? s : s * (1 + x * (1 - s));
    }

    /// Derivative of geluTanh.
    static float geluTanhSlope(float x) {
        if (Float.isInfinite(x)) {
            return x > 0 ? 1 : 0;
        }
        double c = StrictMath.sqrt(2 / StrictMath.PI);
        double t = StrictMath.tanh(c * x * (1 + 0.044715 * x * x));
        return (float) (0.5 * (1 + t) + 0.5 * x * (1 - t * t) * c * (1 + 3 * 0.044715 * x * x));
    }

    /// Derivative of mish.
    static float mishSlope(float x) {
        if (Float.isInfinite(x)) {
            return x > 0 ? 1 : 0;
        }
        double t = StrictMath.tanh(softplus(x));
        return (float) (t + x * (1 - t * t) / (1 + StrictMath.exp(-x)));
    }
}
