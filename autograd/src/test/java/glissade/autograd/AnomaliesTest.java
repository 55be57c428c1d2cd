package glissade.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import glissade.tensor.Indices;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AnomaliesTest {

    private static final float INF = Float.POSITIVE_INFINITY;
    private static final float NAN = Float.NaN;

    private final Param weight =
            Params.of(Map.of("0.weight", Param.of(Tensor.of(Shape.of(2, 3), 1, -2, 3, 4, 0, 6)))).named("0.weight");

    private static String message(Runnable body) {
        Throwable thrown = catchThrowable(() -> Anomalies.detect(body));
        assertThat(thrown).isExactlyInstanceOf(ArithmeticException.class);
        return thrown.getMessage().replaceAll("AnomaliesTest\\.java:\\d+", "TEST");
    }

    @Test
    void detect_unaryOp_namesElementInputAndItsOrigin() {
        assertThat(message(() -> weight.relu().log())).isEqualTo(
                """
                        log: made -Infinity of finite numbers
                          at TEST
                          result  [2, 3] at [0, 1]: -Infinity; 2 of 6 elements
                          input 0 [2, 3] at [0, 1]: 0.0; made by 'relu' at TEST
                          fix: keep the inputs where 'log' is finite (clamp(…), a small number added under div, log and sqrt), use a \
                        stable form such as logSoftmax, or take smaller steps""");
    }

    @Test
    void detect_broadcastInputs_areShownWhereTheyMeet() {
        Variable x = Variable.tracked(Tensor.of(1, 5, 1));

        assertThat(message(() -> x.div(weight))).isEqualTo(
                """
                        div: made Infinity of finite numbers
                          at TEST
                          result  [2, 3] at [1, 1]: Infinity; 1 of 6 elements
                          input 0 [3] at [1]: 5.0; a tracked variable
                          input 1 [2, 3] at [1, 1]: 0.0; param 0.weight [2, 3]
                          fix: keep the inputs where 'div' is finite (clamp(…), a small number added under div, log and sqrt), use a \
                        stable form such as logSoftmax, or take smaller steps""");
    }

    @Test
    void detect_inputsOfOtherShapes_areShownByTheirRange() {
        assertThat(message(() -> weight.matmul(Tensor.full(Shape.of(3, 4), 2e38)))).isEqualTo(
                """
                        matmul: made Infinity of finite numbers
                          at TEST
                          result  [2, 4] at [0, 0]: Infinity; 8 of 8 elements
                          input 0 [2, 3] from -2.0 to 6.0; param 0.weight [2, 3]
                          input 1 [3, 4] from 2.0E38 to 2.0E38; a constant
                          fix: keep the inputs where 'matmul' is finite (clamp(…), a small number added under div, log and sqrt), use \
                        a stable form such as logSoftmax, or take smaller steps""");
    }

    @Test
    void detect_numberFromOutside_isNamedAsSuch() {
        assertThat(message(() -> weight.mul(Tensor.of(1, 1, NAN)))).isEqualTo(
                """
                        mul: read a number that was not finite already
                          at TEST
                          result  [2, 3] at [0, 2]: NaN; 2 of 6 elements
                          input 0 [2, 3] at [0, 2]: 3.0; param 0.weight [2, 3]
                          input 1 [3] at [2]: NaN; a constant
                          fix: clean these numbers where they are read or computed; if infinities are meant, look for NaN alone with \
                        detectNaN(…)""");
    }

    @Test
    void detect_pullback_namesTheForwardLine() {
        assertThat(message(() -> weight.relu().sqrt().sum().backward())).isEqualTo(
                """
                        sqrt: its pull-back made Infinity of finite numbers
                          at TEST
                          gradient of input 0    [2, 3] at [0, 1]: Infinity; 2 of 6 elements
                          gradient of the result [2, 3] at [0, 1]: 1.0
                          input 0 [2, 3] at [0, 1]: 0.0; made by 'relu' at TEST
                          fix: keep the inputs where the slope of 'sqrt' is finite, such as log, sqrt and norm away from 0; mask what \
                        is not used before the operation, not after it""");
    }

    @Test
    void detect_forwardOutside_saysWhatToDo() {
        Variable loss = weight.relu().sqrt().sum();

        assertThat(message(loss::backward)).isEqualTo("""
                sqrt: its pull-back made Infinity of finite numbers
                  gradient of input 0    [2, 3] at [0, 1]: Infinity; 2 of 6 elements
                  gradient of the result [2, 3] at [0, 1]: 1.0
                  fix: compute the forward pass inside of detect(…) too; the error can then say where and of what""");
        assertThat(message(() -> loss.gradient(weight))).startsWith("sqrt: its pull-back made Infinity");
    }

    @Test
    void detect_gradientsAddUpToInfinity_namesTheParam() {
        assertThat(message(
                () -> weight.mapGradient(g -> g.mul(3e38)).add(weight.mapGradient(g -> g.mul(3e38))).sum().backward()))
                .isEqualTo("""
                        backward: the gradients of param 0.weight [2, 3] add up to Infinity
                          gradient [2, 3] at [0, 0]: Infinity; 6 of 6 elements
                          fix: scale the loss down, for example to a mean in place of a sum""");
    }

    @Test
    void detect_insideASegment_namesItsLine() {
        assertThat(message(() -> Recompute.segment(() -> weight.relu().sqrt()).sum().backward())).contains(
                "sqrt: its pull-back",
                "made by 'relu' at TEST");
    }

    @Test
    void detect_constantsAndEvaluation_areWatchedToo() {
        assertThat(message(() -> Mode.evaluate(() -> weight.mul(0).log()))).startsWith("log: made -Infinity");
        assertThat(message(() -> Variable.of(Tensor.of(0, 1)).log())).contains("input 0 [2] at [0]: 0.0; a constant");
    }

    @Test
    void detect_otherThreadsAndAfterwards_areNotWatched() {
        float elsewhere = Anomalies.detect(
                () -> CompletableFuture.supplyAsync(() -> weight.mul(0).log().value().at(0, 0)).join());

        assertThat(elsewhere).isEqualTo(-INF);
        assertThat(weight.mul(0).log().value().at(0, 0)).isEqualTo(-INF);
    }

    @Test
    void detect_modesInside_areWatched() {
        assertThat(message(() -> Mode.train(() -> Mode.atTest(() -> weight.mul(0).log())))).startsWith("log: made");
    }

    @Test
    void detect_hookThatMakesNan_isNamed() {
        assertThat(message(() -> weight.mapGradient(g -> g.mul(NAN)).sum().backward()))
                .startsWith("mapGradient: its pull-back made NaN of finite numbers\n  at TEST\n");
    }

    @Test
    void detect_severalResults_areAllWatched() {
        assertThat(message(() -> Variable.recordAll("two", List.of(Tensor.of(1f), Tensor.of(NAN)),
                weight.pullAll((dy, y) -> dy.getFirst())))).startsWith("two: made NaN of finite numbers");
    }

    @Test
    void detect_infinityThatIsNotRead_isNoError() {
        // softmax of a masked score is finite, though the mask is not
        Tensor mask = Tensor.of(0, -INF, 0);

        Anomalies.detectNaN(() -> weight.add(mask).softmax(-1).square().sum().backward());
        assertThatThrownBy(() -> Anomalies.detectNaN(() -> weight.add(mask).sub(Tensor.of(0, -INF, 0))))
                .hasMessageStartingWith("sub: made NaN of numbers\n");
    }

    @Test
    void detect_finiteComputation_hasTheSameBitsAndEnds() {
        Tensor gradient = weight.tanh().square().sum().backward().of(weight);

        assertThat(Anomalies.detect(() -> weight.tanh().square().sum().backward()).of(weight)).isEqualTo(gradient);
        assertThat(Anomalies.detect(() -> weight.tanh().square().sum().gradient(weight)).value()).isEqualTo(gradient);
        assertThat(Anomalies.detect(() -> weight.rows(Indices.of(1)).sum().backward().of(weight)).sum().item())
                .isEqualTo(3);
    }
}
