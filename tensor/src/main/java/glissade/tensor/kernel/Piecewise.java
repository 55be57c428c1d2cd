package glissade.tensor.kernel;

/// Functions that are put together of pieces, and their gradients: the loops of the definition.
///
/// A branch for each element would be mispredicted half of the time, and C2 does not vectorise a choice between floats, so
/// there is a twin with vectors, [VectorPiecewise]. A NaN belongs to the lower
/// piece unless said.
///
/// An output may be the same array at the same offset as an input; it may not overlap one in another way. Nothing is
/// checked. Without state, hence thread-safe.
public class Piecewise {

    /// `dx = dy · (x > 0 ? above : below)`; with `dy = x` it is the function with these slopes.
    public void slopes(float below, float above, float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxo + i] = dy[dyo + i] * (x[xo + i] > 0 ? above : below);
        }
    }

    /// `y = x · factor` where `stays`, else `x · 0`; `stays` begins where x does.
    public void keep(boolean[] stays, float factor, float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = x[xo + i] * (stays[xo + i] ? factor : 0);
        }
    }

    /// `dx = factor · dy` where `low <= x <= high`, else 0.
    public void within(float low, float high, float factor, float[] dy, int dyo, float[] x, int xo, float[] dx,
            int dxo, int n) {
        for (int i = 0; i < n; i++) {
            float v = x[xo + i];
            dx[dxo + i] = v >= low && v <= high ? dy[dyo + i] * factor : 0;
        }
    }

    /// `dx = 0` where `x <= low` or `x >= high`, else `dy`: at a NaN too, as in PyTorch, unlike [#within].
    public void hardtanhGradient(float low, float high, float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo,
            int n) {
        for (int i = 0; i < n; i++) {
            float v = x[xo + i];
            dx[dxo + i] = v <= low || v >= high ? 0 : dy[dyo + i];
        }
    }

    /// `y = above · x` where `x > 0`, else `below · (exp(rate · x) − 1)`.
    public void elu(float below, float rate, float above, float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            float v = x[xo + i];
            y[yo + i] = v > 0 ? v * above : Exponentials.expm1(v * rate) * below;
        }
    }

    /// `dx = dy · below · exp(rate · x)` where `x <= 0`, else `dy · above`: at a NaN too, as in PyTorch.
    public void eluGradient(float below, float rate, float above, float[] dy, int dyo, float[] x, int xo, float[] dx,
            int dxo, int n) {
        for (int i = 0; i < n; i++) {
            float v = x[xo + i];
            dx[dxo + i] = dy[dyo + i] * (v <= 0 ? Exponentials.exp(v * rate) * below : above);
        }
    }

    /// `y = x` where `beta · x > threshold`, else `log(1 + exp(beta · x)) / beta`.
    public void softplus(float beta, float threshold, float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            float v = x[xo + i] * beta;
            y[yo + i] = v > threshold ? x[xo + i] : Activations.softplus(v) / beta;
        }
    }

    /// `dx = dy` where `beta · x > threshold`, else `dy · sigmoid(beta · x)`.
    public void softplusGradient(float beta, float threshold, float[] dy, int dyo, float[] x, int xo, float[] dx,
            int dxo, int n) {
        for (int i = 0; i < n; i++) {
            float v = x[xo + i] * beta;
            dx[dxo + i] = dy[dyo + i] * (v > threshold ? 1 : Exponentials.sigmoid(v));
        }
    }

    /// `y = min(max(x + 3, 0), 6) / 6`.
    public void hardsigmoid(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Math.min(Math.max(x[xo + i] + 3, 0), 6) / 6;
        }
    }

    /// `y = x · min(max(x + 3, 0), 6) / 6`, and −0 at −∞.
    public void hardswish(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            float v = Math.max(x[xo + i], -3);
            y[yo + i] = Math.min(v + 3, 6) / 6 * v;
        }
    }

    /// `dx = dy · (x / 3 + ½)` where `−3 < x < 3`, 0 below, `dy` above and at a NaN, as in PyTorch.
    public void hardswishGradient(float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo, int n) {
        for (int i = 0; i < n; i++) {
            float v = x[xo + i];
            float slope = v < 3 ? v / 3 + 0.5f : 1;
            dx[dxo + i] = v <= -3 ? 0 : dy[dyo + i] * slope;
        }
    }

    /// `y = x / (1 + |x|)`, and ±1 at ±∞.
    public void softsign(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            float v = Math.max(Math.min(x[xo + i], Float.MAX_VALUE), -Float.MAX_VALUE);
            y[yo + i] = v / (Math.abs(v) + 1);
        }
    }

    /// `dx = dy / (1 + |x|)²`.
    public void softsignGradient(float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo, int n) {
        for (int i = 0; i < n; i++) {
            float d = 1 + Math.abs(x[xo + i]);
            dx[dxo + i] = dy[dyo + i] / d / d; // d² could overflow
        }
    }
}
