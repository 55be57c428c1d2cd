package glissade.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The whole message of each error that a public method of the module can throw.
class MessagesTest {

    record Case(String name, Runnable action, Class<? extends Throwable> type, String message) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final Param WEIGHT = Params.of(Map.of("0.weight", Param.of(Tensor.zeros(2, 3)))).named("0.weight");

    static List<Case> cases() {
        return List.of(
                new Case("backward of several elements", () -> WEIGHT.mul(2).backward(),
                        ShapeException.class,
                        """
                                backward: this variable has 6 elements, and a gradient is that of one number
                                  variable [2, 3]
                                  at MessagesTest.java:LINE
                                  fix: reduce it to a loss first, with sum() or mean(), or give each element a weight with \
                                pullback(…)"""),
                new Case("backward of a constant", () -> Variable.of(Tensor.scalar(1)).backward(),
                        IllegalStateException.class, """
                                backward: this variable is a constant, so there is nothing to differentiate
                                  fix: compute it from a tracked variable, or a Param that is not frozen, outside of \
                                Mode.evaluate and Mode.unrecorded"""),
                new Case("backward twice", () -> {
                    Variable loss = WEIGHT.square().sum();
                    loss.backward();
                    loss.backward();
                }, IllegalStateException.class,
                        """
                                backward: a sweep has already consumed this graph, at its operation 'sum'
                                  fix: compute the loss anew before each backward(); add up losses that share a part and sweep the \
                                sum; use gradient(…), which keeps the graph; or detach() the part that is not to be swept again"""),
                new Case("backward over a shared part", () -> {
                    Variable shared = WEIGHT.square();
                    Variable second = shared.mean();
                    shared.sum().backward();
                    second.backward();
                }, IllegalStateException.class,
                        """
                                backward: a sweep has already consumed this graph, at its operation 'square'
                                  fix: compute the loss anew before each backward(); add up losses that share a part and sweep the \
                                sum; use gradient(…), which keeps the graph; or detach() the part that is not to be swept again"""),
                new Case("backward after a change", () -> {
                    Variable loss = WEIGHT.square().sum();
                    WEIGHT.update(x -> x[0] = 1);
                    loss.backward();
                }, IllegalStateException.class, """
                        backward: param 0.weight [2, 3] has changed since operation 'square' read it, so the gradient \
                        would be that of another computation
                          fix: compute the loss after the change, or call backward() before it; a copy taken with \
                        detach() does not change"""),
                new Case("backward after a change of a frozen param", () -> {
                    Param frozen = Param.of(Tensor.scalar(2));
                    frozen.freeze();
                    Variable loss = WEIGHT.mul(frozen).sum();
                    frozen.update(x -> x[0] = 1);
                    loss.backward();
                }, IllegalStateException.class, """
                        backward: param [] has changed since operation 'mul' read it, so the gradient would be that of \
                        another computation
                          fix: compute the loss after the change, or call backward() before it; a copy taken with \
                        detach() does not change"""),
                new Case("gradient of an op written with pullOnce", () -> {
                    Variable x = Variable.tracked(Tensor.scalar(2));
                    Variable.record("once", x.value(), x.pullOnce(dy -> dy)).gradient(x);
                }, IllegalStateException.class,
                        """
                                gradient: the operation 'once' can be differentiated only once, because its pull-back was given \
                                with pullOnce
                                  fix: write it with pull, or use backward()"""),
                new Case("gradient with respect to a constant",
                        () -> WEIGHT.sum().gradient(Variable.of(Tensor.scalar(1))),
                        IllegalArgumentException.class,
                        """
                                gradient: a variable of shape [] is a constant, so no gradient of it was recorded
                                  fix: make it with Variable.tracked, or a Param, before the computation"""),
                new Case("gradient of a constant with respect to it", () -> {
                    Variable x = Variable.of(Tensor.ones(2, 3));
                    x.square().sum().gradient(x);
                }, IllegalArgumentException.class,
                        """
                                gradient: a variable of shape [2, 3] is a constant, so no gradient of it was recorded
                                  fix: make it with Variable.tracked, or a Param, before the computation"""),
                new Case("pullback with respect to a constant",
                        () -> WEIGHT.square().pullback(Tensor.ones(WEIGHT.shape().toArray()),
                                Variable.of(Tensor.ones(2))),
                        IllegalArgumentException.class,
                        """
                                pullback: a variable of shape [2] is a constant, so no gradient of it was recorded
                                  fix: make it with Variable.tracked, or a Param, before the computation"""),
                new Case("gradient with respect to a frozen param", () -> {
                    Param frozen = Param.of(Tensor.scalar(2));
                    frozen.freeze();
                    WEIGHT.mul(frozen).sum().gradient(frozen);
                }, IllegalArgumentException.class, """
                        gradient: param [] is frozen, so no gradient of it was recorded
                          fix: unfreeze() it before the computation"""),
                new Case("gradient of several elements", () -> WEIGHT.mul(2).gradient(WEIGHT),
                        ShapeException.class,
                        """
                                gradient: this variable has 6 elements, and a gradient is that of one number
                                  variable [2, 3]
                                  at MessagesTest.java:LINE
                                  fix: reduce it to a loss first, with sum() or mean(), or give each element a weight with \
                                pullback(…)"""),
                new Case("pullback with a seed of another shape", () -> WEIGHT.mul(2).pullback(Tensor.zeros(3), WEIGHT),
                        ShapeException.class, """
                                pullback: the seed has another shape than the variable
                                  variable [2, 3]
                                  seed     [3]
                                  at MessagesTest.java:LINE
                                  fix: give one number for each of the variable's elements"""),
                new Case("pull-back of a wrong shape",
                        () -> Variable
                                .record("own", WEIGHT.value(), WEIGHT.pull(dy -> dy.sum(0).sum().reshape(1, 1, 1)))
                                .sum().backward(),
                        ShapeException.class, """
                                own: its pull-back gave a gradient that does not fit the input
                                  input    [2, 3]
                                  gradient [1, 1, 1]
                                  at MessagesTest.java:LINE
                                  fix: a pull-back returns the input's shape, or one that the input broadcasts to"""),
                new Case("no gradient", () -> Gradients.none().of(WEIGHT), IllegalArgumentException.class,
                        """
                                there is no gradient of param 0.weight [2, 3]
                                  fix: the loss must depend on it, it must not be frozen, and backward(params) must include it; \
                                find(…) asks whether there is one"""),
                new Case("gradient of a constant", () -> Gradients.none().of(Variable.of(Tensor.zeros(3))),
                        IllegalArgumentException.class, """
                                there is no gradient of a variable of shape [3], which is a constant
                                  fix: make it a Param or Variable.tracked(…), and compute the loss of that"""),
                new Case("gradient of something computed", () -> {
                    Variable h = WEIGHT.mul(2);
                    h.sum().backward().of(h);
                }, IllegalArgumentException.class, """
                        there is no gradient of a variable of shape [2, 3], which is computed
                          fix: backward() keeps the gradients of params and tracked variables; that of any other is \
                        loss.gradient(variable), and onGradient(…) shows it as it passes"""),
                new Case("pull-back that returns null",
                        () -> Variable.record("own", WEIGHT.value(), WEIGHT.pull(MessagesTest::nothing)).sum()
                                .backward(),
                        IllegalStateException.class,
                        """
                                own: its pull-back returned null
                                  fix: return a gradient; for an input through which none flows, give record the edge of its \
                                detach()"""),
                new Case("freeze of no params", () -> Params.of(WEIGHT).matching("body.*").freeze(),
                        IllegalStateException.class,
                        "freeze: there are no params here; check the pattern that selects them"),
                new Case("unfreeze of no params", () -> Params.of().unfreeze(), IllegalStateException.class,
                        "unfreeze: there are no params here; check the pattern that selects them"),
                new Case("gradient of another shape", () -> Gradients.of(WEIGHT, Tensor.zeros(3)),
                        ShapeException.class, """
                                gradients: the gradient has another shape than param 0.weight [2, 3]
                                  leaf     [2, 3]
                                  gradient [3]
                                  at MessagesTest.java:LINE
                                  fix: give it the leaf's shape"""),
                new Case("clipNorm 0", () -> Gradients.none().clipNorm(0), IllegalArgumentException.class,
                        "clipNorm: the bound is 0.0, must be greater than 0"),
                new Case("clipValue NaN", () -> Gradients.none().clipValue(Double.NaN), IllegalArgumentException.class,
                        "clipValue: the bound is NaN, must be greater than 0"),
                new Case("set of another shape", () -> WEIGHT.set(Tensor.zeros(3, 2)),
                        ShapeException.class, """
                                set: the new value has another shape than param 0.weight [2, 3]
                                  param [2, 3]
                                  value [3, 2]
                                  at MessagesTest.java:LINE
                                  fix: a param keeps its shape"""),
                new Case("param of an unknown name", () -> Params.of(WEIGHT).named("weight"),
                        IllegalArgumentException.class, "there is no param 'weight'; there are [0]"),
                new Case("matmul of vectors of other lengths", () -> WEIGHT.matmul(Tensor.zeros(Shape.of(2))),
                        ShapeException.class, """
                                matmul: the inner sizes 3 and 2 differ
                                  left  [2, 3]
                                            ^
                                  right [2]
                                         ^
                                  at MessagesTest.java:LINE
                                  fix: transpose the left side"""));
    }

    @SuppressWarnings("NullAway") // a user's code is not checked
    private static Variable nothing(Variable dy) {
        return null;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void error_wholeMessage_isAsInTheTable(Case error) {
        Throwable thrown = catchThrowable(error.action()::run);

        assertThat(thrown).isInstanceOf(error.type());
        assertThat(thrown.getMessage().replaceAll("MessagesTest\\.java:\\d+", "MessagesTest.java:LINE"))
                .isEqualTo(error.message());
    }
}
