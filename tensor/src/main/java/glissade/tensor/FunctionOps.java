package glissade.tensor;

import glissade.tensor.kernel.Kernels;

/// Elementary functions of each element by itself: powers, exponentials, logarithms, trigonometry.
///
/// Each result is a new tensor. NaN in gives NaN out.
public sealed interface FunctionOps permits Tensor {

    private Tensor self() {
        return (Tensor) this;
    }

    /// The square root; NaN for negative numbers.
    default Tensor sqrt() {
        return self().map(Kernels.active().elementary()::sqrt);
    }

    /// `e` to the power of this; infinite from 88.73 on.
    default Tensor exp() {
        return self().map(Kernels.active().elementary()::exp);
    }

    /// The natural logarithm; −∞ for 0, NaN for negative numbers.
    default Tensor log() {
        return self().map(Kernels.active().elementary()::log);
    }
}
