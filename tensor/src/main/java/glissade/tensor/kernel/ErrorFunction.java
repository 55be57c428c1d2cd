package glissade.tensor.kernel;

/// The error function and what is made of it.
final class ErrorFunction {

    private ErrorFunction() {
    }

    /// Error function.
    static float erf(float x) {
        return (float) (erfSeries(x));
    }

    /// x · Φ(x).
    static float gelu(float x) {
        return (float) (x == Float.NEGATIVE_INFINITY ? -0.0 : 0.5 * x * (1 + erfSeries(x * StrictMath.sqrt(0.5))));
    }

    /// Derivative of erf.
    static float erfSlope(float x) {
        return (float) (2 / StrictMath.sqrt(StrictMath.PI) * StrictMath.exp(-(double) x * x));
    }

    /// Derivative of gelu.
    static float geluSlope(float x) {
        return (float) (0.5 * (1 + erfSeries(x * StrictMath.sqrt(0.5)))
                + (Float.isInfinite(x) ? 0 : x * StrictMath.exp(-0.5 * x * x) / StrictMath.sqrt(2 * StrictMath.PI)));
    }

    private static double erfSeries(double x) {
        if (Math.abs(x) > 6) {
            return Math.copySign(1, x);
        }
        double term = x;
        double sum = x;
        for (int k = 1; k < 200; k++) {
            term *= -x * x / k;
            sum += term / (2 * k + 1);
        }
        return 2 / StrictMath.sqrt(StrictMath.PI) * sum;
    }
}
