package glissade.tensor;

/// Variance, norms and logarithms of sums over axes: reductions in several passes.
final class Moments {

    private Moments() {
    }

    /// In two passes, for squares of large numbers would leave nothing of small differences between them.
    static Tensor var(String op, Tensor x, int correction, int... axes) {
        boolean[] reduced = Reduction.flags(op, x.shape(), axes);
        int divisor = Math.max(0, Reduction.count(x.shape(), axes) - correction);
        // Differences from a first element come before the mean, which is rounded: equal numbers differ by 0 then, and a mean
        // far from 0 costs no digits.
        Slice[] first = new Slice[reduced.length];
        for (int i = 0; i < first.length; i++) {
            first[i] = reduced[i] ? Slice.to(1) : Slice.all();
        }
        Tensor shifted = x.sub(x.slice(first));
        Tensor centred = shifted.sub(shifted.mean(axes).reshape(Reduction.kept(op, x.shape(), axes)));
        return centred.square().sum(axes).div((double) divisor);
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
