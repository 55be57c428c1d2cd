package glissade.optim;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.tensor.Shape;
import glissade.tensor.StateDict;
import glissade.tensor.Tensor;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The whole messages of schedules, averages, and what an optimizer refuses as it steps.
class ScheduleMessagesTest {

    private static final Plateau PLATEAU = new Plateau(Plateau.Better.LOWER);
    private static final Param X = Param.of(Tensor.of(1, 2));
    private static final Params PARAMS = Params.of(Map.of("x", X));

    private static Arguments bad(ThrowingCallable call, String message) {
        return Arguments.of(IllegalArgumentException.class, call, message);
    }

    private static Arguments wrongTime(ThrowingCallable call, String message) {
        return Arguments.of(IllegalStateException.class, call, message);
    }

    static Stream<Arguments> schedules() {
        return Stream.of(
                bad(() -> Schedule.constant(-1), "Schedule.constant: factor is -1.0, must be finite and 0 or more"),
                bad(() -> Schedule.linear(Double.NaN, 1, 3),
                        "Schedule.linear: start is NaN, must be finite and 0 or more"),
                bad(() -> Schedule.polynomial(0, 0, 3),
                        "Schedule.polynomial: power is 0.0, must be finite and greater than 0"),
                bad(() -> Schedule.polynomial(-1, 1, 3),
                        "Schedule.polynomial: end is -1.0, must be finite and 0 or more"),
                bad(() -> Schedule.polynomial(0, 1, 0), "Schedule.polynomial: steps is 0, must be 1 or more"),
                bad(() -> Schedule.exponential(0),
                        "Schedule.exponential: gamma is 0.0, must be finite and greater than 0"),
                bad(() -> Schedule.exponential(0.5, 0), "Schedule.exponential: steps is 0, must be 1 or more"),
                bad(() -> Schedule.inverseTime(-1, 1),
                        "Schedule.inverseTime: rate is -1.0, must be finite and 0 or more"),
                bad(() -> Schedule.inverseTime(1, 0), "Schedule.inverseTime: steps is 0, must be 1 or more"),
                bad(() -> Schedule.milestones(-1, 3),
                        "Schedule.milestones: gamma is -1.0, must be finite and 0 or more"),
                bad(() -> Schedule.milestones(0.1), "Schedule.milestones: no steps are given, must be 1 or more"),
                bad(() -> Schedule.milestones(0.1, 5, 3),
                        "Schedule.milestones: step number 1 is 3, must be 5 or more; give the steps in ascending order"),
                bad(() -> Schedule.piecewise(new long[] {5, 5}, 1, 2, 3),
                        "Schedule.piecewise: step number 1 is 5, must be 6 or more; give the steps in ascending order"),
                bad(() -> Schedule.piecewise(new long[] {5}, 1, 2, 3),
                        "Schedule.piecewise: 3 factors are given, must be 2"),
                bad(() -> Schedule.through(Anneal.LINEAR, new long[] {-1}, 1),
                        "Schedule.through: step number 0 is -1, must be 0 or more; give the steps in ascending order"),
                bad(() -> Schedule.through(Anneal.LINEAR, new long[] {1}, Double.NaN),
                        "Schedule.through: factor is NaN, must be finite and 0 or more"),
                bad(() -> Schedule.cosine(-1, 3), "Schedule.cosine: end is -1.0, must be finite and 0 or more"),
                bad(() -> Schedule.cosine(0, 0, 3), "Schedule.cosine: power is 0.0, must be finite and greater than 0"),
                bad(() -> Schedule.cosineWave(0, 0), "Schedule.cosine: steps is 0, must be 1 or more"),
                bad(() -> Schedule.warmRestarts(0, 1, 1, 0), "Schedule.warmRestarts: steps is 0, must be 1 or more"),
                bad(() -> Schedule.warmRestarts(1, 0.5, 1, 0),
                        "Schedule.warmRestarts: stretch is 0.5, must be finite and 1 or more"),
                bad(() -> Schedule.warmRestarts(1, 1, -1, 0),
                        "Schedule.warmRestarts: shrink is -1.0, must be finite and 0 or more"),
                bad(() -> Schedule.warmRestarts(1, 1, 1, -1),
                        "Schedule.warmRestarts: end is -1.0, must be finite and 0 or more"),
                bad(() -> Schedule.constant(1).during(0), "Schedule.during: steps is 0, must be 1 or more"),
                bad(() -> Schedule.constant(1).every(0), "Schedule.every: steps is 0, must be 1 or more"),
                bad(() -> Schedule.constant(1).within(2, 1),
                        "Schedule.within: the bounds 2.0 and 1.0 must be 0 or more, the smaller one first"),
                bad(() -> new OneCycle(1), "OneCycle: steps is 1, must be 2 or more"),
                bad(() -> new OneCycle(9).rise(1), "OneCycle: rise is 1.0, must be greater than 0 and less than 1"),
                bad(() -> new OneCycle(9).divide(0, 1), "OneCycle: divide is 0.0, must be finite and greater than 0"),
                bad(() -> new OneCycle(9).divide(1, 0),
                        "OneCycle: finalDivide is 0.0, must be finite and greater than 0"),
                bad(() -> new OneCycle(9).momentum(-1, 0),
                        "OneCycle: leastMomentum is -1.0, must be 0 or more and less than 1"),
                bad(() -> new OneCycle(9).momentum(0, 1),
                        "OneCycle: greatestMomentum is 1.0, must be 0 or more and less than 1"),
                bad(() -> new Cyclic(0.5, 1), "Cyclic: peak is 0.5, must be finite and 1 or more"),
                bad(() -> new Cyclic(2, 0), "Cyclic: up is 0 and down is 0, both must be 1 or more"),
                bad(() -> new Cyclic(2, 1).fading(2), "Cyclic: fade is 2.0, must be greater than 0 and at most 1"),
                bad(() -> new Cyclic(2, 1, 1, 0, 1, 0, 0),
                        "Cyclic: shrink is 0.0, must be greater than 0 and at most 1"),
                bad(() -> new Cyclic(2, 1).momentum(1, 0.5),
                        "Cyclic: leastMomentum is 1.0, must be 0 or more and less than 1"),
                bad(() -> PLATEAU.shrink(1), "Plateau: shrink is 1.0, must be greater than 0 and less than 1"),
                bad(() -> PLATEAU.patience(-1), "Plateau: patience is -1, must be 0 or more"),
                bad(() -> PLATEAU.cooldown(-1), "Plateau: cooldown is -1, must be 0 or more"),
                bad(() -> PLATEAU.relativeThreshold(-1),
                        "Plateau: relativeThreshold is -1.0, must be finite and 0 or more"),
                bad(() -> PLATEAU.absoluteThreshold(-1),
                        "Plateau: absoluteThreshold is -1.0, must be finite and 0 or more"),
                bad(() -> PLATEAU.floor(-1), "Plateau: floor is -1.0, must be from 0 to 1"),
                bad(() -> PLATEAU.load(StateDict.empty()),
                        "Plateau: the state has the entries [], must have [factor, best, worse, cooling], a whole number each; nothing was loaded"));
    }

