package glissade.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import glissade.tensor.Indices;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;

class GradientsTest {

    private final Param a = Param.of(Tensor.zeros(2));
    private final Param b = Param.of(Tensor.zeros(3, 2));
    private final Gradients dense = Gradients.of(a, Tensor.of(3, 4));
    private final Gradients sparse = Gradients.of(b,
            Gradient.Rows.of(Shape.of(3, 2), Indices.of(1), Tensor.of(Shape.of(1, 2), 0, 12)));

    @Test
    void plus_otherLeaves_areJoined() {
        Gradients both = dense.plus(sparse).plus(dense);

        assertThat(both.leaves()).containsExactly(a, b);
        assertThat(both.of(a)).isEqualTo(Tensor.of(6, 8));
        assertThat(both.entry(b)).get().isInstanceOf(Gradient.Rows.class);
        assertThat(Gradients.none().plus(dense).of(a)).isEqualTo(Tensor.of(3, 4));
    }

    @Test
    void plus_microBatches_isTheGradientOfTheBatch() {
        Param w = Param.of(Tensor.of(Shape.of(2, 1), 0.5f, -1));
        Tensor x = Tensor.of(Shape.of(4, 2), 1, 2, 3, 4, 5, 6, 7, 8);
        Tensor whole = Variable.of(x).matmul(w).square().sum().backward().of(w);
        Gradients sum = Gradients.none();
        for (int i = 0; i < 4; i += 2) {
            sum = sum.plus(Variable.of(x.rows(Indices.range(i, i + 2))).matmul(w).square().sum().backward());
        }

        assertThat(sum.of(w)).isEqualTo(whole);
    }

    @Test
    void norm_denseAndSparse_isThatOfOneVector() {
        assertThat(dense.plus(sparse).norm()).isEqualTo(13);
        assertThat(Gradients.none().norm()).isZero();
    }

    @Test
    void clipNorm_aboveTheBound_scalesAll() {
        Gradients clipped = dense.plus(sparse).clipNorm(1.3);

        assertThat(clipped.norm()).isCloseTo(1.3, within(1e-6));
        assertThat(clipped.of(a).at(0)).isCloseTo(0.3f, within(1e-6f));
    }

    @Test
    void clipNorm_belowTheBound_changesNothing() {
        assertThat(dense.clipNorm(5.1)).isSameAs(dense);
    }

    @Test
    void clipNorm_normIsNaN_spreads() {
        Gradients clipped = Gradients.of(a, Tensor.of(Float.NaN, 1)).plus(sparse).clipNorm(1);

        assertThat(clipped.of(b).at(1, 1)).isNaN();
    }

    @Test
    void clipValue_elements_areBounded() {
        Gradients clipped = dense.plus(sparse).clipValue(3.5);

        assertThat(clipped.of(a)).isEqualTo(Tensor.of(3, 3.5f));
        assertThat(clipped.of(b).at(1, 1)).isEqualTo(3.5f);
    }

    @Test
    void isFinite_oneNaN_isFalse() {
        assertThat(dense.isFinite()).isTrue();
        assertThat(dense.plus(Gradients.of(a, Tensor.of(Float.NaN, 0))).isFinite()).isFalse();
    }

    @Test
    void find_leafWithoutGradient_isEmpty() {
        assertThat(dense.find(b)).isEmpty();
        assertThat(dense.find(Variable.of(Tensor.of(1)))).isEmpty();
    }

    @Test
    void entry_usedOnceAsRows_isRowSparse() {
        Gradients gradients = b.rows(Indices.of(2, 0, 2)).sum().backward();

        assertThat(gradients.entry(b)).get().isInstanceOf(Gradient.Rows.class);
        assertThat(gradients.of(b)).isEqualTo(Tensor.of(Shape.of(3, 2), 1, 1, 0, 0, 2, 2));
    }

    @Test
    void entry_usedAsRowsAndWhole_isDense() {
        Gradients gradients = b.rows(Indices.of(2)).sum().add(b.sum()).add(b.rows(Indices.of(0)).sum()).backward();

        assertThat(gradients.entry(b)).get().isInstanceOf(Gradient.Dense.class);
        assertThat(gradients.of(b)).isEqualTo(Tensor.of(Shape.of(3, 2), 2, 2, 1, 1, 2, 2));
    }
}
