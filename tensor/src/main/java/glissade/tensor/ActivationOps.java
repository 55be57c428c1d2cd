package glissade.tensor;

import glissade.tensor.kernel.Allocation;
import glissade.tensor.kernel.Kernels;
import glissade.tensor.kernel.Parallel;
import glissade.tensor.kernel.RowLoop;
import glissade.tensor.kernel.Unary;

/// The functions that make a network more than a matrix.
///
/// Each result is a new tensor. NaN in gives NaN out.
public sealed interface ActivationOps permits Tensor {

    private Tensor self() {
        return (Tensor) this;
    }

    /// The rectifier, `max(x, 0)`.
    default Tensor relu() {
        return self().map(Unary.RELU);
    }

    /// The logistic function, `1 / (1 + e^−x)`, without overflow.
    default Tensor sigmoid() {
        return self().map(Kernels.active().elementary()::sigmoid);
    }

    /// The hyperbolic tangent.
    default Tensor tanh() {
        return self().map(Kernels.active().elementary()::tanh);
    }

    /// Numbers from 0 to 1 that add up to 1 along the axis: `e^xᵢ / Σⱼ e^xⱼ`. The greatest element is subtracted first,
    /// so nothing overflows.
    ///
    /// @throws ShapeException if there is no such axis
    default Tensor softmax(int axis) {
        return alongLast("softmax", axis, Kernels.active().softmax()::softmax);
    }

    /// The logarithm of [#softmax], `xᵢ − log Σⱼ e^xⱼ`, exact where softmax itself would round to 0.
    ///
    /// @throws ShapeException if there is no such axis
    default Tensor logSoftmax(int axis) {
        return alongLast("logSoftmax", axis, Kernels.active().softmax()::logSoftmax);
    }

    private Tensor alongLast(String op, int axis, RowLoop loop) {
        Tensor x = self();
        int moved = x.shape().axis(op, axis);
        if (moved != x.shape().rank() - 1) {
            return alongLastAxis(x.transpose(moved, -1), loop).transpose(moved, -1);
        }
        return alongLastAxis(x, loop);
    }

    private static Tensor alongLastAxis(Tensor x, RowLoop loop) {
        int columns = x.shape().size(-1);
        float[] y = Allocation.floats(x.shape());
        if (y.length > 0) {
            Parallel.range(y.length / columns, Math.max(1, 4096 / columns), (from, to) -> loop.apply(x.data,
                    from * columns, y, from * columns, to - from, columns));
        }
        return new Tensor(x.shape(), y);
    }
}
