package glissade.autograd;

import glissade.tensor.Shape;
import glissade.tensor.Slice;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.Allocation;
import glissade.tensor.kernel.Runs;
import glissade.tensor.kernel.TensorAccess;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Gradients of reductions, written with variables so that they can be differentiated again.
final class ReductionGradients {

    private ReductionGradients() {
    }

    /// What is left of a reduction, with the reduced axes back as axes of size 1.
    static Variable keep(Variable reduced, Shape shape, int... axes) {
        return reduced.reshape(kept(shape, axes));
    }

    private static Shape kept(Shape shape, int... axes) {
        int[] sizes = shape.toArray();
        for (int axis : all(shape, axes)) {
            sizes[shape.axis(axis)] = 1;
        }
        return Shape.of(sizes);
    }

    /// The axes, where none stands for all.
    private static int[] all(Shape shape, int... axes) {
        return axes.length == 0 ? IntStream.range(0, shape.rank()).toArray() : axes;
    }

    /// Each number of a reduction's gradient goes to all the elements it came from.
    static Variable spread(Variable dy, Shape shape, int... axes) {
        return keep(dy, shape, axes).broadcastTo(shape);
    }

    /// How many elements go into each result.
    static int count(Shape shape, Shape result) {
        return shape.elements() / Math.max(1, result.elements());
    }

    /// `dy / m` for each of the m elements of x that equal y, the extreme; to them a NaN equals a NaN.
    static Variable share(Variable dy, Variable x, Variable y, int... axes) {
        Shape shape = x.shape();
        return keep(dy, shape, axes).mul(shares(x.data(), y.data(), axes));
    }

    static Tensor shares(Tensor x, Tensor y, int... axes) {
        Shape shape = x.shape();
        Shape kept = kept(shape, axes);
        float[] elements = TensorAccess.array(x);
        float[] extremes = TensorAccess.array(y);
        float[] shares = Allocation.floats(shape);
        var runs = new Runs(shape, Runs.broadcast(kept, shape));
        int step = runs.step(0);
        runs.spread((place, offsets, n) -> {
            for (int i = 0; i < n; i++) {
                float element = elements[place + i];
                float extreme = extremes[offsets[0] + i * step];
                shares[place + i] = element == extreme || Float.isNaN(element) && Float.isNaN(extreme) ? 1 : 0;
            }
        });
        Tensor ties = TensorAccess.wrap(shape, shares);
        return ties.div(ties.sum(axes).reshape(kept));
    }

    /// `dy · 2 (x − mean) / (n − correction)`.
    static Variable var(Variable dy, Variable x, int correction, int... axes) {
        Shape shape = x.shape();
        int divisor = Math.max(0, count(shape, dy.shape()) - correction);
        Variable shifted = x.sub(first(x.data(), axes));
        return keep(dy.mul(2.0 / divisor), shape, axes).mul(shifted.sub(keep(shifted.mean(axes), shape, axes)));
    }

    /// The first elements along the axes: differences are taken from them first, as in the value, so that both are 0 together.
    private static Tensor first(Tensor x, int... axes) {
        Slice[] first = new Slice[x.shape().rank()];
        Arrays.fill(first, Slice.all());
        for (int axis : all(x.shape(), axes)) {
            first[x.shape().axis(axis)] = Slice.to(1);
        }
        return x.slice(first);
    }

    /// The gradient of the root of [#var]: 0, not NaN, where that is 0.
    static Variable std(Variable dy, Variable x, Variable y, int correction, int... axes) {
        Variable slope = dy.div(y.maskedFill(y.data().equalTo(0), Double.POSITIVE_INFINITY)).mul(0.5);
        return var(slope, x, correction, axes);
    }

    /// `dy · softmax x` over the axes; 0 where all of them are −∞.
    static Variable logSumExp(Variable dy, Variable x, int... axes) {
        Shape shape = x.shape();
        if (shape.elements() == 0) {
            return x;
        }
        Tensor top = x.data().max(axes);
        Tensor finite = top.maskedFill(top.isInfinite(), 0).reshape(kept(shape, axes));
        Variable exps = x.sub(finite).exp();
        Variable sum = exps.sum(axes);
        Variable factor = dy.div(sum.maskedFill(sum.data().equalTo(0), 1));
        return keep(factor, shape, axes).mul(exps);
    }

    /// `Πⱼ xⱼ` over the others, j ≠ i: what stands before times what stands after. Nothing is divided, so zeros do no harm.
    static Variable productsOfOthers(Variable x, int... axes) {
        Shape shape = x.shape();
        if (shape.elements() == 0) {
            return x;
        }
        if (axes.length == 1) {
            return productsOfOthers(x, axes[0]);
        }
        int[] reduced = IntStream.of(all(shape, axes)).map(shape::axis).toArray();
        int[] order = IntStream.concat(IntStream.range(0, shape.rank())
                .filter(axis -> IntStream.of(reduced).noneMatch(i -> i == axis)), IntStream.of(reduced)).toArray();
        int[] back = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            back[order[i]] = i;
        }
        Variable last = x.permute(order);
        int count = last.shape().product(order.length - reduced.length, order.length);
        return productsOfOthers(last.reshape(-1, count), 1).reshape(last.shape()).permute(back);
    }

    private static Variable productsOfOthers(Variable x, int axis) {
        return Scans.productsBefore(x, axis, false).mul(Scans.productsBefore(x, axis, true));
    }
}
