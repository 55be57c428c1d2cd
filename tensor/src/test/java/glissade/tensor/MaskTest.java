package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MaskTest {

    private static final Mask MASK = Mask.of(Shape.of(2, 2), true, false, true, true);

    @Test
    void of_values_areThere() {
        assertThat(MASK.shape()).isEqualTo(Shape.of(2, 2));
        assertThat(MASK.toArray()).containsExactly(true, false, true, true);
        assertThat(MASK.at(0, 1)).isFalse();
        assertThat(MASK.at(-1, -2)).isTrue();
        assertThat(Mask.of(true).shape()).isEqualTo(Shape.of(1));
        assertThat(Mask.of().shape()).isEqualTo(Shape.of(0));
        assertThat(Mask.of(Shape.SCALAR, true).at()).isTrue();
    }

    @Test
    void count_trueOnes_areCounted() {
        assertThat(MASK.count()).isEqualTo(3);
        assertThat(Mask.of(false).count()).isZero();
        assertThat(Mask.of().count()).isZero();
    }

    @Test
    void not_each_isTheOpposite() {
        assertThat(MASK.not()).isEqualTo(Mask.of(Shape.of(2, 2), false, true, false, false));
        assertThat(MASK.not().not()).isEqualTo(MASK);
    }

    @Test
    void anyAndAll_valuesAndNone_areToldApart() {
        assertThat(MASK.any()).isTrue();
        assertThat(MASK.all()).isFalse();
        assertThat(Mask.of(true, true).all()).isTrue();
        assertThat(Mask.of(false, false).any()).isFalse();
        assertThat(Mask.of().any()).isFalse();
        assertThat(Mask.of().all()).isTrue();
    }

    @Test
    void andAndOr_allPairs_areJavas() {
        var x = Mask.of(false, false, true, true);
        var y = Mask.of(false, true, false, true);

        assertThat(x.and(y)).isEqualTo(Mask.of(false, false, false, true));
        assertThat(x.or(y)).isEqualTo(Mask.of(false, true, true, true));
        assertThat(x).isEqualTo(Mask.of(false, false, true, true));
    }

    @Test
    void andAndOr_shapes_broadcast() {
        var column = Mask.of(Shape.of(2, 1), true, false);
        var row = Mask.of(false, true);

        assertThat(column.and(row)).isEqualTo(Mask.of(Shape.of(2, 2), false, true, false, false));
        assertThat(row.or(column)).isEqualTo(Mask.of(Shape.of(2, 2), true, true, false, true));
        assertThat(row.and(Mask.of(Shape.SCALAR, true))).isEqualTo(row);
        assertThat(Mask.of().or(Mask.of(true))).isEqualTo(Mask.of());
    }

    @Test
    void toTensor_isOneWhereTrue() {
        assertThat(MASK.toTensor()).isEqualTo(Tensor.of(Shape.of(2, 2), 1, 0, 1, 1));
    }

    @Test
    void unsqueeze_axes_putsInAxesOfSizeOne() {
        assertThat(MASK.unsqueeze(0, -1)).isEqualTo(MASK.reshape(1, 2, 2, 1));
        assertThatThrownBy(() -> MASK.unsqueeze(4)).isExactlyInstanceOf(ShapeException.class);
    }

    @Test
    void reshape_sizes_keepsTheValues() {
        assertThat(MASK.reshape(4, -1)).isEqualTo(Mask.of(Shape.of(4, 1), true, false, true, true));
    }

    @Test
    void rowsNarrowSelectAndCat_anyAxis_areThoseOfTheTensor() {
        Mask mask = RandomStream.of(1).uniform(Shape.of(2, 3, 4)).less(0.5);
        for (int axis = -3; axis < 3; axis++) {
            int size = mask.shape().size(axis);
            for (int i = -size; i < size; i++) {
                assertThat(mask.select(axis, i).toTensor()).isEqualTo(mask.toTensor().select(axis, i));
                assertThat(mask.narrow(axis, i, 1).toTensor()).isEqualTo(mask.toTensor().narrow(axis, i, 1));
            }
            Mask last = mask.narrow(axis, 1, size - 1);
            Mask none = mask.narrow(axis, 0, 0);
            assertThat(Mask.cat(axis, mask, none, last).toTensor()).isEqualTo(
                    Tensor.cat(axis, mask.toTensor(), none.toTensor(), last.toTensor()));
        }
        for (Indices rows : List.of(Indices.of(1, 0, 1), Indices.of(), Indices.of(Shape.of(2, 1), 1, 0))) {
            assertThat(mask.rows(rows).toTensor()).isEqualTo(mask.toTensor().rows(rows));
        }
        assertThat(Mask.of(true, false).select(0, -1)).isEqualTo(Mask.of(Shape.SCALAR, false));
    }

    @Test
    void rowsNarrowSelectAndCat_whatIsNotThere_isRefused() {
        Mask mask = Mask.of(true, false);
        assertThatThrownBy(() -> mask.rows(Indices.of(0, 2))).isExactlyInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("rows: index 2, at [1] of the indices, is outside of axis 0 of [2]; use 0 to 1");
        assertThatThrownBy(() -> Mask.of(Shape.SCALAR, true).rows(Indices.of(0)))
                .isExactlyInstanceOf(ShapeException.class)
                .hasMessageStartingWith("rows: a single number has no rows\n  mask []");
        assertThatThrownBy(() -> mask.narrow(0, 1, 2)).isExactlyInstanceOf(ShapeException.class)
                .hasMessageStartingWith("narrow: start 1 and length 2 do not lie within axis 0");
        assertThatThrownBy(() -> mask.select(0, 2)).isExactlyInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("select: index 2 is outside of axis 0 of [2]; use -2 to 1");
        assertThatThrownBy(() -> Mask.cat(0)).isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("cat: no tensors given; give one or more");
    }

    @Test
    void broadcastTo_shape_repeats() {
        assertThat(Mask.of(true, false).broadcastTo(Shape.of(2, 2)))
                .isEqualTo(Mask.of(Shape.of(2, 2), true, false, true, false));
        assertThat(Mask.of(Shape.of(2, 1), true, false).broadcastTo(Shape.of(2, 2)))
                .isEqualTo(Mask.of(Shape.of(2, 2), true, true, false, false));
        assertThat(Mask.of(true).broadcastTo(Shape.of(2, 0))).isEqualTo(Mask.of(Shape.of(2, 0)));
    }

    @Test
    void nonzero_trueOnes_areRowsOfIndices() {
        assertThat(MASK.nonzero()).isEqualTo(Indices.of(new int[][] {{0, 0}, {1, 0}, {1, 1}}));
        assertThat(Mask.of(false, true).nonzero()).isEqualTo(Indices.of(Shape.of(1, 1), 1));
        assertThat(Mask.of(Shape.SCALAR, true).nonzero().shape()).isEqualTo(Shape.of(1, 0));
        assertThat(Mask.of(false).nonzero().shape()).isEqualTo(Shape.of(0, 1));
    }

    @Test
    void arrays_inAndOut_areCopied() {
        boolean[] values = {true, false};
        var list = Mask.of(values);
        var shaped = Mask.of(Shape.of(2), values);

        values[0] = false;
        list.toArray()[1] = true;

        assertThat(list).isEqualTo(shaped).isEqualTo(Mask.of(true, false));
    }

    @Test
    void equals_shapeAndValues_decide() {
        assertThat(Mask.of(true, false)).isEqualTo(Mask.of(true, false)).hasSameHashCodeAs(Mask.of(true, false))
                .isNotEqualTo(Mask.of(Shape.of(1, 2), true, false)).isNotEqualTo(Mask.of(true, true))
                .isNotEqualTo("mask");
    }
}
