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
}
