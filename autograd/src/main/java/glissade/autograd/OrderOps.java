package glissade.autograd;

import static glissade.autograd.Variable.record;

import glissade.tensor.Indices;
import glissade.tensor.Located;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;

/// Operations that look at the order of elements, by size or along an axis: places of extremes, sorting, running sums.
/// [glissade.tensor.OrderOps] says which of equal elements comes first, and where a NaN stands.
///
/// Gradients flow to the places that the values came from; places themselves are not differentiable.
public sealed interface OrderOps permits Variable {

    private Variable self() {
        return (Variable) this;
    }

    /// Where the greatest of all elements stands in row-major order. Not differentiable.
    ///
    /// @throws glissade.tensor.ShapeException if there is no element
    default int argmax() {
        return self().data().argmax();
    }

    /// Where the greatest element stands along an axis: see [glissade.tensor.OrderOps#argmax(int)]. Not differentiable.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis, or it is empty
    default Indices argmax(int axis) {
        return self().data().argmax(axis);
    }

    /// Where the smallest of all elements stands in row-major order. Not differentiable.
    ///
    /// @throws glissade.tensor.ShapeException if there is no element
    default int argmin() {
        return self().data().argmin();
    }

    /// Where the smallest element stands along an axis: see [glissade.tensor.OrderOps#argmin(int)]. Not differentiable.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis, or it is empty
    default Indices argmin(int axis) {
        return self().data().argmin(axis);
    }

    /// The greatest element along an axis, which is dropped, and where it stood. `dx` is `dy` there, else 0; of equal elements
    /// the first gets all, while [ReductionOps#max] shares.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis, or it is empty
    default Located<Variable> maxAlong(int axis) {
        return recorded("maxAlong", axis, self().data().maxAlong(axis));
    }

    /// The smallest element along an axis, which is dropped, and where it stood. `dx` is `dy` there, else 0; of equal elements
    /// the first gets all, while [ReductionOps#min] shares.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis, or it is empty
    default Located<Variable> minAlong(int axis) {
        return recorded("minAlong", axis, self().data().minAlong(axis));
    }

    /// The chosen elements, recorded: their gradient is put where they stood.
    private Located<Variable> recorded(String op, int axis, Located<Tensor> chosen) {
        Variable x = self();
        Shape shape = x.shape();
        Indices indices = chosen.indices();
        boolean isDropped = indices.shape().rank() < shape.rank();
        Indices places = isDropped ? indices.unsqueeze(axis) : indices;
        return new Located<>(record(op, chosen.values(), x.pull(dy -> {
            Variable kept = isDropped ? dy.unsqueeze(axis) : dy;
            return Variable.of(Tensor.zeros(shape)).scatterAdd(axis, places, kept);
        })), indices);
    }

    /// The elements along an axis from the smallest to the greatest, NaN last, and where they stood. Equal ones keep their order.
    /// `dx` is `dy`, each element back in its place.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis
    default Located<Variable> sort(int axis) {
        return recorded("sort", axis, self().data().sort(axis));
    }

    /// The elements along an axis from the greatest to the smallest, NaN first, and where they stood. Equal ones keep their
    /// order. `dx` is `dy`, each element back in its place.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis
    default Located<Variable> sortDescending(int axis) {
        return recorded("sortDescending", axis, self().data().sortDescending(axis));
    }

    /// Where the elements of [#sort] stood. Not differentiable.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis
    default Indices argsort(int axis) {
        return self().data().argsort(axis);
    }

    /// Where the elements of [#sortDescending] stood. Not differentiable.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis
    default Indices argsortDescending(int axis) {
        return self().data().argsortDescending(axis);
    }

    /// The `k` greatest elements along an axis, the greatest first, and where they stood. `dx` is `dy` in those places, else 0.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis, or `k` is not from 0 to its size
    default Located<Variable> topK(int axis, int k) {
        return recorded("topK", axis, self().data().topK(axis, k));
    }

    /// The `k` smallest elements along an axis, the smallest first, and where they stood. `dx` is `dy` in those places, else 0.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis, or `k` is not from 0 to its size
    default Located<Variable> bottomK(int axis, int k) {
        return recorded("bottomK", axis, self().data().bottomK(axis, k));
    }

    /// The running sum along an axis: `yᵢ = x₀ + … + xᵢ`; `dxᵢ` is the sum of `dyᵢ` and all after it.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis
    default Variable cumsum(int axis) {
        Variable x = self();
        return record("cumsum", x.data().cumsum(axis), x.pull(dy -> Scans.sum(dy, axis, true)));
    }

    /// The running product along an axis: `yᵢ = x₀ · … · xᵢ`; `dxᵢ = Σ_{k ≥ i} dyₖ · Π_{j ≤ k, j ≠ i} xⱼ`, which is right where
    /// x is 0, too.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis
    default Variable cumprod(int axis) {
        Variable x = self();
        return record("cumprod", x.data().cumprod(axis), x.pull(dy -> Scans.productGradient(dy, x, axis, false)));
    }
}
