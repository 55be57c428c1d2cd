package glissade.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.tensor.Indices;
import glissade.tensor.Mask;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;

class IndexOpsTest {

    private static final Variable TABLE = Variable.tracked(Tensor.range(8).reshape(4, 2));

    private static Gradient gradient(Variable y, Variable x) {
        return y.sum().backward().entry(x).orElseThrow();
    }

    @Test
    void rowsOfALeaf_gradient_isSparse() {
        var rows = new Gradient.Rows(Shape.of(4, 2), Indices.of(1, 3), Tensor.of(new float[][] {{2, 2}, {1, 1}}));

        assertThat(gradient(TABLE.rows(Indices.of(1, 3, 1)), TABLE)).isEqualTo(rows);
        assertThat(gradient(TABLE.indexSelect(-2, Indices.of(1, 3, 1)), TABLE)).isEqualTo(rows);
    }

    @Test
    void embedding_paddingRow_isReadButGetsNoGradient() {
        var words = Indices.of(new int[][] {{1, 3}, {3, 1}, {0, 3}});

        assertThat(TABLE.embedding(words, 3).value()).isEqualTo(TABLE.value().rows(words));
        for (int padding : new int[] {3, -1}) {
            assertThat(gradient(TABLE.embedding(words, padding), TABLE)).isEqualTo(
                    new Gradient.Rows(Shape.of(4, 2), Indices.of(0, 1), Tensor.of(new float[][] {{1, 1}, {2, 2}})));
        }
        for (int padding : new int[] {0, -4}) {
            assertThat(gradient(TABLE.embedding(words, padding), TABLE)).isEqualTo(
                    new Gradient.Rows(Shape.of(4, 2), Indices.of(1, 3), Tensor.of(new float[][] {{2, 2}, {3, 3}})));
        }
    }

    @Test
    void embedding_paddingAlone_givesNoRows() {
        assertThat(gradient(TABLE.embedding(Indices.of(2, 2), 2), TABLE))
                .isEqualTo(new Gradient.Rows(Shape.of(4, 2), Indices.of(), Tensor.zeros(0, 2)));
        assertThat(TABLE.embedding(Indices.of(), 2).value()).isEqualTo(Tensor.zeros(0, 2));
    }

    @Test
    void embedding_computedTable_getsADenseGradient() {
        var x = Variable.tracked(Tensor.ones(3, 2));

        assertThat(x.mul(2).embedding(Indices.of(0, 1, 0), 1).sum().backward().of(x))
                .isEqualTo(Tensor.of(new float[][] {{4, 4}, {0, 0}, {0, 0}}));
    }

    @Test
    void embedding_noSuchPadding_saysWhichThereAre() {
        assertThatThrownBy(() -> TABLE.embedding(Indices.of(0), 4)).isExactlyInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("embedding: the padding row 4 is outside of axis 0 of [4, 2]; use -4 to 3");
        assertThatThrownBy(() -> TABLE.embedding(Indices.of(0), -5))
                .isExactlyInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("embedding: the padding row -5 is outside of axis 0 of [4, 2]; use -4 to 3");
        assertThatThrownBy(() -> Variable.of(Tensor.zeros(0, 2)).embedding(Indices.of(), 0))
                .isExactlyInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("embedding: the padding row 0 is outside of axis 0 of [0, 2], which is empty");
    }

    @Test
    void scatter_overwrittenSource_getsNoGradient() {
        var x = Variable.tracked(Tensor.zeros(2, 2));
        var source = Variable.tracked(Tensor.of(new float[][] {{1, 2, 3}}));
        var index = Indices.of(new int[][] {{1, 0, 1}});
        var dy = Tensor.of(new float[][] {{10, Float.NaN}, {30, 40}});

        var gradients = x.scatter(1, index, source).pullbacks(dy, x, source);

        assertThat(gradients.get(0).value()).isEqualTo(Tensor.of(new float[][] {{0, 0}, {30, 40}}));
        assertThat(gradients.get(1).value()).isEqualTo(Tensor.of(new float[][] {{0, 10, Float.NaN}}));
    }

    @Test
    void where_notChosen_doesNotReachTheGradient() {
        var x = Variable.tracked(Tensor.of(4, 0));
        var mask = Mask.of(true, false);
        var y = Variable.tracked(Tensor.of(Float.NaN, 5));

        assertThat(x.where(mask, y).pullback(Tensor.of(1, Float.NaN), x).value()).isEqualTo(Tensor.of(1, 0));
        assertThat(x.where(mask, y).pullback(Tensor.of(Float.NaN, 1), y).value()).isEqualTo(Tensor.of(0, 1));
        assertThat(y.maskedFill(mask, 0).square().sum().backward().of(y)).isEqualTo(Tensor.of(0, 10));
    }

    @Test
    void where_broadcast_sumsTheGradients() {
        var x = Variable.tracked(Tensor.of(Shape.of(2, 1), 1, 2));
        var y = Variable.tracked(Tensor.scalar(3));

        var gradients = x.where(Mask.of(true, false, true), y).sum().gradients(x, y);

        assertThat(gradients.get(0).value()).isEqualTo(Tensor.of(Shape.of(2, 1), 2, 2));
        assertThat(gradients.get(1).value()).isEqualTo(Tensor.scalar(2));
    }

    @Test
    void gradients_repeatedPlaces_addUpInTheirOrder() {
        float large = 1 << 24; // 2²⁴ + 1 = 2²⁴ in float
        var x = Variable.tracked(Tensor.of(new float[][] {{7}}));
        var places = Indices.of(0, 0, 0);
        var rising = Tensor.of(new float[][] {{1, 1, large}});
        var falling = Tensor.of(new float[][] {{large, 1, 1}});

        for (var y : new Variable[] {x.gather(1, places.reshape(1, 3)), x.indexSelect(1, places),
            x.index(Indices.of(0), places).reshape(1, 3)}) {
            assertThat(y.pullback(rising, x).item()).isEqualTo(large + 2);
            assertThat(y.pullback(falling, x).item()).isEqualTo(large);
        }
    }

    @Test
    void emptyIndices_gradients_areZeros() {
        var x = Variable.tracked(Tensor.ones(2, 3));
        var none = Indices.of();

        assertThat(x.gather(0, none.reshape(0, 3)).sum().backward().of(x)).isEqualTo(Tensor.zeros(2, 3));
        assertThat(x.indexSelect(1, none).sum().backward().of(x)).isEqualTo(Tensor.zeros(2, 3));
        assertThat(x.index(none, none).sum().backward().of(x)).isEqualTo(Tensor.zeros(2, 3));
        assertThat(x.maskedSelect(Mask.of(false)).sum().backward().of(x)).isEqualTo(Tensor.zeros(2, 3));
    }
}
