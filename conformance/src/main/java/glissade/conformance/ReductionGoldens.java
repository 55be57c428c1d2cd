package glissade.conformance;

import glissade.autograd.Variable;
import glissade.tensor.Indices;
import glissade.tensor.Located;
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
                .op("var", c -> c.args().flag("unbiased", true) ? reduced(c, Variable::var)
                        : reduced(c, Variable::biasedVar))
                .op("std", c -> c.args().flag("unbiased", true) ? reduced(c, Variable::std)
                        : reduced(c, Variable::biasedStd))
                .op("logsumexp", c -> reduced(c, Variable::logSumExp))
                .op("norm", c -> reduced(c, (x, axes) -> x.norm(c.number("p"), axes)))
                .op("softmax", c -> c.x().softmax(c.integer("dim")))
                .op("log_softmax", c -> c.x().logSoftmax(c.integer("dim")))
                .op("softmin", c -> c.x().softmin(c.integer("dim")))
                .results("max", c -> extreme(c, Variable::max, Variable::maxAlong))
                .results("min", c -> extreme(c, Variable::min, Variable::minAlong))
                .results("argmax", c -> place(c, Variable::argmax, Variable::argmax))
                .results("argmin", c -> place(c, Variable::argmin, Variable::argmin));
    }

    /// A reduction over the axes `dim`, which are kept if the case wants it.
    private static Variable reduced(Given c, BiFunction<Variable, int[], Variable> reduction) {
        int[] axes = c.integers("dim");
        Variable reduced = reduction.apply(c.x(), axes);
        return keeps(c)
                ? reduced.unsqueeze(axes.length == 0 ? IntStream.range(0, c.x().shape().rank()).toArray() : axes)
                : reduced;
    }

    /// The extreme of all, or the extremes along one axis and their places.
    private static Results extreme(Given c, BiFunction<Variable, int[], Variable> ofAll,
            BiFunction<Variable, Integer, Located<Variable>> along) {
        if (!c.args().has("dim")) {
            return Results.of(ofAll.apply(c.x(), new int[0]));
        }
        int axis = c.integer("dim");
        Located<Variable> found = along.apply(c.x(), axis);
        return keeps(c)
                ? Results.of("values", found.values().unsqueeze(axis)).and("indices", found.indices().unsqueeze(axis))
                : Results.of("values", found.values()).and("indices", found.indices());
    }

    private static Results place(Given c, ToIntFunction<Variable> ofAll,
            BiFunction<Variable, Integer, Indices> along) {
        boolean keeps = keeps(c);
        if (!c.args().has("dim")) {
            return Results.of(Indices.of(ofAll.applyAsInt(c.x())).reshape());
        }
        Indices found = along.apply(c.x(), c.integer("dim"));
        return Results.of(keeps ? found.unsqueeze(c.integer("dim")) : found);
    }

    private static boolean keeps(Given c) {
        return c.args().flag("keepdim", false);
    }
}
