package glissade.optim;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The whole message of every error that the options of a rule can cause.
class RuleMessagesTest {

    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static Arguments row(Class<? extends Exception> type, ThrowingCallable call, String message) {
        return Arguments.of(type, call, message.stripTrailing());
    }

    /// One row for each bad value of an option.
    private static void option(List<Arguments> rows, DoubleFunction<?> change, String start, String bound,
            double... values) {
        for (double value : values) {
            rows.add(row(IllegalArgumentException.class, () -> change.apply(value),
                    start + " is " + value + ", must be " + bound));
        }
    }

    private static void rate(List<Arguments> rows, DoubleFunction<?> change, String start) {
        option(rows, change, start, "finite and greater than 0", 0, -1, -0.0, Double.NaN, INFINITY);
    }

    private static void notNegative(List<Arguments> rows, DoubleFunction<?> change, String start) {
        option(rows, change, start, "finite and 0 or more", -1, -Double.MIN_VALUE, Double.NaN, INFINITY);
    }

    private static void decay(List<Arguments> rows, DoubleFunction<?> change, String start) {
        option(rows, change, start, "0 or more and less than 1", -0.1, 1, 1.5, Double.NaN, INFINITY);
    }

    static Stream<Arguments> commonBounds() {
        var rows = new ArrayList<Arguments>();
        rate(rows, new Sgd()::lr, "Sgd: lr");
        notNegative(rows, new Sgd()::momentum, "Sgd: momentum");
        notNegative(rows, new Sgd()::weightDecay, "Sgd: weightDecay");
        rate(rows, new AdaGrad()::lr, "AdaGrad: lr");
        notNegative(rows, new AdaGrad()::lrDecay, "AdaGrad: lrDecay");
        notNegative(rows, new AdaGrad()::weightDecay, "AdaGrad: weightDecay");
        notNegative(rows, new AdaGrad()::initialAccumulator, "AdaGrad: initialAccumulator");
        notNegative(rows, new AdaGrad()::eps, "AdaGrad: eps");
        notNegative(rows, new AdaGrad()::epsRoot, "AdaGrad: epsRoot");
        rate(rows, new RmsProp()::lr, "RmsProp: lr");
        decay(rows, new RmsProp()::alpha, "RmsProp: alpha");
        notNegative(rows, new RmsProp()::eps, "RmsProp: eps");
        notNegative(rows, new RmsProp()::epsRoot, "RmsProp: epsRoot");
        notNegative(rows, new RmsProp()::weightDecay, "RmsProp: weightDecay");
        notNegative(rows, new RmsProp()::momentum, "RmsProp: momentum");
        notNegative(rows, new RmsProp()::initial, "RmsProp: initial");
        rate(rows, new Adadelta()::lr, "Adadelta: lr");
        decay(rows, new Adadelta()::rho, "Adadelta: rho");
        notNegative(rows, new Adadelta()::eps, "Adadelta: eps");
        notNegative(rows, new Adadelta()::weightDecay, "Adadelta: weightDecay");
        rate(rows, new Adam()::lr, "Adam: lr");
        decay(rows, value -> new Adam().betas(value, 0.5), "Adam: beta1");
        decay(rows, value -> new Adam().betas(0.5, value), "Adam: beta2");
        notNegative(rows, new Adam()::eps, "Adam: eps");
        notNegative(rows, new Adam()::epsRoot, "Adam: epsRoot");
        notNegative(rows, new Adam()::weightDecay, "Adam: weightDecay");
        rate(rows, new AdamW()::lr, "AdamW: lr");
        decay(rows, value -> new AdamW().betas(value, 0.5), "AdamW: beta1");
        decay(rows, value -> new AdamW().betas(0.5, value), "AdamW: beta2");
        notNegative(rows, new AdamW()::eps, "AdamW: eps");
        notNegative(rows, new AdamW()::epsRoot, "AdamW: epsRoot");
        notNegative(rows, new AdamW()::weightDecay, "AdamW: weightDecay");
        rate(rows, new NAdam()::lr, "NAdam: lr");
        decay(rows, value -> new NAdam().betas(value, 0.5), "NAdam: beta1");
        decay(rows, value -> new NAdam().betas(0.5, value), "NAdam: beta2");
        notNegative(rows, new NAdam()::eps, "NAdam: eps");
        notNegative(rows, new NAdam()::epsRoot, "NAdam: epsRoot");
        notNegative(rows, new NAdam()::weightDecay, "NAdam: weightDecay");
        rate(rows, new RAdam()::lr, "RAdam: lr");
        decay(rows, value -> new RAdam().betas(value, 0.5), "RAdam: beta1");
        decay(rows, value -> new RAdam().betas(0.5, value), "RAdam: beta2");
        notNegative(rows, new RAdam()::eps, "RAdam: eps");
        notNegative(rows, new RAdam()::epsRoot, "RAdam: epsRoot");
        notNegative(rows, new RAdam()::weightDecay, "RAdam: weightDecay");
        rate(rows, new Adamax()::lr, "Adamax: lr");
        decay(rows, value -> new Adamax().betas(value, 0.5), "Adamax: beta1");
        decay(rows, value -> new Adamax().betas(0.5, value), "Adamax: beta2");
        notNegative(rows, new Adamax()::eps, "Adamax: eps");
        notNegative(rows, new Adamax()::weightDecay, "Adamax: weightDecay");
        rate(rows, new Rprop()::lr, "Rprop: lr");
        notNegative(rows, value -> new Rprop().stepSizes(value, 1), "Rprop: stepMin");
        rate(rows, new Asgd()::lr, "Asgd: lr");
        notNegative(rows, new Asgd()::lambd, "Asgd: lambd");
        notNegative(rows, new Asgd()::alpha, "Asgd: alpha");
        notNegative(rows, new Asgd()::t0, "Asgd: t0");
        notNegative(rows, new Asgd()::weightDecay, "Asgd: weightDecay");
        rate(rows, new SparseAdam()::lr, "SparseAdam: lr");
        decay(rows, value -> new SparseAdam().betas(value, 0.5), "SparseAdam: beta1");
        decay(rows, value -> new SparseAdam().betas(0.5, value), "SparseAdam: beta2");
        notNegative(rows, new SparseAdam()::eps, "SparseAdam: eps");
        rate(rows, new SignSgd()::lr, "SignSgd: lr");
        notNegative(rows, new SignSgd()::weightDecay, "SignSgd: weightDecay");
        rate(rows, new Lion()::lr, "Lion: lr");
        decay(rows, value -> new Lion().betas(value, 0.5), "Lion: beta1");
        decay(rows, value -> new Lion().betas(0.5, value), "Lion: beta2");
        notNegative(rows, new Lion()::weightDecay, "Lion: weightDecay");
        rate(rows, new AdaBelief()::lr, "AdaBelief: lr");
        decay(rows, value -> new AdaBelief().betas(value, 0.5), "AdaBelief: beta1");
        decay(rows, value -> new AdaBelief().betas(0.5, value), "AdaBelief: beta2");
        notNegative(rows, new AdaBelief()::eps, "AdaBelief: eps");
        notNegative(rows, new AdaBelief()::epsRoot, "AdaBelief: epsRoot");
        notNegative(rows, new AdaBelief()::weightDecay, "AdaBelief: weightDecay");
        rate(rows, new Yogi()::lr, "Yogi: lr");
        decay(rows, value -> new Yogi().betas(value, 0.5), "Yogi: beta1");
        decay(rows, value -> new Yogi().betas(0.5, value), "Yogi: beta2");
        notNegative(rows, new Yogi()::eps, "Yogi: eps");
        notNegative(rows, new Yogi()::initial, "Yogi: initial");
        notNegative(rows, new Yogi()::weightDecay, "Yogi: weightDecay");
        rate(rows, new Adan()::lr, "Adan: lr");
        decay(rows, value -> new Adan().betas(value, 0.5, 0.5), "Adan: beta1");
        decay(rows, value -> new Adan().betas(0.5, value, 0.5), "Adan: beta2");
        decay(rows, value -> new Adan().betas(0.5, 0.5, value), "Adan: beta3");
        notNegative(rows, new Adan()::eps, "Adan: eps");
        notNegative(rows, new Adan()::epsRoot, "Adan: epsRoot");
        notNegative(rows, new Adan()::weightDecay, "Adan: weightDecay");
        rate(rows, new Ftrl()::lr, "Ftrl: lr");
        notNegative(rows, new Ftrl()::initialAccumulator, "Ftrl: initialAccumulator");
        notNegative(rows, new Ftrl()::l1, "Ftrl: l1");
        notNegative(rows, new Ftrl()::l2, "Ftrl: l2");
        notNegative(rows, new Ftrl()::shrinkage, "Ftrl: shrinkage");
        notNegative(rows, new Ftrl()::beta, "Ftrl: beta");
        notNegative(rows, new Ftrl()::weightDecay, "Ftrl: weightDecay");
        rate(rows, new Lamb()::lr, "Lamb: lr");
        decay(rows, value -> new Lamb().betas(value, 0.5), "Lamb: beta1");
        decay(rows, value -> new Lamb().betas(0.5, value), "Lamb: beta2");
        notNegative(rows, new Lamb()::eps, "Lamb: eps");
        notNegative(rows, new Lamb()::epsRoot, "Lamb: epsRoot");
        notNegative(rows, new Lamb()::weightDecay, "Lamb: weightDecay");
        rate(rows, new Lars()::lr, "Lars: lr");
        rate(rows, new Lars()::trust, "Lars: trust");
        notNegative(rows, new Lars()::eps, "Lars: eps");
        notNegative(rows, new Lars()::momentum, "Lars: momentum");
        notNegative(rows, new Lars()::weightDecay, "Lars: weightDecay");
        rate(rows, new NovoGrad()::lr, "NovoGrad: lr");
        decay(rows, value -> new NovoGrad().betas(value, 0.5), "NovoGrad: beta1");
        decay(rows, value -> new NovoGrad().betas(0.5, value), "NovoGrad: beta2");
        notNegative(rows, new NovoGrad()::eps, "NovoGrad: eps");
        notNegative(rows, new NovoGrad()::epsRoot, "NovoGrad: epsRoot");
        notNegative(rows, new NovoGrad()::weightDecay, "NovoGrad: weightDecay");
        rate(rows, new Fromage()::lr, "Fromage: lr");
        rate(rows, new Fromage()::minNorm, "Fromage: minNorm");
        rate(rows, new Sm3()::lr, "Sm3: lr");
        decay(rows, new Sm3()::momentum, "Sm3: momentum");
        rate(rows, new Sm3()::eps, "Sm3: eps");
        rate(rows, new Adafactor()::lr, "Adafactor: lr");
        notNegative(rows, value -> new Adafactor().eps(value, 0), "Adafactor: eps1");
        notNegative(rows, value -> new Adafactor().eps(0, value), "Adafactor: eps2");
        rate(rows, new Adafactor()::clip, "Adafactor: clip");
        notNegative(rows, new Adafactor()::weightDecay, "Adafactor: weightDecay");
        rate(rows, new Muon()::lr, "Muon: lr");
        notNegative(rows, new Muon()::weightDecay, "Muon: weightDecay");
        decay(rows, new Muon()::momentum, "Muon: momentum");
        notNegative(rows, new Muon()::eps, "Muon: eps");
        rate(rows, new ScheduleFreeSgd()::lr, "ScheduleFreeSgd: lr");
        decay(rows, new ScheduleFreeSgd()::beta, "ScheduleFreeSgd: beta");
        notNegative(rows, new ScheduleFreeSgd()::weightDecay, "ScheduleFreeSgd: weightDecay");
        notNegative(rows, new ScheduleFreeSgd()::weightPower, "ScheduleFreeSgd: weightPower");
        rate(rows, new ScheduleFreeAdamW()::lr, "ScheduleFreeAdamW: lr");
        decay(rows, value -> new ScheduleFreeAdamW().betas(value, 0.5), "ScheduleFreeAdamW: beta1");
        decay(rows, value -> new ScheduleFreeAdamW().betas(0.5, value), "ScheduleFreeAdamW: beta2");
        notNegative(rows, new ScheduleFreeAdamW()::eps, "ScheduleFreeAdamW: eps");
        notNegative(rows, new ScheduleFreeAdamW()::weightDecay, "ScheduleFreeAdamW: weightDecay");
        notNegative(rows, new ScheduleFreeAdamW()::weightPower, "ScheduleFreeAdamW: weightPower");
        rate(rows, new LBfgs()::lr, "LBfgs: lr");
        notNegative(rows, new LBfgs()::toleranceGradient, "LBfgs: toleranceGradient");
        notNegative(rows, new LBfgs()::toleranceChange, "LBfgs: toleranceChange");
        rate(rows, rho -> sam().rho(rho), "Sam: rho");
        return rows.stream();
    }

