package glissade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.tensor.Indices;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;

class PairsTest {

    private static final Pairs DATA = new Pairs(Tensor.of(Shape.of(3, 2), 1, 2, 3, 4, 5, 6), Tensor.of(7, 8, 9));

    @Test
    void batch_rows_picksInputsAndTargets() {
        assertThat(DATA.size()).isEqualTo(3);
        assertThat(DATA.batch(Indices.of(2, 0)))
                .isEqualTo(new Pairs(Tensor.of(Shape.of(2, 2), 5, 6, 1, 2), Tensor.of(9, 7)));
    }

    @Test
    void batch_badRows_areRefused() {
        assertThatThrownBy(() -> DATA.batch(Indices.of(3))).isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("batch: there is no row 3; the data set has 3 rows");
    }

    @Test
    void new_otherCount_isRefused() {
        assertThatThrownBy(() -> new Pairs(Tensor.zeros(3, 2), Tensor.zeros(2))).isInstanceOf(ShapeException.class)
                .message().startsWith("pairs: there are 3 inputs, but 2 targets\n  inputs  [3, 2]");
        assertThatThrownBy(() -> new Pairs(Tensor.zeros(3), Tensor.scalar(2))).isInstanceOf(ShapeException.class)
                .message().startsWith("pairs: a single number is not a list of examples");
    }
}
