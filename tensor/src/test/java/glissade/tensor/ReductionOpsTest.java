package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReductionOpsTest {

    private static final float NAN = Float.NaN;
    private static final float INF = Float.POSITIVE_INFINITY;

    /// Puts one more number into a result.
    private interface Step {
        double apply(double result, float next);
    }

    @Test
    void reductions_smallMatrix_areTheTextbooks() {
        var x = Tensor.of(new float[][] {{1, 5, 3}, {4, 2, 9}});

        assertThat(x.sum()).isEqualTo(Tensor.scalar(24));
        assertThat(x.sum(0)).isEqualTo(Tensor.of(5, 7, 12));
        assertThat(x.sum(-1)).isEqualTo(Tensor.of(9, 15));
        assertThat(x.mean(1)).isEqualTo(Tensor.of(3, 5));
        assertThat(x.max(0)).isEqualTo(Tensor.of(4, 5, 9));
        assertThat(x.min(1)).isEqualTo(Tensor.of(1, 2));
        assertThat(x.argmax(1)).isEqualTo(Indices.of(1, 2));
        assertThat(x.argmax(0)).isEqualTo(Indices.of(1, 0, 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void reductions_everySetOfAxes_areTheNaiveResult(long seed) {
        var random = new SplittableRandom(seed);
        for (int rank = 0; rank <= 4; rank++) {
            for (int set = 0; set < 1 << rank; set++) {
                var x = Naive.whole(random, Naive.shape(random, rank, 1, 5));
                int[] axes = axes(random, rank, set);
                boolean[] reduced = reduced(rank, set);
                double count = (double) x.shape().elements() / x.shape().without(reduced).elements();
                var sum = naive(x, reduced, 0, Double::sum);

                assertThat(x.sum(axes)).isEqualTo(sum);
                assertThat(x.mean(axes)).isEqualTo(sum.div(count));
                assertThat(x.max(axes)).isEqualTo(naive(x, reduced, -9, Math::max));
                assertThat(x.min(axes)).isEqualTo(naive(x, reduced, 9, Math::min));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void reductions_everySetOfAxesOfEmptyTensors_areZerosOrRefused(long seed) {
        var random = new SplittableRandom(seed);
        for (int rank = 1; rank <= 4; rank++) {
            for (int set = 1; set < 1 << rank; set++) {
                int emptyAxis = random.nextInt(rank);
                var x = Tensor.zeros(Naive.shape(random, rank, 1, 3).with(emptyAxis, 0));
                int[] axes = axes(random, rank, set);
                boolean[] reduced = reduced(rank, set);
                var result = x.shape().without(reduced);

                assertThat(x.sum(axes)).isEqualTo(Tensor.zeros(result));
                assertThat(x.mean(axes)).isEqualTo(Tensor.full(result, NAN));
                if (reduced[emptyAxis]) {
                    assertThatThrownBy(() -> x.max(axes)).isInstanceOf(ShapeException.class);
                    assertThatThrownBy(() -> x.min(axes)).isInstanceOf(ShapeException.class);
                } else {
                    assertThat(x.max(axes)).isEqualTo(Tensor.zeros(result));
                    assertThat(x.min(axes)).isEqualTo(Tensor.zeros(result));
                }
            }
        }
    }

    @Test
    void sum_hugeSizesAroundAnEmptyAxis_needNoMemory() {
        assertThat(Tensor.zeros(40_000, 50_000, 0).sum(0, 2)).isEqualTo(Tensor.zeros(50_000));
    }

    @ParameterizedTest(name = "[{0}, {1}]")
    @CsvSource({"1, 300007", "300007, 1", "3, 70001", "70001, 3", "700, 300", "5000, 150", "1500, 500",
        "1, 1200007", "400003, 3"}) // more than two tasks' elements at last
    void reductions_large_areCloseAndTheSameOnAnyNumberOfThreads(int rows, int columns) {
        var x = Naive.uniform(new SplittableRandom(rows), Shape.of(rows, columns));
        boolean[][] sets = {{true, true}, {true, false}, {false, true}};
        int[][] axes = {{}, {0}, {1}};
        for (int i = 0; i < 3; i++) {
            int[] over = axes[i];
            var sum = x.sum(over);
            var error = sum.sub(naive(x, sets[i], 0, Double::sum)).abs();
            var bound = naive(x.abs(), sets[i], 0, Double::sum).mul(70 * 0x1p-24);
            assertThat(error.sub(bound).max().item()).isNotPositive();
            assertThat(x.max(over)).isEqualTo(naive(x, sets[i], -9, Math::max));
            for (int threads = 1; threads <= 4; threads++) {
                assertThat(Threads.limit(threads, () -> x.sum(over))).isEqualTo(sum);
                assertThat(Threads.limit(threads, () -> x.max(over))).isEqualTo(x.max(over));
            }
        }
        double norm = Math.sqrt(naive(x, sets[0], 0, (a, b) -> a + (double) b * b).item());
        assertThat(x.norm()).isCloseTo(norm, within(1e-5 * norm));
        for (int threads = 1; threads <= 4; threads++) {
            assertThat(Threads.limit(threads, () -> x.norm())).isEqualTo(x.norm());
        }
    }

    @Test
    void sums_notANumberAndInfinity_followArithmetic() {
        var x = Tensor.of(new float[][] {{1, NAN}, {INF, 1}, {INF, -INF}, {-INF, 3}});

        assertThat(x.sum(1)).isEqualTo(Tensor.of(NAN, INF, NAN, -INF));
        assertThat(x.transpose().sum(0)).isEqualTo(Tensor.of(NAN, INF, NAN, -INF));
        assertThat(x.mean(1)).isEqualTo(Tensor.of(NAN, INF, NAN, -INF));
        assertThat(Tensor.of(3e38f, 3e38f, -3e38f).sum()).as("only the result must fit")
                .isEqualTo(Tensor.scalar(3e38f));
    }

    @Test
    void extremes_notANumber_winsWhereverItStands() {
        for (int n : new int[] {1, 2, 15, 16, 17, 33, 100}) {
            for (int at = 0; at < n; at++) {
                int place = at;
                var x = Naive.tensor(Shape.of(n), i -> i[0] == place ? NAN : i[0]);
                assertThat(x.max()).isEqualTo(Tensor.scalar(NAN));
                assertThat(x.min()).isEqualTo(Tensor.scalar(NAN));
                assertThat(x.reshape(n, 1).broadcastTo(Shape.of(n, 2)).max(0)).isEqualTo(Tensor.of(NAN, NAN));
                assertThat(x.argmax(0)).isEqualTo(Indices.of(Shape.SCALAR, at));
                assertThat(x.allFinite()).isFalse();
            }
        }
    }

    @Test
    void extremes_zerosAndInfinities_areOrdered() {
        assertThat(Tensor.of(-0f, 0f, -0f).max()).isEqualTo(Tensor.scalar(0f));
        assertThat(Tensor.of(0f, -0f, 0f).min()).isEqualTo(Tensor.scalar(-0f));
        assertThat(Tensor.of(-INF, -INF).max()).isEqualTo(Tensor.scalar(-INF));
        assertThat(Tensor.of(INF, 1, -INF).max()).isEqualTo(Tensor.scalar(INF));
        assertThat(Tensor.of(INF, 1, -INF).min()).isEqualTo(Tensor.scalar(-INF));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void argmax_everyAxis_isTheFirstOfTheGreatest(long seed) {
        var random = new SplittableRandom(seed);
        float[] values = {-INF, -1, -0f, 0f, 1, INF, NAN};
        for (int round = 0; round < 40; round++) {
            int rank = random.nextInt(1, 5);
            int most = random.nextInt(1, values.length + 1);
            var x = Naive.tensor(Naive.shape(random, rank, 1, 5), i -> values[random.nextInt(most)]);
            for (int axis = 0; axis < rank; axis++) {
                assertThat(x.argmax(axis)).isEqualTo(naiveArgmax(x, axis)).isEqualTo(x.argmax(axis - rank));
            }
        }
    }

    @Test
    void argmax_longRows_areSearchedToTheEnd() {
        for (int n : new int[] {16, 31, 100, 5000}) {
            for (int at : new int[] {0, 1, n / 2, n - 1}) {
                assertThat(Naive.tensor(Shape.of(2, n), i -> i[1] == at ? -1 : -2).argmax(1))
                        .isEqualTo(Indices.of(at, at));
            }
        }
    }

    @Test
    void argmax_nothingLeft_isEmpty() {
        assertThat(Tensor.zeros(2, 0).argmax(0)).isEqualTo(Indices.of());
        assertThat(Tensor.zeros(0, 3).argmax(1)).isEqualTo(Indices.of());
    }

    @Test
    void norm_sizes_neitherOverflow() {
        assertThat(Tensor.of(3, -4).norm()).isEqualTo(5);
        assertThat(Tensor.zeros(0).norm()).isZero();
        assertThat(Tensor.full(Shape.of(100), 1e30).norm()).isCloseTo(1e31, within(1e25));
        assertThat(Tensor.of(1, INF).norm()).isInfinite();
        assertThat(Tensor.of(1, NAN).norm()).isNaN();
    }

    @Test
    void allFinite_infinityAnywhere_isFound() {
        assertThat(Tensor.zeros(0).allFinite()).isTrue();
        assertThat(Tensor.of(0, Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE).allFinite()).isTrue();
        for (int at = 0; at < 100; at++) {
            int place = at;
            assertThat(Naive.tensor(Shape.of(100), i -> i[0] == place ? -INF : 1).allFinite()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void sumTo_randomShapes_undoesBroadcasting(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 100; round++) {
            var shape = Naive.shape(random, random.nextInt(5), random.nextInt(9) == 0 ? 0 : 1, 4);
            int skipped = random.nextInt(shape.rank() + 1);
            int[] sizes = new int[shape.rank() - skipped];
            for (int j = 0; j < sizes.length; j++) {
                sizes[j] = random.nextBoolean() ? 1 : shape.size(skipped + j);
            }
            var target = Shape.of(sizes);
            var x = Naive.whole(random, shape);
            float[] sums = new float[target.elements()];
            for (int i = 0; i < shape.elements(); i++) {
                int[] index = Naive.index(shape, i);
                sums[target.position(Naive.aligned(target, index))] += x.at(index);
            }

            assertThat(x.sumTo(target)).as("%s to %s", shape, target).isEqualTo(Tensor.of(target, sums));
        }
    }

    @Test
    void sumTo_ownShape_isTheTensorItself() {
        var x = Tensor.of(1, 2);

        assertThat(x.sumTo(Shape.of(2))).isSameAs(x);
    }

    private static boolean[] reduced(int rank, int set) {
        boolean[] reduced = new boolean[rank];
        for (int axis = 0; axis < rank; axis++) {
            reduced[axis] = set == 0 || (set >> axis & 1) != 0;
        }
        return reduced;
    }

    /// The axes of a set, in descending order or not, counted from either end; none of them means all.
    private static int[] axes(SplittableRandom random, int rank, int set) {
        boolean descending = random.nextBoolean();
        int[] axes = new int[Integer.bitCount(set)];
        int count = 0;
        for (int i = 0; i < rank; i++) {
            int axis = descending ? rank - 1 - i : i;
            if ((set >> axis & 1) != 0) {
                axes[count++] = random.nextBoolean() ? axis : axis - rank;
            }
        }
        return axes;
    }

    private static Tensor naive(Tensor x, boolean[] reduced, double start, Step step) {
        var result = x.shape().without(reduced);
        double[] values = new double[result.elements()];
        Arrays.fill(values, start);
        for (int i = 0; i < x.shape().elements(); i++) {
            int[] index = Naive.index(x.shape(), i);
            int position = 0;
            for (int axis = 0; axis < reduced.length; axis++) {
                position = reduced[axis] ? position : position * x.shape().size(axis) + index[axis];
            }
            values[position] = step.apply(values[position], x.at(index));
        }
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) values[i];
        }
        return Tensor.of(result, rounded);
    }

    private static Indices naiveArgmax(Tensor x, int axis) {
        boolean[] removed = new boolean[x.shape().rank()];
        removed[axis] = true;
        var result = x.shape().without(removed);
        int[] best = new int[result.elements()];
        for (int i = 0; i < best.length; i++) {
            int[] rest = Naive.index(result, i);
            int[] index = new int[removed.length];
            for (int j = 0; j < index.length; j++) {
                index[j] = j == axis ? 0 : rest[j < axis ? j : j - 1];
            }
            float greatest = x.at(index);
            for (index[axis] = 1; index[axis] < x.shape().size(axis); index[axis]++) {
                float next = x.at(index);
                if (next > greatest || Float.isNaN(next) && !Float.isNaN(greatest)) {
                    greatest = next;
                    best[i] = index[axis];
                }
            }
        }
        return Indices.of(result, best);
    }
}
