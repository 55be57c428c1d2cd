package glissade.conformance;

/// Family `ops`: picking and putting by position and by mask.
final class IndexGoldens {

    private IndexGoldens() {
    }

    static Ops ops() {
        return new Ops()
                .op("index_select", c -> c.x().indexSelect(c.integer("dim"), c.indices("index")))
                .op("index_add", c -> c.x().indexAdd(c.integer("dim"), c.indices("index"), c.variable("src")))
                .op("index_pairs", c -> c.x().index(c.indices("rows"), c.indices("cols")))
                .op("gather", c -> c.x().gather(c.integer("dim"), c.indices("index")))
                .op("scatter", c -> c.x().scatter(c.integer("dim"), c.indices("index"), c.variable("src")))
                .op("scatter_value", c -> c.x().scatter(c.integer("dim"), c.indices("index"), c.number("value")))
                .op("scatter_add", c -> c.x().scatterAdd(c.integer("dim"), c.indices("index"), c.variable("src")))
                .op("masked_select", c -> c.x().maskedSelect(c.mask("mask")))
                .op("masked_fill", c -> c.x().maskedFill(c.mask("mask"), c.number("value")))
                .op("where", c -> c.x().where(c.mask("cond"), c.y()));
    }
}
