package glissade.conformance;

import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.optim.Adam;
import glissade.optim.Anneal;
import glissade.optim.Cyclic;
import glissade.optim.OneCycle;
import glissade.optim.Optimizer;
import glissade.optim.Plateau;
import glissade.optim.Schedule;
import glissade.optim.Sgd;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import tools.jackson.databind.JsonNode;

/// Family `schedulers`: PyTorch's, each group an optimizer here.
final class ScheduleGoldens {

    /// What a scheduler is here.
    ///
    /// @param lr the rule's rate
    /// @param schedule its factor
    /// @param momentum the momentum after a number of steps
    private record Plan(double lr, Schedule schedule, LongToDoubleFunction momentum) {
    }

    private ScheduleGoldens() {
    }

    static Ops ops() {
        return new Ops().results("schedule", ScheduleGoldens::schedule);
    }

    private static Results schedule(Given c) {
        double[] lrs = c.args().numbers("lrs");
        int steps = c.integer("steps");
        boolean isAdam = c.args().has("optimizer") && c.args().text("optimizer").equals("Adam");
        double momentum = c.args().has("betas") ? c.args().numbers("betas")[0] : c.args().number("momentum", 0);
        double[] metrics = c.args().has("metrics") ? c.args().numbers("metrics") : new double[steps];
        double[] rates = new double[lrs.length * steps];
        double[] momentums = new double[lrs.length * steps];
        for (int group = 0; group < lrs.length; group++) {
            Plan plan = plan(c.args().text("scheduler"), c.args().part("options"), group, steps, lrs[group], momentum);
            c.args().requireAllRead();
            run(plan, isAdam, metrics, rates, momentums, group * steps, steps);
        }
        Shape shape = Shape.of(lrs.length, steps);
        var results = new Results().and("lrs", new Numbers(Numbers.Kind.FLOAT, shape, rates));
        return c.expects("momentums") ? results.and("momentums", new Numbers(Numbers.Kind.FLOAT, shape, momentums))
                : results;
    }

    /// Steps an optimizer, and notes the rate and the momentum of each step.
    private static void run(Plan plan, boolean isAdam, double[] metrics, double[] rates, double[] momentums, int at,
            int steps) {
        Params params = Params.of(Param.of(Tensor.scalar(0)));
        Optimizer optimizer = isAdam ? new Adam().lr(plan.lr()).over(params) : new Sgd().lr(plan.lr()).over(params);
        optimizer.schedule(plan.schedule());
        LongToDoubleFunction noted = step -> momentums[at + (int) step] = plan.momentum().applyAsDouble(step);
        if (isAdam) {
            optimizer.vary(Adam.class, (adam, step) -> adam.betas(noted.applyAsDouble(step), adam.beta2()));
        } else {
            optimizer.vary(Sgd.class, (sgd, step) -> sgd.momentum(noted.applyAsDouble(step)));
        }
        for (int step = 0; step < steps; step++) {
            rates[at + step] = optimizer.lr();
            optimizer.step(Gradients.none());
            if (plan.schedule() instanceof Plateau plateau) {
                plateau.report(metrics[step]);
            }
        }
    }

    private static Plan plan(String scheduler, Args o, int group, int steps, double lr, double momentum) {
        return switch (scheduler) {
            case "CyclicLR" -> cyclic(o, group, momentum);
            case "OneCycleLR" -> oneCycle(o, group);
            default -> new Plan(lr, schedule(scheduler, o, group, lr), step -> momentum);
        };
    }

    /// One of PyTorch's schedulers for a group with this rate.
    static Schedule schedule(String scheduler, Args o, int group, double lr) {
        return switch (scheduler) {
            case "LambdaLR" -> lambda(o.json("rules").path(group));
            case "MultiplicativeLR" -> {
                Schedule rule = lambda(o.json("rules").path(group));
                yield Schedule.product(rule::factor);
            }
            case "StepLR" -> Schedule.exponential(o.number("gamma", 0.1)).every(o.integer("step_size"));
            case "MultiStepLR" -> Schedule.milestones(o.number("gamma", 0.1),
                    Arrays.stream(o.integers("milestones")).asLongStream().toArray());
            case "ConstantLR" -> Schedule.constant(o.number("factor", 1.0 / 3)).during(o.integer("total_iters"))
                    .then(Schedule.constant(1));
            case "LinearLR" -> Schedule.linear(o.number("start_factor", 1.0 / 3), o.number("end_factor", 1),
                    o.integer("total_iters"));
            case "ExponentialLR" -> Schedule.exponential(o.number("gamma"));
            case "PolynomialLR" -> Schedule.polynomial(0, o.number("power", 1), o.integer("total_iters"));
            case "CosineAnnealingLR" -> Schedule.cosineWave(o.number("eta_min", 0) / lr, o.integer("T_max"));
            case "CosineAnnealingWarmRestarts" -> Schedule.warmRestarts(o.integer("T_0"), o.number("T_mult", 1), 1,
                    o.number("eta_min", 0) / lr);
            case "ReduceLROnPlateau" -> plateau(o, group, lr);
            case "ChainedScheduler" -> o.parts("schedulers").stream().map(part -> inner(part, group, lr))
                    .reduce(Schedule::times).orElseThrow();
            case "SequentialLR" -> sequence(o, group, lr);
            default -> throw new Unsupported("scheduler " + scheduler);
        };
    }

