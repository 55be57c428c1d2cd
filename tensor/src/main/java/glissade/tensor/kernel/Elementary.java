package glissade.tensor.kernel;

/// Elementary functions of each element, and the gradients that need no more than one pass: the loops of the definition.
///
/// The functions of one `float` stand with their formulas in `Exponentials`, `Powers`, `Trigonometry`, `Hyperbolic`,
/// `ErrorFunction` and `Activations`; the loops apply them to `n` elements of `x` from `xo` on and store into `y` from
/// `yo` on. All use additions, multiplications, fused multiply-adds, divisions, square roots and bit moves alone, each
/// of them rounded as IEEE 754 says, so the bits are the same on every machine. A NaN gives a NaN, whose sign and
/// payload are unspecified. The largest errors met stand in `docs/elementary-errors.md`.
///
/// An output may be the same array at the same offset as an input; it may not overlap one in another way. Nothing is
/// checked. Without state, hence thread-safe.
public class Elementary {

    /// `y = exp x`.
    public void exp(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Exponentials.exp(x[xo + i]);
        }
    }

    /// `y = log x`.
    public void log(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Exponentials.log(x[xo + i]);
        }
    }

    /// `y = tanh x`.
    public void tanh(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Exponentials.tanh(x[xo + i]);
        }
    }

    /// `y = 1 / (1 + exp(-x))`.
    public void sigmoid(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Exponentials.sigmoid(x[xo + i]);
        }
    }

    /// `y = √x`.
    public void sqrt(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Exponentials.sqrt(x[xo + i]);
        }
    }

    /// `dx = dy · (1 − y²)` where `y = tanh x`.
    public void tanhGradient(float[] dy, int dyo, float[] y, int yo, float[] dx, int dxo, int n) {
        for (int i = 0; i < n; i++) {
            float v = y[yo + i];
            dx[dxo + i] = dy[dyo + i] * Math.fma(-v, v, 1);
        }
    }

    /// `dx = dy · y · (1 − y)` where `y = sigmoid x`.
    public void sigmoidGradient(float[] dy, int dyo, float[] y, int yo, float[] dx, int dxo, int n) {
        for (int i = 0; i < n; i++) {
            float v = y[yo + i];
            dx[dxo + i] = dy[dyo + i] * (v * (1 - v));
        }
    }

    /// `dx = 0` where `y <= 0`, else `dy`, where `y = relu x`: a NaN in `y` lets the gradient pass, as in PyTorch.
    public void reluGradient(float[] dy, int dyo, float[] y, int yo, float[] dx, int dxo, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxo + i] = y[yo + i] <= 0 ? 0 : dy[dyo + i];
        }
    }

    /// `y = 1 / √x`.
    public void rsqrt(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Exponentials.rsqrt(x[xo + i]);
        }
    }

    /// `y = exp x − 1`.
    public void expm1(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Exponentials.expm1(x[xo + i]);
        }
    }

    /// `y = log(1 + x)`.
    public void log1p(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Exponentials.log1p(x[xo + i]);
        }
    }

    /// `y = 2ˣ`.
    public void exp2(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Powers.exp2(x[xo + i]);
        }
    }

    /// `y = log₂ x`.
    public void log2(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Powers.log2(x[xo + i]);
        }
    }

    /// `y = log₁₀ x`.
    public void log10(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Powers.log10(x[xo + i]);
        }
    }

    /// `y = sin x`.
    public void sin(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Trigonometry.sin(x[xo + i]);
        }
    }

    /// `y = cos x`.
    public void cos(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Trigonometry.cos(x[xo + i]);
        }
    }

    /// `y = tan x`.
    public void tan(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Trigonometry.tan(x[xo + i]);
        }
    }

    /// `y = arcsin x`.
    public void asin(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Trigonometry.asin(x[xo + i]);
        }
    }

    /// `y = arccos x`.
    public void acos(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Trigonometry.acos(x[xo + i]);
        }
    }

    /// `y = arctan x`.
    public void atan(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Trigonometry.atan(x[xo + i]);
        }
    }

    /// `y = sinh x`.
    public void sinh(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Hyperbolic.sinh(x[xo + i]);
        }
    }

    /// `y = cosh x`.
    public void cosh(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Hyperbolic.cosh(x[xo + i]);
        }
    }

    /// `y = erf x`.
    public void erf(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = ErrorFunction.erf(x[xo + i]);
        }
    }

    /// `y = x · Φ(x)`.
    public void gelu(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = ErrorFunction.gelu(x[xo + i]);
        }
    }

    /// `y = x · ½(1 + tanh(√(2/π) · (x + 0.044715 x³)))`.
    public void geluTanh(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Activations.geluTanh(x[xo + i]);
        }
    }

    /// `y = x · sigmoid x`.
    public void silu(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Activations.silu(x[xo + i]);
        }
    }

    /// `y = x · tanh(softplus x)`.
    public void mish(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Activations.mish(x[xo + i]);
        }
    }

    /// `y = log(1 + exp x)`.
    public void softplus(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Activations.softplus(x[xo + i]);
        }
    }

    /// `y = log(sigmoid x)`.
    public void logSigmoid(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Activations.logSigmoid(x[xo + i]);
        }
    }

    /// `y = xᵖ`, as [Powers#pow(float, float)].
    public void pow(float[] x, int xo, float[] p, int po, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Powers.pow(x[xo + i], p[po + i]);
        }
    }

    /// `y = xᵖ`, one exponent for all.
    public void pow(float[] x, int xo, float p, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Powers.pow(x[xo + i], p);
        }
    }

    /// `y = baseᵖ`, one base for all.
    public void powOf(float base, float[] p, int po, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Powers.pow(base, p[po + i]);
        }
    }

    /// `dx = dy · 2/√π · exp(−x²)`.
    public void erfGradient(float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxo + i] = dy[dyo + i] * ErrorFunction.erfSlope(x[xo + i]);
        }
    }

    /// `dx = dy · (Φ(x) + x · φ(x))`.
    public void geluGradient(float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxo + i] = dy[dyo + i] * ErrorFunction.geluSlope(x[xo + i]);
        }
    }

    /// `dx = dy · geluTanh′(x)`.
    public void geluTanhGradient(float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxo + i] = dy[dyo + i] * Activations.geluTanhSlope(x[xo + i]);
        }
    }

    /// `dx = dy · s · (1 + x · (1 − s))` where `s = sigmoid x`.
    public void siluGradient(float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxo + i] = dy[dyo + i] * Activations.siluSlope(x[xo + i]);
        }
    }

    /// `dx = dy · mish′(x)`.
    public void mishGradient(float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxo + i] = dy[dyo + i] * Activations.mishSlope(x[xo + i]);
        }
    }

    /// `dx = dy · sigmoid x`.
    public void softplusGradient(float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxo + i] = dy[dyo + i] * Exponentials.sigmoid(x[xo + i]);
        }
    }

    /// `dx = dy · sigmoid(−x)`.
    public void logSigmoidGradient(float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo, int n) {
        for (int i = 0; i < n; i++) {
            dx[dxo + i] = dy[dyo + i] * Exponentials.sigmoid(-x[xo + i]);
        }
    }
}
