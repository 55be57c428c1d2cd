package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SliceTest {

    /// What Python gives for `list(range(6))[start:stop:step]`; no entry: not given.
    @ParameterizedTest
    @CsvSource({
        ",,1,012345", "1,5,1,1234", "1,5,2,13", ",,3,03", "-3,,1,345", ",-2,1,0123", "2,2,1,''", "4,2,1,''",
        "-99,99,1,012345", "99,,1,''", ",-99,1,''", "5,,1,5", "0,6,5,05", "0,6,6,0", "1,,2147483647,1",
        ",,-1,543210", "4,1,-1,432", "4,1,-2,42", "4,,-2,420", ",3,-1,54", "-2,-5,-1,432", "99,-99,-3,52", "0,,-1,0",
        "-99,,-1,''", "1,4,-1,''", ",,-2147483648,5", "0,-99,-1,0", "-2147483648,2147483647,4,04",
        "2147483647,-2147483648,-4,51"})
    void slice_startStopStep_arePythons(Integer start, Integer stop, int step, String expected) {
        Slice slice = start == null ? stop == null ? Slice.all() : Slice.to(stop)
                : stop == null ? Slice.from(start) : Slice.of(start, stop);

        assertThat(Tensor.range(6).slice(slice.step(step)))
                .isEqualTo(Tensor.of(floats(expected.chars().map(digit -> digit - '0'))));
    }

    private static float[] floats(IntStream values) {
        int[] ints = values.toArray();
        float[] floats = new float[ints.length];
        for (int i = 0; i < ints.length; i++) {
            floats[i] = ints[i];
        }
        return floats;
    }

    @Test
    void slice_severalAxes_areCutTogether() {
        var x = Tensor.range(24).reshape(2, 3, 4);

        assertThat(x.slice(Slice.at(1), Slice.of(0, 2), Slice.all().step(-2)))
                .isEqualTo(Tensor.of(new float[][] {{15, 13}, {19, 17}}));
        assertThat(x.slice(Slice.all(), Slice.at(-1)))
                .isEqualTo(Tensor.of(new float[][] {{8, 9, 10, 11}, {20, 21, 22, 23}}));
        assertThat(x.slice(Slice.at(0), Slice.at(-1), Slice.at(2))).isEqualTo(Tensor.scalar(10));
        assertThat(x.slice()).isEqualTo(x);
        assertThat(Tensor.scalar(3).slice()).isEqualTo(Tensor.scalar(3));
        assertThat(x.slice(Slice.to(0)).shape()).isEqualTo(Shape.of(0, 3, 4));
        assertThat(Tensor.zeros(2, 0, 3).slice(Slice.at(0), Slice.all().step(-1), Slice.from(1)).shape())
                .isEqualTo(Shape.of(0, 2));
        assertThat(Tensor.of(Shape.of(1, 1), 7).slice(Slice.all().step(-5), Slice.at(-1))).isEqualTo(Tensor.of(7));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void slice_randomSlices_areTheNaiveResultAndPutBack(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 300; i++) {
            int rank = random.nextInt(1, 5);
            var x = Naive.uniform(random, Naive.shape(random, rank, 1, 5));
            Slice[] slices = new Slice[random.nextInt(rank + 1)];
            int[][] places = new int[rank][];
            for (int axis = 0; axis < rank; axis++) {
                int size = x.shape().size(axis);
                places[axis] = IntStream.range(0, size).toArray();
                if (axis < slices.length) {
                    int start = random.nextInt(size);
                    int step = random.nextInt(1, 4) * (random.nextBoolean() ? 1 : -1);
                    slices[axis] = Slice.from(random.nextBoolean() ? start : start - size).step(step);
                    places[axis] = IntStream.iterate(start, at -> at >= 0 && at < size, at -> at + step).toArray();
                }
            }
            int[] sizes = IntStream.range(0, rank).map(axis -> places[axis].length).toArray();
            var expected = Naive.tensor(Shape.of(sizes), index -> x.at(picked(places, index)));
            var present = x.slice(slices);

            assertThat(present).isEqualTo(expected);
            float[] zeros = new float[x.shape().elements()];
            for (int place = 0; place < expected.shape().elements(); place++) {
                zeros[x.shape().position(picked(places, Naive.index(expected.shape(), place)))] =
                        expected.toArray()[place];
            }
            assertThat(present.scatterSlice(x.shape(), slices)).isEqualTo(Tensor.of(x.shape(), zeros));
        }
    }

    private static int[] picked(int[][] places, int... index) {
        return IntStream.range(0, index.length).map(axis -> places[axis][index[axis]]).toArray();
    }

    @Test
    void scatterSlice_droppedAxes_areFilledAtTheirIndex() {
        assertThat(Tensor.of(5, 6).scatterSlice(Shape.of(2, 4), Slice.at(-1), Slice.from(1).step(2)))
                .isEqualTo(Tensor.of(new float[][] {{0, 0, 0, 0}, {0, 5, 0, 6}}));
        assertThat(Tensor.scalar(5).scatterSlice(Shape.of(2), Slice.at(1))).isEqualTo(Tensor.of(0, 5));
        assertThat(Tensor.zeros(0).scatterSlice(Shape.of(2), Slice.to(0))).isEqualTo(Tensor.of(0, 0));
        assertThat(Tensor.zeros(0, 2).scatterSlice(Shape.of(0, 3), Slice.all(), Slice.to(2)))
                .isEqualTo(Tensor.zeros(0, 3));
    }

    @Test
    void select_andNarrow_areSlicesOfOneAxis() {
        var x = Tensor.range(24).reshape(2, 3, 4);

        assertThat(x.select(0, 1)).isEqualTo(Tensor.range(24).slice(Slice.from(12)).reshape(3, 4));
        assertThat(x.select(-2, -3)).isEqualTo(x.slice(Slice.all(), Slice.at(0)));
        assertThat(Tensor.of(5, 6).select(0, -1)).isEqualTo(Tensor.scalar(6));
        assertThat(x.narrow(1, 1, 2)).isEqualTo(x.slice(Slice.all(), Slice.from(1)));
        assertThat(x.narrow(-1, -3, 2)).isEqualTo(x.slice(Slice.all(), Slice.all(), Slice.of(1, 3)));
        assertThat(x.narrow(-1, 4, 0).shape()).isEqualTo(Shape.of(2, 3, 0));
        assertThat(x.narrow(0, 0, 2)).isEqualTo(x);
    }

    @Test
    void toString_slice_isPythons() {
        assertThat(Slice.all()).hasToString(":");
        assertThat(Slice.of(1, -2).step(3)).hasToString("1:-2:3");
        assertThat(Slice.from(2)).hasToString("2:");
        assertThat(Slice.to(-2).step(-1)).hasToString(":-2:-1");
        assertThat(Slice.at(-1)).hasToString("-1");
    }
}
