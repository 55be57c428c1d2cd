package glissade.conformance;

import glissade.autograd.Variable;
import glissade.tensor.Indices;
import glissade.tensor.Located;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/// Family `ops`: reductions along axes, and softmax.
final class ReductionGoldens {

    private ReductionGoldens() {
    }

    static Ops ops() {
        return new Ops()
                .op("sum", c -> reduced(c, Variable::sum))
                .op("mean", c -> reduced(c, Variable::mean))
                .op("prod", c -> reduced(c, Variable::prod))
                .op("amax", c -> reduced(c, Variable::max))
                .op("amin", c -> reduced(c, Variable::min))
                .op("var", c -> isUnbiased(c) ? reduced(c, Variable::var) : reduced(c, Variable::biasedVar))
                .op("std", c -> isUnbiased(c) ? reduced(c, Variable::std) : reduced(c, Variable::biasedStd))
                .op("logsumexp", c -> reduced(c, Variable::logSumExp))
                .op("norm", c -> reduced(c, (x, axes) -> x.norm(order(c), axes)))
                .op("softmax", c -> Listed.along(c.x(), x -> x.softmax(c.integer("dim"))))
                .op("log_softmax", c -> Listed.along(c.x(), x -> x.logSoftmax(c.integer("dim"))))
                .op("softmin", c -> Listed.along(c.x(), x -> x.softmin(c.integer("dim"))))
                .results("max", c -> extreme(c, Variable::max, Variable::maxAlong))
                .results("min", c -> extreme(c, Variable::min, Variable::minAlong))
                .results("argmax", c -> place(c, Variable::argmax, Variable::argmax))
                .results("argmin", c -> place(c, Variable::argmin, Variable::argmin));
    }

    /// Divided by `n − 1`, or by `n`; newer versions of PyTorch name what is subtracted.
    private static boolean isUnbiased(Given c) {
        double correction = c.number("correction", c.args().flag("unbiased", true) ? 1 : 0);
        c.args().only("correction", correction == 0 || correction == 1);
        return correction == 1;
    }

    /// The order of a norm; Frobenius' is that of all elements.
    private static double order(Given c) {
        boolean isFrobenius = c.args().has("p") && c.args().json("p").isString() && c.args().text("p").equals("fro");
        return isFrobenius ? 2 : c.number("p", 2);
    }

    /// A reduction over the axes `dim`, which are kept if the case wants it.
    private static Variable reduced(Given c, BiFunction<Variable, int[], Variable> reduction) {
        int[] axes = c.integers("dim");
        Variable x = axes.length == 0 ? c.x() : Listed.of(c.x());
        Variable reduced = reduction.apply(x, axes);
        if (!keeps(c) || Listed.isSingle(c.x())) {
            return reduced;
        }
        return reduced.unsqueeze(axes.length == 0 ? all(c.x()) : axes);
    }

    private static int[] all(Variable x) {
        return IntStream.range(0, x.shape().rank()).toArray();
    }

    /// The extreme of all, or the extremes along one axis and their places.
    private static Results extreme(Given c, BiFunction<Variable, int[], Variable> ofAll,
            BiFunction<Variable, Integer, Located<Variable>> along) {
        if (!c.args().has("dim")) {
            return Results.of(ofAll.apply(c.x(), new int[0]));
        }
        int axis = axis(c);
        Located<Variable> found = along.apply(Listed.of(c.x()), axis);
        return keeps(c) && !Listed.isSingle(c.x())
                ? Results.of("values", found.values().unsqueeze(axis)).and("indices", found.indices().unsqueeze(axis))
                : Results.of("values", found.values()).and("indices", found.indices());
    }

    /// The one axis, which may stand in a list.
    private static int axis(Given c) {
        int[] axes = c.integers("dim");
        c.args().only("dim", axes.length == 1);
        return axes[0];
    }

    private static Results place(Given c, ToIntFunction<Variable> ofAll,
            BiFunction<Variable, Integer, Indices> along) {
        boolean keeps = keeps(c);
        if (!c.args().has("dim")) {
            int[] sizes = new int[keeps ? c.x().shape().rank() : 0];
            Arrays.fill(sizes, 1);
            return Results.of(Indices.of(ofAll.applyAsInt(c.x())).reshape(sizes));
        }
        Indices found = along.apply(Listed.of(c.x()), axis(c));
        return Results.of(keeps && !Listed.isSingle(c.x()) ? found.unsqueeze(axis(c)) : found);
    }

    private static boolean keeps(Given c) {
        return c.args().flag("keepdim", false);
    }
}
