package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.autograd.GradientCheck;
import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.autograd.Variable;
import glissade.tensor.ConvWindow;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetCopyTest {

    private record Tied(Linear in, Linear out, List<Layer> middle, int size) implements Stateful {
    }

    /// Two inputs and two outputs: no layer of one variable, but stateful all the same.
    private record Cross(Linear left, Linear right) implements Stateful {
        record Both(Variable left, Variable right) {
        }

        Both forward(Variable x, Variable y) {
            return new Both(left.forward(x).add(y), right.forward(y).add(x));
        }
    }

    private static final class Closed implements Layer {
        private final Linear inner = Linear.init(1, 1, RandomStream.of(1));

        @Override
        public List<Part> parts() {
            return List.of(new Part("inner", inner));
        }

        @Override
        public Variable forward(Variable x) {
            return inner.forward(x);
        }
    }

    @Test
    void copyOf_net_hasEqualStateOfItsOwn() {
        var random = RandomStream.of(1);
        var net = Sequential.of(Conv.init(1, 2, Shape.of(3, 3), new ConvWindow(), random),
                BatchNorm2d.of(2), Variable::relu, Dropout.init(0.5, random));
        var before = net.state();

        var copy = Stateful.copyOf(net);
        net.forward(Tensor.ones(1, 1, 4, 4)); // new statistics, and draws
        net.parameters().forEach(param -> param.set(param.value().add(1)));

        assertThat(copy.state()).isEqualTo(before).isNotEqualTo(net.state());
        assertThat(copy.streams()).isNotEqualTo(net.streams());
    }

    @Test
    void copyOf_tiedAndFrozen_staysSo() {
        var shared = Linear.init(2, 2, RandomStream.of(1));
        shared.bias().freeze();
        var net = new Tied(shared, shared, List.of(new Relu(), shared), 3);

        Tied copy = Stateful.copyOf(net);

        assertThat(copy.in()).isSameAs(copy.out()).isSameAs(copy.middle().get(1)).isNotSameAs(shared);
        assertThat(copy.parameters().size()).isEqualTo(2);
        assertThat(copy.size()).isEqualTo(3);
        assertThat(copy.in().bias().isFrozen()).isTrue();
        assertThat(copy.in().weight().isFrozen()).isFalse();
    }

    @Test
    void copyOf_twoInputsAndOutputs_computesTheSame() {
        var random = RandomStream.of(1);
        var net = new Cross(Linear.init(2, 2, random), Linear.init(2, 2, random));
        var x = Param.of(Tensor.of(Shape.of(1, 2), 1, 2));
        var y = Param.of(Tensor.of(Shape.of(1, 2), 3, 4));

        var mine = net.forward(x, y);
        var its = Stateful.copyOf(net).forward(x, y);

        assertThat(net.state().names()).containsExactly("left.weight", "left.bias", "right.weight", "right.bias");
        assertThat(its.left().value()).isEqualTo(mine.left().value());
        assertThat(its.right().value()).isEqualTo(mine.right().value());
    }

    @Test
    void copyOf_classWithState_isRefused() {
        assertThatThrownBy(() -> Stateful.copyOf(Sequential.of(new Closed())))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("glissade.nn.NetCopyTest$Closed is no record and has state, so it cannot be copied"
                        + "\n  fix: make it a record; or build a second net and load(net.state()) into it");
    }

    /// One step of gradient descent inside, seen from outside: the derivative of the loss after it against differences.
    @Test
    void with_stepOfTraining_isDifferentiatedThrough() {
        var random = RandomStream.of(1);
        var net = Sequential.of(Linear.init(3, 4, random), new Tanh(), Linear.init(4, 1, random));
        Tensor x = random.normal(Shape.of(5, 3));
        Tensor target = random.normal(Shape.of(5, 1));
        Tensor[] weights = net.parameters().list().stream().map(Param::value).toArray(Tensor[]::new);

        GradientCheck.of(w -> {
            Sequential start = Stateful.with(net, w);
            List<Variable> slopes =
                    Losses.meanSquaredError(start.forward(x), target).gradients(start.parameters().list());
            var stepped = new ArrayList<Variable>();
            for (int i = 0; i < w.size(); i++) {
                stepped.add(w.get(i).sub(slopes.get(i).mul(0.1)));
            }
            return Losses.meanSquaredError(Stateful.with(net, stepped).forward(x), target);
        }, weights).requireCorrect();
    }

    @Test
    void with_sameValues_computesTheSame() {
        var random = RandomStream.of(1);
        var net = Gru.init(2, 3, RecurrentOptions.DEFAULT.withLayers(2).withBidirectional(true), random);
        Tensor x = random.normal(Shape.of(4, 2, 2));
        List<Variable> values = net.parameters().list().stream().map(w -> w.mul(1)).toList();

        Gru other = Stateful.with(net, values);

        assertThat(other.predict(x)).isEqualTo(net.predict(x));
        Params params = net.parameters();
        Gradients mine = net.forward(x).square().sum().backward();
        Gradients its = other.forward(x).square().sum().backward();
        params.forEach(param -> assertThat(its.of(param)).isEqualTo(mine.of(param)));
    }

    @Test
    void with_tiedParam_isOneVariable() {
        var shared = Linear.init(2, 2, RandomStream.of(1));
        var net = new Tied(shared, shared, List.of(new Relu(), shared), 3);

        Tied other = Stateful.with(net, List.of(shared.weight().mul(2), shared.bias().mul(2)));

        assertThat(other.in()).isSameAs(other.out());
        assertThat(other.in().weight().value()).isEqualTo(shared.weight().value().mul(2));
    }

    @Test
    void with_statisticsAndStreams_areTheNetsOwn() {
        var net = Sequential.of(BatchNorm1d.of(2), Dropout.init(0.5, RandomStream.of(1)));
        var before = net.state();
        var streams = net.streams();

        Stateful.with(net, List.copyOf(net.parameters().list())).forward(Tensor.of(Shape.of(2, 2), 1, 2, 3, 5));

        assertThat(net.state()).isNotEqualTo(before);
        assertThat(net.streams()).isNotEqualTo(streams);
    }

    @Test
    void with_whatDoesNotFit_isRefused() {
        var net = Linear.init(3, 2, RandomStream.of(1));

        assertThatThrownBy(() -> Stateful.with(net, List.of(net.weight())))
                .isExactlyInstanceOf(IllegalArgumentException.class).hasMessage(
                        "with: 1 variables for a net of 2 params\n  fix: give one for each, in the order of parameters()");
        assertThatThrownBy(() -> Stateful.with(net, List.of(net.bias(), net.weight())))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith(
                        "with: the variable for weight has another shape\n  param    [2, 3]\n  variable [2]");
    }
}
