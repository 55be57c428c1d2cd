package glissade.conformance;

import glissade.autograd.Variable;
import glissade.tensor.Indices;

/// Family `ops`: picking and putting by position and by mask.
final class IndexGoldens {

    private IndexGoldens() {
    }

    static Ops ops() {
        return new Ops()
                .op("index_select", c -> c.x().indexSelect(c.integer("dim"), c.indices("index")))
                .op("index_add", c -> {
                    double alpha = c.number("alpha", 1);
                    Variable source = c.variable("src");
                    return c.x().indexAdd(c.integer("dim"), c.indices("index"),
                            alpha == 1 ? source : source.mul(alpha));
                })
                .op("index_pairs", c -> c.x().index(c.indices("rows"), c.indices("cols")))
                .op("index", c -> c.x().rows(c.indices("index")))
                .op("take", c -> c.x().flatten().rows(c.indices("index")))
                .op("gather", c -> Listed.along(c.x(), x -> x.gather(c.integer("dim"), index(c))))
                .op("take_along_dim", c -> Listed.along(c.x(), x -> x.gather(c.integer("dim"), index(c))))
                .op("scatter", c -> Listed.along(c.x(), x -> x.scatter(c.integer("dim"), index(c), source(c))))
                .op("scatter_value", c -> Listed.along(c.x(), x -> x.scatter(c.integer("dim"), index(c),
                        c.number("value"))))
                .op("scatter_add", c -> Listed.along(c.x(), x -> x.scatterAdd(c.integer("dim"), index(c), source(c))))
                .op("masked_select", c -> c.x().maskedSelect(c.mask("mask")))
                .op("masked_fill", c -> c.x().maskedFill(c.mask("mask"), c.number("value")))
                .op("masked_scatter", c -> maskedScatter(c))
                .op("where", c -> c.x().where(c.mask("cond"), c.y()));
    }

    /// PyTorch reads as much of the source as it needs.
    private static Variable maskedScatter(Given c) {
        int needed = c.mask("mask").broadcastTo(c.x().shape()).count();
        return c.x().maskedScatter(c.mask("mask"), c.variable("source").flatten().narrow(0, 0, needed));
    }

    private static Indices index(Given c) {
        return Listed.of(c.indices("index"));
    }

    /// What is put. PyTorch reads as much of it as there are indices.
    private static Variable source(Given c) {
        Variable source = Listed.of(c.variable("src"));
        int[] sizes = index(c).shape().toArray();
        for (int axis = 0; axis < sizes.length; axis++) {
            source = source.shape().size(axis) == sizes[axis] ? source : source.narrow(axis, 0, sizes[axis]);
        }
        return source;
    }
}
