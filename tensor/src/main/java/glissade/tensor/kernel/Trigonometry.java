package glissade.tensor.kernel;

/// Sine, cosine, tangent and their inverses.
final class Trigonometry {

    private Trigonometry() {
    }

    /// Sine.
    static float sin(float x) {
        return (float) (StrictMath.sin(x));
    }

    /// Cosine.
    static float cos(float x) {
        return (float) (StrictMath.cos(x));
    }

    /// Tangent.
    static float tan(float x) {
        return (float) (StrictMath.tan(x));
    }

    /// Arc sine.
    static float asin(float x) {
        return (float) (StrictMath.asin(x));
    }

    /// Arc cosine.
    static float acos(float x) {
        return (float) (StrictMath.acos(x));
    }

    /// Arc tangent.
    static float atan(float x) {
        return (float) (StrictMath.atan(x));
    }
}
