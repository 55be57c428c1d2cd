package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import glissade.autograd.Mode;
import glissade.autograd.Variable;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.25, 0.5, 0.9})
    void forward_training_dropsAShareAndKeepsTheMean(double p) {
        int n = 40_000;
        float kept = (float) (1 / (1 - p));

        float[] y = new Dropout(p, RandomStream.of(1)).forward(Tensor.ones(n)).value().toArray();

        int zeros = 0;
        double sum = 0;
        for (float each : y) {
            assertThat(each).isIn(0f, kept);
            zeros += each == 0 ? 1 : 0;
            sum += each;
        }
        // four standard errors
        assertThat(zeros / (double) n).isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / n)));
        assertThat(sum / n).isCloseTo(1, within(4 * Math.sqrt(p / (1 - p) / n)));
    }

    @Test
    void forward_atTestTime_isTheInputAndDrawsNothing() {
        var dropout = new Dropout(0.5, RandomStream.of(1));
        Variable x = Variable.tracked(Tensor.of(1, 2, 3));

        assertThat(Mode.evaluate(() -> dropout.forward(x))).isSameAs(x);
        assertThat(Mode.atTest(() -> dropout.forward(x))).isSameAs(x);
        assertThat(dropout.random().position()).isZero();
    }

    @Test
    void forward_unrecorded_dropsAsInTraining() {
        var dropout = new Dropout(0.5, RandomStream.of(1));

        Tensor y = Mode.unrecorded(() -> dropout.forward(Tensor.ones(100))).value();

        assertThat(y).isNotEqualTo(Tensor.ones(100));
        assertThat(dropout.random().position()).isEqualTo(100);
    }

    @Test
    void forward_probabilityZero_isTheInputAndDrawsNothing() {
        var dropout = new Dropout(0, RandomStream.of(1));
        Variable x = Variable.tracked(Tensor.of(1, 2, 3));

        assertThat(dropout.forward(x)).isSameAs(x);
        assertThat(dropout.random().position()).isZero();
    }

    @Test
    void forward_emptyInput_isEmpty() {
        assertThat(new Dropout(0.5, RandomStream.of(1)).forward(Tensor.zeros(0, 3)).shape()).isEqualTo(Shape.of(0, 3));
    }

    @Test
    void backward_gradient_isTheMask() {
        Variable x = Variable.tracked(RandomStream.of(2).uniform(Shape.of(50, 7), 1, 2));

        Variable y = new Dropout(0.25, RandomStream.of(3)).forward(x);
        Tensor gradient = y.sum().backward().of(x);

        float[] expected = y.value().toArray();
        for (int i = 0; i < expected.length; i++) {
            expected[i] = expected[i] == 0 ? 0 : (float) (1 / 0.75);
        }
        assertThat(gradient).isEqualTo(Tensor.of(Shape.of(50, 7), expected));
        assertThat(gradient.sum().item()).isBetween(250f, 450f);
    }

    @Test
    void streams_savedAndLoaded_replayBitEqual() {
        var net = Sequential.of(Dropout.init(0.5, RandomStream.of(4)), Dropout.init(0.5, RandomStream.of(5)));
        Tensor x = Tensor.ones(1000);
        Tensor first = net.forward(x).value();
        var saved = net.streams();
        Tensor second = net.forward(x).value();
        Tensor third = net.forward(x).value();

        net.loadStreams(saved);

        assertThat(net.forward(x).value()).isEqualTo(second).isNotEqualTo(first);
        assertThat(net.forward(x).value()).isEqualTo(third).isNotEqualTo(second);
        assertThat(saved.names()).containsExactly("0.random", "1.random");
    }

    @Test
    void init_layersOfOneStream_dropDifferently() {
        var random = RandomStream.of(6);
        var first = Dropout.init(0.5, random);
        var second = Dropout.init(0.5, random);

        assertThat(first.forward(Tensor.ones(100)).value()).isNotEqualTo(second.forward(Tensor.ones(100)).value());
        assertThat(Dropout.init(0.5, RandomStream.of(6)).random().stream()).isEqualTo(first.random().stream());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
    void new_probabilityOutOfRange_isRefused(double p) {
        String message = "Dropout: the probability is " + p + ", must be 0 or more and less than 1";

        assertThatThrownBy(() -> new Dropout(p, RandomStream.of(1))).isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> Dropout.init(p, RandomStream.of(1))).hasMessage(message);
    }
}
