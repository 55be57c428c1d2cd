package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.autograd.Mode;
import glissade.autograd.Variable;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LayerTest {

    private static final Tensor X = Tensor.of(-2, -0f, 0.5f, 3);

    @Test
    void forward_activations_areTheVariablesOperations() {
        Variable x = Variable.tracked(X);

        assertThat(new Relu().forward(x).value()).isEqualTo(x.relu().value()).isEqualTo(Tensor.of(0, 0, 0.5f, 3));
        assertThat(new Tanh().forward(x).value()).isEqualTo(x.tanh().value());
        assertThat(new Sigmoid().forward(x).value()).isEqualTo(x.sigmoid().value());
        assertThat(new Tanh().forward(x).value()).isNotEqualTo(x.sigmoid().value());
    }

    @Test
    void forward_tensor_isAConstant() {
        Layer reference = Variable::tanh;

        assertThat(reference.forward(X).isTracked()).isFalse();
        assertThat(reference.forward(X).value()).isEqualTo(reference.forward(Variable.tracked(X)).value());
    }

    @Test
    void predict_anyLayer_runsInEvaluation() {
        var recording = new AtomicReference<Boolean>();
        var training = new AtomicReference<Boolean>();
        var linear = Linear.init(4, 2, RandomStream.of(1));
        var net = Sequential.of(linear, x -> {
            recording.set(Mode.isRecording());
            training.set(Mode.isTraining());
            return x;
        });

        Tensor y = Mode.train(() -> net.predict(X));

        assertThat(recording).hasValue(false);
        assertThat(training).hasValue(false);
        assertThat(y).isEqualTo(linear.forward(X).value());
    }

    @Test
    void predict_onOtherThreads_bindsTheModeAtEachCall() {
        var net = Sequential.of(Linear.init(3, 3, RandomStream.of(1)), new Dropout(0.9, RandomStream.of(2)));
        Tensor x = RandomStream.of(3).normal(Shape.of(1, 3));
        Tensor expected = net.predict(x);

        assertThat(IntStream.range(0, 64).parallel().mapToObj(_ -> net.predict(x))).containsOnly(expected);
    }
}
