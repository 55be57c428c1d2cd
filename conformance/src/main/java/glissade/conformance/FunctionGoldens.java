package glissade.conformance;

/// Family `ops`: elementary functions.
final class FunctionGoldens {

    private FunctionGoldens() {
    }

    static Ops ops() {
        return new Ops()
                .op("exp", c -> c.x().exp())
                .op("exp2", c -> c.x().exp2())
                .op("log", c -> c.x().log())
                .op("log2", c -> c.x().log2())
                .op("log10", c -> c.x().log10())
                .op("log1p", c -> c.x().log1p())
                .op("expm1", c -> c.x().expm1())
                .op("sqrt", c -> c.x().sqrt())
                .op("rsqrt", c -> c.x().rsqrt())
                .op("sin", c -> c.x().sin())
                .op("cos", c -> c.x().cos())
                .op("tan", c -> c.x().tan())
                .op("asin", c -> c.x().asin())
                .op("acos", c -> c.x().acos())
                .op("atan", c -> c.x().atan())
                .op("sinh", c -> c.x().sinh())
                .op("cosh", c -> c.x().cosh())
                .op("erf", c -> c.x().erf())
                .op("pow", c -> c.x().pow(c.y()))
                .op("pow_scalar", c -> c.x().pow(c.number("s")))
                .op("rpow_scalar", c -> c.x().rpow(c.number("s")));
    }
}
