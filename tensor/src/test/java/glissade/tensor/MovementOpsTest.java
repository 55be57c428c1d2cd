package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MovementOpsTest {

    @Test
    void reshape_sizes_keepsOrderAndSharesElements() {
        var x = Tensor.range(12);

        assertThat(x.reshape(3, 4)).isEqualTo(Naive.tensor(Shape.of(3, 4), i -> 4 * i[0] + i[1]));
        assertThat(x.reshape(3, 4).data).isSameAs(x.data);
        assertThat(x.reshape(Shape.of(2, 6)).data).isSameAs(x.data);
        assertThat(Tensor.scalar(3).reshape(1, 1)).isEqualTo(Tensor.of(Shape.of(1, 1), 3));
        assertThat(Tensor.of(3).reshape()).isEqualTo(Tensor.scalar(3));
    }

    @Test
    void reshape_minusOne_isWhatIsLeftOver() {
        var x = Tensor.range(12);

        assertThat(x.reshape(-1).shape()).isEqualTo(Shape.of(12));
        assertThat(x.reshape(3, -1).shape()).isEqualTo(Shape.of(3, 4));
        assertThat(x.reshape(-1, 12).shape()).isEqualTo(Shape.of(1, 12));
        assertThat(x.reshape(2, -1, 3).shape()).isEqualTo(Shape.of(2, 2, 3));
        assertThat(Tensor.scalar(1).reshape(-1).shape()).isEqualTo(Shape.of(1));
    }

    @Test
    void reshape_minusOneOfNothing_isZero() {
        assertThat(Tensor.zeros(0, 3).reshape(-1).shape()).isEqualTo(Shape.of(0));
        assertThat(Tensor.zeros(0, 3).reshape(-1, 5).shape()).isEqualTo(Shape.of(0, 5));
        assertThat(Tensor.zeros(0, 3).reshape(0, 9).shape()).isEqualTo(Shape.of(0, 9));
    }

    @Test
    void flatten_allButTheFirst_becomeOne() {
        assertThat(Tensor.zeros(2, 3, 4).flatten().shape()).isEqualTo(Shape.of(2, 12));
        assertThat(Tensor.zeros(5, 3).flatten().shape()).isEqualTo(Shape.of(5, 3));
        assertThat(Tensor.zeros(5).flatten().shape()).isEqualTo(Shape.of(5, 1));
        assertThat(Tensor.zeros(0, 3, 4).flatten().shape()).isEqualTo(Shape.of(0, 12));
        assertThat(Tensor.zeros(2, 0, 4).flatten().shape()).isEqualTo(Shape.of(2, 0));
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 2, 3", "1, 2, 1, 3", "2, 2, 3, 1", "-1, 2, 3, 1", "-2, 2, 1, 3", "-3, 1, 2, 3"})
    void unsqueeze_axis_insertsOneThere(int axis, int first, int second, int third) {
        var x = Tensor.range(6).reshape(2, 3);

        assertThat(x.unsqueeze(axis)).isEqualTo(Tensor.range(6).reshape(first, second, third));
        assertThat(x.unsqueeze(axis).squeeze(axis)).isEqualTo(x);
    }

    @Test
    void unsqueezeAndSqueeze_singleNumber_areInverse() {
        assertThat(Tensor.scalar(3).unsqueeze(0)).isEqualTo(Tensor.of(3)).isEqualTo(Tensor.scalar(3).unsqueeze(-1));
        assertThat(Tensor.of(3).squeeze(0)).isEqualTo(Tensor.scalar(3));
    }

    @Test
    void transpose_lastTwo_areExchanged() {
        assertThat(Tensor.range(6).reshape(2, 3).transpose())
                .isEqualTo(Naive.tensor(Shape.of(3, 2), i -> 3 * i[1] + i[0]));
        assertThat(Tensor.range(24).reshape(2, 3, 4).transpose())
                .isEqualTo(Naive.tensor(Shape.of(2, 4, 3), i -> 12 * i[0] + 4 * i[2] + i[1]));
        assertThat(Tensor.range(24).reshape(2, 3, 4).transpose(0, -1))
                .isEqualTo(Naive.tensor(Shape.of(4, 3, 2), i -> 12 * i[2] + 4 * i[1] + i[0]));
        assertThat(Tensor.range(6).reshape(2, 3).transpose(1, 1)).isEqualTo(Tensor.range(6).reshape(2, 3));
        assertThat(Tensor.zeros(0, 3).transpose()).isEqualTo(Tensor.zeros(3, 0));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void permute_randomOrders_areTheNaiveResultAndUndone(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 100; i++) {
            int rank = random.nextInt(5);
            var x = Naive.uniform(random, Naive.shape(random, rank, random.nextInt(9) == 0 ? 0 : 1, 4));
            int[] axes = order(random, rank);
            int[] sizes = new int[rank];
            int[] signed = new int[rank];
            for (int j = 0; j < rank; j++) {
                sizes[j] = x.shape().size(axes[j]);
                signed[j] = random.nextBoolean() ? axes[j] : axes[j] - rank;
            }
            var expected = Naive.tensor(Shape.of(sizes), index -> {
                int[] from = new int[rank];
                for (int j = 0; j < rank; j++) {
                    from[axes[j]] = index[j];
                }
                return x.at(from);
            });

            assertThat(x.permute(signed)).as("%s by %s", x.shape(), axes).isEqualTo(expected);
            assertThat(expected.permute(inverse(signed))).isEqualTo(x);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void broadcastTo_randomShapes_isTheNaiveResult(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 100; i++) {
            var target = Naive.shape(random, random.nextInt(5), random.nextInt(9) == 0 ? 0 : 1, 4);
            int skipped = random.nextInt(target.rank() + 1);
            int[] sizes = new int[target.rank() - skipped];
            for (int j = 0; j < sizes.length; j++) {
                sizes[j] = random.nextBoolean() ? 1 : target.size(skipped + j);
            }
            var x = Naive.uniform(random, Shape.of(sizes));

            assertThat(x.broadcastTo(target)).as("%s to %s", x.shape(), target)
                    .isEqualTo(Naive.tensor(target, index -> x.at(Naive.aligned(x.shape(), index))));
        }
    }

    @Test
    void copies_large_areTheSameOnAnyNumberOfThreads() {
        var x = Tensor.range(300 * 7 * 100).reshape(300, 7, 100);
        var row = Tensor.range(100);
        for (int threads = 1; threads <= 4; threads++) {
            assertThat(Threads.limit(threads, () -> x.permute(2, 0, 1)))
                    .isEqualTo(Naive.tensor(Shape.of(100, 300, 7), i -> 700 * i[1] + 100 * i[2] + i[0]));
            assertThat(Threads.limit(threads, () -> row.broadcastTo(x.shape())))
                    .isEqualTo(Naive.tensor(x.shape(), i -> i[2]));
        }
    }

    @Test
    void broadcastTo_ownShape_isTheTensorItself() {
        var x = Tensor.range(3);

        assertThat(x.broadcastTo(Shape.of(3))).isSameAs(x);
    }

    private static int[] order(SplittableRandom random, int n) {
        int[] order = Indices.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int other = order[j];
            order[j] = order[i];
            order[i] = other;
        }
        return order;
    }

    /// The order that undoes `axes`.
    private static int[] inverse(int... axes) {
        int[] inverse = new int[axes.length];
        for (int i = 0; i < axes.length; i++) {
            inverse[axes[i] < 0 ? axes[i] + axes.length : axes[i]] = i;
        }
        return inverse;
    }
}
