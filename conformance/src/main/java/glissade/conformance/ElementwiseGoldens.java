package glissade.conformance;

/// Family `ops`: each element by itself, and broadcasting.
final class ElementwiseGoldens {

    private ElementwiseGoldens() {
    }

    static Ops ops() {
        return new Ops()
                .op("neg", c -> c.x().neg())
                .op("exp", c -> c.x().exp())
                .op("log", c -> c.x().log())
                .op("sqrt", c -> c.x().sqrt())
                .op("tanh", c -> c.x().tanh())
                .op("sigmoid", c -> c.x().sigmoid())
                .op("relu", c -> c.x().relu())
                .op("square", c -> c.x().square())
                .op("reciprocal", c -> c.x().rdiv(1))
                .op("add_scalar", c -> c.x().add(c.number("s")))
                .op("sub_scalar", c -> c.x().sub(c.number("s")))
                .op("rsub_scalar", c -> c.x().rsub(c.number("s")))
                .op("mul_scalar", c -> c.x().mul(c.number("s")))
                .op("div_scalar", c -> c.x().div(c.number("s")))
                .op("rdiv_scalar", c -> c.x().rdiv(c.number("s")))
                .op("add", c -> c.x().add(c.y()))
                .op("sub", c -> c.x().sub(c.y()))
                .op("mul", c -> c.x().mul(c.y()))
                .op("div", c -> c.x().div(c.y()));
    }
}
