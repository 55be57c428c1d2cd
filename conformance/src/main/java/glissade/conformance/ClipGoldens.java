package glissade.conformance;

import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/// Families `autograd` and `optim_more`: gradients clipped.
final class ClipGoldens {

    private ClipGoldens() {
    }

    static Ops ops() {
        return new Ops()
                .results("clip_grad_norm", c -> {
                    double p = c.args().number("norm_type", 2);
                    c.args().only("norm_type", p > 0);
                    c.args().only("max_norm", c.number("max_norm") > 0);
                    Map<String, Param> params = params(c);
                    Gradients gradients = gradients(c, params);
                    return results(params, gradients.clipNorm(c.number("max_norm"), p)).and("total_norm",
                            gradients.norm(p));
                })
                .results("clip_grad_value", c -> {
                    Map<String, Param> params = params(c);
                    c.args().only("clip_value", c.number("clip_value") > 0);
                    return results(params, gradients(c, params).clipValue(c.number("clip_value")));
                });
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
}
