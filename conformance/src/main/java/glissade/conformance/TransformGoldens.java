package glissade.conformance;

import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.tensor.Indices;
import glissade.tensor.Tensor;
import java.util.function.UnaryOperator;

/// Family `optim_more`: optax' transformations of gradients, step by step.
final class TransformGoldens {

    private TransformGoldens() {
    }

    static Ops ops() {
        return new Ops().results("grad_transform", c -> {
            UnaryOperator<Gradients> transform = transform(c.args().text("transform"), c.args().part("options"));
            Param a = Param.of(c.tensor("a"));
            Param b = Param.of(c.tensor("b"));
            var pathA = new Trajectory();
            var pathB = new Trajectory();
            for (int t = 0; t < c.tensor("grads_a").shape().size(0); t++) {
                Gradients changed = transform.apply(Gradients.of(a, row(c.tensor("grads_a"), t))
                        .plus(Gradients.of(b, row(c.tensor("grads_b"), t))));
                pathA.add(changed.of(a));
                pathB.add(changed.of(b));
            }
            return new Results().and("a", pathA.numbers()).and("b", pathB.numbers());
        });
    }

    private static Tensor row(Tensor rows, int t) {
        return rows.rows(Indices.of(t)).squeeze(0);
    }

    /// One of optax' transformations.
    static UnaryOperator<Gradients> transform(String name, Args options) {
        return switch (name) {
            case "clip_by_global_norm" -> gradients -> gradients.clipNorm(options.number("max_norm"));
            case "clip_by_block_rms" -> gradients -> gradients.clipRms(options.number("threshold"));
            // optax stores weights as [in, out]: its units are columns
            case "adaptive_grad_clip" -> gradients -> gradients.clipAdaptively(options.number("clipping"),
                    options.number("eps", 1e-3), 1);
            case "centralize" -> Gradients::centralize;
            case "clip" -> gradients -> gradients.clipValue(options.number("max_delta"));
            default -> throw new Unsupported("transform " + name);
        };
    }
}
