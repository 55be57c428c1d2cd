package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import glissade.autograd.Variable;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RnnCellTest {

    @ParameterizedTest
    @EnumSource
    void forward_stepByStep_isTheLayerOverTheSequence(Rnn.Activation activation) {
        var random = RandomStream.of(3);
        var cell = RnnCell.init(3, 4, random);
        var layer = new Rnn(List.of(cell.weights()), RecurrentOptions.DEFAULT, Dropout.init(0, random), activation);
        Tensor x = random.normal(Shape.of(5, 2, 3));

        Variable state = Variable.of(Tensor.zeros(2, 4));
        for (int time = 0; time < 5; time++) {
            state = (activation == Rnn.Activation.RELU ? cell.withRelu() : cell)
                    .forward(Variable.of(x.select(0, time)), state);
        }

        Tensor expected = layer.run(Variable.of(x), null, null).hidden().value().select(0, 0);
        assertThat(state.value().sub(expected).abs().max().item()).isCloseTo(0, within(1e-6f));
    }

    @Test
    void withRelu_descriptions_nameIt() {
        var random = RandomStream.of(3);
        assertThat(RnnCell.init(3, 4, random)).hasToString("RnnCell(3 → 4)");
        assertThat(RnnCell.init(3, 4, random).withRelu()).hasToString("RnnCell(3 → 4, relu)");
        assertThat(Rnn.init(3, 4, random)).hasToString("Rnn(3 → 4)");
        assertThat(Rnn.init(3, 4, RecurrentOptions.DEFAULT.withLayers(2), random).withRelu())
                .hasToString("Rnn(3 → 4, 2 layers, relu)");
    }
}