    static Stream<Arguments> ownBounds() {
        var rows = new ArrayList<Arguments>();
        option(rows, new Sgd()::dampening, "Sgd: dampening", "from 0 to 1", -0.1, 1.1, Double.NaN, INFINITY);
        option(rows, new NAdam()::momentumDecay, "NAdam: momentumDecay", "0 or more", -0.1, Double.NaN);
        option(rows, new RAdam()::threshold, "RAdam: threshold", "4 or more", 3.9, Double.NaN);
        option(rows, eta -> new Rprop().etas(eta, 2), "Rprop: etaMinus", "greater than 0 and less than 1", 0, 1,
                Double.NaN);
        option(rows, eta -> new Rprop().etas(0.5, eta), "Rprop: etaPlus", "finite and greater than 1", 1, INFINITY,
                Double.NaN);
        option(rows, most -> new Rprop().stepSizes(1, most), "Rprop: stepMax", "finite and at least stepMin, 1.0", 0.9,
                INFINITY, Double.NaN);
        option(rows, new Ftrl()::power, "Ftrl: power", "from -1 to 0", -1.1, 0.1, Double.NaN);
        option(rows, new Adafactor()::beta2Decay, "Adafactor: beta2Decay", "finite and less than 0", 0, -INFINITY,
                Double.NaN);
        for (double bad : new double[] {INFINITY, Double.NaN}) {
            option(rows, x -> new Muon().coefficients(x, 0, 0), "Muon: a", "finite", bad);
            option(rows, x -> new Muon().coefficients(0, x, 0), "Muon: b", "finite", bad);
            option(rows, x -> new Muon().coefficients(0, 0, x), "Muon: c", "finite", bad);
        }
        option(rows, new Lookahead(new Sgd())::share, "Lookahead: share", "greater than 0 and at most 1", 0, 1.1,
                Double.NaN);
        return rows.stream();
    }

