package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ComparisonOpsTest {

    private static final float NAN = Float.NaN;
    private static final float INF = Float.POSITIVE_INFINITY;
    private static final float[] SPECIAL = {0f, -0f, 1, -1, Float.MIN_VALUE, Float.MAX_VALUE, INF, -INF, NAN};

    private enum Relation {
        LESS(Tensor::less, Tensor::less, (a, b) -> a < b),
        LESS_OR_EQUAL(Tensor::lessOrEqual, Tensor::lessOrEqual, (a, b) -> a <= b),
        GREATER(Tensor::greater, Tensor::greater, (a, b) -> a > b),
        GREATER_OR_EQUAL(Tensor::greaterOrEqual, Tensor::greaterOrEqual, (a, b) -> a >= b),
        EQUAL(Tensor::equalTo, Tensor::equalTo, (a, b) -> a.floatValue() == b),
        NOT_EQUAL(Tensor::notEqualTo, Tensor::notEqualTo, (a, b) -> a.floatValue() != b);

        private final BiFunction<Tensor, Tensor, Mask> ofTensors;
        private final BiFunction<Tensor, Double, Mask> withNumber;
        private final BiPredicate<Float, Float> definition;

        Relation(BiFunction<Tensor, Tensor, Mask> ofTensors, BiFunction<Tensor, Double, Mask> withNumber,
                BiPredicate<Float, Float> definition) {
            this.ofTensors = ofTensors;
            this.withNumber = withNumber;
            this.definition = definition;
        }

        private Mask naive(Tensor a, Tensor b) {
            Shape shape = a.shape().broadcast(b.shape());
            boolean[] values = new boolean[shape.elements()];
            for (int i = 0; i < values.length; i++) {
                int[] index = Naive.index(shape, i);
                values[i] =
                        definition.test(a.at(Naive.aligned(a.shape(), index)), b.at(Naive.aligned(b.shape(), index)));
            }
            return Mask.of(shape, values);
        }
    }

    @ParameterizedTest
    @EnumSource
    void relation_specialNumbers_isJavas(Relation relation) {
        var row = Tensor.of(SPECIAL);
        var column = row.reshape(-1, 1);

        assertThat(relation.ofTensors.apply(column, row)).isEqualTo(relation.naive(column, row));
        for (float number : SPECIAL) {
            assertThat(relation.withNumber.apply(row, (double) number))
                    .isEqualTo(relation.naive(row, Tensor.scalar(number)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void relation_shapes_broadcast(Relation relation) {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 30; i++) {
            var full = Naive.shape(random, 4, 0, 4);
            var a = Naive.whole(random, thinned(random, full)).mul(0.25).trunc();
            var b = Naive.whole(random, thinned(random, full)).mul(0.25).trunc();
            assertThat(relation.ofTensors.apply(a, b)).isEqualTo(relation.naive(a, b));
        }
        assertThat(relation.ofTensors.apply(Tensor.scalar(1), Tensor.scalar(2)).shape()).isEqualTo(Shape.SCALAR);
    }

    /// The shape with some sizes 1, and perhaps without its first axes.
    private static Shape thinned(SplittableRandom random, Shape shape) {
        int from = random.nextInt(3);
        int[] sizes = new int[shape.rank() - from];
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] = random.nextBoolean() ? shape.size(from + axis) : 1;
        }
        return Shape.of(sizes);
    }

    @ParameterizedTest
    @EnumSource
    void relation_manyElements_isTheSameOnAnyNumberOfThreads(Relation relation) {
        var x = RandomStream.of(1).uniform(Shape.of(1000, 301), -1, 1);
        var row = RandomStream.of(2).uniform(Shape.of(301), -1, 1);

        assertThat(Threads.limit(4, () -> relation.ofTensors.apply(x, row)))
                .isEqualTo(Threads.limit(1, () -> relation.ofTensors.apply(x, row)));
    }

    @Test
    void number_double_isRoundedToFloatFirst() {
        assertThat(Tensor.of(0.1f).equalTo(0.1).all()).isTrue();
        assertThat(Tensor.of(0.1f).greater(0.1).any()).isFalse();
    }

    @Test
    void kinds_specialNumbers_areTold() {
        var x = Tensor.of(0, -0f, Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE, INF, -INF, NAN, -NAN);

        assertThat(x.isNaN()).isEqualTo(Mask.of(false, false, false, false, false, false, false, true, true));
        assertThat(x.isInfinite()).isEqualTo(Mask.of(false, false, false, false, false, true, true, false, false));
        assertThat(x.isFinite()).isEqualTo(Mask.of(true, true, true, true, true, false, false, false, false));
    }
}
