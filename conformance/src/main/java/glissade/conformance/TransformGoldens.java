package glissade.conformance;

import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.tensor.Indices;
import glissade.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/// Family `optim_more`: optax' transformations of gradients, step by step.
final class TransformGoldens {

    private TransformGoldens() {
    }

    static Ops ops() {
        return new Ops().results("grad_transform", c -> {
            UnaryOperator<Gradients> transform = transform(c.args().text("transform"), c.args().part("options"));
            var results = new Results();
            for (String name : List.of("a", "b")) {
                Param param = Param.of(c.tensor(name));
                Tensor gradients = c.tensor("grads_" + name);
                var path = new Trajectory();
                for (int t = 0; t < gradients.shape().size(0); t++) {
                    var step = Gradients.of(param, gradients.rows(Indices.of(t)).squeeze(0));
                    path.add(transform.apply(step).of(param));
                }
                results.and(name, path.numbers());
            }
            return results;
        });
    }

    private static UnaryOperator<Gradients> transform(String name, Args options) {
        return switch (name) {
            case "clip" -> gradients -> gradients.clipValue(options.number("max_delta"));
            default -> throw new Unsupported("transform " + name);
        };
    }
}
