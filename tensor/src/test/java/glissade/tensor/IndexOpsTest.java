package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexOpsTest {

    private static final Tensor X = Tensor.of(new float[][] {{1, 2, 3}, {4, 5, 6}});

    @Test
    void rows_numbers_areTakenInTheirOrder() {
        var x = Tensor.of(new float[][] {{1, 2}, {3, 4}, {5, 6}});

        assertThat(x.rows(Indices.of(2, 0, 2))).isEqualTo(Tensor.of(new float[][] {{5, 6}, {1, 2}, {5, 6}}));
        assertThat(x.rows(Indices.of(Shape.of(2, 1), 1, 0))).isEqualTo(Tensor.of(Shape.of(2, 1, 2), 3, 4, 1, 2));
        assertThat(x.rows(Indices.of(Shape.SCALAR, 1))).isEqualTo(Tensor.of(3, 4));
        assertThat(x.rows(Indices.of())).isEqualTo(Tensor.zeros(0, 2));
        assertThat(Tensor.of(7, 8, 9).rows(Indices.of(1, 1))).isEqualTo(Tensor.of(8, 8));
        assertThat(Tensor.range(12).reshape(3, 2, 2).rows(Indices.of(1)))
                .isEqualTo(Tensor.of(Shape.of(1, 2, 2), 4, 5, 6, 7));
        assertThat(Tensor.zeros(2, 0).rows(Indices.of(1, 1, 0))).isEqualTo(Tensor.zeros(3, 0));
        assertThat(Tensor.zeros(0, 2).rows(Indices.of())).isEqualTo(Tensor.zeros(0, 2));
    }

    @Test
    void scatterRows_repeatedNumbers_addUp() {
        var y = Tensor.of(new float[][] {{1, 2}, {3, 4}, {5, 6}});

        assertThat(y.scatterRows(Indices.of(2, 0, 2), 4))
                .isEqualTo(Tensor.of(new float[][] {{3, 4}, {0, 0}, {6, 8}, {0, 0}}));
        assertThat(y.reshape(3, 1, 2).scatterRows(Indices.of(Shape.of(3, 1), 0, 0, 1), 2))
                .isEqualTo(Tensor.of(new float[][] {{4, 6}, {5, 6}}));
        assertThat(Tensor.of(3, 4).scatterRows(Indices.of(Shape.SCALAR, 1), 2))
                .isEqualTo(Tensor.of(new float[][] {{0, 0}, {3, 4}}));
        assertThat(Tensor.of(1, 2, 3).scatterRows(Indices.of(1, 0, 1), 2)).isEqualTo(Tensor.of(2, 4));
        assertThat(Tensor.zeros(0, 2).scatterRows(Indices.of(), 3)).isEqualTo(Tensor.zeros(3, 2));
        assertThat(Tensor.zeros(0, 2).scatterRows(Indices.of(), 0)).isEqualTo(Tensor.zeros(0, 2));
    }

    @Test
    void scatterRows_repeatedNumbers_areAddedInTheirOrder() {
        // 2²⁴ + 1 = 2²⁴ in float
        float large = 1 << 24;

        assertThat(Tensor.of(large, 1, 1).scatterRows(Indices.of(0, 0, 0), 1)).isEqualTo(Tensor.of(large));
        assertThat(Tensor.of(1, 1, large).scatterRows(Indices.of(0, 0, 0), 1)).isEqualTo(Tensor.of(large + 2));
    }

    @Test
    void indexSelect_axis_isReplacedByTheIndex() {
        assertThat(X.indexSelect(1, Indices.of(2, 0, 2, 2)))
                .isEqualTo(Tensor.of(new float[][] {{3, 1, 3, 3}, {6, 4, 6, 6}}));
        assertThat(X.indexSelect(-1, Indices.of(Shape.of(1, 2), 2, 0)))
                .isEqualTo(Tensor.of(Shape.of(2, 1, 2), 3, 1, 6, 4));
        assertThat(X.indexSelect(1, Indices.of(Shape.SCALAR, 1))).isEqualTo(Tensor.of(2, 5));
        assertThat(X.indexSelect(1, Indices.of())).isEqualTo(Tensor.zeros(2, 0));
        assertThat(Tensor.zeros(2, 0).indexSelect(1, Indices.of())).isEqualTo(Tensor.zeros(2, 0));
        assertThat(Tensor.zeros(0, 3).indexSelect(1, Indices.of(2))).isEqualTo(Tensor.zeros(0, 1));
        assertThat(Tensor.range(12).reshape(2, 3, 2).indexSelect(1, Indices.of(2, 0)))
                .isEqualTo(Tensor.of(Shape.of(2, 2, 2), 4, 5, 0, 1, 10, 11, 6, 7));
    }

    @Test
    void indexAdd_repeatedIndices_addUpInTheirOrder() {
        float large = 1 << 24; // 2²⁴ + 1 = 2²⁴ in float

        assertThat(X.indexAdd(1, Indices.of(2, 2), Tensor.of(new float[][] {{10, 20}, {30, 40}})))
                .isEqualTo(Tensor.of(new float[][] {{1, 2, 33}, {4, 5, 76}}));
        assertThat(X.indexAdd(0, Indices.of(1), Tensor.of(new float[][] {{1, 1, 1}})))
                .isEqualTo(Tensor.of(new float[][] {{1, 2, 3}, {5, 6, 7}}));
        assertThat(X.indexAdd(0, Indices.of(Shape.SCALAR, 0), Tensor.of(1, 1, 1)))
                .isEqualTo(Tensor.of(new float[][] {{2, 3, 4}, {4, 5, 6}}));
        assertThat(Tensor.of(0).indexAdd(0, Indices.of(0, 0, 0), Tensor.of(large, 1, 1))).isEqualTo(Tensor.of(large));
        assertThat(Tensor.of(0).indexAdd(0, Indices.of(0, 0, 0), Tensor.of(1, 1, large)))
                .isEqualTo(Tensor.of(large + 2));
        assertThat(X.indexAdd(0, Indices.of(), Tensor.zeros(0, 3))).isEqualTo(X);
    }

    @Test
    void index_leadingAxes_picksElementsOrSlices() {
        assertThat(X.index(Indices.of(1, 0, -1), Indices.of(0, -1, 1))).isEqualTo(Tensor.of(4, 3, 5));
        assertThat(X.index(Indices.of(-1, 0))).isEqualTo(X.rows(Indices.of(1, 0)));
        assertThat(X.index(Indices.of(Shape.of(2, 1), 1, 0), Indices.of(2, 0)))
                .isEqualTo(Tensor.of(new float[][] {{6, 4}, {3, 1}}));
        assertThat(X.index(Indices.of(1), Indices.of(0, 1, 2))).isEqualTo(Tensor.of(4, 5, 6));
        assertThat(X.index(Indices.of(Shape.SCALAR, 1), Indices.of(Shape.SCALAR, 2))).isEqualTo(Tensor.scalar(6));
        assertThat(Tensor.range(12).reshape(2, 3, 2).index(Indices.of(1, 0), Indices.of(0, 2)))
                .isEqualTo(Tensor.of(new float[][] {{6, 7}, {4, 5}}));
        assertThat(X.index(Indices.of(), Indices.of())).isEqualTo(Tensor.zeros(0));
        assertThat(Tensor.zeros(2, 0).index(Indices.of(1))).isEqualTo(Tensor.zeros(1, 0));
    }

    @Test
    void positions_indices_areRowMajor() {
        var shape = Shape.of(4, 3, 2);

        assertThat(shape.positions(Indices.of(1, -1), Indices.of(2, 0), Indices.of(0, 1)))
                .isEqualTo(Indices.of(10, 19));
        assertThat(shape.positions(Indices.of(1, 3), Indices.of(2))).isEqualTo(Indices.of(5, 11));
    }

    @Test
    void gather_smallerIndex_readsItsPart() {
        assertThat(X.gather(1, Indices.of(Shape.of(2, 1), 2, 0))).isEqualTo(Tensor.of(new float[][] {{3}, {4}}));
        assertThat(X.gather(0, Indices.of(Shape.of(3, 2), 1, 0, 0, 0, 1, 1)))
                .isEqualTo(Tensor.of(new float[][] {{4, 2}, {1, 2}, {4, 5}}));
        assertThat(X.gather(-1, Indices.of(Shape.of(0, 3)))).isEqualTo(Tensor.zeros(0, 3));
        assertThat(Tensor.zeros(2, 0).gather(1, Indices.of(Shape.of(2, 0)))).isEqualTo(Tensor.zeros(2, 0));
    }

    @Test
    void scatter_samePlace_theLaterWriteStays() {
        var index = Indices.of(Shape.of(2, 2), 1, 1, 0, 0);

        assertThat(X.scatter(1, index, Tensor.of(new float[][] {{7, 8}, {9, 10}})))
                .isEqualTo(Tensor.of(new float[][] {{1, 8, 3}, {10, 5, 6}}));
        assertThat(X.scatter(1, index, Double.NEGATIVE_INFINITY))
                .isEqualTo(Tensor.of(new float[][] {{1, Float.NEGATIVE_INFINITY, 3}, {Float.NEGATIVE_INFINITY, 5, 6}}));
        assertThat(X.scatter(0, Indices.of(Shape.of(0, 3)), Tensor.zeros(0, 3))).isEqualTo(X);
        assertThat(X).isEqualTo(Tensor.of(new float[][] {{1, 2, 3}, {4, 5, 6}}));
    }

    @Test
    void scatterAdd_samePlace_addsUpInTheirOrder() {
        float large = 1 << 24; // 2²⁴ + 1 = 2²⁴ in float

        assertThat(Tensor.of(0, 5).scatterAdd(0, Indices.of(0, 0, 0), Tensor.of(large, 1, 1)))
                .isEqualTo(Tensor.of(large, 5));
        assertThat(Tensor.of(0, 5).scatterAdd(0, Indices.of(0, 0, 0), Tensor.of(1, 1, large)))
                .isEqualTo(Tensor.of(large + 2, 5));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void gatherAndScatter_randomShapes_areTheNaiveResults(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            var shape = Naive.shape(random, random.nextInt(1, 5), random.nextInt(12) == 0 ? 0 : 1, 4);
            int axis = random.nextInt(shape.rank());
            checkAlong(random, shape, axis, part(random, shape, axis));
        }
    }

    @Test
    void gatherAndScatter_manyElements_areTheNaiveResultsOnAnyNumberOfThreads() {
        var random = new SplittableRandom(5);
        for (int threads = 1; threads <= 3; threads++) {
            Threads.limit(threads, () -> {
                checkAlong(random, Shape.of(300, 400), 0, Shape.of(300, 400));
                checkAlong(random, Shape.of(300, 400), 1, Shape.of(300, 300));
                checkAlong(random, Shape.of(150_001, 3), 1, Shape.of(150_001, 1));
            });
        }
    }

    private static void checkAlong(SplittableRandom random, Shape shape, int axis, Shape part) {
        var x = Naive.uniform(random, shape);
        var source = Naive.whole(random, part);
        var added = source.toArray();
        int[] numbers = new int[part.elements()];
        var put = x.toArray();
        var filled = x.toArray();
        var sum = x.toArray();
        var read = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = random.nextInt(shape.size(axis));
            int[] place = Naive.index(part, i);
            place[axis] = numbers[i];
            int at = shape.position(place);
            read[i] = x.at(place);
            put[at] = added[i];
            filled[at] = 1.5f;
            sum[at] += added[i];
        }
        var index = Indices.of(part, numbers);

        assertThat(x.gather(axis, index)).isEqualTo(Tensor.of(part, read));
        assertThat(x.scatter(axis, index, source)).isEqualTo(Tensor.of(shape, put));
        assertThat(x.scatter(axis, index, 1.5)).isEqualTo(Tensor.of(shape, filled));
        assertThat(x.scatterAdd(axis, index, source)).isEqualTo(Tensor.of(shape, sum));
    }

    /// A shape of an index for a tensor: any size along the axis, no more than the tensor's along the others.
    private static Shape part(SplittableRandom random, Shape shape, int axis) {
        int[] sizes = shape.toArray();
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = i == axis ? sizes[i] == 0 ? 0 : random.nextInt(1, 6) : random.nextInt(sizes[i] + 1);
        }
        return Shape.of(sizes);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void slices_randomShapes_areTheNaiveResults(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            checkSlices(random, Naive.shape(random, random.nextInt(1, 5), 1, 4), random.nextInt(6));
        }
    }

    @Test
    void slices_manyElements_areTheNaiveResultsOnAnyNumberOfThreads() {
        var random = new SplittableRandom(5);
        for (int threads = 1; threads <= 3; threads++) {
            Threads.limit(threads, () -> {
                checkSlices(random, Shape.of(500, 401), 300);
                checkSlices(random, Shape.of(70_001, 2, 1), 2);
            });
        }
    }

    private static void checkSlices(SplittableRandom random, Shape shape, int count) {
        var x = Naive.uniform(random, shape);
        for (int axis = 0; axis < shape.rank(); axis++) {
            int along = axis;
            int[] numbers = random.ints(count, 0, shape.size(axis)).toArray();
            var part = shape.with(axis, count);
            var read = Naive.tensor(part, index -> {
                index[along] = numbers[index[along]];
                return x.at(index);
            });
            var source = Naive.whole(random, part);
            var sum = x.toArray();
            for (int i = 0; i < part.elements(); i++) {
                int[] place = Naive.index(part, i);
                float added = source.at(place);
                place[axis] = numbers[place[axis]];
                sum[shape.position(place)] += added;
            }

            assertThat(x.indexSelect(axis, Indices.of(numbers))).isEqualTo(read);
            assertThat(x.indexAdd(axis, Indices.of(numbers), source)).isEqualTo(Tensor.of(shape, sum));
        }
    }

    @Test
    void where_notChosen_doesNotMatter() {
        var mask = Mask.of(true, false, true);

        assertThat(Tensor.of(1, Float.NaN, -0f).where(mask, Tensor.of(Float.NaN, 2, Float.NaN)))
                .isEqualTo(Tensor.of(1, 2, -0f));
        assertThat(Tensor.of(1, 2, 3).where(mask, Tensor.scalar(0))).isEqualTo(Tensor.of(1, 0, 3));
        assertThat(Tensor.scalar(1).where(Mask.of(Shape.SCALAR, false), Tensor.scalar(2))).isEqualTo(Tensor.scalar(2));
    }

    @Test
    void maskedFill_trueElements_areTheNumber() {
        assertThat(X.maskedFill(Mask.of(true, false, false), Double.NaN))
                .isEqualTo(Tensor.of(new float[][] {{Float.NaN, 2, 3}, {Float.NaN, 5, 6}}));
        assertThat(Tensor.of(1, 2).maskedFill(Mask.of(Shape.of(2, 1), true, false), 0))
                .isEqualTo(Tensor.of(new float[][] {{0, 0}, {1, 2}}));
    }

    @Test
    void maskedSelect_trueElements_areAList() {
        assertThat(X.maskedSelect(Mask.of(Shape.of(2, 3), true, false, true, false, false, true)))
                .isEqualTo(Tensor.of(1, 3, 6));
        assertThat(X.maskedSelect(Mask.of(Shape.of(2, 1), false, true))).isEqualTo(Tensor.of(4, 5, 6));
        assertThat(X.maskedSelect(Mask.of(false, false, true))).isEqualTo(Tensor.of(3, 6));
        assertThat(X.maskedSelect(Mask.of(false))).isEqualTo(Tensor.of());
        assertThat(Tensor.of(1, 2).maskedSelect(Mask.of(Shape.of(2, 1), true, true))).isEqualTo(Tensor.of(1, 2, 1, 2));
        assertThat(Tensor.scalar(3).maskedSelect(Mask.of(Shape.SCALAR, true))).isEqualTo(Tensor.of(3));
        assertThat(Tensor.zeros(0, 3).maskedSelect(Mask.of(true))).isEqualTo(Tensor.of());
        assertThat(Tensor.zeros(1, 3).maskedSelect(Mask.of(Shape.of(0, 1)))).isEqualTo(Tensor.of());
    }

    @Test
    void maskedScatter_trueElements_areTheSources() {
        assertThat(X.maskedScatter(Mask.of(true, false, true), Tensor.of(new float[][] {{7, 8}, {9, 10}})))
                .isEqualTo(Tensor.of(new float[][] {{7, 2, 8}, {9, 5, 10}}));
        assertThat(Tensor.of(1, 2).maskedScatter(Mask.of(Shape.of(2, 1), false, true), Tensor.of(7, 8)))
                .isEqualTo(Tensor.of(new float[][] {{1, 2}, {7, 8}}));
        assertThat(X.maskedScatter(Mask.of(false), Tensor.of())).isEqualTo(X);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void masks_randomShapes_areTheNaiveResults(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            var whole = Naive.shape(random, random.nextInt(5), random.nextInt(12) == 0 ? 0 : 1, 4);
            checkMasks(random, BroadcastTest.part(random, whole), BroadcastTest.part(random, whole),
                    BroadcastTest.part(random, whole));
        }
    }

    @Test
    void masks_manyElements_areTheNaiveResultsOnAnyNumberOfThreads() {
        var random = new SplittableRandom(5);
        for (int threads = 1; threads <= 3; threads++) {
            Threads.limit(threads, () -> {
                checkMasks(random, Shape.of(150_001), Shape.of(150_001), Shape.of(1));
                checkMasks(random, Shape.of(2, 1), Shape.of(2, 70_001), Shape.of(70_001));
                checkMasks(random, Shape.of(40, 50), Shape.of(50, 40, 50), Shape.of(50, 1, 1));
            });
        }
    }

    private static void checkMasks(SplittableRandom random, Shape ofMask, Shape ofX, Shape ofOther) {
        boolean[] values = new boolean[ofMask.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextBoolean();
        }
        var mask = Mask.of(ofMask, values);
        var x = Naive.uniform(random, ofX);
        var other = Naive.uniform(random, ofOther);
        var two = ofX.broadcast(ofMask);
        var three = two.broadcast(ofOther);
        var chosen = Naive.tensor(three, index -> mask.at(Naive.aligned(ofMask, index))
                ? x.at(Naive.aligned(ofX, index)) : other.at(Naive.aligned(ofOther, index)));
        var filled = Naive.tensor(two, index -> mask.at(Naive.aligned(ofMask, index)) ? 7
                : x.at(Naive.aligned(ofX, index)));
        var picked = x.maskedSelect(mask);

        assertThat(x.where(mask, other)).isEqualTo(chosen);
        assertThat(x.maskedFill(mask, 7)).isEqualTo(filled);
        assertThat(picked.shape().elements()).isEqualTo(mask.broadcastTo(two).count());
        assertThat(filled.maskedScatter(mask, picked)).isEqualTo(x.broadcastTo(two));
        assertThat(mask.broadcastTo(two).toTensor()).isEqualTo(mask.toTensor().broadcastTo(two));
    }

    @Test
    void oneHot_labels_areOnesInARow() {
        assertThat(Tensor.oneHot(Indices.of(2, 0), 3)).isEqualTo(Tensor.of(new float[][] {{0, 0, 1}, {1, 0, 0}}));
        assertThat(Tensor.oneHot(Indices.of(Shape.SCALAR, 1), 2)).isEqualTo(Tensor.of(0, 1));
        assertThat(Tensor.oneHot(Indices.of(), 3)).isEqualTo(Tensor.zeros(0, 3));
        assertThat(Tensor.oneHot(Indices.of(Shape.of(1, 2), 1, 0), 2))
                .isEqualTo(Tensor.of(Shape.of(1, 2, 2), 0, 1, 1, 0));
    }

    @Test
    void toIndices_wholeNumbers_areKept() {
        assertThat(Tensor.of(new float[][] {{3, -0f}, {-0x1p31f, 0x1.fffffep30f}}).toIndices())
                .isEqualTo(Indices.of(new int[][] {{3, 0}, {Integer.MIN_VALUE, 2_147_483_520}}));
    }
}
