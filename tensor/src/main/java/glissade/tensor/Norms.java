package glissade.tensor;

import glissade.tensor.kernel.Kernels;

/// Norms over axes.
final class Norms {

    /// Squares and their sums are within float32's range if the norm is.
    private static final float SAFE_LEAST = 0x1p-50f;
    private static final float SAFE_GREATEST = 0x1p60f;

    private Norms() {
    }

    static Tensor norm(Tensor x, double p, int... axes) {
        if (Double.isNaN(p)) {
            throw new IllegalArgumentException("norm: p is NaN; use a number such as 1 or 2, or an infinity");
        }
        Reduction.flags("norm", x.shape(), axes);
        if (p == 0) {
            return x.map(Norms::areNotZero).sum(axes);
        } else if (p == 1) {
            return x.abs().sum(axes);
        } else if (p == Double.POSITIVE_INFINITY) {
            return Reduction.apply("norm", Reducer.MAX, x.abs(), axes);
        } else if (p == Double.NEGATIVE_INFINITY) {
            return Reduction.apply("norm", Reducer.MIN, x.abs(), axes);
        } else if (p == 2) {
            Tensor plain = x.square().sum(axes).sqrt();
            return isSafe(plain.data()) ? plain : scaled(x, p, axes);
        }
        return scaled(x, p, axes);
    }

    private static boolean isSafe(float[] norms) {
        for (float norm : norms) {
            if (!(norm >= SAFE_LEAST && norm <= SAFE_GREATEST)) {
                return false;
            }
        }
        return true;
    }

    /// Divides by a power of two first, which changes no bit of the result but keeps the powers in range.
    private static Tensor scaled(Tensor x, double p, int... axes) {
        if (p > 0 && Reduction.count(x.shape(), axes) == 0) {
            return x.sum(axes);
        }
        Tensor size = x.abs();
        // the element that counts most
        Tensor scale = Reduction.apply("norm", p > 0 ? Reducer.MAX : Reducer.MIN, size, axes).map(Norms::powersOfTwo);
        Tensor part = size.div(scale.reshape(Reduction.kept("norm", x.shape(), axes)));
        if (p == 2) {
            return part.square().sum(axes).sqrt().mul(scale);
        }
        return pow(pow(part, p).sum(axes), 1 / p).mul(scale);
    }

    private static Tensor pow(Tensor x, double p) {
        var kernel = Kernels.active().elementary();
        return x.map((a, ao, y, yo, n) -> kernel.pow(a, ao, (float) p, y, yo, n));
    }

    private static void areNotZero(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = x[xo + i] == 0 ? 0 : 1;
        }
    }

    /// The power of two just below each number; 1 for 0, ∞ and NaN.
    private static void powersOfTwo(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            float a = x[xo + i];
            y[yo + i] = a == 0 || !Float.isFinite(a) ? 1 : Math.scalb(1f, Math.getExponent(a));
        }
    }
}
