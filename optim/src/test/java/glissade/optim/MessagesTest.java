package glissade.optim;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.StateDict;
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

/// The whole message of every error that a public method of this module can throw, but for the line that it names.
class MessagesTest {

    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final double[] NO_RATES = {0, -1, -0.0, Double.NaN, INFINITY};
    private static final double[] NEGATIVES = {-1, -Double.MIN_VALUE, Double.NaN, INFINITY};
    private static final double[] NO_DECAYS = {-0.1, 1, 1.5, Double.NaN, INFINITY};

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
        option(rows, change, start, "finite and greater than 0", NO_RATES);
    }

    private static void notNegative(List<Arguments> rows, DoubleFunction<?> change, String start) {
        option(rows, change, start, "finite and 0 or more", NEGATIVES);
    }

    private static void decay(List<Arguments> rows, DoubleFunction<?> change, String start) {
        option(rows, change, start, "0 or more and less than 1", NO_DECAYS);
    }

    static Stream<Arguments> options() {
        var rows = new ArrayList<Arguments>();
        notNegative(rows, end -> Schedule.linear(end, 3), "Schedule.linear: end");
        return rows.stream();
    }

    static Stream<Arguments> values() {
        var type = IllegalArgumentException.class;
        return Stream.of(
                row(type, () -> new Sgd().nesterov(true),
                        "Sgd: nesterov needs a momentum and no dampening; momentum is 0.0 and dampening 0.0"),
                row(type, () -> new Sgd().momentum(0.9).dampening(0.5).nesterov(true),
                        "Sgd: nesterov needs a momentum and no dampening; momentum is 0.9 and dampening 0.5"),
                row(type, () -> Schedule.warmup(0), "Schedule.warmup: steps is 0, must be 1 or more"),
                row(type, () -> Schedule.linear(0, -3), "Schedule.linear: steps is -3, must be 1 or more"),
                row(type, () -> Schedule.cosine(0), "Schedule.cosine: steps is 0, must be 1 or more"),
                row(type, () -> Schedule.constant(1).then(Schedule.cosine(3)),
                        "then: the schedule before it has no end; use one with a number of steps, or cut it off with during(n)"));
    }

    /// Keeps its slots under the given names.
    private record Named(List<String> slots) implements ElementRule {
        @Override
        public double lr() {
            return 1;
        }

        @Override
        public void update(ElementStep step) {
            step.slots()[0][0] = 1;
        }
    }

    private static Param param() {
        return Param.of(Tensor.zeros(2));
    }

    private static Params named(String name) {
        return Params.of(Map.of(name, param()));
    }

    static Stream<Arguments> optimizers() {
        var type = IllegalArgumentException.class;
        var weight = named("0.weight");
        var param = param();
        var nan = new Sgd().over(Params.of(param)).schedule(step -> step < 1 ? 1 : Double.NaN);
        nan.step(Gradients.none());
        return Stream.of(
                row(type, () -> new Adam().over(weight.matching("*.bias")),
                        "the optimizer is given no params; check the pattern that selects them"),
                row(type, () -> new Adam().over(weight).and(Params.of(), new Sgd()),
                        "the optimizer is given no params; check the pattern that selects them"),
                row(type, () -> new Adam().over(weight).and(weight, new Sgd()),
                        "a param is given to the optimizer twice: 0.weight; put it in one group only"),
                row(type, () -> new Adam().over(Params.of(Map.of("fast", Param.standingFor(param.square())))), """
                        the optimizer is given fast, which stands for a variable that was computed, and cannot be moved
                          fix: give it the params that the variable was computed from
                        """),
                row(type, () -> new Adam().over(weight).and(named("0.weight"), new Sgd()), """
                        two params of the optimizer are named '0.weight', and only one's state could be saved
                          fix: name them apart with Params.of(Map), or take them from one net that holds both
                        """),
                row(type, () -> new Named(List.of("a", "a")).over(weight),
                        "the rule Named[slots=[a, a]] has two slots named 'a',"
                                + " or one that is the step count's, 'step'; only one could be saved"),
                row(type, () -> new Named(List.of("step")).over(weight),
                        "the rule Named[slots=[step]] has two slots named 'step',"
                                + " or one that is the step count's, 'step'; only one could be saved"),
                row(type, () -> new Adam().over(weight).load(StateDict.empty().with("steps", Tensor.scalar(1))
                        .with("state.0.weight.step", -2).with("state.0.weight.exp_avg", Tensor.zeros(3))
                        .with("state.0.bias.step", Shape.of(1), 4)), """
                                load: the state is not that of this optimizer; nothing was loaded
                                  mismatched: steps is [], the optimizer has integers []
                                  mismatched: state.0.weight.exp_avg is [3], the optimizer has [2]
                                  missing: state.0.weight.exp_avg_sq [2]
                                  unexpected: state.0.bias.step [1]
                                  mismatched: state.0.weight.step is -2, must be 0 or more
                                  fix: give the optimizer the same params, groups and rules as the saved one
                                """),
                row(IllegalStateException.class, () -> nan.step(Gradients.of(param, Tensor.ones(2))),
                        "the schedule gives the factor NaN at step 1, must be finite and 0 or more"),
                row(IllegalStateException.class, nan::lr,
                        "the schedule gives the factor NaN at step 1, must be finite and 0 or more"),
                row(IllegalStateException.class, () -> step(new Returning(Tensor.zeros(2), List.of())),
                        "the rule Returning returns 0 slots and began with 1: [a]"),
                row(ShapeException.class, () -> step(new Returning(Tensor.zeros(3), List.of(Tensor.zeros(2)))), """
                        set: the new value has another shape than param w [2]
                          param [2]
                          value [3]
                          at LINE
                          fix: a param keeps its shape
                        """));
    }

    /// Returns the same whatever the step.
    private record Returning(Tensor param, List<Tensor> kept) implements TensorRule {
        @Override
        public double lr() {
            return 1;
        }

        @Override
        public List<Slot> slots(Tensor ignored) {
            return List.of(new Slot("a", Tensor.zeros(2)));
        }

        @Override
        public Update update(TensorStep step) {
            return new Update(param, kept);
        }

        @Override
        public String toString() {
            return "Returning";
        }
    }

    private static void step(TensorRule rule) {
        Params params = named("w");
        rule.over(params).step(Gradients.of(params.named("w"), Tensor.ones(2)));
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource({"options", "values", "optimizers"})
    void message_everyError_isWhole(Class<? extends Exception> type, ThrowingCallable call, String message) {
        assertThatThrownBy(call).isExactlyInstanceOf(type)
                .extracting(error -> error.getMessage().replaceAll("MessagesTest\\.java:\\d+", "LINE"))
                .isEqualTo(message);
    }
}
