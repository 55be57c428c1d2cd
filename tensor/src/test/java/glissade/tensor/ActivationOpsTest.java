package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActivationOpsTest {

    private static final float NAN = Float.NaN;
    private static final float INF = Float.POSITIVE_INFINITY;

    @Test
    void relu_numbers_areCutAtZero() {
        assertThat(Tensor.of(-2, -0f, 0f, 3, -INF, INF, -Float.MIN_VALUE, Float.MIN_VALUE).relu())
                .isEqualTo(Tensor.of(0, 0, 0, 3, 0, INF, 0, Float.MIN_VALUE));
    }

    @Test
    void relu_notANumber_staysSo() {
        assertThat(Tensor.of(NAN, -NAN).relu()).isEqualTo(Tensor.of(NAN, NAN));
    }

    @Test
    void sigmoid_limits_areReachedWithoutOverflow() {
        assertThat(Tensor.of(0f, -0f, INF, -INF, NAN, 200, -200, Float.MAX_VALUE, -Float.MAX_VALUE).sigmoid())
                .isEqualTo(Tensor.of(0.5f, 0.5f, 1, 0, NAN, 1, 0, 1, 0));
    }

    @Test
    void sigmoid_random_isWithinTwoUlp() {
        ElementwiseOpsTest.assertClose(Tensor::sigmoid, x -> 1 / (1 + StrictMath.exp(-x)), -20, 20, 2);
        ElementwiseOpsTest.assertClose(Tensor::sigmoid, x -> 1 / (1 + StrictMath.exp(-x)), -86, -20, 2);
    }

    @Test
    void tanh_limits_keepTheSign() {
        assertThat(Tensor.of(0f, -0f, INF, -INF, NAN, 20, -20, Float.MIN_VALUE, -1e-30f).tanh())
                .isEqualTo(Tensor.of(0f, -0f, 1, -1, NAN, 1, -1, Float.MIN_VALUE, -1e-30f));
    }

    @Test
    void tanh_random_isWithinTwoUlp() {
        ElementwiseOpsTest.assertClose(Tensor::tanh, StrictMath::tanh, -10, 10, 2);
        ElementwiseOpsTest.assertClose(Tensor::tanh, StrictMath::tanh, -0.01, 0.01, 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void softmaxes_everyAxis_areTheFormula(long seed) {
        var random = new SplittableRandom(seed);
        for (int rank = 1; rank <= 4; rank++) {
            var x = Naive.uniform(random, Naive.shape(random, rank, 1, 6)).mul(5);
            for (int axis = 0; axis < rank; axis++) {
                // the distance to the greatest, at most 20, is rounded to float: an error of 2⁻²⁰ in the exponent
                assertSoftmaxes(x, axis, 2e-6);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 5000, 1", "3, 1000, 1", "5, 33, 0", "1000, 3, 0", "300, 31, 1", "70, 64, 1"})
    void softmaxes_longAxes_areTheFormulaOnAnyNumberOfThreads(int rows, int columns, int axis) {
        var x = Naive.uniform(new SplittableRandom(rows), Shape.of(rows, columns));
        assertSoftmaxes(x, axis, 1e-5);
        for (int threads = 1; threads <= 4; threads++) {
            assertThat(Threads.limit(threads, () -> x.softmax(axis))).isEqualTo(x.softmax(axis));
            assertThat(Threads.limit(threads, () -> x.logSoftmax(axis))).isEqualTo(x.logSoftmax(axis));
        }
    }

    @Test
    void softmaxes_hugeNumbers_doNotOverflow() {
        assertThat(Tensor.of(0, -1000).softmax(0)).isEqualTo(Tensor.of(1, 0));
        assertThat(Tensor.of(0, -1000).logSoftmax(0)).isEqualTo(Tensor.of(0, -1000));
        assertThat(Tensor.of(3e38f, 3e38f).softmax(0)).isEqualTo(Tensor.of(0.5f, 0.5f));
        assertThat(Tensor.of(3e38f, -3e38f).softmax(0)).isEqualTo(Tensor.of(1, 0));
    }

    @Test
    void softmaxes_minusInfinity_hasProbabilityZero() {
        assertThat(Tensor.of(1, -INF, 1).softmax(0)).isEqualTo(Tensor.of(0.5f, 0, 0.5f));
        assertThat(Tensor.of(1, -INF).logSoftmax(0)).isEqualTo(Tensor.of(0, -INF));
    }

    @Test
    void softmaxes_noDistribution_isNotANumberInThatRowAlone() {
        var x = Tensor.of(new float[][] {{1, NAN}, {INF, 1}, {-INF, -INF}, {2, 2}});
        var log2 = (float) StrictMath.log(2);
        var expected = Tensor.of(new float[][] {{NAN, NAN}, {NAN, NAN}, {NAN, NAN}, {0.5f, 0.5f}});

        assertThat(x.softmax(1)).isEqualTo(expected);
        assertThat(x.transpose().softmax(0)).isEqualTo(expected.transpose());
        assertThat(x.logSoftmax(1)).isEqualTo(expected.mul(2).mul(-log2));
    }

    @Test
    void softmaxes_oneElementAlong_isCertain() {
        var x = Tensor.of(Shape.of(3, 1), -7, 0, 1e30f);

        assertThat(x.softmax(1)).isEqualTo(Tensor.ones(3, 1));
        assertThat(x.logSoftmax(-1)).isEqualTo(Tensor.zeros(3, 1));
    }

    @Test
    void softmaxes_empty_stayEmpty() {
        for (int axis = 0; axis < 3; axis++) {
            assertThat(Tensor.zeros(2, 0, 3).softmax(axis)).isEqualTo(Tensor.zeros(2, 0, 3));
            assertThat(Tensor.zeros(2, 3, 0).logSoftmax(axis)).isEqualTo(Tensor.zeros(2, 3, 0));
        }
    }

    private static void assertSoftmaxes(Tensor x, int axis, double tolerance) {
        var shape = x.shape();
        var softmax = x.softmax(axis);
        var logSoftmax = x.logSoftmax(axis - shape.rank());
        assertThat(softmax.shape()).isEqualTo(shape);
        assertThat(logSoftmax.shape()).isEqualTo(shape);
        for (int i = 0; i < shape.elements(); i++) {
            int[] index = Naive.index(shape, i);
            double own = x.at(index);
            double sum = 0;
            int[] other = index.clone();
            for (other[axis] = 0; other[axis] < shape.size(axis); other[axis]++) {
                sum += StrictMath.exp(x.at(other) - own);
            }
            assertThat((double) softmax.at(index)).isCloseTo(1 / sum, within(tolerance / sum));
            assertThat((double) logSoftmax.at(index)).isCloseTo(-StrictMath.log(sum),
                    within(tolerance * (1 + StrictMath.log(sum))));
        }
    }
}
