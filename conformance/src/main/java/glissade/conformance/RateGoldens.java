package glissade.conformance;

import glissade.optim.Anneal;
import glissade.optim.Schedule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;

/// Family `optim_more`: the sequences of rates of optax, Keras and PyTorch's SWA.
final class RateGoldens {

    /// A rate and the factors that it is multiplied by.
    private record Plan(double rate, Schedule schedule) {
    }

    private RateGoldens() {
    }

    static Ops ops() {
        return new Ops().results("rates", c -> {
            int steps = c.integer("steps");
            Plan plan = c.golden().semantics().equals("pytorch") ? swa(c.args())
                    : plan(c.golden().semantics() + " " + c.args().text("schedule"), c.args().part("options"));
            c.args().requireAllRead();
            return new Results().and("lrs", Numbers.of(ScheduleGoldens.rates(plan.rate(), plan.schedule(), steps)));
        });
    }

    /// A schedule given to an optimizer of optax or Keras, as absolute rates: the rule's rate is to be 1.
    static Schedule absolute(String semantics, Args schedule) {
        Plan plan = plan(semantics + " " + schedule.text("schedule"), schedule.part("options"));
        return plan.schedule().times(Schedule.constant(plan.rate()));
    }

    private static Plan plan(String name, Args o) {
        return switch (name) {
            case "keras CosineDecay" -> kerasCosine(o);
            case "keras CosineDecayRestarts" -> new Plan(o.number("initial_learning_rate"), Schedule.warmRestarts(
                    o.integer("first_decay_steps"), o.number("t_mul", 2), o.number("m_mul", 1), o.number("alpha", 0)));
            case "keras ExponentialDecay" -> new Plan(o.number("initial_learning_rate"), stairs(o,
                    Schedule.exponential(o.number("decay_rate"), o.integer("decay_steps")),
                    Schedule.exponential(o.number("decay_rate"))));
            case "keras InverseTimeDecay" -> new Plan(o.number("initial_learning_rate"), stairs(o,
                    Schedule.inverseTime(o.number("decay_rate"), o.integer("decay_steps")),
                    Schedule.inverseTime(o.number("decay_rate"), 1)));
            case "keras PolynomialDecay" -> kerasPolynomial(o);
            case "keras PiecewiseConstantDecay" -> new Plan(1, Schedule.piecewise(
                    // Keras still has the earlier value at the boundary
                    Arrays.stream(o.integers("boundaries")).asLongStream().map(at -> at + 1).toArray(),
                    o.numbers("values")));
            case "optax exponential_decay" -> optaxExponential(o);
            case "optax warmup_cosine_decay_schedule" -> warmupCosine(o);
            case "optax sgdr_schedule" -> new Plan(1, o.parts("cosine_kwargs").stream().map(RateGoldens::warmupCosine)
                    .map(plan -> plan.schedule().times(Schedule.constant(plan.rate()))).reduce(Schedule::then)
                    .orElseThrow());
            case "optax piecewise_interpolate_schedule" -> optaxInterpolate(o);
            case "optax linear_onecycle_schedule" -> optaxLinearCycle(o);
            case "optax cosine_onecycle_schedule" -> optaxCosineCycle(o);
            default -> throw new Unsupported(name);
        };
    }

    private static Schedule stairs(Args o, Schedule smooth, Schedule each) {
        return o.flag("staircase", false) ? each.every(o.integer("decay_steps")) : smooth;
    }

    private static Plan kerasCosine(Args o) {
        double first = o.number("initial_learning_rate");
        double top = o.number("warmup_target", first);
        Schedule cosine = Schedule.cosine(o.number("alpha", 0), o.integer("decay_steps"));
        int warmup = (int) o.number("warmup_steps", 0);
        return new Plan(top, warmup == 0 ? cosine : Schedule.linear(first / top, 1, warmup).then(cosine));
    }

