package glissade.conformance;

import glissade.autograd.Variable;

/// Family `ops`: sorting, cumulative sums.
final class OrderGoldens {

    private OrderGoldens() {
    }

    static Ops ops() {
        return new Ops()
                .op("cumsum", c -> Listed.along(c.x(), x -> x.cumsum(c.integer("dim"))))
                .op("cumprod", c -> Listed.along(c.x(), x -> x.cumprod(c.integer("dim"))))
                .results("sort", c -> {
                    // all sorting is stable
                    c.args().has("stable");
                    Variable x = Listed.of(c.x());
                    int axis = c.integer("dim", -1);
                    return Listed.located(c.x(), isDescending(c) ? x.sortDescending(axis) : x.sort(axis));
                })
                .results("argsort", c -> {
                    c.args().has("stable");
                    Variable x = Listed.of(c.x());
                    int axis = c.integer("dim", -1);
                    var order = isDescending(c) ? x.argsortDescending(axis) : x.argsort(axis);
                    return Results.of(Listed.isSingle(c.x()) ? order.reshape() : order);
                })
                .results("topk", c -> {
                    Variable x = Listed.of(c.x());
                    int axis = c.integer("dim", -1);
                    int k = c.integer("k");
                    // the order of unsorted ones is free
                    c.args().has("sorted");
                    return Listed.located(c.x(),
                            c.args().flag("largest", true) ? x.topK(axis, k) : x.bottomK(axis, k));
                });
    }

    private static boolean isDescending(Given c) {
        return c.args().flag("descending", false);
    }
}
