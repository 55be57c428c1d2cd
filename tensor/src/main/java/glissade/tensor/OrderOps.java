package glissade.tensor;

/// Operations that run along an axis and look at the order of its elements: positions, sorting, cumulative sums.
public sealed interface OrderOps permits Tensor {

    private Tensor self() {
        return (Tensor) this;
    }

    /// Where the greatest element stands along an axis, which is dropped: the first of equal ones, the first NaN if
    /// there is one. With logits `[N, C]`, `argmax(-1)` is the class chosen for each sample.
    ///
    /// @throws ShapeException if there is no such axis, or it is empty
    default Indices argmax(int axis) {
        return Reduction.argmax(self(), axis);
    }
}