    private static Plan kerasPolynomial(Args o) {
        double first = o.number("initial_learning_rate");
        double end = o.number("end_learning_rate", 1e-4) / first;
        double power = o.number("power", 1);
        int steps = o.integer("decay_steps");
        if (!o.flag("cycle", false)) {
            return new Plan(first, Schedule.polynomial(end, power, steps));
        }
        return new Plan(first, step -> Schedule
                .polynomial(end, power, steps * Math.max(1, Math.ceilDiv(step, (long) steps))).factor(step));
    }

    private static Plan optaxExponential(Args o) {
        double rate = o.number("decay_rate");
        int every = o.integer("transition_steps");
        double first = o.number("init_value");
        Schedule decay = o.flag("staircase", false) ? Schedule.exponential(rate).every(every)
                : Schedule.exponential(rate, every);
        if (o.has("end_value")) {
            decay = decay.within(o.number("end_value") / first, Double.MAX_VALUE);
        }
        int begin = (int) o.number("transition_begin", 0);
        return new Plan(first, begin == 0 ? decay : Schedule.constant(1).during(begin).then(decay));
    }

    private static Plan warmupCosine(Args o) {
        double peak = o.number("peak_value");
        int warmup = o.integer("warmup_steps");
        return new Plan(peak, Schedule.linear(o.number("init_value") / peak, 1, warmup).then(Schedule.cosine(
                o.number("end_value", 0) / peak, o.number("exponent", 1), o.integer("decay_steps") - warmup)));
    }

    private static Plan optaxInterpolate(Args o) {
        List<JsonNode> points = o.json("boundaries_and_scales").values().stream().toList();
        long[] steps = LongStream.concat(LongStream.of(0), points.stream().mapToLong(p -> p.path(0).longValue()))
                .toArray();
        double[] factors = DoubleStream.concat(DoubleStream.of(1), points.stream().mapToDouble(
                p -> p.path(1).doubleValue())).toArray();
        Arrays.parallelPrefix(factors, (a, b) -> a * b);
        Anneal anneal = o.text("interpolate_type").equals("cosine") ? Anneal.COSINE : Anneal.LINEAR;
        return new Plan(o.number("init_value"), Schedule.through(anneal, steps, factors));
    }

    private static Plan optaxLinearCycle(Args o) {
        int steps = o.integer("transition_steps");
        double first = 1 / o.number("div_factor", 25);
        return new Plan(o.number("peak_value"), Schedule.through(Anneal.LINEAR,
                new long[] {0, (int) (o.number("pct_start", 0.3) * steps), (int) (o.number("pct_final", 0.85) * steps),
                    steps},
                first, 1, first, first / o.number("final_div_factor", 1e4)));
    }

    private static Plan optaxCosineCycle(Args o) {
        int steps = o.integer("transition_steps");
        double first = 1 / o.number("div_factor", 25);
        return new Plan(o.number("peak_value"), Schedule.through(Anneal.COSINE,
                new long[] {0, (int) (o.number("pct_start", 0.3) * steps), steps}, first, 1,
                first / o.number("final_div_factor", 1e4)));
    }

    /// PyTorch's SWALR: from the last rate to that of the averaging.
    private static Plan swa(Args args) {
        Args o = args.part("options");
        double lr = args.number("lr");
        double end = o.number("swa_lr") / lr;
        int steps = (int) o.number("anneal_epochs", 10);
        Anneal anneal = o.has("anneal_strategy") && o.text("anneal_strategy").equals("linear") ? Anneal.LINEAR
                : Anneal.COSINE;
        args.text("schedule");
        int start = args.integer("start", 1) - 1;
        // with no steps to go, the rate of the average is there at once, also for what stands before it
        double first = steps == 0 ? end : 1;
        Schedule before = Schedule.exponential(args.number("gamma", 1)).times(Schedule.constant(first));
        Schedule after = steps == 0 ? Schedule.constant(end)
                : Schedule.through(anneal, new long[] {0, steps}, before.factor(start), end);
        // what is there at once is only seen from the step after
        int until = steps == 0 && args.has("start") ? start + 1 : start;
        return new Plan(lr, ScheduleGoldens.during(before, until, after));
    }
}
