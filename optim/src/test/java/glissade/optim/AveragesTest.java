package glissade.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;

class AveragesTest {

    private final Param x = Param.of(Tensor.of(1, 2));
    private final Params params = Params.of(x);

    @Test
    void equal_updates_areTheMean() {
        var averages = Averages.equal(params);
        for (float value : new float[] {1, 2, 6}) {
            x.set(Tensor.of(value, -value));
            averages.update();
        }

        assertThat(averages.of(x)).isEqualTo(Tensor.of(3, -3));
        assertThat(averages.updates()).isEqualTo(3);
    }

    @Test
    void load_otherParams_isRefusedInTheAveragesName() {
        assertThatThrownBy(
                () -> Averages.equal(params).load(Averages.equal(Params.of(Param.of(Tensor.of(1, 2, 3)))).state()))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("""
                        load: the state is not that of these averages; nothing was loaded
                          mismatched: average.0 is [3], Averages has [2]
                          fix: give Averages the same params as the saved ones""");
    }

    @Test
    void exponential_updates_forgetSlowly() {
        var averages = Averages.exponential(params, 0.75);
        averages.update();
        x.set(Tensor.of(5, -2));
        averages.update();

        assertThat(averages.of(x)).isEqualTo(Tensor.of(2, 1));
    }

    @Test
    void within_action_seesTheAveragesAndPutsTheValuesBack() {
        var averages = Averages.equal(params);
        averages.update();
        x.set(Tensor.of(3, 4));
        averages.update();

        Tensor seen = averages.within(x::value);

        assertThat(seen).isEqualTo(Tensor.of(2, 3));
        assertThat(x.value()).isEqualTo(Tensor.of(3, 4));
    }

    @Test
    void within_exception_putsTheValuesBack() {
        var averages = Averages.equal(params);
        averages.update();
        x.set(Tensor.of(3, 4));

        assertThatThrownBy(() -> averages.within(() -> {
            throw new IllegalStateException("mine");
        })).hasMessage("mine");
        assertThat(x.value()).isEqualTo(Tensor.of(3, 4));
    }

    @Test
    void update_doesNotHandTheParamOut_norShareItsArray() {
        var averages = Averages.equal(params);
        Optimizer sgd = new Sgd().lr(1).over(params);
        averages.update();
        sgd.step(Gradients.of(x, Tensor.of(1, 1)));

        assertThat(averages.of(x)).isEqualTo(Tensor.of(1, 2));
        assertThat(x.value()).isEqualTo(Tensor.of(0, 1));
    }

    @Test
    void load_savedAverages_goOnTheSame() {
        var stream = RandomStream.of(1);
        var whole = Averages.exponential(params, 0.9);
        var first = Averages.exponential(params, 0.9);
        var resumed = Averages.exponential(params, 0.9);
        for (int i = 0; i < 6; i++) {
            x.set(stream.normal(Shape.of(2)));
            whole.update();
            if (i < 3) {
                first.update();
            } else {
                if (i == 3) {
                    resumed.load(first.state());
                }
                resumed.update();
            }
        }

        assertThat(resumed.state()).isEqualTo(whole.state());
    }

    @Test
    void overwrite_setsTheParams() {
        var averages = Averages.equal(params);
        averages.update();
        x.set(Tensor.of(3, 4));
        averages.overwrite();

        assertThat(x.value()).isEqualTo(Tensor.of(1, 2));
    }

    @Test
    void overwrite_insideOfWithin_isRefusedForItWouldNotLast() {
        var averages = Averages.equal(params);
        averages.update();

        assertThatThrownBy(() -> averages.within(() -> {
            averages.overwrite();
            return 1;
        })).isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("overwrite: the params hold their averages now; call it after within(…) has returned");
    }
}
