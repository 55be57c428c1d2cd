package glissade.conformance;

import glissade.autograd.Variable;
import glissade.nn.Activation;
import glissade.nn.Hardshrink;
import glissade.nn.Softshrink;
import glissade.nn.Threshold;

/// Family `ops`: activations; two of them stand in family `layers`.
final class ActivationGoldens {

    private ActivationGoldens() {
    }

    static Ops ops() {
        return new Ops()
                .op("tanh", c -> c.x().tanh())
                .op("sigmoid", c -> c.x().sigmoid())
                .op("relu", c -> c.x().relu())
                .op("relu6", c -> c.x().relu6())
                .op("leaky_relu", c -> c.x().leakyRelu(c.number("negative_slope", 0.01)))
                .op("hardtanh", c -> c.x().hardtanh(c.number("min_val", -1), c.number("max_val", 1)))
                .op("hardsigmoid", c -> c.x().hardsigmoid())
                .op("hardswish", c -> c.x().hardswish())
                .op("elu", c -> c.x().elu(c.number("alpha", 1)))
                .op("selu", c -> c.x().selu())
                .op("celu", c -> c.x().celu(c.number("alpha", 1)))
                .op("softplus", ActivationGoldens::softplus)
                .op("gelu", c -> c.args().text("approximate", "none").equals("tanh") ? c.x().geluTanh() : c.x().gelu())
                .op("silu", c -> c.x().silu())
                .op("mish", c -> c.x().mish())
                .op("logsigmoid", c -> c.x().logSigmoid())
                .op("softsign", c -> c.x().softsign())
                .op("tanhshrink", c -> Activation.TANHSHRINK.forward(c.x()))
                .op("softshrink", c -> new Softshrink(c.number("lambd", 0.5)).forward(c.x()))
                .op("hardshrink", c -> new Hardshrink(c.number("lambd", 0.5)).forward(c.x()))
                .op("threshold", c -> new Threshold(c.number("threshold"), c.number("value")).forward(c.x()));
    }

    /// The defaults by the function that has them.
    private static Variable softplus(Given c) {
        double beta = c.number("beta", 1);
        double threshold = c.number("threshold", 20);
        return beta == 1 && threshold == 20 ? c.x().softplus() : c.x().softplus(beta, threshold);
    }

    static Ops layers() {
        return new Ops()
                .op("prelu", c -> c.x().prelu(c.variable("weight")))
                .op("glu", c -> c.x().glu(c.integer("dim", -1)));
    }
}
