package glissade.autograd;

import glissade.tensor.Indices;

/// Operations that run along an axis and look at the order of its elements: positions, sorting, cumulative sums.
public sealed interface OrderOps permits Variable {

    private Variable self() {
        return (Variable) this;
    }

    /// Where the greatest element stands along an axis: see [glissade.tensor.OrderOps#argmax]. Not differentiable.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis, or it is empty
    default Indices argmax(int axis) {
        return self().data().argmax(axis);
    }
}