    static Stream<Arguments> stepping() {
        return Stream.of(
                bad(() -> new Sgd().over(PARAMS).vary(Adam.class, (rule, step) -> rule),
                        "vary: no group has a rule of the class Adam; the rules are [" + new Sgd() + "]"),
                wrongTime(() -> new Sgd().lr(1).over(PARAMS).nonFinite(NonFinite.REFUSE)
                        .step(Gradients.of(X, Tensor.of(1, Float.NaN))),
                        "step 1: the gradient of x [2] has NaN at element 1; no param has moved\n  fix: lower the rate, clip"
                                + " the gradients, or look for the operation that made it; nonFinite(NonFinite.SKIP) leaves"
                                + " such steps out"),
                wrongTime(() -> new Sgd().lr(1).over(PARAMS).nonFinite(NonFinite.REFUSE)
                        .step(Gradients.of(X, Tensor.of(Float.NEGATIVE_INFINITY, Float.NaN))),
                        "step 1: the gradient of x [2] has -Infinity at element 0 and 1 more such numbers; no param has"
                                + " moved\n  fix: lower the rate, clip the gradients, or look for the operation that made"
                                + " it; nonFinite(NonFinite.SKIP) leaves such steps out"));
    }

    static Stream<Arguments> averages() {
        Param stranger = Param.of(Tensor.zeros(3));
        var none = Averages.equal(PARAMS);
        var some = Averages.equal(PARAMS);
        some.update();
        return Stream.of(
                bad(() -> Averages.exponential(PARAMS, 1), "Averages: decay is 1.0, must be 0 or more and less than 1"),
                wrongTime(() -> none.of(X), "of: there is no average yet; call update() after a step first"),
                wrongTime(none::overwrite, "overwrite: there is no average yet; call update() after a step first"),
                wrongTime(() -> none.within(() -> 1),
                        "within: there is no average yet; call update() after a step first"),
                bad(() -> some.of(stranger), "the averages are of other params, not of [3]; there are [x]"),
                wrongTime(() -> some.within(() -> {
                    some.update();
                    return 1;
                }), "update: the params hold their averages now; call it after within(…) has returned"),
                wrongTime(() -> some.within(() -> some.within(() -> 1)),
                        "within: the params hold their averages now; call it after within(…) has returned"));
    }

    static Stream<Arguments> gradients() {
        var gradients = Gradients.of(Param.of(Tensor.zeros(Shape.of(2))), Tensor.zeros(2));
        return Stream.of(
                bad(() -> gradients.norm(0), "norm: p is 0.0, must be greater than 0"),
                bad(() -> gradients.clipNorm(1, Double.NaN), "norm: p is NaN, must be greater than 0"),
                bad(() -> gradients.clipEach(0), "clipEach: the bound is 0.0, must be greater than 0"),
                bad(() -> gradients.clipRms(-1), "clipRms: the bound is -1.0, must be greater than 0"),
                bad(() -> gradients.clipAdaptively(0), "clipAdaptively: clipping is 0.0, must be greater than 0"),
                bad(() -> gradients.clipAdaptively(1, -1, 0), "clipAdaptively: eps is -1.0, must be greater than 0"),
                bad(() -> gradients.clipAdaptively(1, 1, 2), "clipAdaptively: the units' axis is 2, must be 0 or 1"));
    }

    @ParameterizedTest
    @MethodSource({"schedules", "stepping", "averages", "gradients"})
    void message_everyError_isWhole(Class<? extends Exception> type, ThrowingCallable call, String message) {
        assertThatThrownBy(call).isExactlyInstanceOf(type).hasMessage(message);
    }
}
