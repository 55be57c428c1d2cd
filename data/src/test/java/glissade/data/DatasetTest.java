package glissade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.tensor.Indices;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;

class DatasetTest {

    private static final Dataset<Labelled> DATA = new Labelled(Tensor.of(10, 20, 30, 40), Indices.of(1, 2, 3, 4));

    @Test
    void take_n_isTheFirst() {
        var first = DATA.take(2);

        assertThat(first.size()).isEqualTo(2);
        assertThat(first.batch(Indices.of(1, 0)).labels()).isEqualTo(Indices.of(2, 1));
        assertThatThrownBy(() -> first.batch(Indices.of(2))).isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("batch: there is no row 2; the data set has 2 rows");
        assertThat(DATA.take(0).size()).isZero();
        assertThat(DATA.take(4).size()).isEqualTo(4);
    }

    @Test
    void all_examples_areOneBatch() {
        assertThat(DATA.all()).isEqualTo(DATA);
        assertThat(DATA.subset(Indices.of(2, 0)).all().labels()).isEqualTo(Indices.of(3, 1));
        assertThat(DATA.map(b -> b.labels().at(0) + b.size()).all()).isEqualTo(5);
        assertThat(DATA.take(0).all().size()).isZero();
    }

    @Test
    void take_outOfRange_isRefused() {
        assertThatThrownBy(() -> DATA.take(5)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("take: n is 5, must be from 0 to the size, which is 4");
        assertThatThrownBy(() -> DATA.take(-1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("take: n is -1, must be from 0 to the size, which is 4");
    }

    @Test
    void subset_rows_areRenumbered() {
        var subset = DATA.subset(Indices.of(3, 1, 3));

        assertThat(subset.size()).isEqualTo(3);
        assertThat(subset.batch(Indices.of(0, 1, 2)).labels()).isEqualTo(Indices.of(4, 2, 4));
        assertThat(subset.take(2).subset(Indices.of(1)).batch(Indices.of(0)).labels()).isEqualTo(Indices.of(2));
    }

    @Test
    void map_function_isAppliedToEachBatchAsItIsMade() {
        Dataset<Pairs> mapped = DATA.map(b -> new Pairs(b.inputs().div(10), b.labels().toTensor()));

        assertThat(mapped.size()).isEqualTo(4);
        assertThat(mapped.batch(Indices.of(3, 0))).isEqualTo(new Pairs(Tensor.of(4, 1), Tensor.of(4, 1)));
        assertThat(mapped.subset(Indices.of(2)).batch(Indices.of(0)).inputs()).isEqualTo(Tensor.of(3));
        assertThatThrownBy(() -> mapped.batch(Indices.of(4))).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void subset_badRows_areRefused() {
        assertThatThrownBy(() -> DATA.subset(Indices.of(4))).isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("batch: there is no row 4; the data set has 4 rows");
        assertThatThrownBy(() -> DATA.subset(Indices.of(1, 2).reshape(2, 1))).isInstanceOf(ShapeException.class);
    }
}
