package glissade.benchmarks;

import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.autograd.Variable;
import glissade.optim.AdaBelief;
import glissade.optim.AdaGrad;
import glissade.optim.Adadelta;
import glissade.optim.Adafactor;
import glissade.optim.Adam;
import glissade.optim.AdamW;
import glissade.optim.Adamax;
import glissade.optim.Adan;
import glissade.optim.Asgd;
import glissade.optim.Fromage;
import glissade.optim.Ftrl;
import glissade.optim.Lamb;
import glissade.optim.Lars;
import glissade.optim.Lion;
import glissade.optim.Muon;
import glissade.optim.NAdam;
import glissade.optim.NovoGrad;
import glissade.optim.RAdam;
import glissade.optim.RmsProp;
import glissade.optim.Rprop;
import glissade.optim.ScheduleFreeAdamW;
import glissade.optim.ScheduleFreeSgd;
import glissade.optim.Sgd;
import glissade.optim.SignSgd;
import glissade.optim.Sm3;
import glissade.optim.UpdateRule;
import glissade.optim.Yogi;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// One step of an optimizer on one param of S elements, with the same gradient in [-0.5, 0.5) each time.
///
/// | name | | bytes a param |
/// | --- | --- | --- |
/// | `opt_adam/S` | lr 1e-3, betas 0.9 and 0.999, eps 1e-8 | 28: read p, g, m, v; write p, m, v |
/// | `opt_adamw/S` | the same with decay 0.01 | 28 |
/// | `opt_sgdm/S` | lr 1e-3, momentum 0.9 | 20 |
/// | `opt_rmsprop/S` | lr 1e-3, alpha 0.99 | 20 |
///
/// `opt_adam_many/1000x100`, `opt_adamw_many/…` and `opt_sgd_many/…` are one step on 1000 params of 100 elements each.
///
/// `rule_…/100k` are all rules with their defaults on one matrix of 250 × 400.
///
/// Each element rule is one pass over the arrays, so it stands beside the peers' variants that are fused into one kernel as well.
final class OptimizerWorkloads {

    private static final int[] SIZES = {1000, 100_000, 10_000_000, 50_000_000};
    private static final int[] COUNTS = {1, 50, 1000, 10_000};
    private static final int ELEMENTS = 100_000;
    /// Steps after which the params begin anew: some rules make steps as long as a part of the param, which with one gradient all the
    /// time overflows after some thousand, and sums of infinities take another way than those of numbers.
    private static final int PERIOD = 2048;

    private static final SequencedMap<String, UpdateRule> EVERY = every();

    private OptimizerWorkloads() {
    }

    private static SequencedMap<String, UpdateRule> every() {
        var rules = new LinkedHashMap<String, UpdateRule>();
        for (UpdateRule rule : List.of(new Sgd(), new AdaGrad(), new Adadelta(), new RmsProp(), new Adam(), new AdamW(),
                new Adamax(), new NAdam(), new RAdam(), new Rprop(), new Asgd(), new Lion(), new Lamb(), new Lars(),
                new Adafactor(), new Adan(), new AdaBelief(), new Yogi(), new NovoGrad(), new Muon(), new Ftrl(),
                new Sm3(), new Fromage(), new SignSgd(), new ScheduleFreeSgd(), new ScheduleFreeAdamW())) {
            rules.put(rule.getClass().getSimpleName().toLowerCase(Locale.ROOT), rule);
        }
        return rules;
    }

    static List<Workload> all() {
        var all = new ArrayList<Workload>();
        for (int n : SIZES) {
            all.add(step("opt_adam", n, 28, new Adam().lr(1e-3)));
            all.add(step("opt_adamw", n, 28, new AdamW().lr(1e-3).weightDecay(0.01)));
            all.add(step("opt_sgdm", n, 20, new Sgd().lr(1e-3).momentum(0.9)));
            all.add(step("opt_rmsprop", n, 20, new RmsProp().lr(1e-3).alpha(0.99)));
        }
        for (int count : COUNTS) {
            all.add(many("opt_adam_many", count, 28, new Adam().lr(1e-3)));
            all.add(many("opt_adamw_many", count, 28, new AdamW().lr(1e-3).weightDecay(0.01)));
            all.add(many("opt_sgd_many", count, 12, new Sgd().lr(1e-3)));
        }
        EVERY.forEach((name, rule) -> all.add(steps("rule_" + name + "/100k", 1, Shape.of(250, 400), 4, rule)));
        return all;
    }

    private static Workload step(String name, int n, int bytes, UpdateRule rule) {
        return steps(name + "/" + Workload.size(n), 1, Shape.of(n), bytes, rule);
    }

    /// As many elements in all, in more or fewer params.
    private static Workload many(String name, int count, int bytes, UpdateRule rule) {
        int size = ELEMENTS / count;
        return steps(name + "/" + count + "x" + size, count, Shape.of(size), bytes, rule);
    }

    private static Workload steps(String name, int count, Shape shape, int bytes, UpdateRule rule) {
        return Workload.of(name, Work.params((long) count * shape.elements(), bytes), random -> {
            Param[] params = Stream.generate(() -> Param.of(random.uniform(shape))).limit(count).toArray(Param[]::new);
            Variable loss = Variable.of(Tensor.scalar(0));
            for (Param param : params) {
                loss = loss.add(param.mul(random.uniform(shape, -0.5, 0.5)).sum()); // which is the gradient
            }
            var gradients = loss.backward();
            var optimizer = rule.over(Params.of(params));
            int[] calls = {0};
            return () -> {
                if (++calls[0] % PERIOD == 0) {
                    for (Param param : params) {
                        param.set(Tensor.full(shape, 0.5));
                    }
                }
                optimizer.step(gradients);
                return params;
            };
        });
    }
}
