package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.autograd.Variable;
import glissade.tensor.RandomStream;
import glissade.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HiddenStateTest {

    private static final Linear LINEAR = new Linear(Tensor.ones(2, 2), Tensor.ones(2));

    static Stream<Arguments> capturing() {
        var random = RandomStream.of(1);
        var param = Param.of(Tensor.ones(1));
        var list = List.of(new Relu(), LINEAR);
        var map = Map.of("a", LINEAR);
        Layer[] array = {LINEAR};
        Object object = LINEAR;
        Layer capturing = x -> LINEAR.forward(x).mul(param);
        return Stream.of(
                Arguments.of("Param", (Layer) x -> x.mul(param)),
                Arguments.of("RandomStream", (Layer) x -> x.add(random.normal(x.shape()))),
                Arguments.of("Linear", (Layer) x -> ((Linear) object).forward(x)),
                Arguments.of("Relu", (Layer) x -> list.getFirst().forward(x)),
                Arguments.of("Linear", (Layer) x -> map.get("a").forward(x)),
                Arguments.of("Linear", (Layer) x -> array[0].forward(x)),
                Arguments.of("Layer", (Layer) x -> capturing.forward(x)));
    }

    @ParameterizedTest
    @MethodSource("capturing")
    void state_lambdaThatCaptures_isRefused(String held, Layer lambda) {
        String message =
                "a lambda in glissade.nn.HiddenStateTest holds a " + held + ", whose state would not be found\n"
                        + "  fix: make it a record whose components are its layers and params, or override parts()";

        assertThatThrownBy(lambda::state).isExactlyInstanceOf(IllegalStateException.class).hasMessage(message);
        assertThatThrownBy(Sequential.of(new Relu(), lambda)::parameters).hasMessage(message);
    }

    private record Scaled(Variable scale) implements Layer {
        @Override
        public Variable forward(Variable x) {
            return x.mul(scale);
        }
    }

    /// It would stay as it is for ever: no optimizer gets it. A constant is none of state's business.
    @Test
    void state_trackedVariableThatIsNoParam_isRefused() {
        var scaled = new Scaled(Variable.tracked(Tensor.ones(2)));

        assertThatThrownBy(Sequential.of(scaled)::parameters).isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "glissade.nn.HiddenStateTest$Scaled: its component 'scale' is a tracked variable, which no optimizer"
                                + " would move and no file hold\n  fix: make it a Param, or a Tensor if it is a constant");

        assertThat(new Scaled(Variable.of(Tensor.ones(2))).parameters()).isEmpty();
        assertThat(new Scaled(Param.of(Tensor.ones(2))).parameters()).hasSize(1);
    }

    @Test
    void state_methodReferenceBoundToALayer_isRefused() {
        Layer bound = LINEAR::forward;

        assertThatThrownBy(bound::state).isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Linear");
    }

    @Test
    void state_lambdaThatCapturesPlainValues_passes() {
        double factor = Double.parseDouble("2");
        var offsets = List.of(1.0, 2.0);
        Layer lambda = x -> x.mul(factor).add(offsets.getFirst());

        assertThat(lambda.state().size()).isZero();
    }

    private static class Base {
        protected final List<Linear> heads = List.of(LINEAR);
    }

    private static final class Heir extends Base implements Layer {
        private final int size = 3;

        @Override
        public Variable forward(Variable x) {
            return heads.getFirst().forward(x).mul(size);
        }
    }

    @Test
    void state_classWithAnInheritedField_isRefusedByTheFieldsName() {
        assertThatThrownBy(new Heir()::state).isExactlyInstanceOf(IllegalStateException.class).hasMessage(
                """
                        glissade.nn.HiddenStateTest$Heir is no record, and its field 'heads' holds a Linear, \
                        whose state would not be found
                          fix: make it a record whose components are its layers and params, or override parts()""");
    }

    private enum Activation implements Layer {
        RELU, TANH;

        @Override
        public Variable forward(Variable x) {
            return this == RELU ? x.relu() : x.tanh();
        }
    }

    private static final class Single implements Layer {
        private static final Single INSTANCE = new Single();
        private static final Linear SHARED = LINEAR;

        @Override
        public Variable forward(Variable x) {
            return SHARED == LINEAR ? x : x.relu();
        }
    }

    @Test
    void state_staticFields_areNotThoseOfTheLayer() {
        assertThat(Sequential.of(Activation.RELU, Activation.TANH, Single.INSTANCE).state().size()).isZero();
    }

    private record Holder(Object inside) implements Stateful {
    }

    static Stream<Arguments> containers() {
        var nested = new HashMap<String, Object>();
        nested.put("none", null);
        nested.put("some", Optional.of(List.of(LINEAR)));
        return Stream.<Object>of(Map.of("a", LINEAR), Set.of(LINEAR), Optional.of(LINEAR), new Object[] {1, LINEAR},
                new Linear[][] {{LINEAR}}, nested).map(container -> Arguments.of(container));
    }

    @ParameterizedTest
    @MethodSource("containers")
    void state_containerTheWalkDoesNotEnter_isRefused(Object container) {
        assertThatThrownBy(new Holder(container)::state).isExactlyInstanceOf(IllegalStateException.class).hasMessage(
                """
                        glissade.nn.HiddenStateTest$Holder: its component 'inside' holds a Linear, \
                        whose state would not be found
                          fix: make it a List, or override parts()""");
    }

    @Test
    void state_params_areRefusedAsAComponent() {
        assertThatThrownBy(new Holder(LINEAR.parameters())::state).hasMessageContaining("'inside' holds a Param, ");
        assertThat(new Holder(Params.of()).state().size()).isZero();
    }

    @Test
    void state_mapInAList_isRefusedByItsPlace() {
        var net = new Holder(List.of(new Relu(), List.of(Map.of("a", LINEAR))));

        assertThatThrownBy(net::state).isExactlyInstanceOf(IllegalStateException.class).hasMessage(
                "the part 'inside.1.0' holds a Linear, whose state would not be found\n"
                        + "  fix: make it a List, or override parts()");
    }

    @Test
    void state_containersOfPlainValues_pass() {
        for (Object plain : List.of(Map.of("a", 1), Set.of("x"), Optional.empty(), new Object[] {null, "b"},
                new int[3])) {
            assertThat(new Holder(plain).state().size()).isZero();
        }
        assertThat(new Holder(null).state().size()).isZero();
    }
}
