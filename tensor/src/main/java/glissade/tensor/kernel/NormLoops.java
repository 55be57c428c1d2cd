package glissade.tensor.kernel;

/// The loops of [Normalization] over `n` neighbours of a row, plain: the definition.
///
/// A mean is taken away in two parts, because a float does not hold all of its digits: `high` is the mean as a float, `low` what is
/// missing. Arrays may be the same at the same offsets. Nothing is checked. Thread-safe.
public class NormLoops {

    /// `z = ((x − high) − low) · scale`.
    public void centre(float[] x, int xo, float high, float low, float scale, float[] z, int zo, int n) {
        for (int i = 0; i < n; i++) {
            z[zo + i] = ((x[xo + i] - high) - low) * scale;
        }
    }

    /// `y = (((x − high) − low) · scale) · weight + bias` with a weight and a bias for each element.
    public void affine(float[] x, int xo, float high, float low, float scale, float[] weight, float[] bias, int c,
            float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Math.fma(((x[xo + i] - high) - low) * scale, weight[c + i], bias[c + i]);
        }
    }

    /// The same with one weight and one bias.
    public void affine(float[] x, int xo, float high, float low, float scale, float weight, float bias, float[] y,
            int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Math.fma(((x[xo + i] - high) - low) * scale, weight, bias);
        }
    }

    /// `g = dy · weight` with a weight for each element.
    public void weigh(float[] dy, int dyo, float[] weight, int c, float[] g, int go, int n) {
        for (int i = 0; i < n; i++) {
            g[go + i] = dy[dyo + i] * weight[c + i];
        }
    }

    /// The same with one weight.
    public void weigh(float[] dy, int dyo, float weight, float[] g, int go, int n) {
        for (int i = 0; i < n; i++) {
            g[go + i] = dy[dyo + i] * weight;
        }
    }

    /// `sums = sums + dy · z`, `others = others + dy`.
    public void accumulate(float[] dy, int dyo, float[] z, int zo, float[] sums, int so, float[] others, int oo,
            int n) {
        for (int i = 0; i < n; i++) {
            sums[so + i] = Math.fma(dy[dyo + i], z[zo + i], sums[so + i]);
            others[oo + i] += dy[dyo + i];
        }
    }

    /// `z = ((g − mean) − slope · z) · scale`, the product with the slope fused with the subtraction.
    public void pull(float[] g, int go, float mean, float slope, float scale, float[] z, int zo, int n) {
        for (int i = 0; i < n; i++) {
            z[zo + i] = Math.fma(-slope, z[zo + i], g[go + i] - mean) * scale;
        }
    }
}
