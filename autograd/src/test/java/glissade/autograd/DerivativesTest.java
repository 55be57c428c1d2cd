package glissade.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DerivativesTest {

    private static final UnaryOperator<Variable> CUBES = x -> x.square().mul(x).sum();
    private static final Tensor X = Tensor.of(1, 2);

    @Test
    void jacobianAndHessian_knownFunctions_areTheTextbooks() {
        assertThat(Derivatives.gradient(CUBES, X).value()).isEqualTo(Tensor.of(3, 12));
        assertThat(Derivatives.hessian(CUBES, X).value()).isEqualTo(Tensor.of(new float[][] {{6, 0}, {0, 12}}));
        assertThat(Derivatives.jacobian(x -> x.outer(x), X).value())
                .isEqualTo(Tensor.of(Shape.of(2, 2, 2), 2, 0, 2, 1, 2, 1, 0, 4));
    }

    @Test
    void products_ofARandomNet_areThoseOfTheMatrices() {
        var random = RandomStream.of(1);
        Tensor weight = random.uniform(Shape.of(4, 3), -1, 1);
        Tensor x = random.uniform(Shape.of(3), -1, 1);
        Tensor v = random.uniform(Shape.of(3), -1, 1);
        Tensor u = random.uniform(Shape.of(4), -1, 1);
        UnaryOperator<Variable> f = p -> p.linear(weight).tanh();
        UnaryOperator<Variable> loss = p -> f.apply(p).exp().sum();
        Tensor jacobian = Derivatives.jacobian(f, x).value();

        assertClose(Derivatives.vjp(f, x, u).value(), u.matmul(jacobian));
        assertClose(Derivatives.jvp(f, x, v).value(), jacobian.matmul(v));
        assertClose(Derivatives.hvp(loss, x, v).value(), Derivatives.hessian(loss, x).value().matmul(v));
    }

    @Test
    void products_ofSeveralInputs_haveAPartForEach() {
        var x = List.of(Tensor.of(2), Tensor.of(5));

        // f = a² b: ∇f = (2ab, a²), H = ((2b, 2a), (2a, 0))
        assertThat(Derivatives.vjp(p -> p.get(0).square().mul(p.get(1)), x, Tensor.of(1)).stream().map(Variable::value))
                .containsExactly(Tensor.of(20), Tensor.of(4));
        assertThat(
                Derivatives.jvp(p -> p.get(0).square().mul(p.get(1)), x, List.of(Tensor.of(1), Tensor.of(10))).value())
                .isEqualTo(Tensor.of(60));
        assertThat(
                Derivatives.hvp(p -> p.get(0).square().mul(p.get(1)), x, List.of(Tensor.of(1), Tensor.of(10))).stream()
                        .map(Variable::value))
                .containsExactly(Tensor.of(50), Tensor.of(4));
    }

    @Test
    void derivative_ofSineTimesExp_repeatsAfterFour() {
        UnaryOperator<Variable> f = x -> x.sin().mul(x.exp());
        Tensor x = Tensor.of(-1, 0.25f, 2);

        // (sin x · eˣ)⁗ = −4 sin x · eˣ
        assertThat(Derivatives.derivative(f, x, 0).value()).isEqualTo(x.sin().mul(x.exp()));
        assertClose(Derivatives.derivative(f, x, 1).value(), x.sin().add(x.cos()).mul(x.exp()));
        assertClose(Derivatives.derivative(f, x, 4).value(), x.sin().mul(x.exp()).mul(-4));
        assertClose(Derivatives.derivative(f, x, 6).value(), x.cos().mul(x.exp()).mul(-8));
    }

    @Test
    void results_atATrackedPoint_areDifferentiatedAgain() {
        Variable x = Variable.tracked(Tensor.scalar(3));

        // d/dx (x · d/dy (x y²) at y = x) = d/dx 2x³: the x of the inner function is a constant there
        Variable inner = Derivatives.gradient(y -> x.mul(y.square()), x);
        assertThat(inner.item()).isEqualTo(18);
        assertThat(x.mul(inner).gradient(x).item()).isEqualTo(54);
    }

    @Test
    void corners_constantsIdentityAndNothing_haveTheirDerivatives() {
        assertThat(Derivatives.jvp(x -> Variable.of(Tensor.of(7)), X, X).value()).isEqualTo(Tensor.zeros(1));
        assertThat(Derivatives.jvp(x -> x, X, Tensor.of(5, 6)).value()).isEqualTo(Tensor.of(5, 6));
        assertThat(Derivatives.hessian(x -> x.sum(), X).value()).isEqualTo(Tensor.zeros(2, 2));
        assertThat(Derivatives.jacobian(x -> x, Tensor.zeros(0, 3)).shape()).isEqualTo(Shape.of(0, 3, 0, 3));
        assertThat(Derivatives.jacobian(Variable::exp, Tensor.scalar(0)).value()).isEqualTo(Tensor.scalar(1));
    }

    @Test
    void gradientPenalty_ofACritic_fallsAsItTrains() {
        var random = RandomStream.of(2);
        Param first = Param.of(random.uniform(Shape.of(8, 2), -1, 1));
        Param second = Param.of(random.uniform(Shape.of(8), -1, 1));
        Tensor x = random.uniform(Shape.of(16, 2), -1, 1);
        double before = penalty(first, second, x).item();
        double after = before;
        for (int step = 0; step < 50; step++) {
            Variable penalty = penalty(first, second, x);
            after = penalty.item();
            var gradients = penalty.backward();
            first.set(first.value().sub(gradients.of(first).mul(0.1)));
            second.set(second.value().sub(gradients.of(second).mul(0.1)));
        }

        assertThat(after).isLessThan(0.2 * before);
    }

    /// The mean of `(‖∇ₓD‖ − 1)²`, which asks of a critic D the slope 1.
    private static Variable penalty(Param first, Param second, Tensor x) {
        Variable slope = Derivatives.gradient(p -> p.linear(first).tanh().matmul(second).sum(), x);
        return slope.square().sum(-1).sqrt().sub(1).square().mean();
    }

    @Test
    void wrongShapes_messages_areWhole() {
        assertThatThrownBy(() -> Derivatives.vjp(Variable::sum, X, X)).isInstanceOf(ShapeException.class)
                .satisfies(error -> assertThat(error.getMessage()
                        .replaceAll(":\\d+", ":LINE")).isEqualTo("""
                                vjp: the vector has another shape than the value
                                  value  []
                                  vector [2]
                                  at DerivativesTest.java:LINE
                                  fix: give one number for each element of the value"""));
        for (String op : List.of("jvp", "hvp")) {
            assertThatThrownBy(() -> {
                var ignored = op.equals("jvp") ? Derivatives.jvp(CUBES, X, Tensor.of(1))
                        : Derivatives.hvp(CUBES, X, Tensor.of(1));
            }).isInstanceOf(ShapeException.class)
                    .satisfies(error -> assertThat(error.getMessage().replaceAll(":\\d+", ":LINE")).isEqualTo(op + """
                            : the vector has another shape than the point
                              point  [2]
                              vector [1]
                              at DerivativesTest.java:LINE
                              fix: give one number for each element of the point"""));
        }
        assertThatThrownBy(() -> Derivatives.jvp(p -> p.getFirst(), List.of(X), List.of()))
                .hasMessage("jvp: there are 1 inputs and 0 vectors; give one vector for each input");
        assertThatThrownBy(() -> Derivatives.derivative(CUBES, X, -1))
                .hasMessage("derivative: the order is -1, must be 0 or more");
        assertThatThrownBy(() -> Derivatives.gradient(Variable::exp, X)).isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("gradient: this variable has 2 elements, and a gradient is that of one number");
    }

    private static void assertClose(Tensor found, Tensor expected) {
        assertThat(found.shape()).isEqualTo(expected.shape());
        for (int i = 0; i < expected.shape().elements(); i++) {
            double right = expected.toArray()[i];
            assertThat((double) found.toArray()[i]).isCloseTo(right, within(1e-5 * (1 + StrictMath.abs(right))));
        }
    }
}
