package glissade.benchmarks;

import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.optim.Adam;
import glissade.optim.AdamW;
import glissade.optim.RmsProp;
import glissade.optim.Sgd;
import glissade.optim.UpdateRule;
import glissade.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/// One step of an optimizer on one param of S elements, with the same gradient in [-0.5, 0.5) each time.
///
/// | name | | bytes a param |
/// | --- | --- | --- |
/// | `opt_adam/S` | lr 1e-3, betas 0.9 and 0.999, eps 1e-8 | 28: read p, g, m, v; write p, m, v |
/// | `opt_adamw/S` | the same with decay 0.01 | 28 |
/// | `opt_sgdm/S` | lr 1e-3, momentum 0.9 | 20 |
/// | `opt_rmsprop/S` | lr 1e-3, alpha 0.99 | 20 |
///
/// Each is one pass over the arrays, so it stands beside the peers' variants that are fused into one kernel as well.
final class OptimizerWorkloads {

    private static final int[] SIZES = {1000, 100_000, 10_000_000, 50_000_000};

    private OptimizerWorkloads() {
    }

    static List<Workload> all() {
        var all = new ArrayList<Workload>();
        for (int n : SIZES) {
            all.add(step("opt_adam", n, 28, new Adam().lr(1e-3)));
            all.add(step("opt_adamw", n, 28, new AdamW().lr(1e-3).weightDecay(0.01)));
            all.add(step("opt_sgdm", n, 20, new Sgd().lr(1e-3).momentum(0.9)));
            all.add(step("opt_rmsprop", n, 20, new RmsProp().lr(1e-3).alpha(0.99)));
        }
        return all;
    }

    private static Workload step(String name, int n, int bytes, UpdateRule rule) {
        return Workload.of(name + "/" + Workload.size(n), Work.params(n, bytes), random -> {
            Param param = Param.of(random.uniform(Shape.of(n)));
            var gradients = Gradients.of(param, random.uniform(Shape.of(n), -0.5, 0.5));
            var optimizer = rule.over(Params.of(param));
            return () -> {
                optimizer.step(gradients);
                return param;
            };
        });
    }
}
