package glissade.autograd;

import static glissade.autograd.Variable.record;

import glissade.tensor.kernel.Pool;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.Kernels;
import glissade.tensor.kernel.Lines;
import glissade.tensor.kernel.Parallel;
import glissade.tensor.kernel.TensorAccess;

/// Gradients that are one kernel each. They are operations themselves, with pull-backs composed of others, so that they can
/// be differentiated again.
final class FusedGradients {

    private static final int GRAIN = 1 << 18;

    /// Beyond it the second derivatives made of e^−x² are 0.
    private static final double BOUND = 16;
    /// Beyond it those made of e^−|x| are 0.
    private static final double EXP_BOUND = 120;

    private FusedGradients() {
    }

    /// A loop `dx[i] = f(dy[i], y[i])`, or one of x.
    @FunctionalInterface
    interface Loop {
        void apply(float[] dy, int dyo, float[] y, int yo, float[] dx, int dxo, int n);
    }

    /// `dy` where y > 0, else 0. Its derivative with respect to y is 0.
    static Variable relu(Variable dy, Variable y) {
        return record("reluGradient", map(Kernels.active().elementary()::reluGradient, dy, y),
                dy.pull(ddx -> relu(ddx, y)));
    }

    /// `dy · y · (1 − y)`.
    static Variable sigmoid(Variable dy, Variable y) {
        return record("sigmoidGradient", map(Kernels.active().elementary()::sigmoidGradient, dy, y),
                dy.pull(ddx -> sigmoid(ddx, y)), y.pull(ddx -> ddx.mul(dy).mul(y.mul(2).rsub(1))));
    }

    /// `dy · (1 − y²)`.
    static Variable tanh(Variable dy, Variable y) {
        return record("tanhGradient", map(Kernels.active().elementary()::tanhGradient, dy, y),
                dy.pull(ddx -> tanh(ddx, y)), y.pull(ddx -> ddx.mul(dy).mul(y).mul(-2)));
    }

    // Those that follow are computed from the input x. Where a second derivative is a product of something that vanishes at
    // infinity and something that grows, x is cut at a bound beyond which it is 0: else it would be 0 · ∞.

    /// `dy · 2/√π · e^−x²`.
    static Variable erf(Variable dy, Variable x) {
        return record("erfGradient", map(Kernels.active().elementary()::erfGradient, dy, x),
                dy.pull(ddx -> erf(ddx, x)),
                x.pull(ddx -> erf(ddx.mul(dy), x).mul(x.clamp(-BOUND, BOUND)).mul(-2)));
    }

    /// `dy · (Φ(x) + x · φ(x))`; the second derivative of gelu is `φ(x) · (2 − x²)`.
    static Variable gelu(Variable dy, Variable x) {
        return record("geluGradient", map(Kernels.active().elementary()::geluGradient, dy, x),
                dy.pull(ddx -> gelu(ddx, x)), x.pull(ddx -> {
                    Variable square = x.clamp(-BOUND, BOUND).square();
                    Variable density = square.mul(-0.5).exp().mul(1 / StrictMath.sqrt(2 * Math.PI));
                    return ddx.mul(dy).mul(density).mul(square.rsub(2));
                }));
    }

    /// `dy · ½ (1 + t + x · (1 − t²) · u′)` with `t = tanh u` and `u = a · (x + b · x³)`; the second derivative of geluTanh is
    /// `(1 − t²) · (u′ + ½ x · u″ − x · t · u′²)`.
    static Variable geluTanh(Variable dy, Variable x) {
        return record("geluTanhGradient", map(Kernels.active().elementary()::geluTanhGradient, dy, x),
                dy.pull(ddx -> geluTanh(ddx, x)), x.pull(ddx -> {
                    double a = StrictMath.sqrt(2 / Math.PI);
                    double b = 0.044715;
                    Variable z = x.clamp(-BOUND, BOUND);
                    Variable square = z.square();
                    Variable t = z.mul(square.mul(b).add(1)).mul(a).tanh();
                    Variable slope = square.mul(3 * b).add(1).mul(a);
                    Variable bend = slope.add(square.mul(3 * b * a)).sub(z.mul(t).mul(slope.square()));
                    return ddx.mul(dy).mul(t.square().rsub(1)).mul(bend);
                }));
    }

