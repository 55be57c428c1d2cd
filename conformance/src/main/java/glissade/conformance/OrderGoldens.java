package glissade.conformance;

import glissade.autograd.Variable;
import glissade.tensor.Located;

/// Family `ops`: sorting, cumulative sums.
final class OrderGoldens {

    private OrderGoldens() {
    }

    static Ops ops() {
        return new Ops()
                .op("cumsum", c -> c.x().cumsum(c.integer("dim")))
                .op("cumprod", c -> c.x().cumprod(c.integer("dim")))
                .results("sort", c -> located(c.args().flag("descending", false)
                        ? c.x().sortDescending(c.integer("dim")) : c.x().sort(c.integer("dim"))))
                .results("topk", c -> located(c.args().flag("largest", true)
                        ? c.x().topK(c.integer("dim"), c.integer("k"))
                        : c.x().bottomK(c.integer("dim"), c.integer("k"))));
    }

    private static Results located(Located<Variable> found) {
        return Results.of("values", found.values()).and("indices", found.indices());
    }
}
