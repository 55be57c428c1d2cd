package glissade.autograd;

import static glissade.autograd.Variable.record;

import glissade.tensor.Shape;

/// Operations that move elements and compute nothing; their gradients move them back.
public sealed interface MovementOps permits Variable {

    private Variable self() {
        return (Variable) this;
    }

    /// The same elements in the same order under another shape; one size may be −1. `dx` is `dy` under x's shape.
    ///
    /// @throws glissade.tensor.ShapeException if the number of elements would change
    default Variable reshape(int... sizes) {
        Variable x = self();
        return record("reshape", x.value().reshape(sizes), x.pull(dy -> dy.reshape(x.shape())));
    }

    /// [#reshape(int...)] to a given shape.
    ///
    /// @throws glissade.tensor.ShapeException if the number of elements would change
    default Variable reshape(Shape shape) {
        Variable x = self();
        return record("reshape", x.value().reshape(shape), x.pull(dy -> dy.reshape(x.shape())));
    }

    /// All axes but the first made one: `[64, 1, 28, 28] → [64, 784]`.
    ///
    /// @throws glissade.tensor.ShapeException for a single number, which has no first axis
    default Variable flatten() {
        return reshape(self().data().flatten().shape());
    }

    /// Inserts an axis of size 1, so that it becomes axis `axis` of the result.
    ///
    /// @throws glissade.tensor.ShapeException if `axis` is not from −rank − 1 to rank
    default Variable unsqueeze(int axis) {
        return reshape(self().data().unsqueeze(axis).shape());
    }

    /// Drops an axis of size 1.
    ///
    /// @throws glissade.tensor.ShapeException if the axis has another size
    default Variable squeeze(int axis) {
        return reshape(self().data().squeeze(axis).shape());
    }

    /// The last two axes exchanged.
    ///
    /// @throws glissade.tensor.ShapeException if there are fewer than two axes
    default Variable transpose() {
        return transpose(-2, -1);
    }

    /// Two axes exchanged. `dx` is `dy` with the same two exchanged.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis
    default Variable transpose(int first, int second) {
        Variable x = self();
        return record("transpose", x.data().transpose(first, second), x.pull(dy -> dy.transpose(first, second)));
    }

    /// The axes in another order: axis `i` of the result is axis `axes[i]` of this. `dx` is `dy` in the old order.
    ///
    /// @throws glissade.tensor.ShapeException if each axis is not named exactly once
    default Variable permute(int... axes) {
        Variable x = self();
        return record("permute", x.data().permute(axes), x.pull(dy -> dy.permute(inverse(x.shape(), axes))));
    }

    /// Repeated along axes of size 1, and along new axes in front, until it has the given shape. `dx` is `dy`, summed over
    /// the axes repeated.
    ///
    /// @throws glissade.tensor.ShapeException if this does not broadcast to it
    default Variable broadcastTo(Shape shape) {
        Variable x = self();
        return record("broadcastTo", x.value().broadcastTo(shape), x.pull(dy -> dy));
    }

    private static int[] inverse(Shape shape, int... axes) {
        int[] inverse = new int[axes.length];
        for (int i = 0; i < axes.length; i++) {
            inverse[shape.axis(axes[i])] = i;
        }
        return inverse;
    }
}
