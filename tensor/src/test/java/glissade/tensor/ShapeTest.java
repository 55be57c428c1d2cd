package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeTest {

    @Test
    void of_sizes_hasThem() {
        var shape = Shape.of(64, 1, 784);

        assertThat(shape.rank()).isEqualTo(3);
        assertThat(shape.elements()).isEqualTo(64 * 784);
        assertThat(shape.toArray()).containsExactly(64, 1, 784);
        assertThat(shape).hasToString("[64, 1, 784]");
    }

    @Test
    void of_nothing_isTheScalar() {
        assertThat(Shape.of()).isSameAs(Shape.SCALAR).hasToString("[]");
        assertThat(Shape.SCALAR.rank()).isZero();
        assertThat(Shape.SCALAR.elements()).isEqualTo(1);
        assertThat(Shape.SCALAR.toArray()).isEmpty();
    }

    @Test
    void of_zeroAnywhere_isEmpty() {
        assertThat(Shape.of(0).elements()).isZero();
        assertThat(Shape.of(0, 3).elements()).isZero();
        assertThat(Shape.of(3, 0, 2_000_000).elements()).isZero();
    }

    @Test
    void of_mostElements_isAccepted() {
        assertThat(Shape.of(Shape.MAX_ELEMENTS).elements()).isEqualTo(Integer.MAX_VALUE - 8);
        assertThat(Shape.of(1 << 15, (1 << 16) - 1).elements()).isEqualTo((1 << 31) - (1 << 15));
        assertThatThrownBy(() -> Shape.of(Shape.MAX_ELEMENTS + 1)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Shape.of(1 << 15, 1 << 16)).isInstanceOf(ShapeException.class);
    }

    @Test
    void of_productThatWrapsAround_isRefused() {
        assertThatThrownBy(() -> Shape.of(1 << 16, 1 << 16)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Shape.of(1 << 30, 1 << 30, 16)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Shape.of(1 << 16, 0, 1 << 16)).isInstanceOf(ShapeException.class);
    }

    @Test
    void arrays_inAndOut_areCopied() {
        int[] sizes = {2, 3};
        var shape = Shape.of(sizes);

        sizes[0] = 9;
        shape.toArray()[1] = 9;

        assertThat(shape).isEqualTo(Shape.of(2, 3));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 2", "1, 1, 3", "2, 2, 5", "-1, 2, 5", "-2, 1, 3", "-3, 0, 2"})
    void axisAndSize_negative_countFromTheEnd(int axis, int expectedAxis, int expectedSize) {
        var shape = Shape.of(2, 3, 5);

        assertThat(shape.axis(axis)).isEqualTo(expectedAxis);
        assertThat(shape.size(axis)).isEqualTo(expectedSize);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, -4, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void axisAndSize_noSuchAxis_areRefused(int axis) {
        assertThatThrownBy(() -> Shape.of(2, 3, 5).axis(axis)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Shape.of(2, 3, 5).size(axis)).isInstanceOf(ShapeException.class);
    }

    @Test
    void with_axis_changesIt() {
        assertThat(Shape.of(2, 3).with(0, 7)).isEqualTo(Shape.of(7, 3));
        assertThat(Shape.of(2, 3).with(-1, 0)).isEqualTo(Shape.of(2, 0));
    }

    @Test
    void without_axes_keepsTheOthers() {
        assertThat(Shape.of(2, 3, 5).without(new boolean[] {true, false, true})).isEqualTo(Shape.of(3));
        assertThat(Shape.of(2).without(new boolean[] {true})).isEqualTo(Shape.SCALAR);
    }

    @Test
    void product_part_multipliesIt() {
        assertThat(Shape.of(2, 3, 5).product(1, 3)).isEqualTo(15);
        assertThat(Shape.of(2, 3, 5).product(0, 2)).isEqualTo(6);
        assertThat(Shape.of(2, 3, 5).product(3, 3)).isEqualTo(1);
    }

    @Test
    void position_everyIndex_countsRowMajor() {
        var shape = Shape.of(3, 1, 4);
        for (int i = 0; i < shape.elements(); i++) {
            int[] index = Naive.index(shape, i);
            int[] fromEnd = {index[0] - 3, index[1] - 1, index[2] - 4};

            assertThat(shape.position(index)).isEqualTo(i);
            assertThat(shape.position(fromEnd)).isEqualTo(i);
        }
        assertThat(Shape.SCALAR.position()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"2,3 | 2,3 | 2,3", "2,3 | 3 | 2,3", "2,3 | '' | 2,3", "2,1 | 1,3 | 2,3",
        "4,1,3 | 2,1 | 4,2,3", "1 | 0 | 0", "5,1 | 1,0 | 5,0", "1,1,1 | 1 | 1,1,1", "'' | '' | ''"})
    void broadcast_fitting_isTheSameFromBothSides(String a, String b, String expected) {
        assertThat(shape(a).broadcast(shape(b))).isEqualTo(shape(expected));
        assertThat(shape(b).broadcast(shape(a))).isEqualTo(shape(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"2,3 | 2", "2 | 3", "0 | 2", "4,2,3 | 4,1", "2,2 | 3,2"})
    void broadcast_notFitting_isRefused(String a, String b) {
        assertThatThrownBy(() -> shape(a).broadcast(shape(b))).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> shape(b).broadcast(shape(a))).isInstanceOf(ShapeException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"3 | 2,3 | true", "1 | 2,3 | true", "'' | 2,3 | true", "2,1 | 2,3 | true",
        "2,3 | 2,3 | true", "1 | 0 | true", "0 | 0 | true", "2 | 2,3 | false", "2,3 | 3 | false", "2,3 | 2,1 | false",
        "1,3 | 3 | false", "0 | 1 | false", "1 | '' | false", "65536,1 | 1,65536 | false"})
    void broadcastsTo_target_isOneWay(String from, String to, boolean expected) {
        assertThat(shape(from).broadcastsTo(shape(to))).isEqualTo(expected);
    }

    @Test
    void matmul_shapes_areTheProducts() {
        assertThat(Shape.of(2, 3).matmul(Shape.of(3, 4), false, false)).isEqualTo(Shape.of(2, 4));
        assertThat(Shape.of(3, 2).matmul(Shape.of(4, 3), true, true)).isEqualTo(Shape.of(2, 4));
        assertThat(Shape.of(3).matmul(Shape.of(3), false, false)).isEqualTo(Shape.SCALAR);
        assertThat(Shape.of(3).matmul(Shape.of(5, 3, 4), false, false)).isEqualTo(Shape.of(5, 4));
        assertThat(Shape.of(5, 2, 3).matmul(Shape.of(3), false, false)).isEqualTo(Shape.of(5, 2));
        assertThat(Shape.of(5, 1, 2, 3).matmul(Shape.of(7, 3, 4), false, false)).isEqualTo(Shape.of(5, 7, 2, 4));
    }

    @Test
    void equals_sizes_decide() {
        assertThat(Shape.of(2, 3)).isEqualTo(Shape.of(2, 3)).hasSameHashCodeAs(Shape.of(2, 3));
        assertThat(Shape.of(2, 3)).isNotEqualTo(Shape.of(3, 2)).isNotEqualTo(Shape.of(6)).isNotEqualTo("[2, 3]");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void broadcast_random_agreesWithBroadcastsTo(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            var a = Naive.shape(random, random.nextInt(5), 0, 3);
            var b = Naive.shape(random, random.nextInt(5), 0, 3);
            var both = Shape.broadcastOrNull(a, b);

            if (both == null) {
                assertThat(a.broadcastsTo(b) || b.broadcastsTo(a)).as("%s, %s", a, b).isFalse();
            } else {
                assertThat(a.broadcastsTo(both) && b.broadcastsTo(both)).as("%s, %s", a, b).isTrue();
                assertThat(a.broadcastsTo(b)).as("%s, %s", a, b).isEqualTo(both.equals(b));
            }
        }
    }

    private static Shape shape(String sizes) {
        return Shape.of(Pattern.compile("\\d+").matcher(sizes).results().mapToInt(m -> Integer.parseInt(m.group()))
                .toArray());
    }
}
