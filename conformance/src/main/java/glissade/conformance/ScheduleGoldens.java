package glissade.conformance;

import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.optim.Optimizer;
import glissade.optim.Schedule;
import glissade.optim.Sgd;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/// Family `schedulers`, and the sequences of rates of `optim_more`.
final class ScheduleGoldens {

    private ScheduleGoldens() {
    }

    static Ops ops() {
        return new Ops().results("schedule", ScheduleGoldens::schedule);
    }

    /// PyTorch's schedulers. An optimizer tells the rate of its first group, so each group is one here.
    private static Results schedule(Given c) {
        double[] rates = c.args().numbers("lrs");
        int steps = c.integer("steps");
        Args options = c.args().part("options");
        double[] all = new double[rates.length * steps];
        for (int group = 0; group < rates.length; group++) {
            Schedule schedule = pytorch(c.args().text("scheduler"), options, group, steps);
            c.args().requireAllRead();
            System.arraycopy(rates(rates[group], schedule, steps), 0, all, group * steps, steps);
        }
        return new Results().and("lrs", new Numbers(Numbers.Kind.FLOAT, Shape.of(rates.length, steps), all));
    }

    private static Schedule pytorch(String scheduler, Args o, int group, int steps) {
        return switch (scheduler) {
            case "LambdaLR" -> lambda(o.json("rules").path(group));
            case "LinearLR" -> {
                o.only("start_factor", 1);
                yield Schedule.linear(o.number("end_factor"), o.integer("total_iters"));
            }
            case "CosineAnnealingLR" -> {
                // PyTorch's goes up again after T_max
                o.only("eta_min", 0).only("T_max", o.integer("T_max") >= steps - 1);
                yield Schedule.cosine(o.integer("T_max"));
            }
            default -> throw new Unsupported("scheduler " + scheduler);
        };
    }

    /// A user's own function, as a schedule of one's own.
    private static Schedule lambda(JsonNode rule) {
        double number = rule.path(1).doubleValue();
        return switch (rule.path(0).stringValue()) {
            case "power" -> step -> StrictMath.pow(number, step);
            case "inverse" -> step -> 1 / (1 + number * step);
            case "stairs" -> step -> StrictMath.pow(number, step / rule.path(2).intValue());
            case "const" -> Schedule.constant(number);
            case "warm" -> Schedule.warmup(rule.path(1).intValue());
            case String other -> throw new Unsupported("rule " + other);
        };
    }

    /// Rates of Keras, as a base rate and a schedule.
    static Results rates(Given c) {
        String name = c.golden().semantics() + " " + c.args().text("schedule");
        Args o = c.args().part("options");
        int steps = c.integer("steps");
        Schedule schedule = switch (name) {
            case "keras CosineDecay" -> {
                o.only("alpha", 0).only("warmup_target", !o.has("warmup_target"));
                yield Schedule.cosine(o.integer("decay_steps"));
            }
            case "keras PolynomialDecay" -> {
                o.only("power", 1).only("cycle", !o.flag("cycle", false));
                yield Schedule.linear(o.number("end_learning_rate", 1e-4) / o.number("initial_learning_rate"),
                        o.integer("decay_steps"));
            }
            default -> throw new Unsupported(name);
        };
        double rate = o.number("initial_learning_rate");
        c.args().requireAllRead();
        return new Results().and("lrs", Numbers.of(rates(rate, schedule, steps)));
    }

    /// The rate before each step of an optimizer.
    private static double[] rates(double rate, Schedule schedule, int steps) {
        Optimizer optimizer = new Sgd().lr(rate).over(Params.of(Param.of(Tensor.scalar(0)))).schedule(schedule);
        double[] rates = new double[steps];
        Arrays.setAll(rates, step -> {
            double lr = optimizer.lr();
            optimizer.step(Gradients.none());
            return lr;
        });
        return rates;
    }
}