    static Stream<Arguments> counts() {
        var type = IllegalArgumentException.class;
        return Stream.of(row(type, () -> new Muon().iterations(-1), "Muon: iterations is -1, must be 0 or more"),
                row(type, () -> new Lookahead(new Sgd()).period(0), "Lookahead: period is 0, must be 1 or more"),
                row(type, () -> new ScheduleFreeSgd().warmup(-1), "ScheduleFreeSgd: warmup is -1, must be 0 or more"),
                row(type, () -> new ScheduleFreeAdamW().warmup(-1),
                        "ScheduleFreeAdamW: warmup is -1, must be 0 or more"),
                row(type, () -> new LBfgs().maxIter(0), "LBfgs: maxIter is 0, must be 1 or more"),
                row(type, () -> new LBfgs().maxEval(-1), "LBfgs: maxEval is -1, must be 0 or more"),
                row(type, () -> new LBfgs().historySize(0), "LBfgs: historySize is 0, must be 1 or more"),
                row(type, () -> sam().ascents(0), "Sam: ascents is 0, must be 1 or more"));
    }

    private static Params named(String name) {
        return Params.of(Map.of(name, Param.of(Tensor.zeros(2))));
    }

    private static Sam sam() {
        return Sam.over(new Sgd().over(named("w")));
    }

