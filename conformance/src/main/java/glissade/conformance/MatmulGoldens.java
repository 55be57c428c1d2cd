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
                .op("linear", MatmulGoldens::linear)
                .op("einsum", c -> Variable.einsum(c.args().text("equation"),
                        c.names().stream().map(c::variable).toArray(Variable[]::new)));
    }

    static Variable linear(Given c) {
        return c.has("bias") ? c.x().linear(c.variable("weight"), c.variable("bias"))
                : c.x().linear(c.variable("weight"));
    }
}
