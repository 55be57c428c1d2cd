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
            case "OneCycleLR" -> oneCycle(o, group, momentum);
            default -> new Plan(lr, schedule(scheduler, o, group, lr, steps), step -> momentum);
        };
    }

    /// One of PyTorch's schedulers for a group with this rate.
    static Schedule schedule(String scheduler, Args o, int group, double lr, int steps) {
        return switch (scheduler) {
            case "LambdaLR" -> lambda(o.json("rules").path(group));
            case "MultiplicativeLR" -> {
                Schedule rule = lambda(o.json("rules").path(group));
                yield Schedule.product(rule::factor);
            }
            case "StepLR" -> Schedule.exponential(o.number("gamma", 0.1)).every(o.integer("step_size"));
            case "MultiStepLR" -> {
                long[] milestones = Arrays.stream(o.integers("milestones")).sorted().asLongStream().toArray();
                double gamma = o.number("gamma", 0.1);
                yield milestones.length == 0 ? Schedule.constant(1) : Schedule.milestones(gamma, milestones);
            }
            case "ConstantLR" -> {
                Schedule factor = Schedule.constant(o.number("factor", 1.0 / 3));
                int total = o.integer("total_iters", 5);
                // for no steps, PyTorch's factor stays
                yield total == 0 ? factor : factor.during(total).then(Schedule.constant(1));
            }
            case "LinearLR" -> Schedule.linear(o.number("start_factor", 1.0 / 3), o.number("end_factor", 1),
                    o.integer("total_iters", 5));
            case "ExponentialLR" -> Schedule.exponential(o.number("gamma"));
            case "PolynomialLR" -> Schedule.polynomial(0, o.number("power", 1), o.integer("total_iters", 5));
            case "CosineAnnealingLR" -> Schedule.cosineWave(o.number("eta_min", 0) / lr, o.integer("T_max"));
            case "CosineAnnealingWarmRestarts" -> Schedule.warmRestarts(o.integer("T_0"), o.number("T_mult", 1), 1,
                    o.number("eta_min", 0) / lr);
            case "ReduceLROnPlateau" -> plateau(o, group, lr);
            case "ChainedScheduler" -> o.parts("schedulers").stream().map(part -> inChain(part, group, lr, steps))
                    .reduce(Schedule::times).orElseThrow();
            case "SequentialLR" -> sequence(o, group, lr, steps);
            default -> throw new Unsupported("scheduler " + scheduler);
        };
    }

    /// A schedule for a number of steps, which may be 0, then another.
    static Schedule during(Schedule first, int steps, Schedule then) {
        return steps == 0 ? then : first.during(steps).then(then);
    }

    /// A part of PyTorch's chain. What is no factor there sets the rate whatever the others did, or depends on it.
    private static Schedule inChain(Args part, int group, double lr, int steps) {
        String name = part.text("scheduler");
        boolean isFactor = switch (name) {
            case "LambdaLR", "CosineAnnealingWarmRestarts" -> false;
            case "CosineAnnealingLR" -> {
                Args o = part.part("options");
                yield o.number("eta_min", 0) == 0 && o.integer("T_max") >= steps;
            }
            default -> true;
        };
        if (!isFactor) {
            throw new Unsupported(name + " in a chain is no factor");
        }
        return inner(part, group, lr, steps);
    }

    private static Schedule inner(Args part, int group, double lr, int steps) {
        return schedule(part.text("scheduler"), part.part("options"), group, lr, steps);
    }

    private static Schedule sequence(Args o, int group, double lr, int steps) {
        List<Args> parts = o.parts("schedulers");
        int[] milestones = o.integers("milestones");
        Schedule all = inner(parts.getFirst(), group, lr, steps);
        for (int i = 0; i < milestones.length; i++) {
            int length = milestones[i] - (i == 0 ? 0 : milestones[i - 1]);
            all = (i == 0 ? all.during(length) : all.during(milestones[i]))
                    .then(inner(parts.get(i + 1), group, lr, steps));
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
            plateau.floor(ofGroup(o, "min_lr", group) / lr);
        }
        plateau.leastChange(o.number("eps", 1e-8) / lr);
        double threshold = o.number("threshold", 1e-4);
        return o.has("threshold_mode") && o.text("threshold_mode").equals("abs") ? plateau.absoluteThreshold(threshold)
                : plateau.relativeThreshold(threshold);
    }

    private static double ofGroup(Args o, String name, int group, double otherwise) {
        return o.has(name) ? ofGroup(o, name, group) : otherwise;
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
        int up = o.integer("step_size_up", 2000);
        var waves = new Cyclic(peak, up).down((long) o.number("step_size_down", up))
                .momentum(ofGroup(o, "base_momentum", group, 0.8), ofGroup(o, "max_momentum", group, 0.9));
        waves = switch (mode) {
            case "triangular" -> waves;
            case "triangular2" -> waves.halving();
            case "exp_range" -> waves.fading(gamma);
            default -> throw new Unsupported("mode " + mode);
        };
        Cyclic chosen = waves;
        return new Plan(base, chosen.rate(), o.flag("cycle_momentum", true) ? chosen::momentum : step -> momentum);
    }

    private static Plan oneCycle(Args o, int group, double momentum) {
        int steps = o.has("total_steps") ? o.integer("total_steps")
                : o.integer("epochs") * o.integer("steps_per_epoch");
        boolean isLinear = o.has("anneal_strategy") && o.text("anneal_strategy").equals("linear");
        var cycle = new OneCycle(steps).rise(o.number("pct_start", 0.3)).threePhases(o.flag("three_phase", false))
                .anneal(isLinear ? Anneal.LINEAR : Anneal.COSINE)
                .divide(o.number("div_factor", 25), o.number("final_div_factor", 1e4))
                .momentum(ofGroup(o, "base_momentum", group, 0.85), ofGroup(o, "max_momentum", group, 0.95));
        return new Plan(ofGroup(o, "max_lr", group), cycle.rate(),
                o.flag("cycle_momentum", true) ? cycle::momentum : step -> momentum);
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
