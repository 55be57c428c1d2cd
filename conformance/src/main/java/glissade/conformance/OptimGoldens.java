package glissade.conformance;

import glissade.autograd.Gradient;
import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.optim.Optimizer;
import glissade.optim.SparseAdam;
import glissade.optim.UpdateRule;
import glissade.tensor.Indices;
import glissade.tensor.StateDict;
import glissade.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/// Family `optim`: PyTorch's optimizers along given gradients.
final class OptimGoldens {

    private OptimGoldens() {
    }

    static Ops ops() {
        return new Ops().results("optim_grads", OptimGoldens::givenGradients)
                .results("sparse_adam", OptimGoldens::sparseAdam);
    }

    private static Results sparseAdam(Given c) {
        var rule = new SparseAdam();
        double[] betas = Rules.pair(c.args(), "betas", rule.beta1(), rule.beta2());
        Param w = Param.of(c.tensor("w"));
        Optimizer optimizer = rule.lr(c.number("lr", rule.lr())).betas(betas[0], betas[1])
                .eps(c.args().number("eps", rule.eps()))
                .maximize(c.args().flag("maximize", rule.maximize())).over(Params.of(Map.of("w", w)));
        Tensor values = c.tensor("values");
        int[] rows = c.indices("rows").toArray();
        int steps = values.shape().size(0);
        int each = rows.length / steps;
        var path = new Trajectory();
        for (int t = 0; t < steps; t++) {
            Indices now = Indices.of(Arrays.copyOfRange(rows, t * each, (t + 1) * each));
            optimizer.step(Gradients.of(w, Gradient.Rows.of(w.shape(), now, values.select(0, t))));
            path.add(w.value());
        }
        var results = new Results().and("w", path.numbers());
        StateDict state = optimizer.state();
        for (String name : List.of("exp_avg", "exp_avg_sq")) {
            results.and("state." + name, state.tensor("state.w." + name));
        }
        return results.and("state.step", state.integer("state.w.step"));
    }

    static Results givenGradients(Given c) {
        return new GivenGradients(c, rule(c, 0), rule(c, 1)).run(UnaryOperator.identity());
    }

    private static UpdateRule rule(Given c, int group) {
        JsonNode groups = c.args().json("groups");
        return Rules.of(c.args().text("optimizer"), new Args(c.args().json("options"), groups.path(group)));
    }
}
