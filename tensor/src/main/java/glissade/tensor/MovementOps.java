package glissade.tensor;

/// Operations that move elements and compute nothing. [#reshape] and its kin share the elements; the others copy.
public sealed interface MovementOps permits Tensor {

    private Tensor self() {
        return (Tensor) this;
    }

    /// The same elements in the same order under another shape. One size may be −1: it is what the others leave over.
    /// `[2, 6].reshape(3, -1)` has shape `[3, 4]`.
    ///
    /// @throws ShapeException if the number of elements would change
    default Tensor reshape(int... sizes) {
        Tensor x = self();
        return new Tensor(Movement.reshaped(x.shape(), sizes), x.data);
    }

    /// [#reshape(int...)] to a given shape.
    ///
    /// @throws ShapeException if the number of elements would change
    default Tensor reshape(Shape shape) {
        Tensor x = self();
        Movement.requireSameCount(x.shape(), shape);
        return new Tensor(shape, x.data);
    }

    /// All axes but the first made one: `[64, 1, 28, 28] → [64, 784]`, and `[64] → [64, 1]`.
    ///
    /// @throws ShapeException for a single number, which has no first axis
    default Tensor flatten() {
        Shape shape = self().shape();
        return reshape(shape.size(shape.axis("flatten", 0)), shape.product(1, shape.rank()));
    }

    /// Inserts an axis of size 1, so that it becomes axis `axis` of the result: `[64].unsqueeze(-1)` has shape `[64,
    /// 1]`.
    ///
    /// @throws ShapeException if `axis` is not from −rank − 1 to rank
    default Tensor unsqueeze(int axis) {
        return reshape(Movement.unsqueezed(self().shape(), axis));
    }

    /// Drops an axis of size 1.
    ///
    /// @throws ShapeException if the axis has another size
    default Tensor squeeze(int axis) {
        return reshape(Movement.squeezed(self().shape(), axis));
    }

    /// The last two axes exchanged: the transpose of a matrix, or of each matrix of a batch.
    ///
    /// @throws ShapeException if there are fewer than two axes
    default Tensor transpose() {
        return transpose(-2, -1);
    }

    /// Two axes exchanged.
    ///
    /// @throws ShapeException if there is no such axis
    default Tensor transpose(int first, int second) {
        return permute(Movement.exchange(self().shape(), first, second));
    }

    /// The axes in another order: axis `i` of the result is axis `axes[i]` of this.
    ///
    /// @throws ShapeException if each axis is not named exactly once
    default Tensor permute(int... axes) {
        return Movement.permute(self(), axes);
    }

    /// Repeated along axes of size 1, and along new axes in front, until it has the given shape.
    ///
    /// @throws ShapeException if this does not broadcast to it
    default Tensor broadcastTo(Shape shape) {
        return Movement.broadcast(self(), shape);
    }
}
