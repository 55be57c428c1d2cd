package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.autograd.Variable;
import glissade.tensor.Backend;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import org.junit.jupiter.api.Test;

class SummaryTest {

    private record Residual(Linear inner) implements Layer {
        @Override
        public Variable forward(Variable x) {
            return x.add(inner.forward(x));
        }

        @Override
        public String toString() {
            return "Residual\n  of " + inner;
        }
    }

    private static Sequential net() {
        var random = RandomStream.of(1);
        return Sequential.of(Linear.init(784, 128, random), new Relu(), Dropout.init(0.5, random),
                Sequential.of(new Residual(Linear.init(128, 128, random)), x -> x.tanh()),
                Linear.init(128, 10, random));
    }

    @Test
    void toString_net_isATable() {
        assertThat(Summary.of(net(), Shape.of(1, 784)).toString()).isEqualTo("""
                     layer              output     params
                0    Linear(784 → 128)  [1, 128]  100,480
                1    Relu               [1, 128]        0
                2    Dropout(0.5)       [1, 128]        0
                3.0  Residual           [1, 128]   16,512
                3.1  lambda             [1, 128]        0
                4    Linear(128 → 10)   [1, 10]     1,290
                118,282 params, 462.0 KiB, input [1, 784],\s""" + Backend.description());
    }

    @Test
    void toString_largeNet_countsInMiB() {
        var net = Linear.init(1023, 1024, RandomStream.of(1));

        assertThat(Summary.of(net, Shape.of(2, 1023)).toString()).isEqualTo("""
                  layer                output        params
                  Linear(1023 → 1024)  [2, 1024]  1,048,576
                1,048,576 params, 4.0 MiB, input [2, 1023],\s""" + Backend.description());
    }

    @Test
    void of_net_runsInEvaluationAndLeavesItAsItWas() {
        var net = net();
        var state = net.state();
        var streams = net.streams();

        var summary = Summary.of(net, Shape.of(3, 784));

        assertThat(net.state()).isEqualTo(state);
        assertThat(net.streams()).isEqualTo(streams);
        assertThat(summary.rows().getLast())
                .isEqualTo(new Summary.Row("4", "Linear(128 → 10)", Shape.of(3, 10), 1290));
    }

    @Test
    void parameters_sharedLayer_isCountedOnceInAll() {
        var layer = Linear.init(2, 2, RandomStream.of(1));

        var summary = Summary.of(Sequential.of(layer, layer), Shape.of(1, 2));

        assertThat(summary.parameters()).isEqualTo(6);
        assertThat(summary.rows()).extracting(Summary.Row::parameters).containsExactly(6L, 6L);
    }

    @Test
    void of_inputThatDoesNotFit_namesTheLayer() {
        var net = Sequential.of(new Relu(), Sequential.of(Linear.init(3, 2, RandomStream.of(1))));

        assertThatThrownBy(() -> Summary.of(net, Shape.of(1, 4))).isExactlyInstanceOf(ShapeException.class).message()
                .contains("\n  at layer 1.0 (Linear), SummaryTest.java:");
        assertThatThrownBy(() -> Summary.of(Linear.init(3, 2, RandomStream.of(1)), Shape.of(1, 4))).message()
                .contains("\n  at SummaryTest.java:");
    }
}
