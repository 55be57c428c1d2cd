package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.autograd.Param;
import glissade.autograd.Variable;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatefulTest {

    /// Every kind of component: what has state, and what the walk passes over.
    private record Cell(Param weightIhL0, Linear outputLayer, RunningStatistics normStatistics, Dropout drop,
            int hiddenSize,
            String name, List<Integer> sizes, double[] scales) implements Stateful {
    }

    private record Encoder(List<Cell> cells, Sequential mlp, List<List<Linear>> grid) implements Stateful {
    }

    private record Tied(Linear embedding, Linear decoder) implements Stateful {
    }

    private static Linear linear(int in, int out) {
        return Linear.init(in, out, RandomStream.of(1));
    }

    private static Cell cell() {
        return new Cell(Param.of(Tensor.zeros(4, 2)), linear(4, 3), RunningStatistics.of(3),
                new Dropout(0.5, RandomStream.of(5)), 4, "lstm", List.of(1, 2), new double[] {1});
    }

    @Test
    void state_recordOfEveryKindOfPart_hasPyTorchsNames() {
        assertThat(cell().state().names()).containsExactly("weight_ih_l0", "output_layer.weight", "output_layer.bias",
                "running_mean", "running_var", "num_batches_tracked");
    }

    @Test
    void parameters_recordOfEveryKindOfPart_areTheParamsAlone() {
        assertThat(cell().parameters().names()).containsExactly("weight_ih_l0", "output_layer.weight",
                "output_layer.bias");
        assertThat(cell().parameters().elements()).isEqualTo(8 + 12 + 3);
    }

    @Test
    void state_nestedListsAndContainers_joinsNamesWithDots() {
        var net = new Encoder(List.of(cell(), cell()), Sequential.of(new Relu(), linear(2, 2)),
                List.of(List.of(), List.of(linear(1, 1))));

        assertThat(net.state().names()).containsExactly(
                "cells.0.weight_ih_l0", "cells.0.output_layer.weight", "cells.0.output_layer.bias",
                "cells.0.running_mean", "cells.0.running_var", "cells.0.num_batches_tracked",
                "cells.1.weight_ih_l0", "cells.1.output_layer.weight", "cells.1.output_layer.bias",
                "cells.1.running_mean", "cells.1.running_var", "cells.1.num_batches_tracked",
                "mlp.1.weight", "mlp.1.bias", "grid.1.0.weight", "grid.1.0.bias");
        assertThat(net.streams().names()).containsExactly("cells.0.drop.random", "cells.1.drop.random");
    }

    @Test
    void state_runningStatistics_holdsTheirValues() {
        var cell = cell();
        cell.normStatistics().replace(new RunningStatistics.Values(Tensor.of(1, 2, 3), Tensor.of(4, 5, 6), 7));

        var state = cell.state();

        assertThat(state.tensor("running_mean")).isEqualTo(Tensor.of(1, 2, 3));
        assertThat(state.tensor("running_var")).isEqualTo(Tensor.of(4, 5, 6));
        assertThat(state.integer("num_batches_tracked")).isEqualTo(7);
        assertThat(state.shape("num_batches_tracked")).isEqualTo(Shape.SCALAR);
    }

    @Test
    void parameters_tiedParam_isListedOnceAndSavedTwice() {
        var weight = Param.of(Tensor.ones(2, 2));
        var tied =
                new Tied(new Linear(weight, Param.of(Tensor.zeros(2))), new Linear(weight, Param.of(Tensor.zeros(2))));

        assertThat(tied.parameters().names()).containsExactly("embedding.weight", "embedding.bias", "decoder.bias");
        assertThat(tied.parameters().named("embedding.weight")).isSameAs(weight);
        assertThat(tied.state().names()).containsExactly("embedding.weight", "embedding.bias", "decoder.weight",
                "decoder.bias");
    }

    @Test
    void parameters_layerStandingTwice_areListedOnceAndSavedTwice() {
        var layer = linear(2, 2);
        var net = Sequential.of(layer, new Tanh(), layer);

        assertThat(net.parameters().names()).containsExactly("0.weight", "0.bias");
        assertThat(net.state().names()).containsExactly("0.weight", "0.bias", "2.weight", "2.bias");
    }

    @Test
    void load_ownState_isBitEqualAndSharesNothing() {
        var from = Sequential.of(linear(3, 4), new Relu(), linear(4, 2));
        var to = Sequential.of(Linear.init(3, 4, RandomStream.of(8)), new Relu(),
                Linear.init(4, 2, RandomStream.of(9)));
        var x = RandomStream.of(2).normal(Shape.of(5, 3));
        var saved = from.state();

        to.load(saved);
        Tensor before = to.predict(x);
        from.parameters().forEach(param -> param.update(w -> w[0] += 1));

        assertThat(before).isEqualTo(to.predict(x)).isNotEqualTo(from.predict(x));
        assertThat(to.state()).isEqualTo(saved).isNotEqualTo(from.state());
    }

    /// A class that is no record and says what its parts are.
    private static final class Own implements Layer {
        private final Linear inner = linear(2, 2);
        private final Param scale = Param.of(Tensor.scalar(2));

        @Override
        public List<Part> parts() {
            return List.of(new Part("", inner), new Part("log.scale", scale));
        }

        @Override
        public Variable forward(Variable x) {
            return inner.forward(x).mul(scale);
        }
    }

    @Test
    void parts_overriddenByAClass_areTheState() {
        assertThat(new Own().state().names()).containsExactly("weight", "bias", "log.scale");
        assertThat(Sequential.of(new Own()).parameters().names()).containsExactly("0.weight", "0.bias", "0.log.scale");
    }

    @Test
    void parts_layersWithoutState_areEmpty() {
        Layer lambda = x -> x.mul(2);
        Layer reference = Variable::relu;

        for (Layer layer : List.of(new Relu(), new Tanh(), new Sigmoid(), lambda, reference)) {
            assertThat(layer.parts()).isEmpty();
            assertThat(layer.state().size()).isZero();
        }
    }
}
