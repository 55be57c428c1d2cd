package glissade.conformance;

import glissade.optim.UpdateRule;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/// Family `optim`: PyTorch's optimizers along given gradients.
final class OptimGoldens {

    private OptimGoldens() {
    }

    static Ops ops() {
        return new Ops().results("optim_grads", OptimGoldens::givenGradients);
    }

    static Results givenGradients(Given c) {
        return new GivenGradients(c, rule(c, 0), rule(c, 1)).run(UnaryOperator.identity());
    }

    private static UpdateRule rule(Given c, int group) {
        JsonNode groups = c.args().json("groups");
        return Rules.of(c.args().text("optimizer"), new Args(c.args().json("options"), groups.path(group)));
    }
}
