package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrianglesTest {

    private static final int[] OFFSETS = {Integer.MIN_VALUE, -5, -4, -3, -1, 0, 1, 2, 3, 4, 5, Integer.MAX_VALUE};

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 4", "4, 3", "0, 3", "3, 0"})
    void triangles_anyDiagonal_areTheNaiveResult(int rows, int columns) {
        var x = Tensor.full(Shape.of(2, rows, columns), Float.NaN);
        for (long k : OFFSETS) {
            assertThat(x.tril((int) k)).isEqualTo(Naive.tensor(x.shape(), i -> i[2] - i[1] <= k ? Float.NaN : 0));
            assertThat(x.triu((int) k)).isEqualTo(Naive.tensor(x.shape(), i -> i[2] - i[1] >= k ? Float.NaN : 0));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 4", "4, 3", "2, 5", "0, 3", "3, 0"})
    void diagonal_anyNumber_isTheNaiveResult(int rows, int columns) {
        var x = Naive.tensor(Shape.of(2, rows, columns), i -> 100 * i[0] + 10 * i[1] + i[2]);
        for (long k : OFFSETS) {
            long length = Math.max(0, Math.min(Math.min(rows, rows + k), Math.min(columns, columns - k)));
            int row = (int) Math.max(0, -k);
            int column = (int) Math.max(0, k);

            assertThat(x.diagonal((int) k)).isEqualTo(
                    Naive.tensor(Shape.of(2, (int) length), i -> 100 * i[0] + 10 * (row + i[1]) + column + i[1]));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-2, 0, 1})
    void diagEmbed_batch_isUndoneByDiagonal(int k) {
        var x = Tensor.of(new float[][] {{1, 2, 3}, {4, 5, 6}});
        var matrices = x.diagEmbed(k);

        assertThat(matrices.shape()).isEqualTo(Shape.of(2, 3 + Math.abs(k), 3 + Math.abs(k)));
        assertThat(matrices.diagonal(k)).isEqualTo(x);
        assertThat(matrices.sum()).isEqualTo(x.sum());
    }

    @Test
    void diagEmbed_smallVectors_work() {
        assertThat(Tensor.of(1, 2).diagEmbed(1)).isEqualTo(Tensor.of(new float[][] {{0, 1, 0}, {0, 0, 2}, {0, 0, 0}}));
        assertThat(Tensor.of(3).diagEmbed(-1)).isEqualTo(Tensor.of(new float[][] {{0, 0}, {3, 0}}));
        assertThat(Tensor.zeros(0).diagEmbed(0)).isEqualTo(Tensor.zeros(0, 0));
        assertThat(Tensor.zeros(0).diagEmbed(-2)).isEqualTo(Tensor.zeros(2, 2));
    }
}
