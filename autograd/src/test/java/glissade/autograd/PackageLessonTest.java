package glissade.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// The numbers in the package's lesson.
class PackageLessonTest {

    private final Variable x = Variable.tracked(Tensor.scalar(2));

    @Test
    void lesson_chainRule_givesThirtyNine() {
        Variable a = x.mul(3);
        Variable y = a.square().add(a);

        assertThat(y.item()).isEqualTo(42);
        assertThat(Graph.text(y)).isEqualTo("""
                %0 = tracked  []
                %1 = mul      []  ← %0
                %2 = square   []  ← %1
                %3 = add      []  ← %2 %1
                """);
        assertThat(y.gradient(a).item()).isEqualTo(13);
        assertThat(y.backward().of(x).item()).isEqualTo(39);
    }

    @Test
    void lesson_higherDerivatives_areTwelveTwice() {
        Variable slope = x.square().mul(x).gradient(x);

        assertThat(slope.item()).isEqualTo(12);
        assertThat(slope.gradient(x).item()).isEqualTo(12);
    }

    @Test
    void lesson_hessian_isDiagonal() {
        assertThat(Derivatives.hessian(v -> v.square().mul(v).sum(), Tensor.of(1, 2)).value())
                .isEqualTo(Tensor.of(new float[][] {{6, 0}, {0, 12}}));
    }

    @Test
    void lesson_ownOperation_passesItsCheck() {
        GradientCheck.of(v -> cube(v.getFirst()), Tensor.of(0.5f, -1, 2)).requireCorrect();

        assertThat(cube(x).backward().of(x).item()).isEqualTo(12);
    }

    private static Variable cube(Variable x) {
        return Variable.record("cube", x.value().mul(x.value().square()),
                x.pull(dy -> dy.mul(x.square()).mul(3)));
    }
}
