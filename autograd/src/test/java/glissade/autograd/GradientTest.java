package glissade.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.tensor.Indices;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;

class GradientTest {

    private static final Shape TABLE = Shape.of(4, 2);

    private static Gradient.Rows rows(int[] numbers, float... values) {
        return Gradient.Rows.of(TABLE, Indices.of(numbers), Tensor.of(Shape.of(numbers.length, 2), values));
    }

    @Test
    void rowsOf_repeatedRows_addUpAndAreSorted() {
        Gradient.Rows gradient = rows(new int[] {3, 1, 3}, 1, 2, 3, 4, 5, 6);

        assertThat(gradient.rows()).isEqualTo(Indices.of(1, 3));
        assertThat(gradient.values()).isEqualTo(Tensor.of(Shape.of(2, 2), 3, 4, 6, 8));
        assertThat(gradient.dense()).isEqualTo(Tensor.of(TABLE, 0, 0, 3, 4, 0, 0, 6, 8));
    }

    @Test
    void rowsOf_noRows_areZeros() {
        assertThat(rows(new int[0]).dense()).isEqualTo(Tensor.zeros(4, 2));
    }

    @Test
    void plus_rowsAndRows_stayRows() {
        Gradient sum = rows(new int[] {1}, 1, 2).plus(rows(new int[] {0, 1}, 3, 4, 5, 6));

        assertThat(sum).isInstanceOf(Gradient.Rows.class);
        assertThat(sum.dense()).isEqualTo(Tensor.of(TABLE, 3, 4, 6, 8, 0, 0, 0, 0));
    }

    @Test
    void plus_rowsAndDense_isDenseBothWays() {
        Gradient dense = new Gradient.Dense(Tensor.ones(4, 2));
        Gradient sparse = rows(new int[] {2}, 5, 6);
        Tensor expected = Tensor.of(TABLE, 1, 1, 1, 1, 6, 7, 1, 1);

        assertThat(dense.plus(sparse).dense()).isEqualTo(expected);
        assertThat(sparse.plus(dense).dense()).isEqualTo(expected);
    }

    @Test
    void timesAndClamp_rows_actOnWhatIsStored() {
        Gradient gradient = rows(new int[] {2}, 5, -6);

        assertThat(gradient.times(2).dense()).isEqualTo(Tensor.of(TABLE, 0, 0, 0, 0, 10, -12, 0, 0));
        assertThat(gradient.clamp(3).dense()).isEqualTo(Tensor.of(TABLE, 0, 0, 0, 0, 3, -3, 0, 0));
        assertThat(gradient.stored().shape()).isEqualTo(Shape.of(1, 2));
    }
}
