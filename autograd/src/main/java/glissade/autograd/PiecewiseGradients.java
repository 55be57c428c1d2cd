package glissade.autograd;

import static glissade.autograd.Variable.record;

import glissade.tensor.kernel.Elu;
import glissade.tensor.kernel.Kernels;

/// The gradients of functions that are put together of pieces, one kernel each. As those of [FusedGradients] they are
/// operations themselves, and can be differentiated again.
final class PiecewiseGradients {

    private PiecewiseGradients() {
    }

    /// `dy · above` where x > 0, else `dy · below`.
    static Variable slopes(Variable dy, Variable x, float below, float above) {
        var kernel = Kernels.active().piecewise();
        return record("slopesGradient", FusedGradients.map((g, go, v, vo, dx, dxo, n) -> kernel.slopes(below, above, g,
                go, v, vo, dx, dxo, n), dy, x), dy.pull(ddx -> slopes(ddx, x, below, above)));
    }

    /// `factor · dy` where least ≤ x ≤ greatest, else 0.
    static Variable within(Variable dy, Variable x, float least, float greatest, float factor) {
        var kernel = Kernels.active().piecewise();
        return record("withinGradient", FusedGradients.map((g, go, v, vo, dx, dxo, n) -> kernel.within(least, greatest,
                factor, g, go, v, vo, dx, dxo, n), dy, x),
                dy.pull(ddx -> within(ddx, x, least, greatest, factor)));
    }

    /// `factor · dy` where least < x < greatest, else 0.
    static Variable between(Variable dy, Variable x, double least, double greatest, double factor) {
        return within(dy, x, Math.nextUp((float) least), Math.nextDown((float) greatest), (float) factor);
    }

    /// `dy` where x is neither at most `least` nor at least `greatest`, else 0.
    static Variable hardtanh(Variable dy, Variable x, float least, float greatest) {
        var kernel = Kernels.active().piecewise();
        return record("hardtanhGradient",
                FusedGradients.map((g, go, v, vo, dx, dxo, n) -> kernel.hardtanhGradient(least,
                        greatest, g, go, v, vo, dx, dxo, n), dy, x),
                dy.pull(ddx -> hardtanh(ddx, x, least, greatest)));
    }

    /// `dy` times the slope of an exponential linear unit.
    static Variable elu(Variable dy, Variable x, Elu elu) {
        float below = (float) elu.slopeBelow();
        float rate = (float) elu.rate();
        float above = (float) elu.above();
        var kernel = Kernels.active().piecewise();
        return record("eluGradient", FusedGradients.map((g, go, v, vo, dx, dxo, n) -> kernel.eluGradient(below, rate,
                above, g, go, v, vo, dx, dxo, n), dy, x), dy.pull(ddx -> elu(ddx, x, elu)),
                x.pull(ddx -> elu(ddx.mul(dy), x, elu.bent())));
    }

    /// `dy` where beta · x > threshold, else `dy · sigmoid(beta · x)`.
    static Variable softplus(Variable dy, Variable x, float beta, float threshold) {
        var kernel = Kernels.active().piecewise();
        return record("softplusGradient", FusedGradients.map((g, go, v, vo, dx, dxo, n) -> kernel
                .softplusGradient(beta, threshold, g, go, v, vo, dx, dxo, n), dy, x),
                dy.pull(ddx -> softplus(ddx, x, beta, threshold)), x.pull(ddx -> {
                    Variable scaled = x.mul(beta);
                    return FusedGradients.sigmoid(ddx.mul(dy).mul(beta), scaled.sigmoid())
                            .maskedFill(scaled.greater(threshold), 0);
                }));
    }

    /// `dy · (x / 3 + ½)` where −3 < x < 3, 0 below, `dy` above.
    static Variable hardswish(Variable dy, Variable x) {
        return record("hardswishGradient",
                FusedGradients.map(Kernels.active().piecewise()::hardswishGradient, dy, x),
                dy.pull(ddx -> hardswish(ddx, x)), x.pull(ddx -> between(ddx.mul(dy), x, -3, 3, 1 / 3f)));
    }

    /// `dy / (1 + |x|)²`.
    static Variable softsign(Variable dy, Variable x) {
        return record("softsignGradient",
                FusedGradients.map(Kernels.active().piecewise()::softsignGradient, dy, x),
                dy.pull(ddx -> softsign(ddx, x)),
                x.pull(ddx -> softsign(ddx.mul(dy), x).div(x.abs().add(1)).mul(x.data().sign()).mul(-2)));
    }
}