    static Stream<Arguments> uses() {
        var type = IllegalArgumentException.class;
        String alone = "LBfgs moves all params at once and takes no other group beside it; use two optimizers";
        var varied = new LBfgs().over(named("w")).vary(LBfgs.class, (rule, step) -> rule.historySize(3));
        return Stream.of(
                row(ShapeException.class, () -> new Muon().over(named("0.bias")), """
                        Muon: a param is no matrix
                          param [2]
                          at LINE
                          fix: give it another rule, in a group of its own: muon.over(matrices).and(rest, new AdamW())
                        """),
                row(type, () -> new Lookahead(new LBfgs()),
                        "Lookahead: the rule is LBfgs, which moves all params at once; it takes any other rule"),
                row(type, () -> new Lookahead(new Lookahead(new Sgd())),
                        "Lookahead: the rule is a Lookahead itself; it takes any rule that keeps no slow weights"),
                row(type, () -> Sam.over(new Sgd().over(named("w"))).ascent(new LBfgs()),
                        "Sam: the rule of the way up is LBfgs, which moves between computations of the loss by itself; it takes any other rule"),
                row(type, () -> Sam.over(new LBfgs().over(named("w"))),
                        "Sam: the optimizer's rule is LBfgs, which moves between computations of the loss by itself;"
                                + " it takes any other rule"),
                row(type, () -> new LBfgs().over(named("w")).and(named("b"), new Sgd()), alone),
                row(type, () -> new Sgd().over(named("w")).and(named("b"), new LBfgs()), alone),
                row(IllegalStateException.class, () -> new LBfgs().over(named("w")).step(Gradients.none()),
                        "step: LBfgs asks for the loss several times; give it the function, step(() -> loss)"),
                row(IllegalStateException.class, () -> varied.step(() -> Param.of(Tensor.scalar(1)).square()),
                        "vary: historySize is 3 and was 100; it must stay"));
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource({"commonBounds", "ownBounds", "counts", "uses"})
    void message_everyError_isWhole(Class<? extends Exception> type, ThrowingCallable call, String message) {
        assertThatThrownBy(call).isExactlyInstanceOf(type)
                .extracting(error -> error.getMessage().replaceAll("RuleMessagesTest\\.java:\\d+", "LINE"))
                .isEqualTo(message);
    }
}
