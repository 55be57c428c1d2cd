package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.autograd.Mode;
import glissade.autograd.Variable;
import glissade.tensor.ConvWindow;
import glissade.tensor.PoolWindow;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequentialTest {

    private static Linear linear(int in, int out) {
        return Linear.init(in, out, RandomStream.of(in + out));
    }

    @Test
    void forward_layers_runInOrder() {
        var net = Sequential.of(x -> x.add(1), x -> x.mul(10), Sequential.of(x -> x.sub(5)));

        assertThat(net.forward(Tensor.of(1, 2)).value()).isEqualTo(Tensor.of(15, 25));
    }

    @Test
    void forward_noLayers_isTheInput() {
        var x = Variable.tracked(Tensor.of(1, 2));

        assertThat(Sequential.of().forward(x)).isSameAs(x);
    }

    @Test
    void layers_listChangedLater_isCopied() {
        var list = new ArrayList<Layer>(List.of(new Relu()));
        var net = new Sequential(list);

        list.clear();

        assertThat(net.layers()).containsExactly(new Relu());
        assertThatThrownBy(() -> net.layers().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void forward_shapesThatDoNotFit_nameTheLayer() {
        var net = Sequential.of(linear(8, 4), new Relu(), linear(3, 2));

        assertThatThrownBy(() -> net.forward(Tensor.zeros(5, 8))).isExactlyInstanceOf(ShapeException.class)
                .message().contains("\n  at layer 2 (Linear), SequentialTest.java:");
    }

    @Test
    void forward_shapesInsideANestedNet_nameTheInnermostLayerByItsWholePath() {
        var net = Sequential.of(new Tanh(), Sequential.of(new Relu(), Sequential.of(linear(3, 2))));
        Layer lambda = x -> x.reshape(7);

        assertThatThrownBy(() -> net.forward(Tensor.zeros(1, 4))).message().contains("\n  at layer 1.1.0 (Linear), ");
        assertThatThrownBy(() -> Sequential.of(new Relu(), lambda).forward(Tensor.zeros(2))).message()
                .contains("\n  at layer 1 (lambda), ");
    }

    @Test
    void forward_otherErrors_passUnchanged() {
        var failure = new IllegalStateException("mine");
        Layer failing = _ -> {
            throw failure;
        };

        assertThatThrownBy(() -> Sequential.of(new Relu(), failing).forward(Tensor.zeros(2))).isSameAs(failure);
    }

    @Test
    void state_layers_areNamedByNumber() {
        var net = Sequential.of(linear(2, 3), new Relu(), Sequential.of(linear(3, 1)));

        assertThat(net.state().names()).containsExactly("0.weight", "0.bias", "2.0.weight", "2.0.bias");
    }

    @Test
    void backward_wholeNet_reachesEveryParam() {
        var net = Sequential.of(linear(2, 3), new Tanh(), linear(3, 1));

        var gradients = net.forward(RandomStream.of(1).normal(Shape.of(4, 2))).square().mean().backward();

        for (var param : net.parameters()) {
            assertThat(gradients.of(param).shape()).isEqualTo(param.shape());
            assertThat(gradients.of(param).abs().sum().item()).isPositive();
        }
    }

    @Test
    void toString_nestedNet_isIndented() {
        Layer lambda = x -> x;

        assertThat(Sequential.of(linear(2, 3), Sequential.of(new Relu(), lambda), new Dropout(0.5, RandomStream.of(1))))
                .hasToString("""
                        Sequential(
                          0: Linear(2 → 3)
                          1: Sequential(
                            0: Relu
                            1: lambda
                          )
                          2: Dropout(0.5)
                        )""");
        assertThat(Sequential.of()).hasToString("Sequential");
    }

    // values between layers serve again; assertions are on in tests, so one that was given back too early is NaN

    private static Sequential convNet() {
        var random = RandomStream.of(5);
        return Sequential.of(Conv.init(1, 6, Shape.of(3, 3), new ConvWindow().padding(1), random), BatchNorm2d.of(6),
                new Relu(),
                new MaxPool(new PoolWindow(2)), new Dropout(0, random), Activation.GELU, new Flatten(),
                new Dropout(0, random),
                Sequential.of(Linear.init(6 * 49, 128, random), new Tanh(), new Softplus()),
                Linear.init(128, 10, random));
    }

    private static Variable oneByOne(Sequential net, Variable x) {
        Variable y = x;
        for (Layer layer : net.layers()) {
            y = layer instanceof Sequential inner ? oneByOne(inner, y) : layer.forward(y);
        }
        return y;
    }

    @Test
    void forward_stepsOfTraining_giveWhatTheLayersOneByOneGive() {
        var net = convNet();
        Tensor x = RandomStream.of(6).normal(Shape.of(16, 1, 14, 14));
        Tensor before = x.mul(1);

        for (int step = 0; step < 4; step++) {
            Variable expected = oneByOne(net, Variable.of(x)).square().sum();
            var expectedGradients = expected.backward();
            Variable output = net.forward(x);
            Tensor outputBefore = output.value().mul(1);
            var gradients = output.square().sum().backward();

            net.parameters().forEach(param -> assertThat(gradients.of(param)).isEqualTo(expectedGradients.of(param)));
            assertThat(net.predict(x)).isEqualTo(Mode.evaluate(() -> oneByOne(net, Variable.of(x)).value()));
            assertThat(output.value()).isEqualTo(outputBefore);
        }
        assertThat(x).isEqualTo(before);
    }

    @Test
    void forward_layerOfOnesOwn_mayKeepWhatItSees() {
        var kept = new ArrayList<Variable>();
        var copies = new ArrayList<Tensor>();
        Layer keeper = x -> {
            kept.add(x);
            Variable y = x.mul(2);
            kept.add(y);
            copies.add(x.value().mul(1));
            copies.add(y.value().mul(1));
            return y;
        };
        var random = RandomStream.of(7);
        var net = Sequential.of(Linear.init(64, 64, random), new Relu(), keeper, new Flatten(), new Relu(),
                Linear.init(64, 64, random),
                Sequential.of(new Tanh(), keeper), new Tanh());
        Tensor x = random.normal(Shape.of(32, 64));

        net.forward(x).sum().backward();
        net.predict(x);
        net.forward(x).sum().backward();

        assertThat(kept).hasSize(12);
        for (int i = 0; i < kept.size(); i++) {
            assertThat(kept.get(i).value()).isEqualTo(copies.get(i));
        }
    }

    @Test
    void forward_penaltyOnTheGradient_readsValuesOfTheFirstSweep() {
        var random = RandomStream.of(8);
        var net = Sequential.of(Linear.init(64, 64, random), new Tanh(), Linear.init(64, 64, random), new Tanh(),
                Linear.init(64, 1, random));
        var x = Variable.tracked(random.normal(Shape.of(32, 64)));
        var chain = Variable.tracked(Tensor.scalar(1));

        Variable loss = net.forward(x).sum();
        Variable penalty = loss.gradient(x).square().mul(chain).sum();
        var expected = oneByOne(net, x).sum().gradient(x).square().sum().backward();
        var gradients = penalty.backward();

        net.parameters().forEach(param -> assertThat(gradients.find(param)).isEqualTo(expected.find(param)));
    }
}
