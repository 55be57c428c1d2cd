package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderOpsTest {

    private static final float NAN = Float.NaN;
    private static final float INF = Float.POSITIVE_INFINITY;
    /// By size, −0 equal to 0, NaN the greatest.
    private static final Comparator<Float> SIZE = (a, b) -> Float.compare(a + 0.0f, b + 0.0f);

    @Test
    void sort_specialNumbers_standInOrderAndEqualOnesStay() {
        var x = Tensor.of(0f, NAN, -0f, INF, -1, -INF, 0f, NAN);

        assertThat(x.sort(0).indices()).isEqualTo(Indices.of(5, 4, 0, 2, 6, 3, 1, 7)).isEqualTo(x.argsort(-1));
        assertThat(x.sort(0).values()).isEqualTo(Tensor.of(-INF, -1, 0f, -0f, 0f, INF, NAN, NAN));
        assertThat(x.sortDescending(0).indices()).isEqualTo(Indices.of(1, 7, 3, 0, 2, 6, 4, 5))
                .isEqualTo(x.argsortDescending(0));
        assertThat(x.topK(0, 4).indices()).isEqualTo(Indices.of(1, 7, 3, 0));
        assertThat(x.bottomK(0, 3).values()).isEqualTo(Tensor.of(-INF, -1, 0f));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 63, 64, 65, 200, 3000})
    void sort_everyAxis_isAStableSortOfEachLine(int n) {
        var random = new SplittableRandom(n);
        float[] few = {-INF, -2, -0f, 0f, 1, 1.5f, Float.MIN_VALUE, INF, NAN};
        for (boolean repeated : new boolean[] {true, false}) {
            for (int axis = 0; axis < 3; axis++) {
                var shape = Shape.of(2, 3, 2).with(axis, n);
                var x = Naive.tensor(shape,
                        i -> repeated ? few[random.nextInt(few.length)] : (float) random.nextDouble(-9, 9));
                var up = lines(x, axis, SIZE);
                var down = lines(x, axis, SIZE.reversed());

                assertThat(x.argsort(axis)).isEqualTo(up);
                assertThat(x.argsortDescending(axis)).isEqualTo(down);
                assertThat(x.sort(axis).values()).isEqualTo(x.gather(axis, up));
                for (int k : new int[] {0, Math.min(n, 1), n / 2, n}) {
                    assertThat(x.topK(axis, k).indices()).isEqualTo(head(down, axis, k));
                    assertThat(x.bottomK(axis - 3, k).indices()).isEqualTo(head(up, axis, k));
                    assertThat(x.topK(axis, k).values()).isEqualTo(x.gather(axis, head(down, axis, k)));
                }
            }
        }
    }

    /// The places along the axis, in order.
    private static Indices lines(Tensor x, int axis, Comparator<Float> order) {
        int[] result = new int[x.shape().elements()];
        for (int i = 0; i < result.length; i++) {
            int[] index = Naive.index(x.shape(), i);
            if (index[axis] == 0) {
                var places = new ArrayList<Integer>();
                for (int place = 0; place < x.shape().size(axis); place++) {
                    places.add(place);
                }
                places.sort(Comparator.comparing(place -> {
                    index[axis] = place;
                    return x.at(index);
                }, order));
                for (int place = 0; place < places.size(); place++) {
                    index[axis] = place;
                    result[x.shape().position(index)] = places.get(place);
                }
            }
        }
        return Indices.of(x.shape(), result);
    }

    private static Indices head(Indices places, int axis, int k) {
        float[] numbers = new float[places.shape().elements()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = places.data[i];
        }
        return Tensor.of(places.shape(), numbers).narrow(axis, 0, k).toIndices();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void extremes_everyAxis_mirrorEachOther(long seed) {
        var random = new SplittableRandom(seed);
        float[] values = {-INF, -1, -0f, 0f, 1, INF, NAN};
        for (int round = 0; round < 40; round++) {
            int rank = random.nextInt(1, 5);
            int most = random.nextInt(1, values.length + 1);
            var x = Naive.tensor(Naive.shape(random, rank, 1, 20), i -> values[random.nextInt(most)]);

            assertThat(x.argmin()).isEqualTo(x.neg().argmax());
            assertThat(x.argmax()).isEqualTo(x.reshape(-1).argmax(0).at());
            for (int axis = 0; axis < rank; axis++) {
                assertThat(x.argmin(axis)).isEqualTo(x.neg().argmax(axis));
                assertThat(x.maxAlong(axis).indices()).isEqualTo(x.argmax(axis));
                assertThat(x.minAlong(axis).indices()).isEqualTo(x.argmin(axis));
                assertThat(x.maxAlong(axis).values().add(0)).isEqualTo(x.max(axis).add(0));
                assertThat(x.minAlong(axis).values().add(0)).isEqualTo(x.min(axis).add(0));
            }
        }
    }

    @Test
    void argmax_manyElements_isTheFirstOnAnyNumberOfThreads() {
        for (int at : new int[] {0, 4095, 4096, 40_000, 99_999}) {
            var x = Naive.tensor(Shape.of(100_000), i -> i[0] == at || i[0] == 99_999 ? 1 : 0);
            for (int threads = 1; threads <= 3; threads++) {
                assertThat((int) Threads.limit(threads, () -> x.argmax())).isEqualTo(at);
                assertThat((int) Threads.limit(threads, () -> x.neg().argmin())).isEqualTo(at);
            }
        }
    }

    @Test
    void cumulative_smallMatrix_areTheTextbooks() {
        var x = Tensor.of(new float[][] {{1, 2, 3}, {4, 0, 6}});

        assertThat(x.cumsum(0)).isEqualTo(Tensor.of(new float[][] {{1, 2, 3}, {5, 2, 9}}));
        assertThat(x.cumsum(1)).isEqualTo(Tensor.of(new float[][] {{1, 3, 6}, {4, 4, 10}}));
        assertThat(x.cumprod(0)).isEqualTo(Tensor.of(new float[][] {{1, 2, 3}, {4, 0, 18}}));
        assertThat(x.cumprod(-1)).isEqualTo(Tensor.of(new float[][] {{1, 2, 6}, {4, 0, 0}}));
        assertThat(Tensor.of(1, INF, -INF, 2).cumsum(0)).isEqualTo(Tensor.of(1, INF, NAN, NAN));
        assertThat(Tensor.of(3e38f, 3e38f, -3e38f).cumsum(0)).as("each result by itself must fit")
                .isEqualTo(Tensor.of(3e38f, INF, 3e38f));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 9, 1023, 1025, 40_000})
    void cumulative_anyAxis_sameBitsAsALineOnAnyNumberOfThreads(int n) {
        var lines = Naive.uniform(new SplittableRandom(n), Shape.of(3, n));
        var wide = lines.transpose();
        for (int threads = 1; threads <= 3; threads++) {
            assertThat(Threads.limit(threads, () -> wide.cumsum(0))).isEqualTo(lines.cumsum(1).transpose());
            assertThat(Threads.limit(threads, () -> wide.cumsum(1))).isEqualTo(lines.cumsum(0).transpose());
            assertThat(Threads.limit(threads, () -> wide.add(1).cumprod(0)))
                    .isEqualTo(lines.add(1).cumprod(1).transpose());
            assertThat(Threads.limit(threads, () -> wide.add(1).cumprod(1)))
                    .isEqualTo(lines.add(1).cumprod(0).transpose());
        }
        if (n > 0) {
            double sum = 0;
            for (float v : lines.select(0, 2).toArray()) {
                sum += v;
            }
            assertThat(lines.cumsum(1).at(2, -1)).isEqualTo((float) sum);
        }
    }
}
