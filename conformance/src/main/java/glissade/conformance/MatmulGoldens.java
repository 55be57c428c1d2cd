package glissade.conformance;

import glissade.autograd.Variable;

/// Family `ops`: products of matrices.
final class MatmulGoldens {

    private MatmulGoldens() {
    }

    static Ops ops() {
        return new Ops()
                .op("matmul", c -> c.x().matmul(c.y()))
                .op("bmm", c -> c.x().matmul(c.y()))
                .op("mm", c -> c.x().matmul(c.y()))
                .op("mv", c -> c.x().matmul(c.y()))
                .op("dot", c -> c.x().matmul(c.y()))
                .op("vdot", c -> c.x().matmul(c.y()))
                .op("inner", c -> c.x().matmul(c.y(), false, true))
                .op("outer", c -> c.x().outer(c.y()))
                .op("ger", c -> c.x().outer(c.y()))
                .op("addmm", MatmulGoldens::added)
                .op("baddbmm", MatmulGoldens::added)
                .op("linear", MatmulGoldens::linear)
                .op("einsum", c -> Variable.einsum(c.args().text("equation"), c.numbered()));
    }

    private static Variable added(Given c) {
        return c.variable("input").mul(c.number("beta", 1)).add(c.x().matmul(c.y()).mul(c.number("alpha", 1)));
    }

    static Variable linear(Given c) {
        return c.has("bias") ? c.x().linear(c.variable("weight"), c.variable("bias"))
                : c.x().linear(c.variable("weight"));
    }
}
