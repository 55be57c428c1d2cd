package glissade.conformance;

import glissade.autograd.Variable;
import glissade.tensor.Indices;
import glissade.tensor.Shape;

/// Family `ops`: reductions along axes, and softmax.
final class ReductionGoldens {

    private ReductionGoldens() {
    }

    static Ops ops() {
        return new Ops()
                .op("sum", c -> keepAxes(c, c.x().sum(c.integers("dim"))))
                .op("mean", c -> keepAxes(c, c.x().mean(c.integers("dim"))))
                .op("softmax", c -> c.x().softmax(c.integer("dim")))
                .op("log_softmax", c -> c.x().logSoftmax(c.integer("dim")))
                .op("softmin", c -> c.x().neg().softmax(c.integer("dim")))
                .results("argmax", c -> Results.of(argmax(c)));
    }

    private static Indices argmax(Given c) {
        Indices found = c.args().has("dim") ? c.x().argmax(c.integer("dim")) : c.x().reshape(-1).argmax(0);
        return c.args().flag("keepdim", false) ? found.reshape(kept(c).toArray()) : found;
    }

    /// The reduced axes back with size 1, if the case wants to keep them.
    private static Variable keepAxes(Given c, Variable reduced) {
        return c.args().flag("keepdim", false) ? reduced.reshape(kept(c)) : reduced;
    }

    private static Shape kept(Given c) {
        Shape shape = c.x().shape();
        int[] axes = c.integers("dim");
        for (int axis = 0; axis < shape.rank(); axis++) {
            boolean isReduced = axes.length == 0;
            for (int reduced : axes) {
                isReduced |= c.x().shape().axis(reduced) == axis;
            }
            shape = isReduced ? shape.with(axis, 1) : shape;
        }
        return shape;
    }
}
