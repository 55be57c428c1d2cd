package glissade.conformance;

import glissade.autograd.Variable;

/// Family `ops`: each element by itself, and broadcasting.
final class ElementwiseGoldens {

    private ElementwiseGoldens() {
    }

    static Ops ops() {
        return new Ops()
                .op("neg", c -> c.x().neg())
                .op("negative", c -> c.x().neg())
                .op("positive", Given::x)
                .op("square", c -> c.x().square())
                .op("reciprocal", c -> c.x().reciprocal())
                .op("abs", c -> c.x().abs())
                .op("absolute", c -> c.x().abs())
                .op("sign", c -> c.x().sign())
                .op("sgn", c -> c.x().sign())
                .op("floor", c -> c.x().floor())
                .op("ceil", c -> c.x().ceil())
                .op("round", c -> c.x().round())
                .op("trunc", c -> c.x().trunc())
                .op("frac", c -> c.x().sub(c.x().trunc()))
                .op("clamp", ElementwiseGoldens::clamped)
                .op("add_scalar", c -> c.x().add(c.number("s")))
                .op("sub_scalar", c -> c.x().sub(c.number("s")))
                .op("rsub_scalar", c -> c.x().rsub(c.number("s")))
                .op("mul_scalar", c -> c.x().mul(c.number("s")))
                .op("div_scalar", c -> c.x().div(c.number("s")))
                .op("rdiv_scalar", c -> c.x().rdiv(c.number("s")))
                .op("add", c -> c.x().add(times(c.y(), c.number("alpha", 1))))
                .op("sub", c -> c.x().sub(times(c.y(), c.number("alpha", 1))))
                .op("mul", c -> c.x().mul(c.y()))
                .op("div", ElementwiseGoldens::quotient)
                .op("lerp", c -> c.has("weight") ? c.x().add(c.y().sub(c.x()).mul(c.variable("weight")))
                        : c.x().add(c.y().sub(c.x()).mul(c.number("weight"))))
                .op("addcmul", c -> c.x().add(times(c.variable("tensor1").mul(c.variable("tensor2")),
                        c.number("value", 1))))
                .op("addcdiv", c -> c.x().add(times(c.variable("tensor1").div(c.variable("tensor2")),
                        c.number("value", 1))))
                .op("maximum", c -> c.x().maximum(c.y()))
                .op("minimum", c -> c.x().minimum(c.y()))
                .all(comparisons());
    }

    private static Ops comparisons() {
        return new Ops()
                .results("eq", c -> Results.of(c.x().equalTo(c.y())))
                .results("ne", c -> Results.of(c.x().notEqualTo(c.y())))
                .results("lt", c -> Results.of(c.x().less(c.y())))
                .results("le", c -> Results.of(c.x().lessOrEqual(c.y())))
                .results("gt", c -> Results.of(c.x().greater(c.y())))
                .results("ge", c -> Results.of(c.x().greaterOrEqual(c.y())))
                .results("isnan", c -> Results.of(c.x().isNaN()))
                .results("isinf", c -> Results.of(c.x().isInfinite()))
                .results("isfinite", c -> Results.of(c.x().isFinite()));
    }

    private static Variable times(Variable x, double factor) {
        return factor == 1 ? x : x.mul(factor);
    }

    /// Bounds between which there is no number are refused, as a mistake.
    private static Variable clamped(Given c) {
        double least = c.number("min", Double.NEGATIVE_INFINITY);
        double greatest = c.number("max", Double.POSITIVE_INFINITY);
        c.args().only("min", least <= greatest);
        return c.x().clamp(least, greatest);
    }

    private static Variable quotient(Given c) {
        Variable y = c.x().div(c.y());
        return switch (c.args().text("rounding_mode", "")) {
            case "" -> y;
            case "floor" -> y.floor();
            case "trunc" -> y.trunc();
            case String other -> throw new Unsupported("rounding_mode " + other);
        };
    }
}
