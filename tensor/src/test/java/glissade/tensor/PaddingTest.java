package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaddingTest {

    @Test
    void pad_pairs_beginWithTheLastAxis() {
        var x = Tensor.of(new float[][] {{1, 2}, {3, 4}});

        assertThat(x.pad(1, 2)).isEqualTo(Tensor.of(new float[][] {{0, 1, 2, 0, 0}, {0, 3, 4, 0, 0}}));
        assertThat(x.pad(0, 1, 1, 0)).isEqualTo(Tensor.of(new float[][] {{0, 0, 0}, {1, 2, 0}, {3, 4, 0}}));
        assertThat(x.padConstant(9, -1, 1)).isEqualTo(Tensor.of(new float[][] {{2, 9}, {4, 9}}));
        assertThat(x.pad()).isEqualTo(x);
        assertThat(Tensor.scalar(3).pad()).isEqualTo(Tensor.scalar(3));
    }

    @Test
    void padConstant_valuesBits_areKept() {
        assertThat(Tensor.of(1).padConstant(-0.0, 1, 0)).isEqualTo(Tensor.of(-0f, 1));
        assertThat(Tensor.of(1).padConstant(Double.NaN, 0, 1)).isEqualTo(Tensor.of(1, Float.NaN));
        assertThat(Tensor.of(-0f, Float.NEGATIVE_INFINITY).pad(0, 0))
                .isEqualTo(Tensor.of(-0f, Float.NEGATIVE_INFINITY));
    }

    @Test
    void pad_empty_isThePaddingAlone() {
        assertThat(Tensor.zeros(0).padConstant(5, 1, 2)).isEqualTo(Tensor.of(5, 5, 5));
        assertThat(Tensor.of(1, 2).padConstant(5, -3, 2)).isEqualTo(Tensor.of(5));
        assertThat(Tensor.of(1, 2).pad(-1, -1)).isEqualTo(Tensor.of());
        assertThat(Tensor.zeros(2, 0).pad(0, 0, 1, 1).shape()).isEqualTo(Shape.of(4, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "REFLECT, 2, 2, 21 012 10", "REFLECT, 0, 0, 012", "REFLECT, -1, 2, 12 10", "REFLECT, 2, -2, 21 0",
        "REFLECT, -3, 2, 10", "REPLICATE, 2, 3, 00 012 222", "REPLICATE, -2, 2, 2 22", "REPLICATE, 1, -3, 0",
        "CIRCULAR, 1, 2, 2 012 01", "CIRCULAR, 4, 5, 2 012 012 012 01", "CIRCULAR, -1, 1, 12 1",
        "CIRCULAR, 2, -1, 01 01", "CIRCULAR, -2, -1, ''"})
    void pad_modes_takeTheAxisOwnElements(PadMode mode, int before, int after, String expected) {
        int[] numbers = expected.chars().filter(Character::isDigit).map(digit -> digit - '0').toArray();

        assertThat(mode.indices(Shape.of(3), 0, before, after)).isEqualTo(Indices.of(numbers));
        assertThat(Tensor.range(3).pad(mode, before, after)).isEqualTo(Tensor.range(3).rows(Indices.of(numbers)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void pad_severalAxes_arePaddedEachOnItsOwn(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 60; i++) {
            var x = Naive.uniform(random, Naive.shape(random, 3, 2, 5));
            int[] pads = new int[6];
            for (int j = 0; j < 6; j++) {
                pads[j] = random.nextInt(-1, 2);
            }
            for (PadMode mode : PadMode.values()) {
                Tensor expected = x;
                for (int axis = 0; axis < 3; axis++) {
                    int last = 2 - axis;
                    var indices = mode.indices(x.shape(), axis, pads[2 * last], pads[2 * last + 1]);
                    expected = expected.transpose(0, axis).rows(indices).transpose(0, axis);
                }
                assertThat(x.pad(mode, pads)).isEqualTo(expected);
            }
            var padded = Naive.tensor(x.pad(PadMode.REPLICATE, pads).shape(), index -> {
                int[] from = new int[3];
                boolean inside = true;
                for (int axis = 0; axis < 3; axis++) {
                    from[axis] = index[axis] - pads[2 * (2 - axis)];
                    inside &= from[axis] >= 0 && from[axis] < x.shape().size(axis);
                }
                return inside ? x.at(from) : 7;
            });
            assertThat(x.padConstant(7, pads)).isEqualTo(padded);
        }
    }

    @Test
    void pad_modesOfSmallAxes_work() {
        assertThat(Tensor.of(5).pad(PadMode.REPLICATE, 1, 2)).isEqualTo(Tensor.of(5, 5, 5, 5));
        assertThat(Tensor.of(5).pad(PadMode.CIRCULAR, 2, 0)).isEqualTo(Tensor.of(5, 5, 5));
        assertThat(Tensor.of(5).pad(PadMode.REFLECT, 0, 0)).isEqualTo(Tensor.of(5));
        assertThat(Tensor.zeros(0).pad(PadMode.REFLECT, 0, 0)).isEqualTo(Tensor.of());
        for (PadMode mode : PadMode.values()) {
            assertThat(mode.indices(Shape.of(0), 0, 0, 0)).isEqualTo(Indices.of());
        }
        assertThat(Tensor.zeros(0, 2).pad(PadMode.CIRCULAR, 1, 1).shape()).isEqualTo(Shape.of(0, 4));
        assertThat(Tensor.scalar(5).pad(PadMode.REFLECT)).isEqualTo(Tensor.scalar(5));
    }
}
