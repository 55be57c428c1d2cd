package glissade.conformance;

import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.tensor.Indices;
import glissade.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Families `autograd` and `optim_more`: gradients clipped.
final class ClipGoldens {

    private ClipGoldens() {
    }

    static Ops ops() {
        return new Ops()
                .results("clip_grad_norm", c -> {
                    c.args().only("norm_type", 2);
                    Map<String, Param> params = params(c);
                    Gradients gradients = gradients(c, params);
                    return results(params, gradients.clipNorm(c.number("max_norm"))).and("total_norm", gradients.norm());
                })
                .results("clip_grad_value", c -> {
                    Map<String, Param> params = params(c);
                    return results(params, gradients(c, params).clipValue(c.number("clip_value")));
                })
                .results("grad_transform", ClipGoldens::transform);
    }

    private static Map<String, Param> params(Given c) {
        var params = new LinkedHashMap<String, Param>();
        for (String name : c.names()) {
            params.put(name, Param.of(Tensor.zeros(c.tensor(name).shape())));
        }
        return params;
    }

    private static Gradients gradients(Given c, Map<String, Param> params) {
        return params.entrySet().stream().map(entry -> Gradients.of(entry.getValue(), c.tensor(entry.getKey())))
                .reduce(Gradients.none(), Gradients::plus);
    }

    private static Results results(Map<String, Param> params, Gradients gradients) {
        var results = new Results();
        params.forEach((name, param) -> results.and(name, gradients.of(param)));
        return results;
    }

    /// optax' transformations of gradients, step by step.
    private static Results transform(Given c) {
        String name = c.args().text("transform");
        if (!name.equals("clip")) {
            throw new Unsupported("transform " + name);
        }
        double max = c.args().part("options").number("max_delta");
        UnaryOperator<Gradients> clip = gradients -> gradients.clipValue(max);
        var results = new Results();
        for (String param : new String[] {"a", "b"}) {
            Param leaf = Param.of(c.tensor(param));
            Tensor gradients = c.tensor("grads_" + param);
            var path = new Trajectory();
            for (int t = 0; t < gradients.shape().size(0); t++) {
                path.add(clip.apply(Gradients.of(leaf, gradients.rows(Indices.of(t)).squeeze(0))).of(leaf));
            }
            results.and(param, path.numbers());
        }
        return results;
    }
}
