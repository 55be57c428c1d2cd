package glissade.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import glissade.tensor.Indices;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;

class GradientNormsTest {

    private final Param a = Param.of(Tensor.of(Shape.of(2, 2), 3, 4, 0, 0));
    private final Param b = Param.of(Tensor.of(0, 0));
    private final Gradients both =
            Gradients.of(a, Tensor.of(Shape.of(2, 2), 3, -4, 0, 0)).plus(Gradients.of(b, Tensor.of(12, 0)));

    @Test
    void norm_ps_areOfAllTogether() {
        assertThat(both.norm(1)).isEqualTo(19);
        assertThat(both.norm(2)).isEqualTo(13);
        assertThat(both.norm(3)).isEqualTo(Math.cbrt(27 + 64 + 1728), within(1e-12));
        assertThat(both.norm(Double.POSITIVE_INFINITY)).isEqualTo(12);
        assertThat(Gradients.none().norm(1)).isZero();
    }

    @Test
    void norm_nan_isNaN() {
        var bad = both.plus(Gradients.of(b, Tensor.of(Float.NaN, 0)));

        assertThat(bad.norm(1)).isNaN();
        assertThat(bad.norm(Double.POSITIVE_INFINITY)).isNaN();
    }

    @Test
    void clipNorm_otherNorm_bounds() {
        assertThat(both.clipNorm(6, Double.POSITIVE_INFINITY).norm(Double.POSITIVE_INFINITY)).isEqualTo(6,
                within(1e-5));
        assertThat(both.clipNorm(20, 1)).isSameAs(both);
    }

    @Test
    void clipEach_longGradient_isShortenedAlone() {
        var clipped = both.clipEach(6);

        assertThat(clipped.of(a)).isEqualTo(both.of(a));
        assertThat(clipped.of(b)).isEqualTo(Tensor.of(6, 0));
    }

    @Test
    void clipRms_bound_isOfTheMeanSquare() {
        var clipped = both.clipRms(2.5);

        assertThat(clipped.of(a)).isEqualTo(both.of(a));
        assertThat(clipped.of(b).at(0)).isEqualTo((float) (2.5 * Math.sqrt(2)), within(1e-6f));
    }

    @Test
    void clipEach_rows_areScaledAsTheWhole() {
        var rows = new Gradient.Rows(Shape.of(4, 1), Indices.of(1, 3), Tensor.of(Shape.of(2, 1), 3, 4));
        Param table = Param.of(Tensor.zeros(4, 1));

        assertThat(Gradients.of(table, rows).clipEach(2.5).of(table))
                .isEqualTo(Tensor.of(Shape.of(4, 1), 0, 1.5f, 0, 2));
        assertThat(Gradients.of(table, rows).clipRms(1.25).of(table))
                .isEqualTo(Tensor.of(Shape.of(4, 1), 0, 1.5f, 0, 2));
    }

    @Test
    void clipAdaptively_unitOfRow_isMeasuredByItsWeights() {
        var clipped = both.clipAdaptively(0.1);

        // the first row's weights have the length 5, hence at most 0.5; the vector's are 0, hence 0.1 · 1e-3
        assertThat(clipped.of(a)).isEqualTo(Tensor.of(Shape.of(2, 2), 0.3f, -0.4f, 0, 0));
        assertThat(clipped.of(b).at(0)).isEqualTo(1e-4f, within(1e-10f));
    }

    @Test
    void clipAdaptively_unitOfColumn_isMeasuredByItsWeights() {
        assertThat(both.clipAdaptively(0.5, 1e-3, 1).of(a)).isEqualTo(Tensor.of(Shape.of(2, 2), 1.5f, -2, 0, 0));
    }

    @Test
    void centralize_matrix_losesTheMeanOfEachRow() {
        var centred = both.centralize();

        assertThat(centred.of(a)).isEqualTo(Tensor.of(Shape.of(2, 2), 3.5f, -3.5f, 0, 0));
        assertThat(centred.of(b)).isEqualTo(both.of(b));
    }

    @Test
    void all_emptyGradient_staysEmpty() {
        Param empty = Param.of(Tensor.zeros(0, 3));
        var none = Gradients.of(empty, Tensor.zeros(0, 3));

        assertThat(none.norm(2)).isZero();
        for (var changed : new Gradients[] {none.clipEach(1), none.clipRms(1), none.clipAdaptively(1),
            none.centralize(),
            none.clipNorm(1, 1)}) {
            assertThat(changed.of(empty)).isEqualTo(Tensor.zeros(0, 3));
        }
    }
}
