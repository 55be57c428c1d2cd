package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class IndicesTest {

    @Test
    void of_values_areAList() {
        var indices = Indices.of(3, -1, 2);

        assertThat(indices.shape()).isEqualTo(Shape.of(3));
        assertThat(indices.toArray()).containsExactly(3, -1, 2);
        assertThat(Indices.of().shape()).isEqualTo(Shape.of(0));
    }

    @Test
    void of_shape_isRowMajor() {
        var indices = Indices.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);

        assertThat(indices.at(0, 2)).isEqualTo(3);
        assertThat(indices.at(-1, 0)).isEqualTo(4);
        assertThat(Indices.of(Shape.SCALAR, 8).at()).isEqualTo(8);
    }

    @Test
    void of_rows_areAMatrix() {
        assertThat(Indices.of(new int[][] {{1, 2}, {3, 4}, {5, 6}}))
                .isEqualTo(Indices.of(Shape.of(3, 2), 1, 2, 3, 4, 5, 6));
        assertThat(Indices.of(new int[0][]).shape()).isEqualTo(Shape.of(0, 0));
    }

    @Test
    void range_bounds_countsFromFirstToBeforeLast() {
        assertThat(Indices.range(2, 6)).isEqualTo(Indices.of(2, 3, 4, 5));
        assertThat(Indices.range(-2, 1)).isEqualTo(Indices.of(-2, -1, 0));
        assertThat(Indices.range(3, 3)).isEqualTo(Indices.of());
        assertThat(Indices.range(Integer.MAX_VALUE - 1, Integer.MAX_VALUE))
                .isEqualTo(Indices.of(Integer.MAX_VALUE - 1));
    }

    @Test
    void reshape_sizes_keepsTheNumbers() {
        assertThat(Indices.range(0, 6).reshape(2, -1)).isEqualTo(Indices.of(Shape.of(2, 3), 0, 1, 2, 3, 4, 5));
    }

    @Test
    void narrow_anyAxis_isThatOfTheTensor() {
        var indices = Indices.range(0, 24).reshape(2, 3, 4);
        for (int axis = -3; axis < 3; axis++) {
            int size = indices.shape().size(axis);
            for (int start = -size; start <= size; start++) {
                for (int length = 0; length <= size - (start < 0 ? start + size : start); length++) {
                    assertThat(indices.narrow(axis, start, length))
                            .isEqualTo(indices.toTensor().narrow(axis, start, length).toIndices());
                }
            }
        }
        assertThat(Indices.of(5, 6, 7).narrow(0, -2, 2)).isEqualTo(Indices.of(6, 7));
        assertThatThrownBy(() -> Indices.of(5, 6).narrow(0, 1, 2)).isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("narrow: start 1 and length 2 do not lie within axis 0");
    }

    @Test
    void rows_anyShape_isThatOfTheTensor() {
        var indices = Indices.range(0, 24).reshape(4, 3, 2);
        for (Indices rows : List.of(Indices.of(3, 0, 3), Indices.of(), Indices.of(Shape.of(2, 1), 1, 2))) {
            assertThat(indices.rows(rows)).isEqualTo(indices.toTensor().rows(rows).toIndices());
        }
        assertThat(Indices.of(5, 6, 7).rows(Indices.of(2, 2))).isEqualTo(Indices.of(7, 7));
        assertThat(Indices.of(Shape.of(2, 0)).rows(Indices.of(1))).isEqualTo(Indices.of(Shape.of(1, 0)));
        assertThatThrownBy(() -> indices.rows(Indices.of(0, 4))).isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("rows: index 4, at [1] of the indices, is outside of axis 0 of [4, 3, 2]; use 0 to 3");
        assertThatThrownBy(() -> Indices.of(Shape.of(), 1).rows(Indices.of(0))).isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("rows: a single number has no rows");
    }

    @Test
    void select_anyAxis_isThatOfTheTensor() {
        var indices = Indices.range(0, 24).reshape(2, 3, 4);
        for (int axis = -3; axis < 3; axis++) {
            int size = indices.shape().size(axis);
            for (int index = -size; index < size; index++) {
                assertThat(indices.select(axis, index))
                        .isEqualTo(indices.toTensor().select(axis, index).toIndices());
            }
        }
        assertThat(Indices.of(5, 6).select(0, -1)).isEqualTo(Indices.of(Shape.SCALAR, 6));
        assertThat(Indices.of(Shape.of(2, 0)).select(0, 1)).isEqualTo(Indices.of());
        assertThatThrownBy(() -> indices.select(1, 3)).isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("select: index 3 is outside of axis 1 of [2, 3, 4]; use -3 to 2");
        assertThatThrownBy(() -> indices.select(3, 0)).isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("select: there is no axis 3 in [2, 3, 4]");
    }

    @Test
    void cat_anyAxis_isThatOfTheTensors() {
        for (int axis = -3; axis < 3; axis++) {
            var one = Indices.range(0, 24).reshape(2, 3, 4);
            var two = Indices.range(30, 54).reshape(2, 3, 4).narrow(axis, 1, 1);
            var none = one.narrow(axis, 0, 0);
            assertThat(Indices.cat(axis, one, none, two, one)).isEqualTo(
                    Tensor.cat(axis, one.toTensor(), none.toTensor(), two.toTensor(), one.toTensor()).toIndices());
        }
        assertThat(Indices.cat(0, Indices.of(1, 2), Indices.of(3))).isEqualTo(Indices.of(1, 2, 3));
        assertThat(Indices.cat(1, Indices.of(Shape.of(0, 1)), Indices.of(Shape.of(0, 2))))
                .isEqualTo(Indices.of(Shape.of(0, 3)));
        assertThatThrownBy(() -> Indices.cat(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cat: no tensors given; give one or more");
        assertThatThrownBy(() -> Indices.cat(0, Indices.of(1), Indices.of(Shape.of(1, 1), 1)))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("cat: tensor 1 differs from tensor 0 beside axis 0");
    }

    @Test
    void equalTo_others_broadcasts() {
        var labels = Indices.of(3, 5, 3);
        assertThat(labels.unsqueeze(1).equalTo(labels)).isEqualTo(
                Mask.of(Shape.of(3, 3), true, false, true, false, true, false, true, false, true));
        assertThat(labels.equalTo(Indices.of(3, 3, 3))).isEqualTo(Mask.of(true, false, true));
        assertThat(labels.equalTo(Indices.of(Shape.SCALAR, 5))).isEqualTo(labels.equalTo(5));
        assertThat(Indices.of().equalTo(Indices.of(1))).isEqualTo(Mask.of());
        // numbers that float32 cannot tell apart
        assertThat(Indices.of(1 << 24).equalTo(Indices.of((1 << 24) + 1))).isEqualTo(Mask.of(false));
        assertThatThrownBy(() -> labels.equalTo(Indices.of(1, 2))).isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("equalTo: ");
    }

    @Test
    void equalTo_number_isTrueWhereItStands() {
        assertThat(Indices.of(Shape.of(2, 2), 0, 1, -1, 0).equalTo(0))
                .isEqualTo(Mask.of(Shape.of(2, 2), true, false, false, true));
        assertThat(Indices.of().equalTo(0)).isEqualTo(Mask.of());
    }

    @Test
    void toTensor_numbers_areRoundedToFloat32() {
        assertThat(Indices.of(Shape.of(1, 3), -2, 0, (1 << 24) + 1).toTensor())
                .isEqualTo(Tensor.of(Shape.of(1, 3), -2, 0, 1 << 24));
    }

    @Test
    void countEqual_samePlaces_areCounted() {
        assertThat(Indices.of(1, 2, 3, 4).countEqual(Indices.of(4, 2, 3, 4))).isEqualTo(3);
        assertThat(Indices.of().countEqual(Indices.of())).isZero();
    }

    @Test
    void arrays_inAndOut_areCopied() {
        int[] values = {1, 2};
        var list = Indices.of(values);
        var shaped = Indices.of(Shape.of(2), values);

        values[0] = 9;
        list.toArray()[1] = 9;
        list.reshape(2, 1).toArray()[1] = 9;

        assertThat(list).isEqualTo(shaped).isEqualTo(Indices.of(1, 2));
    }

    @Test
    void equals_shapeAndNumbers_decide() {
        assertThat(Indices.of(1, 2)).isEqualTo(Indices.of(1, 2)).hasSameHashCodeAs(Indices.of(1, 2))
                .isNotEqualTo(Indices.of(Shape.of(1, 2), 1, 2)).isNotEqualTo(Indices.of(1, 3)).isNotEqualTo("[1, 2]");
    }
}
