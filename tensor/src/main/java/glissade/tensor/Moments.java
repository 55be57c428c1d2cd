package glissade.tensor;

/// Variance, norms and logarithms of sums over axes: reductions in several passes.
final class Moments {

    private Moments() {
    }

    /// In two passes, for squares of large numbers would leave nothing of small differences between them. The mean is rounded,
    /// so the differences' own mean is taken away once more.
    static Tensor var(String op, Tensor x, int correction, int... axes) {
        Reduction.flags(op, x.shape(), axes);
        int divisor = Math.max(0, Reduction.count(x.shape(), axes) - correction);
        Tensor centred = centred(centred(x, axes), axes);
        return centred.square().sum(axes).div((double) divisor);
    }

    private static Tensor centred(Tensor x, int... axes) {
        return x.sub(x.mean(axes).reshape(Reduction.kept("var", x.shape(), axes)));
    }

    static Tensor logSumExp(Tensor x, int... axes) {
        Shape kept = Reduction.kept("logSumExp", x.shape(), axes);
        if (Reduction.count(x.shape(), axes) == 0) {
            return x.exp().sum(axes).log();
        }
        Tensor top = finiteMax(x, axes);
        return x.sub(top.reshape(kept)).exp().sum(axes).log().add(top);
    }

    /// The greatest over the axes, and 0 where that is infinite: what is taken away before exp.
    static Tensor finiteMax(Tensor x, int... axes) {
        return x.max(axes).map((a, ao, y, yo, n) -> {
            for (int i = 0; i < n; i++) {
                y[yo + i] = Float.isInfinite(a[ao + i]) ? 0 : a[ao + i];
            }
        });
    }
}
