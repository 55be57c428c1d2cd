package glissade.tensor.kernel;

/// Running results along the middle axis of a contiguous `[outer, n, inner]` array: each element is made of the one before it.
///
/// Each line along the axis is computed in `double`, element after element, and rounded where it is stored; so the bits do not
/// depend on the place of the axis, on vectors or on threads. Where the axis is not the last, neighbouring lines are computed
/// side by side, in long runs. `reverse` walks from the end of the axis to its beginning.
///
/// Nothing is checked; an output may be the same array as an input. Thread-safe.
public final class Scans {

    /// Lines computed side by side.
    private static final int STRIP = 1024;
    /// Elements a task takes, about.
    private static final int GRAIN = 1 << 16;

    /// The work on `width` neighbouring lines, the first of which begins at `start`; `step` leads to the next element.
    @FunctionalInterface
    private interface Lines {
        void run(int start, int step, int width);
    }

    /// A running result of one array.
    @FunctionalInterface
    public interface Loop {
        /// Computes `y` from `x`.
        void apply(float[] x, float[] y, int outer, int n, int inner, boolean reverse);
    }

    private Scans() {
    }

    /// `yᵢ = x₀ + … + xᵢ`.
    public static void sum(float[] x, float[] y, int outer, int n, int inner, boolean reverse) {
        spread(outer, n, inner, reverse, (start, step, width) -> {
            if (width == 1) {
                double sum = 0;
                for (int i = 0, k = start; i < n; i++, k += step) {
                    sum += x[k];
                    y[k] = (float) sum;
                }
                return;
            }
            double[] sums = new double[width];
            for (int i = 0, k = start; i < n; i++, k += step) {
                for (int j = 0; j < width; j++) {
                    sums[j] += x[k + j];
                    y[k + j] = (float) sums[j];
                }
            }
        });
    }

    /// `yᵢ = x₀ · … · xᵢ`.
    public static void product(float[] x, float[] y, int outer, int n, int inner, boolean reverse) {
        spread(outer, n, inner, reverse, (start, step, width) -> {
            if (width == 1) {
                double product = 1;
                for (int i = 0, k = start; i < n; i++, k += step) {
                    product *= x[k];
                    y[k] = (float) product;
                }
                return;
            }
            double[] products = new double[width];
            for (int j = 0; j < width; j++) {
                products[j] = 1;
            }
            for (int i = 0, k = start; i < n; i++, k += step) {
                for (int j = 0; j < width; j++) {
                    products[j] *= x[k + j];
                    y[k + j] = (float) products[j];
                }
            }
        });
    }

    /// `y₀ = b₀`, `yᵢ = bᵢ + aᵢ · yᵢ₋₁`, or with `lagged` factors `yᵢ = bᵢ + aᵢ₋₁ · yᵢ₋₁`.
    public static void linear(float[] a, float[] b, float[] y, int outer, int n, int inner, boolean reverse,
            boolean lagged) {
        spread(outer, n, inner, reverse, (start, step, width) -> {
            int lag = lagged ? step : 0;
            double[] last = new double[width];
            for (int j = 0; j < width; j++) {
                last[j] = b[start + j];
                y[start + j] = b[start + j];
            }
            for (int i = 1, k = start + step; i < n; i++, k += step) {
                for (int j = 0; j < width; j++) {
                    last[j] = b[k + j] + a[k + j - lag] * last[j];
                    y[k + j] = (float) last[j];
                }
            }
        });
    }

    private static void spread(int outer, int n, int inner, boolean reverse, Lines lines) {
        if (outer == 0 || n == 0 || inner == 0) {
            return;
        }
        int strips = Math.ceilDiv(inner, STRIP);
        int block = n * inner;
        int first = reverse ? block - inner : 0;
        int step = reverse ? -inner : inner;
        int elements = n * Math.min(inner, STRIP);
        Parallel.range(outer * strips, Math.max(1, GRAIN / elements), (from, to) -> {
            for (int task = from; task < to; task++) {
                int j = task % strips * STRIP;
                lines.run(task / strips * block + first + j, step, Math.min(STRIP, inner - j));
            }
        });
    }
}
