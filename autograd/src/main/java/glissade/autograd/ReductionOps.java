package glissade.autograd;

import static glissade.autograd.Variable.record;

import glissade.tensor.Shape;

/// Operations that make one number of many: over all axes, or over the given ones, which are dropped from the shape.
public sealed interface ReductionOps permits Variable {

    private Variable self() {
        return (Variable) this;
    }

    /// The sum over the given axes, or over all if none is given. `y = Σ x`; `dx = dy` for each element.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis, or one is named twice
    default Variable sum(int... axes) {
        Variable x = self();
        return record("sum", x.data().sum(axes), x.pull(dy -> spread(dy, x.shape(), axes)));
    }

    /// The mean over the given axes, or over all if none is given. `y = Σ x / n`; `dx = dy / n` for each element.
    ///
    /// @throws glissade.tensor.ShapeException if there is no such axis, or one is named twice
    default Variable mean(int... axes) {
        Variable x = self();
        var mean = x.data().mean(axes);
        double count = (double) x.shape().elements() / Math.max(1, mean.shape().elements());
        return record("mean", mean, x.pull(dy -> spread(dy.div(count), x.shape(), axes)));
    }

    /// Undoes broadcasting: sums over the axes along which a tensor of the given shape was repeated to this one. `dx` is `dy`,
    /// repeated.
    ///
    /// @throws glissade.tensor.ShapeException if `shape` does not broadcast to this one's
    default Variable sumTo(Shape shape) {
        Variable x = self();
        return record("sumTo", x.data().sumTo(shape), x.pull(dy -> dy.broadcastTo(x.shape())));
    }

    /// The gradient of a reduction: each of its numbers goes to all the elements it came from.
    private static Variable spread(Variable dy, Shape shape, int... axes) {
        if (dy.shape().rank() == 0) {
            return dy.broadcastTo(shape);
        }
        int[] sizes = shape.toArray();
        for (int axis : axes) {
            sizes[shape.axis(axis)] = 1;
        }
        return dy.reshape(sizes).broadcastTo(shape);
    }
}
