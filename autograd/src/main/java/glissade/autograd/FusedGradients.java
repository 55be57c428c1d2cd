package glissade.autograd;

import static glissade.autograd.Variable.record;

import glissade.tensor.kernel.Allocation;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.Kernels;
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

    /// A loop over rows.
    @FunctionalInterface
    private interface RowLoop {
        void apply(float[] dy, int dyo, float[] y, int yo, float[] dx, int dxo, int rows, int columns);
    }

    private static Tensor rows(RowLoop loop, Variable dy, Variable y, int axis) {
        Shape shape = y.shape();
        int moved = shape.axis(axis);
        boolean last = moved == shape.rank() - 1;
        float[] in = TensorAccess.array(last ? dy.data() : dy.data().transpose(moved, -1));
        Tensor output = last ? y.data() : y.data().transpose(moved, -1);
        float[] out = TensorAccess.array(output);
        float[] dx = Allocation.floats(output.shape());
        int columns = shape.size(axis);
        if (dx.length > 0) {
            Parallel.range(dx.length / columns, Math.max(1, 4096 / columns),
                    (from, to) -> loop.apply(in, from * columns,
                            out, from * columns, dx, from * columns, to - from, columns));
        }
        Tensor result = TensorAccess.wrap(output.shape(), dx);
        return last ? result : result.transpose(moved, -1);
    }
}
