package glissade.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;

class GradientCheckTest {

    private static final Tensor POINT = Tensor.of(0.5f, -1, 2);

    @Test
    void of_rightPullback_isCorrect() {
        GradientCheck check = GradientCheck.of(
                v -> Variable.record("cube", v.getFirst().value().mul(v.getFirst().value().square()),
                        v.getFirst().pull(dy -> dy.mul(v.getFirst().square()).mul(3))),
                POINT);

        assertThat(check.isCorrect()).isTrue();
        check.requireCorrect();
    }

    @Test
    void of_functionThatDifferentiatesInside_isCorrect() {
        GradientCheck.of(v -> {
            Variable slope = v.getFirst().square().mul(v.getFirst()).sum().gradient(v.getFirst()); // 3x²
            return slope.norm(2).sub(1).square();
        }, POINT).requireCorrect();
    }

    @Test
    void of_plantedFactorOnePercent_isCaught() {
        GradientCheck check = GradientCheck.of(
                v -> Variable.record("tanh", v.getFirst().value().tanh(),
                        v.getFirst().pull((dy, y) -> dy.sub(dy.mul(y.square())).mul(1.01))),
                POINT);

        assertThat(check.isCorrect()).isFalse();
        assertThatThrownBy(check::requireCorrect).isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("the derivatives are wrong: first derivative at input 0, element ");
    }

    @Test
    void of_plantedConstantInPullback_isCaughtBySecondDerivative() {
        // the first derivative is right, but its dependence on x is hidden in a tensor
        GradientCheck check = GradientCheck.of(v -> {
            Variable x = v.getFirst();
            return Variable.record("square", x.value().square(), x.pull(dy -> dy.mul(x.value()).mul(2)));
        }, POINT);

        assertThat(check.first()).isLessThan(GradientCheck.FIRST_TOLERANCE);
        assertThat(check.second()).isGreaterThan(0.5);
        assertThat(check.isCorrect()).isFalse();
    }

    @Test
    void of_gradientMissing_isCaught() {
        GradientCheck check = GradientCheck.of(v -> Variable.of(v.getFirst().value().square()).add(v.getFirst().mul(0)),
                POINT);

        assertThat(check.isCorrect()).isFalse();
    }

    @Test
    void of_gradientNaN_isCaught() {
        GradientCheck check = GradientCheck.once(v -> Variable.record("nan", v.getFirst().value(),
                v.getFirst().pullOnce(dy -> dy.mul(Double.NaN))), POINT);

        assertThat(check.first()).isInfinite();
        assertThat(check.isCorrect()).isFalse();
    }

    @Test
    void once_opWrittenWithPullOnce_checksTheFirstDerivative() {
        GradientCheck check = GradientCheck.once(v -> Variable.record("double", v.getFirst().value().mul(2),
                v.getFirst().pullOnce(dy -> dy.mul(2))), POINT);

        assertThat(check.isCorrect()).isTrue();
        assertThat(check.second()).isNaN();
    }
}