    /// `dy · s · (1 + x · (1 − s))` with `s = sigmoid x`; the second derivative of silu is `s · (1 − s) · (2 + x · (1 − 2s))`.
    static Variable silu(Variable dy, Variable x) {
        return record("siluGradient", map(Kernels.active().elementary()::siluGradient, dy, x),
                dy.pull(ddx -> silu(ddx, x)), x.pull(ddx -> {
                    Variable z = x.clamp(-EXP_BOUND, EXP_BOUND);
                    Variable s = z.sigmoid();
                    return sigmoid(ddx.mul(dy), s).mul(z.mul(s.mul(-2).add(1)).add(2));
                }));
    }

    /// `dy · (t + x · (1 − t²) · s)` with `t = tanh(softplus x)` and `s = sigmoid x`; the second derivative of mish is
    /// `(1 − t²) · s · (2 + x · (1 − s − 2 t s))`.
    static Variable mish(Variable dy, Variable x) {
        return record("mishGradient", map(Kernels.active().elementary()::mishGradient, dy, x),
                dy.pull(ddx -> mish(ddx, x)), x.pull(ddx -> {
                    Variable z = x.clamp(-EXP_BOUND, EXP_BOUND);
                    Variable s = z.sigmoid();
                    Variable t = z.softplus().tanh();
                    Variable bend = z.mul(s.mul(t.mul(2).add(1)).rsub(1)).add(2);
                    return tanh(ddx.mul(dy), t).mul(s).mul(bend);
                }));
    }

    /// `dy · sigmoid x`.
    static Variable softplus(Variable dy, Variable x) {
        return record("softplusGradient", map(Kernels.active().elementary()::softplusGradient, dy, x),
                dy.pull(ddx -> softplus(ddx, x)), x.pull(ddx -> sigmoid(ddx.mul(dy), x.sigmoid())));
    }

    /// `dy · sigmoid(−x)`.
    static Variable logSigmoid(Variable dy, Variable x) {
        return record("logSigmoidGradient", map(Kernels.active().elementary()::logSigmoidGradient, dy, x),
                dy.pull(ddx -> logSigmoid(ddx, x)), x.pull(ddx -> sigmoid(ddx.mul(dy), x.sigmoid()).neg()));
    }

    /// `y · (dy − Σ dy · y)` along the axis.
    static Variable softmax(Variable dy, Variable y, int axis) {
        Tensor value = rows(Kernels.active().softmax()::softmaxGradient, dy, y, axis);
        return record("softmaxGradient", value, dy.pull(ddx -> softmax(ddx, y, axis)), y.pull(ddx -> {
            Variable dotDy = dy.mul(y).sum(axis).unsqueeze(axis);
            Variable dotDdx = ddx.mul(y).sum(axis).unsqueeze(axis);
            return ddx.mul(dy.sub(dotDy)).sub(dy.mul(dotDdx));
        }));
    }

    /// `dy − e^y · Σ dy` along the axis.
    static Variable logSoftmax(Variable dy, Variable y, int axis) {
        Tensor value = rows(Kernels.active().softmax()::logSoftmaxGradient, dy, y, axis);
        return record("logSoftmaxGradient", value,
                dy.pull(ddx -> ddx.sub(ddx.mul(y.exp()).sum(axis).unsqueeze(axis))),
                y.pull(ddx -> ddx.mul(y.exp()).mul(dy.sum(axis).unsqueeze(axis)).neg()));
    }

    static Tensor map(Loop loop, Variable dy, Variable y) {
        float[] in = TensorAccess.array(dy.data());
        float[] out = TensorAccess.array(y.data());
        float[] dx = Pool.take(y.shape());
        Parallel.range(dx.length, GRAIN, (from, to) -> loop.apply(in, from, out, from, dx, from, to - from));
        return TensorAccess.wrap(y.shape(), dx);
    }

    private static Tensor rows(Lines.PairLoop loop, Variable dy, Variable y, int axis) {
        Shape shape = y.shape();
        int at = shape.axis(axis);
        float[] dx = Pool.take(shape);
        Lines.apply(loop, TensorAccess.array(dy.data()), TensorAccess.array(y.data()), dx, shape.product(0, at),
                shape.size(at), shape.product(at + 1, shape.rank()));
        return TensorAccess.wrap(shape, dx);
    }
}
