package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorTest {

    @Test
    void eye_size_isTheIdentity() {
        assertThat(Tensor.eye(2)).isEqualTo(Tensor.of(Shape.of(2, 2), 1, 0, 0, 1));
        assertThat(Tensor.eye(0).shape()).isEqualTo(Shape.of(0, 0));
        assertThatThrownBy(() -> Tensor.eye(-1)).isExactlyInstanceOf(ShapeException.class);
    }

    @Test
    void ones_shapeOrSizes_areTheSame() {
        assertThat(Tensor.ones(Shape.of(2, 3))).isEqualTo(Tensor.ones(2, 3));
    }

    @Test
    void of_values_isAVector() {
        var x = Tensor.of(1, 2.5f, -3);

        assertThat(x.shape()).isEqualTo(Shape.of(3));
        assertThat(x.toArray()).containsExactly(1, 2.5f, -3);
        assertThat(Tensor.of().shape()).isEqualTo(Shape.of(0));
    }

    @Test
    void of_shape_isRowMajor() {
        var x = Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);

        assertThat(x.at(0, 2)).isEqualTo(3);
        assertThat(x.at(1, 0)).isEqualTo(4);
        assertThat(x.at(-1, -1)).isEqualTo(6);
        assertThat(x.at(-2, 1)).isEqualTo(2);
    }

    @Test
    void of_rows_isAMatrix() {
        assertThat(Tensor.of(new float[][] {{1, 2}, {3, 4}, {5, 6}}))
                .isEqualTo(Tensor.of(Shape.of(3, 2), 1, 2, 3, 4, 5, 6));
        assertThat(Tensor.of(new float[][] {}).shape()).isEqualTo(Shape.of(0, 0));
        assertThat(Tensor.of(new float[][] {{}, {}}).shape()).isEqualTo(Shape.of(2, 0));
        assertThatThrownBy(() -> Tensor.of(new float[][] {{}, {1}})).isInstanceOf(ShapeException.class);
    }

    @Test
    void of_doubles_areRoundedToFloat() {
        assertThat(Tensor.of(0.1, 2, -1e300)).isEqualTo(Tensor.of(0.1f, 2, Float.NEGATIVE_INFINITY));
        assertThat(Tensor.of(Shape.of(1, 2), 0.1, 2)).isEqualTo(Tensor.of(Shape.of(1, 2), 0.1f, 2));
        assertThat(Tensor.of(new double[][] {{0.1, 2}, {3, 4}}))
                .isEqualTo(Tensor.of(new float[][] {{0.1f, 2}, {3, 4}}));
        assertThat(Tensor.of(new double[0][]).shape()).isEqualTo(Shape.of(0, 0));
        assertThatThrownBy(() -> Tensor.of(Shape.of(2), 0.5)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Tensor.of(new double[][] {{}, {1}})).isInstanceOf(ShapeException.class);
    }

    @Test
    void scalar_value_isRoundedToFloat() {
        assertThat(Tensor.scalar(0.1).shape()).isEqualTo(Shape.SCALAR);
        assertThat(Tensor.scalar(0.1).item()).isEqualTo(0.1f);
        assertThat(Tensor.scalar(1e300).item()).isInfinite();
        assertThat(Tensor.scalar(3).at()).isEqualTo(3);
    }

    @Test
    void fills_shape_areWhatTheySay() {
        assertThat(Tensor.zeros(2, 2)).isEqualTo(Tensor.of(Shape.of(2, 2), 0, 0, 0, 0));
        assertThat(Tensor.zeros(Shape.of(2))).isEqualTo(Tensor.of(0, 0));
        assertThat(Tensor.ones(3)).isEqualTo(Tensor.of(1, 1, 1));
        assertThat(Tensor.full(Shape.of(1, 2), -0.5)).isEqualTo(Tensor.of(Shape.of(1, 2), -0.5f, -0.5f));
        assertThat(Tensor.zeros()).isEqualTo(Tensor.scalar(0));
        assertThat(Tensor.zeros(4, 0).toArray()).isEmpty();
        assertThat(Tensor.range(4)).isEqualTo(Tensor.of(0, 1, 2, 3));
        assertThat(Tensor.range(0).shape()).isEqualTo(Shape.of(0));
    }

    @Test
    void linspace_bothEnds_areIncluded() {
        assertThat(Tensor.linspace(-1, 1, 5)).isEqualTo(Tensor.of(-1, -0.5f, 0, 0.5f, 1));
        assertThat(Tensor.linspace(3, 1, 3)).isEqualTo(Tensor.of(3, 2, 1));
        assertThat(Tensor.linspace(2, 9, 2)).isEqualTo(Tensor.of(2, 9));
        assertThat(Tensor.linspace(2, 9, 1)).isEqualTo(Tensor.of(2));
        assertThat(Tensor.linspace(2, 9, 0).shape()).isEqualTo(Shape.of(0));
        assertThat(Tensor.linspace(1e20, 1, 3)).as("the small end is not lost in the large one")
                .isEqualTo(Tensor.of(1e20f, 5e19f, 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void linspace_random_isEven(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 100; i++) {
            double from = random.nextDouble(-10, 10);
            double to = random.nextDouble(-10, 10);
            int n = random.nextInt(2, 60);

            float[] x = Tensor.linspace(from, to, n).toArray();

            assertThat(x[0]).isEqualTo((float) from);
            assertThat(x[n - 1]).isEqualTo((float) to);
            for (int j = 0; j < n; j++) {
                double exact = (from * (n - 1 - j) + to * j) / (n - 1);
                assertThat(Math.abs(x[j] - exact)).isLessThanOrEqualTo(1e-6);
            }
        }
    }

    @Test
    void item_oneElement_isIt() {
        assertThat(Tensor.of(7).item()).isEqualTo(7);
        assertThat(Tensor.of(Shape.of(1, 1, 1), -0f).item()).isEqualTo(-0f);
    }

    @Test
    void value_isTheTensorItself() {
        var x = Tensor.of(1, 2);

        assertThat(x.value()).isSameAs(x);
    }

    @Test
    void arrays_inAndOut_areCopied() {
        float[] values = {1, 2};
        float[][] rows = {{1, 2}};
        var vector = Tensor.of(values);
        var shaped = Tensor.of(Shape.of(1, 2), values);
        var matrix = Tensor.of(rows);

        values[0] = 9;
        rows[0][0] = 9;
        vector.toArray()[1] = 9;

        assertThat(vector).isEqualTo(Tensor.of(1, 2));
        assertThat(shaped).isEqualTo(matrix).isEqualTo(Tensor.of(Shape.of(1, 2), 1, 2));
    }

    @Test
    void operations_all_leaveTheirOperandsAlone() {
        var x = Tensor.of(Shape.of(2, 2), 1, -2, 3, -4);
        var y = Tensor.of(Shape.of(2, 2), 5, 6, 7, 8);
        float[] before = x.toArray();

        x.add(y).sub(1).mul(x).div(y).maximum(x).clamp(-1, 1).neg().abs().relu().exp().log().softmax(0).logSoftmax(1);
        x.matmul(y).linear(y, Tensor.of(1, 2)).sum(0).sumTo(Shape.of(1));
        x.min(0);
        x.argmax(0);
        x.transpose().reshape(4).broadcastTo(Shape.of(2, 4)).scatterRows(Indices.of(0, 0), 1);
        x.flatten().toArray()[0] = 99;
        x.broadcastTo(x.shape()).toArray()[0] = 99;

        assertThat(x.toArray()).containsExactly(before);
        assertThat(y.toArray()).containsExactly(5, 6, 7, 8);
    }

    @Test
    void equals_bits_decide() {
        var x = Tensor.of(1, Float.NaN);

        assertThat(x).isEqualTo(Tensor.of(1, Float.intBitsToFloat(0x7fc00001))).isEqualTo(x)
                .hasSameHashCodeAs(Tensor.of(1, Float.intBitsToFloat(0x7fc00001)));
        assertThat(Tensor.of(0f)).isNotEqualTo(Tensor.of(-0f));
        assertThat(Tensor.of(1, 2)).isNotEqualTo(Tensor.of(Shape.of(1, 2), 1, 2)).isNotEqualTo(Tensor.of(1, 2.0000002f))
                .isNotEqualTo(Tensor.of(1)).isNotEqualTo("a tensor");
        assertThat(Tensor.zeros(0, 2)).isNotEqualTo(Tensor.zeros(2, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16_383, 16_384, 16_385, 100_000})
    void map_anySize_appliesTheLoopOnceToEachElement(int n) {
        var x = Tensor.range(n);
        for (int threads = 1; threads <= 4; threads++) {
            int[] visits = new int[n];
            var y = x.map((a, ao, b, bo, count) -> {
                for (int i = 0; i < count; i++) {
                    visits[ao + i]++;
                    b[bo + i] = a[ao + i] + 1;
                }
            });
            Threads.limit(threads, y::data);

            assertThat(y).isEqualTo(Naive.tensor(Shape.of(n), index -> index[0] + 1));
            assertThat(visits).containsOnly(n == 0 ? new int[0] : new int[] {1});
        }
    }
}
