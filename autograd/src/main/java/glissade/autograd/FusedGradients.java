package glissade.autograd;

import static glissade.autograd.Variable.record;

import glissade.tensor.kernel.Allocation;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.Kernels;
import glissade.tensor.kernel.Lines;
import glissade.tensor.kernel.Parallel;
import glissade.tensor.kernel.TensorAccess;

/// Gradients that are one kernel each. They are operations themselves, with pull-backs composed of others, so that they can
/// be differentiated again.
final class FusedGradients {

    private static final int GRAIN = 1 << 16;

    private FusedGradients() {
    }

    /// A loop `dx[i] = f(dy[i], y[i])`.
    @FunctionalInterface
    private interface Loop {
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

    private static Tensor map(Loop loop, Variable dy, Variable y) {
        float[] in = TensorAccess.array(dy.data());
        float[] out = TensorAccess.array(y.data());
        float[] dx = Allocation.floats(y.shape());
        Parallel.range(dx.length, GRAIN, (from, to) -> loop.apply(in, from, out, from, dx, from, to - from));
        return TensorAccess.wrap(y.shape(), dx);
    }

    private static Tensor rows(Lines.PairLoop loop, Variable dy, Variable y, int axis) {
        Shape shape = y.shape();
        int at = shape.axis(axis);
        float[] dx = Allocation.floats(shape);
        Lines.apply(loop, TensorAccess.array(dy.data()), TensorAccess.array(y.data()), dx, Scans.outer(shape, at),
                shape.size(at), Scans.inner(shape, at));
        return TensorAccess.wrap(shape, dx);
    }
}
