package glissade.conformance;

import glissade.autograd.Variable;
import glissade.nn.Losses;
import java.util.Arrays;

/// Family `losses`.
final class LossGoldens {

    private LossGoldens() {
    }

    static Ops ops() {
        return new Ops()
                .op("mse_loss", c -> {
                    c.args().only("reduction", "mean");
                    return Losses.meanSquaredError(c.x(), c.variable("target"));
                })
                .op("cross_entropy", LossGoldens::crossEntropy);
    }

    private static Variable crossEntropy(Given c) {
        c.args().only("reduction", "mean").only("label_smoothing", 0);
        Numbers target = c.numbers("target");
        if (target.kind() != Numbers.Kind.INTEGER) {
            throw new Unsupported("target of probabilities");
        }
        if (c.x().shape().rank() != 2) {
            throw new Unsupported("logits of rank " + c.x().shape().rank());
        }
        double ignored = c.args().number("ignore_index", -100);
        if (Arrays.stream(target.data()).anyMatch(label -> label == ignored)) {
            throw new Unsupported("ignored labels");
        }
        return Losses.crossEntropy(c.x(), target.indices());
    }
}