    private static Schedule inner(Args part, int group, double lr) {
        return schedule(part.text("scheduler"), part.part("options"), group, lr);
    }

    private static Schedule sequence(Args o, int group, double lr) {
        List<Args> parts = o.parts("schedulers");
        int[] milestones = o.integers("milestones");
        Schedule all = inner(parts.getFirst(), group, lr);
        for (int i = 0; i < milestones.length; i++) {
            int length = milestones[i] - (i == 0 ? 0 : milestones[i - 1]);
            all = (i == 0 ? all.during(length) : all.during(milestones[i])).then(inner(parts.get(i + 1), group, lr));
        }
        return all;
    }

    /// A user's own function, as a schedule of one's own.
    private static Schedule lambda(JsonNode rule) {
        double number = rule.path(1).doubleValue();
        return switch (rule.path(0).stringValue()) {
            case "power" -> Schedule.exponential(number);
            case "inverse" -> Schedule.inverseTime(number, 1);
            case "stairs" -> Schedule.exponential(number).every(rule.path(2).intValue());
            case "const" -> Schedule.constant(number);
            case "warm" -> Schedule.warmup(rule.path(1).intValue());
            case String other -> throw new Unsupported("rule " + other);
        };
    }

    private static Plateau plateau(Args o, int group, double lr) {
        boolean isLower = !o.has("mode") || o.text("mode").equals("min");
        var plateau = new Plateau(isLower ? Plateau.Better.LOWER : Plateau.Better.HIGHER)
                .shrink(o.number("factor", 0.1)).patience((long) o.number("patience", 10))
                .cooldown((long) o.number("cooldown", 0));
        if (o.has("min_lr")) {
            plateau.floor(o.numbers("min_lr")[group] / lr);
        }
        double threshold = o.number("threshold", 1e-4);
        return o.has("threshold_mode") && o.text("threshold_mode").equals("abs") ? plateau.absoluteThreshold(threshold)
                : plateau.relativeThreshold(threshold);
    }

    /// A number, or one for each group.
    private static double ofGroup(Args o, String name, int group) {
        return o.json(name).isArray() ? o.numbers(name)[group] : o.number(name);
    }

    private static Plan cyclic(Args o, int group, double momentum) {
        double base = ofGroup(o, "base_lr", group);
        double peak = ofGroup(o, "max_lr", group) / base;
        String mode = o.has("mode") ? o.text("mode") : "triangular";
        double gamma = o.number("gamma", 1);
        int up = o.integer("step_size_up");
        var waves = new Cyclic(peak, up).down((long) o.number("step_size_down", up));
        waves = switch (mode) {
            case "triangular" -> waves;
            case "triangular2" -> waves.halving();
            case "exp_range" -> waves.fading(gamma);
            default -> throw new Unsupported("mode " + mode);
        };
        Cyclic chosen = waves;
        return new Plan(base, chosen.rate(), o.flag("cycle_momentum", true) ? chosen::momentum : step -> momentum);
    }

    private static Plan oneCycle(Args o, int group) {
        int steps = o.has("total_steps") ? o.integer("total_steps")
                : o.integer("epochs") * o.integer("steps_per_epoch");
        boolean isLinear = o.has("anneal_strategy") && o.text("anneal_strategy").equals("linear");
        var cycle = new OneCycle(steps).rise(o.number("pct_start", 0.3)).threePhases(o.flag("three_phase", false))
                .anneal(isLinear ? Anneal.LINEAR : Anneal.COSINE)
                .divide(o.number("div_factor", 25), o.number("final_div_factor", 1e4));
        return new Plan(ofGroup(o, "max_lr", group), cycle.rate(), cycle::momentum);
    }

    /// The rate before each step of an optimizer.
    static double[] rates(double rate, Schedule schedule, int steps) {
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
