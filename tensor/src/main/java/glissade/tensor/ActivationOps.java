package glissade.tensor;

import glissade.tensor.kernel.Allocation;
import glissade.tensor.kernel.Kernels;
import glissade.tensor.kernel.Lines;
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
        return along("softmax", axis, Kernels.active().softmax()::softmax);
    }

    /// The logarithm of [#softmax], `xᵢ − log Σⱼ e^xⱼ`, exact where softmax itself would round to 0.
    ///
    /// @throws ShapeException if there is no such axis
    default Tensor logSoftmax(int axis) {
        return along("logSoftmax", axis, Kernels.active().softmax()::logSoftmax);
    }

    private Tensor along(String op, int axis, RowLoop loop) {
        Tensor x = self();
        Shape shape = x.shape();
        int at = shape.axis(op, axis);
        float[] y = Allocation.floats(shape);
        Lines.apply(loop, x.data, y, shape.product(0, at), shape.size(at), shape.product(at + 1, shape.rank()));
        return new Tensor(shape, y);
    }
}
