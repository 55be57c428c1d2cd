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
        assertThat(x.reshape(3, 4).data()).isSameAs(x.data());
        assertThat(x.reshape(Shape.of(2, 6)).data()).isSameAs(x.data());
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
    void flatten_anyShape_isAListOfAll() {
        assertThat(Tensor.range(24).reshape(2, 3, 4).flatten()).isEqualTo(Tensor.range(24));
        assertThat(Tensor.zeros(5).flatten().shape()).isEqualTo(Shape.of(5));
        assertThat(Tensor.scalar(5).flatten()).isEqualTo(Tensor.of(5.0));
        assertThat(Tensor.scalar(5).flatten(0, 0)).isEqualTo(Tensor.of(5.0));
        assertThat(Tensor.scalar(5).flatten(-1, -1)).isEqualTo(Tensor.of(5.0));
        assertThat(Tensor.zeros(0, 3, 4).flatten().shape()).isEqualTo(Shape.of(0));
        assertThat(Tensor.zeros(2, 0, 4).flatten().shape()).isEqualTo(Shape.of(0));
    }

    @Test
    void tile_ofNothing_mayBeAsLongAsAnArray() {
        assertThat(Tensor.zeros(0, 1).tile(1, Shape.MAX_ELEMENTS).shape()).isEqualTo(Shape.of(0, Shape.MAX_ELEMENTS));
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
    void flatten_twoAxes_areMadeOneWithThoseBetween() {
        var x = Tensor.range(24).reshape(2, 3, 1, 4);

        assertThat(x.flatten(0, -1)).isEqualTo(Tensor.range(24));
        assertThat(x.flatten(1, 2)).isEqualTo(x.reshape(2, 3, 4));
        assertThat(x.flatten(-3, -1)).isEqualTo(x.reshape(2, 12));
        assertThat(x.flatten(1, 1)).isEqualTo(x);
        assertThat(Tensor.scalar(3).flatten(0, -1)).isEqualTo(Tensor.of(3));
        assertThat(Tensor.zeros(2, 0, 3).flatten(0, 1).shape()).isEqualTo(Shape.of(0, 3));
    }

    @Test
    void squeeze_axesOfSizeOne_areDropped() {
        assertThat(Tensor.zeros(1, 3, 1, 2).squeeze().shape()).isEqualTo(Shape.of(3, 2));
        assertThat(Tensor.zeros(1, 1).squeeze()).isEqualTo(Tensor.scalar(0));
        assertThat(Tensor.scalar(1).squeeze()).isEqualTo(Tensor.scalar(1));
        assertThat(Tensor.zeros(1, 0).squeeze().shape()).isEqualTo(Shape.of(0));
        assertThat(Tensor.zeros(1, 3, 1, 1).squeeze(-1, 0).shape()).isEqualTo(Shape.of(3, 1));
    }

    @Test
    void expand_minusOne_keepsTheSize() {
        var x = Tensor.of(Shape.of(3, 1), 1, 2, 3);

        assertThat(x.expand(2, -1, 4)).isEqualTo(x.broadcastTo(Shape.of(2, 3, 4)));
        assertThat(x.expand(-1, -1)).isSameAs(x);
        assertThat(Tensor.scalar(5).expand(2)).isEqualTo(Tensor.of(5, 5));
        assertThat(Tensor.scalar(5).expand()).isEqualTo(Tensor.scalar(5));
        assertThat(x.expand(-1, 0).shape()).isEqualTo(Shape.of(3, 0));
        assertThat(Tensor.zeros(0, 1).expand(-1, 2).shape()).isEqualTo(Shape.of(0, 2));
    }

    @Test
    void tile_counts_areAlignedAtTheLastAxis() {
        var x = Tensor.of(new float[][] {{1, 2}, {3, 4}});

        assertThat(x.tile(2)).isEqualTo(Tensor.of(new float[][] {{1, 2, 1, 2}, {3, 4, 3, 4}}));
        assertThat(x.tile(2, 1)).isEqualTo(Tensor.of(new float[][] {{1, 2}, {3, 4}, {1, 2}, {3, 4}}));
        assertThat(x.tile(3, 2, 2)).isEqualTo(Naive.tensor(Shape.of(3, 4, 4), i -> x.at(i[1] % 2, i[2] % 2)));
        assertThat(x.tile()).isEqualTo(x);
        assertThat(x.tile(0, 1).shape()).isEqualTo(Shape.of(0, 2));
        assertThat(Tensor.scalar(7).tile(3)).isEqualTo(Tensor.of(7, 7, 7));
        assertThat(Tensor.zeros(0).tile(2, 2).shape()).isEqualTo(Shape.of(2, 0));
    }

    @Test
    void repeatInterleave_axis_repeatsEachElement() {
        var x = Tensor.of(new float[][] {{1, 2}, {3, 4}});

        assertThat(x.repeatInterleave(1, 2)).isEqualTo(Tensor.of(new float[][] {{1, 1, 2, 2}, {3, 3, 4, 4}}));
        assertThat(x.repeatInterleave(-2, 2)).isEqualTo(Tensor.of(new float[][] {{1, 2}, {1, 2}, {3, 4}, {3, 4}}));
        assertThat(x.repeatInterleave(0, 1)).isEqualTo(x);
        assertThat(x.repeatInterleave(0, 0).shape()).isEqualTo(Shape.of(0, 2));
        assertThat(Tensor.zeros(0).repeatInterleave(0, 50_000).shape()).isEqualTo(Shape.of(0));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void flipAndRoll_randomAxes_areTheNaiveResult(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 100; i++) {
            int rank = random.nextInt(1, 5);
            var x = Naive.uniform(random, Naive.shape(random, rank, random.nextInt(9) == 0 ? 0 : 1, 4));
            int axis = random.nextInt(rank);
            int other = random.nextInt(rank);
            int shift = random.nextInt(-9, 10);
            var flipped = Naive.tensor(x.shape(), index -> {
                int[] from = index.clone();
                from[axis] = x.shape().size(axis) - 1 - from[axis];
                from[other] = axis == other ? from[other] : x.shape().size(other) - 1 - from[other];
                return x.at(from);
            });
            var rolled = Naive.tensor(x.shape(), index -> {
                int[] from = index.clone();
                from[axis] = Math.floorMod(from[axis] - shift, x.shape().size(axis));
                return x.at(from);
            });

            assertThat(axis == other ? x.flip(axis - rank) : x.flip(axis, other - rank)).isEqualTo(flipped);
            assertThat(x.roll(axis, shift)).isEqualTo(rolled);
            assertThat(rolled.roll(axis - rank, -shift)).isEqualTo(x);
        }
    }

    @Test
    void flip_noAxes_reversesAll() {
        assertThat(Tensor.range(6).reshape(2, 3).flip()).isEqualTo(Tensor.of(new float[][] {{5, 4, 3}, {2, 1, 0}}));
        assertThat(Tensor.scalar(1).flip()).isEqualTo(Tensor.scalar(1));
    }

    @Test
    void roll_greatShifts_wrapAround() {
        assertThat(Tensor.range(3).roll(0, Integer.MIN_VALUE)).isEqualTo(Tensor.range(3).roll(0, 1));
        assertThat(Tensor.range(3).roll(0, Integer.MAX_VALUE)).isEqualTo(Tensor.range(3).roll(0, 1));
        assertThat(Tensor.zeros(0).roll(0, 5)).isEqualTo(Tensor.zeros(0));
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
