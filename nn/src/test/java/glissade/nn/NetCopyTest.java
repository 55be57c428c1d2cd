package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.autograd.Param;
import glissade.autograd.Variable;
import glissade.tensor.ConvWindow;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
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
}
