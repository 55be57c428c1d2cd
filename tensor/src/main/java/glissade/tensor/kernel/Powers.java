package glissade.tensor.kernel;

/// Powers, and exponentials and logarithms to other bases than e.
final class Powers {

    private Powers() {
    }

    /// x to the power of p, with the special cases of IEEE 754.
    static float pow(float x, float p) {
        return (float) (StrictMath.pow(x, p));
    }

    /// 2 to the power of x.
    static float exp2(float x) {
        return (float) (StrictMath.pow(2, x));
    }

    /// Binary logarithm.
    static float log2(float x) {
        return (float) (StrictMath.log(x) / StrictMath.log(2));
    }

    /// Decimal logarithm.
    static float log10(float x) {
        return (float) (StrictMath.log10(x));
    }
}
