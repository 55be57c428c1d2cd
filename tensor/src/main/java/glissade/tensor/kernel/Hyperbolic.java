package glissade.tensor.kernel;

/// Hyperbolic sine and cosine.
final class Hyperbolic {

    private Hyperbolic() {
    }

    /// Hyperbolic sine.
    static float sinh(float x) {
        return (float) (StrictMath.sinh(x));
    }

    /// Hyperbolic cosine.
    static float cosh(float x) {
        return (float) (StrictMath.cosh(x));
    }
}
