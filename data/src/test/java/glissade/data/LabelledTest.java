package glissade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.tensor.Indices;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;

class LabelledTest {

    private static final Labelled DATA =
            new Labelled(Tensor.of(Shape.of(3, 2), 1, 2, 3, 4, 5, 6), Indices.of(7, 8, 9));

    @Test
    void batch_rows_picksInputsAndLabels() {
        assertThat(DATA.size()).isEqualTo(3);
        assertThat(DATA.batch(Indices.of(2, 0, 2)))
                .isEqualTo(new Labelled(Tensor.of(Shape.of(3, 2), 5, 6, 1, 2, 5, 6), Indices.of(9, 7, 9)));
        assertThat(DATA.batch(Indices.of())).isEqualTo(new Labelled(Tensor.zeros(0, 2), Indices.of()));
    }

    @Test
    void batch_severalLabelsEach_picksTheirRows() {
        var data = new Labelled(Tensor.of(1, 2, 3), Indices.of(Shape.of(3, 2), 1, 2, 3, 4, 5, 6));

        assertThat(data.batch(Indices.of(1, 0)))
                .isEqualTo(new Labelled(Tensor.of(2, 1), Indices.of(Shape.of(2, 2), 3, 4, 1, 2)));
    }

    @Test
    void batch_badRows_areRefused() {
        assertThatThrownBy(() -> DATA.batch(Indices.of(0, 3))).isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("batch: there is no row 3; the data set has 3 rows");
        assertThatThrownBy(() -> DATA.batch(Indices.of(-1))).isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("batch: there is no row -1; the data set has 3 rows");
        assertThatThrownBy(() -> DATA.batch(Indices.of(Shape.of(1, 2), 0, 1))).isInstanceOf(ShapeException.class)
                .message().startsWith("batch: the rows must have one axis\n  rows [1, 2]");
    }

    @Test
    void new_otherCount_isRefused() {
        assertThatThrownBy(() -> new Labelled(Tensor.zeros(3, 2), Indices.of(1, 2))).isInstanceOf(ShapeException.class)
                .message().startsWith("labelled: there are 3 inputs, but 2 labels\n  inputs [3, 2]");
        assertThatThrownBy(() -> new Labelled(Tensor.scalar(1), Indices.of(1))).isInstanceOf(ShapeException.class)
                .message().startsWith("labelled: a single number is not a list of examples\n  inputs []");
    }
}
