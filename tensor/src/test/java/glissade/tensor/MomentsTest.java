package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Products, variances, logarithms of sums and norms.
class MomentsTest {

    private static final float NAN = Float.NaN;
    private static final float INF = Float.POSITIVE_INFINITY;

    private static void assertClose(Tensor actual, double... expected) {
        float[] numbers = actual.toArray();
        assertThat(numbers).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) numbers[i]).isCloseTo(expected[i], within(2e-6 * (1 + Math.abs(expected[i]))));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 33, 100, 1025, 5000})
    void reductions_middleAxis_areTheRowsResults(int n) {
        var x = Naive.uniform(new SplittableRandom(n), Shape.of(2, n, 3));
        var rows = x.permute(0, 2, 1);
        assertThat(x.prod(1)).isEqualTo(rows.prod(-1));
        assertThat(x.min(1)).isEqualTo(rows.min(-1));
        assertThat(x.norm(Double.POSITIVE_INFINITY, 1)).isEqualTo(rows.norm(Double.POSITIVE_INFINITY, -1));
        for (int i = 0; i < 6; i++) {
            float[] row = rows.reshape(6, n).select(0, i).toArray();
            double mean = 0;
            double sumOfExps = 0;
            for (float v : row) {
                mean += v / (double) n;
                sumOfExps += StrictMath.exp(v);
            }
            double squares = 0;
            double cubes = 0;
            for (float v : row) {
                squares += (v - mean) * (v - mean);
                cubes += StrictMath.pow(Math.abs(v), 3);
            }
            for (var y : new Tensor[] {x, rows}) {
                int axis = y == x ? 1 : 2;
                assertClose(y.biasedVar(axis).reshape(6).slice(Slice.at(i)), squares / n);
                assertClose(y.biasedStd(axis).reshape(6).slice(Slice.at(i)), Math.sqrt(squares / n));
                assertClose(y.logSumExp(axis).reshape(6).slice(Slice.at(i)), StrictMath.log(sumOfExps));
                assertClose(y.norm(3, axis).reshape(6).slice(Slice.at(i)), StrictMath.cbrt(cubes));
                if (n > 1) {
                    assertClose(y.var(axis).reshape(6).slice(Slice.at(i)), squares / (n - 1));
                    assertClose(y.std(axis).reshape(6).slice(Slice.at(i)), Math.sqrt(squares / (n - 1)));
                }
            }
        }
    }

    @Test
    void prod_specialNumbers_followArithmetic() {
        assertThat(Tensor.of(2, -3, 0.5f).prod()).isEqualTo(Tensor.scalar(-3));
        assertThat(Tensor.of(0, INF).prod()).isEqualTo(Tensor.scalar(NAN));
        assertThat(Tensor.of(-1, 0).prod()).isEqualTo(Tensor.scalar(-0.0));
        assertThat(Tensor.of(3e38f, 3e38f, 1e-38f, 1e-38f).prod().item()).as("only the result must fit")
                .isCloseTo(9, within(1e-5f));
    }

    @Test
    void emptyAxes_values_arePyTorchs() {
        var empty = Tensor.zeros(2, 0);
        assertThat(empty.prod(1)).isEqualTo(Tensor.of(1, 1));
        assertThat(empty.prod(0)).isEqualTo(Tensor.zeros(0));
        assertThat(empty.prod()).isEqualTo(Tensor.scalar(1));
        assertThat(empty.var(1)).isEqualTo(Tensor.of(NAN, NAN));
        assertThat(empty.biasedStd()).isEqualTo(Tensor.scalar(NAN));
        assertThat(empty.std(0)).isEqualTo(Tensor.zeros(0));
        assertThat(empty.logSumExp(1)).isEqualTo(Tensor.of(-INF, -INF));
        assertThat(empty.logSumExp(0)).isEqualTo(Tensor.zeros(0));
        for (double p : new double[] {0, 0.5, 1, 2, 3}) {
            assertThat(empty.norm(p, 1)).isEqualTo(Tensor.zeros(2));
        }
        for (double p : new double[] {-1, -2, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> empty.norm(p, 1)).isInstanceOf(ShapeException.class);
            assertThat(empty.norm(p, 0)).isEqualTo(Tensor.zeros(0));
        }
    }

    @Test
    void var_largeMean_keepsTheDigits() {
        assertThat(Tensor.of(1e6f, 1e6f + 1, 1e6f + 2, 1e6f + 4).var().item()).isCloseTo(35 / 12f, within(1e-6f));
        assertThat(Tensor.of(1e7f, 1e7f + 1, 1e7f + 2, 1e7f + 4).std().item()).isCloseTo(1.7078251f, within(1e-6f));
        for (int n : new int[] {3, 77, 1000, 5000}) {
            assertThat(Tensor.full(Shape.of(n, 3), 0.1).var()).isEqualTo(Tensor.scalar(0));
            assertThat(Tensor.full(Shape.of(n, 3), 0.1).std(0)).isEqualTo(Tensor.zeros(3));
        }
    }

    @Test
    void var_fewElements_isNaNOrZero() {
        assertThat(Tensor.of(3).var()).isEqualTo(Tensor.scalar(NAN));
        assertThat(Tensor.of(3).biasedVar()).isEqualTo(Tensor.scalar(0));
        assertThat(Tensor.scalar(3).biasedStd()).isEqualTo(Tensor.scalar(0));
        assertThat(Tensor.of(1, INF).var()).isEqualTo(Tensor.scalar(NAN));
    }

    @Test
    void logSumExp_extremes_neitherOverflowNorVanish() {
        var x = Tensor.of(new float[][] {{1000, 1000}, {-1000, -1000}, {-INF, -INF}, {INF, 0}, {-INF, 2}, {NAN, 1}});

        var y = x.logSumExp(1);

        assertClose(y.slice(Slice.to(2)), 1000.6931472, -999.3068528);
        assertThat(y.slice(Slice.from(2))).isEqualTo(Tensor.of(-INF, INF, 2, NAN));
    }

    /// The element that counts most is brought near 1 first.
    @Test
    void norm_elementsWhosePowersLeaveTheRange_isTheLargestOrTheSmallest() {
        Tensor x = Tensor.of(1e30f, -3e-30f, 2e-10f);

        assertThat(x.norm(3).item() / 1e30f).isCloseTo(1, within(1e-6f));
        assertThat(x.norm(-3).item() / 3e-30f).isCloseTo(1, within(1e-6f));
    }

    @Test
    void norm_everyP_isTheTextbooks() {
        var x = Tensor.of(new float[][] {{3, -4, 0}, {-1, 1, 2}});

        assertThat(x.norm(0, 1)).isEqualTo(Tensor.of(2, 3));
        assertThat(x.norm(1, 1)).isEqualTo(Tensor.of(7, 4));
        assertClose(x.norm(2, 1), 5, Math.sqrt(6));
        assertClose(x.norm(3, -1), StrictMath.cbrt(91), StrictMath.cbrt(10));
        assertClose(x.norm(0.5, 1), Math.pow(Math.sqrt(3) + 2, 2), Math.pow(2 + Math.sqrt(2), 2));
        assertClose(x.norm(-1, 1), 0, 0.4);
        assertThat(x.norm(Double.POSITIVE_INFINITY, 1)).isEqualTo(Tensor.of(4, 2));
        assertThat(x.norm(Double.NEGATIVE_INFINITY, 1)).isEqualTo(Tensor.of(0, 1));
        assertClose(x.norm(2), x.norm());
        assertThat(x.norm(2, 0, 1)).isEqualTo(x.norm(2));
    }

    @Test
    void norm_hugeAndTiny_neitherOverflowNorVanish() {
        var x = Tensor.of(new float[][] {{3, -4}, {-5, 12}});
        for (double p : new double[] {-2, 0.5, 1.5, 2, 3}) {
            var plain = x.norm(p, 1);
            assertThat(x.mul(0x1p120).norm(p, 1)).isEqualTo(plain.mul(0x1p120));
            assertThat(x.mul(0x1p-120).norm(p, 1)).isEqualTo(plain.mul(0x1p-120));
        }
        assertThat(Tensor.of(Float.MIN_VALUE).norm(2)).isEqualTo(Tensor.scalar(Float.MIN_VALUE));
    }

    @Test
    void norm_infinityAndNaN_show() {
        for (double p : new double[] {1, 2, 3, Double.POSITIVE_INFINITY}) {
            assertThat(Tensor.of(-INF, 1).norm(p)).isEqualTo(Tensor.scalar(INF));
            assertThat(Tensor.of(NAN, 1).norm(p)).isEqualTo(Tensor.scalar(NAN));
            assertThat(Tensor.zeros(3).norm(p)).isEqualTo(Tensor.scalar(0));
        }
    }

    @Test
    void reductions_unsqueezedWithTheSameAxes_broadcastBack() {
        var x = Tensor.range(24).reshape(2, 3, 4);

        assertThat(x.mean(0, -1).unsqueeze(0, -1).shape()).isEqualTo(Shape.of(1, 3, 1));
        assertThat(x.max(-2, 2).unsqueeze(-2, 2)).isEqualTo(Tensor.of(Shape.of(2, 1, 1), 11, 23));
        assertThat(x.argmax(1).unsqueeze(1).shape()).isEqualTo(Shape.of(2, 1, 4));
        assertThat(x.sum().unsqueeze(0, 1, 2)).isEqualTo(Tensor.of(Shape.of(1, 1, 1), 276));
    }
}
