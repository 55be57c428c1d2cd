package glissade.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModeTest {

    private static List<Boolean> both() {
        return List.of(Mode.isRecording(), Mode.isTraining());
    }

    @Test
    void mode_eachScope_isThatOfItsTable() {
        assertThat(both()).containsExactly(true, true);
        assertThat(Mode.evaluate(ModeTest::both)).containsExactly(false, false);
        assertThat(Mode.unrecorded(ModeTest::both)).containsExactly(false, true);
        assertThat(Mode.atTest(ModeTest::both)).containsExactly(true, false);
        assertThat(Mode.train(ModeTest::both)).containsExactly(true, true);
    }

    @Test
    void mode_nestedScopes_combineAndEnd() {
        Mode.atTest(() -> {
            assertThat(Mode.unrecorded(ModeTest::both)).containsExactly(false, false);
            assertThat(Mode.train(ModeTest::both)).containsExactly(true, true);
            assertThat(both()).containsExactly(true, false);
        });
        assertThat(both()).containsExactly(true, true);
    }

    @Test
    void evaluate_bodyThrows_modeEnds() {
        assertThatThrownBy(() -> Mode.evaluate(() -> {
            throw new IllegalStateException("inside");
        })).hasMessage("inside");
        assertThat(both()).containsExactly(true, true);
    }

    @Test
    void evaluate_operations_areNotRecorded() {
        Param x = Param.of(Tensor.of(2f));

        assertThat(Mode.evaluate(() -> x.square()).isTracked()).isFalse();
        assertThat(x.square().isTracked()).isTrue();
    }

    @Test
    void gradient_whereNothingIsRecorded_isRefused() {
        Variable x = Variable.tracked(Tensor.of(1, 2));
        for (Runnable run : List.<Runnable>of(() -> Mode.evaluate(() -> x.square().sum().gradient(x)),
                () -> Mode.unrecorded(() -> x.square().pullback(Tensor.of(1, 1), x)))) {
            assertThatThrownBy(run::run).isExactlyInstanceOf(IllegalStateException.class).hasMessage(
                    """
                            gradient: nothing is recorded here, inside of Mode.evaluate or Mode.unrecorded, so the gradient would be zeros
                              fix: go without it; Mode.atTest records, and layers behave in it as at test time""");
        }
        assertThat(Mode.atTest(() -> x.square().sum().gradient(x)).value()).isEqualTo(Tensor.of(2, 4));
        Variable y = x.square().sum();
        assertThat(Mode.evaluate(() -> y.gradient(x)).value()).isEqualTo(Tensor.of(2, 4));
        assertThat(Variable.of(Tensor.scalar(1)).gradient(x).value()).isEqualTo(Tensor.of(0, 0));
    }

    @Test
    void evaluating_onOtherThreads_evaluatesThere() {
        Param x = Param.of(Tensor.of(2f));
        var predict = Mode.evaluating((Integer i) -> x.mul(i));

        assertThat(IntStream.range(0, 100).parallel().boxed().map(predict).noneMatch(Variable::isTracked)).isTrue();
    }

    @Test
    void backward_scopeOfTheCaller_isBackAfterwards() {
        Param x = Param.of(Tensor.of(2f));
        x.square().sum().backward();

        assertThat(both()).containsExactly(true, true);
    }
}
