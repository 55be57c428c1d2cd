package glissade.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Gradients of [ActivationOps] where no difference tells them: at kinks and far out.
class ActivationOpsTest {

    private static final float NAN = Float.NaN;
    private static final float INF = Float.POSITIVE_INFINITY;
    /// Where gradients must be what they tend to.
    private static final Tensor FAR = Tensor.of(-INF, -Float.MAX_VALUE, -1e20f, -200, 200, 1e20f, Float.MAX_VALUE, INF);

    /// An activation, its slopes at −∞ and ∞.
    record Case(String name, UnaryOperator<Variable> function, double left, double right) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        return List.of(new Case("relu", Variable::relu, 0, 1), new Case("relu6", Variable::relu6, 0, 0),
                new Case("leakyRelu", x -> x.leakyRelu(0.25), 0.25, 1),
                new Case("prelu", x -> x.prelu(Tensor.scalar(0.25)), 0.25, 1),
                new Case("hardtanh", Variable::hardtanh, 0, 0), new Case("hardsigmoid", Variable::hardsigmoid, 0, 0),
                new Case("hardswish", Variable::hardswish, 0, 1), new Case("elu", Variable::elu, 0, 1),
                new Case("selu", Variable::selu, 0, 1.0507009873554805), new Case("celu", x -> x.celu(0.5), 0, 1),
                new Case("softplus", Variable::softplus, 0, 1),
                new Case("softplus, steep", x -> x.softplus(2, 20), 0, 1), new Case("gelu", Variable::gelu, 0, 1),
                new Case("geluTanh", Variable::geluTanh, 0, 1), new Case("silu", Variable::silu, 0, 1),
                new Case("mish", Variable::mish, 0, 1), new Case("logSigmoid", Variable::logSigmoid, 1, 0),
                new Case("sigmoid", Variable::sigmoid, 0, 0), new Case("tanh", Variable::tanh, 0, 0),
                new Case("erf", Variable::erf, 0, 0));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradient_farOut_isTheLimit(Case c) {
        float left = (float) c.left;
        float right = (float) c.right;

        assertThat(slopes(c.function, FAR).add(0))
                .isEqualTo(Tensor.of(left, left, left, left, right, right, right, right));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void secondDerivative_farOut_isZero(Case c) {
        var x = Variable.tracked(FAR);
        var slope = c.function.apply(x).pullback(Tensor.full(FAR.shape(), 1), x);

        assertThat(slope.pullback(Tensor.full(FAR.shape(), 1), x).value().abs()).isEqualTo(Tensor.zeros(8));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradient_shapes_stay(Case c) {
        assertThat(slopes(c.function, Tensor.zeros(2, 0))).isEqualTo(Tensor.zeros(2, 0));
        assertThat(slopes(c.function, Tensor.scalar(200)).shape()).isEqualTo(Shape.SCALAR);
    }

    private static Tensor slopes(UnaryOperator<Variable> function, Tensor points) {
        var x = Variable.tracked(points);
        return function.apply(x).sum().backward().of(x);
    }

    @Test
    void gradient_atKinks_isPyTorchs() {
        assertThat(slopes(Variable::relu, Tensor.of(0f, -0f))).isEqualTo(Tensor.of(0, 0));
        assertThat(slopes(Variable::relu6, Tensor.of(0, 6))).isEqualTo(Tensor.of(0, 0));
        assertThat(slopes(x -> x.leakyRelu(0.5), Tensor.of(0))).isEqualTo(Tensor.of(0.5f));
        assertThat(slopes(x -> x.prelu(Tensor.scalar(0.5)), Tensor.of(0))).isEqualTo(Tensor.of(0.5f));
        assertThat(slopes(Variable::hardtanh, Tensor.of(-1, 1))).isEqualTo(Tensor.of(0, 0));
        assertThat(slopes(Variable::hardsigmoid, Tensor.of(-3, 3))).isEqualTo(Tensor.of(0, 0));
        assertThat(slopes(Variable::hardswish, Tensor.of(-3, 3))).isEqualTo(Tensor.of(0, 1));
        assertThat(slopes(x -> x.elu(2), Tensor.of(0))).isEqualTo(Tensor.of(2));
        assertThat(slopes(Variable::selu, Tensor.of(0))).isEqualTo(Tensor.of(1.7580993f));
        assertThat(slopes(x -> x.celu(3), Tensor.of(0))).isEqualTo(Tensor.of(1));
        assertThat(slopes(Variable::softsign, Tensor.of(0))).isEqualTo(Tensor.of(1));
    }

    @Test
    void gradient_atWhatIsNotANumber_isTheUpperPiecesAsInPyTorch() {
        // as long as a vector, and the same as single elements
        for (int n : new int[] {1, 16, 17}) {
            Tensor nan = Tensor.full(Shape.of(n), NAN);

            assertThat(slopes(x -> x.elu(2), nan)).isEqualTo(Tensor.ones(n));
            assertThat(slopes(Variable::selu, nan)).isEqualTo(Tensor.full(Shape.of(n), 1.050701f));
            assertThat(slopes(x -> x.celu(3), nan)).isEqualTo(Tensor.ones(n));
            assertThat(slopes(Variable::hardswish, nan)).isEqualTo(Tensor.ones(n));
            assertThat(slopes(Variable::hardtanh, nan)).isEqualTo(Tensor.ones(n));
            assertThat(slopes(Variable::relu6, nan)).isEqualTo(Tensor.ones(n));
        }
    }

    @Test
    void gradient_flatPieces_stopWhatIsNotANumber() {
        var x = Variable.tracked(Tensor.of(-5, 5));
        var dy = Tensor.of(NAN, INF);

        assertThat(x.hardtanh().pullback(dy, x).value()).isEqualTo(Tensor.of(0, 0));
        assertThat(x.clamp(-1, 1).pullback(dy, x).value()).isEqualTo(Tensor.of(0, 0));
    }

    @Test
    void prelu_slopeGradient_isAddedUpOverTheChannel() {
        var x = Variable.tracked(Tensor.of(Shape.of(2, 2, 2), -1, 1, -2, 2, -3, 3, -4, 0));
        var slope = Variable.tracked(Tensor.of(0.5f, 2));

        var gradients = x.prelu(slope).sum().backward();

        assertThat(gradients.of(slope)).isEqualTo(Tensor.of(-4, -6));
        assertThat(gradients.of(x)).isEqualTo(Tensor.of(Shape.of(2, 2, 2), 0.5f, 1, 2, 1, 0.5f, 1, 2, 2));
    }
}
