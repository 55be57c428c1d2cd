package glissade.conformance;

/// Family `ops`: each element by itself, and broadcasting.
final class ElementwiseGoldens {

    private ElementwiseGoldens() {
    }

    static Ops ops() {
        return new Ops()
                .op("neg", c -> c.x().neg())
                .op("square", c -> c.x().square())
                .op("reciprocal", c -> c.x().reciprocal())
                .op("abs", c -> c.x().abs())
                .op("sign", c -> c.x().sign())
                .op("clamp", c -> c.x().clamp(c.args().number("min", Double.NEGATIVE_INFINITY),
                        c.args().number("max", Double.POSITIVE_INFINITY)))
                .op("add_scalar", c -> c.x().add(c.number("s")))
                .op("sub_scalar", c -> c.x().sub(c.number("s")))
                .op("rsub_scalar", c -> c.x().rsub(c.number("s")))
                .op("mul_scalar", c -> c.x().mul(c.number("s")))
                .op("div_scalar", c -> c.x().div(c.number("s")))
                .op("rdiv_scalar", c -> c.x().rdiv(c.number("s")))
                .op("add", c -> c.x().add(c.y()))
                .op("sub", c -> c.x().sub(c.y()))
                .op("mul", c -> c.x().mul(c.y()))
                .op("div", c -> c.x().div(c.y()))
                .op("maximum", c -> c.x().maximum(c.y()))
                .op("minimum", c -> c.x().minimum(c.y()));
    }
}
