package glissade.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import glissade.autograd.Variable;
import glissade.tensor.Indices;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;

class AccuracyTest {

    private static final Tensor LOGITS = Tensor.of(Shape.of(3, 2), 1, 2, 4, 3, 0, 0);

    @Test
    void value_unevenBatches_isHitsOverExamples() {
        var accuracy = new Accuracy();
        accuracy.add(LOGITS, Indices.of(1, 1, 0));
        accuracy.add(Variable.of(Tensor.of(Shape.of(1, 2), 5, 6)), Indices.of(1));
        assertThat(accuracy.hits()).isEqualTo(3);
        assertThat(accuracy.count()).isEqualTo(4);
        assertThat(accuracy.value()).isEqualTo(0.75);
        assertThat(accuracy).hasToString("75.00 %");
    }

    @Test
    void add_ofEqualLogits_takesTheFirst() {
        var accuracy = new Accuracy();
        accuracy.add(Tensor.zeros(2, 3), Indices.of(0, 1));
        assertThat(accuracy.hits()).isEqualTo(1);
    }

    @Test
    void add_ofMoreAxes_countsEachRow() {
        var accuracy = new Accuracy();
        accuracy.add(Tensor.of(Shape.of(1, 2, 2), 1, 2, 2, 1), Indices.of(Shape.of(1, 2), 1, 0));
        assertThat(accuracy.value()).isEqualTo(1);
        assertThat(accuracy.count()).isEqualTo(2);
    }

    @Test
    void value_ofNothing_isNaN() {
        assertThat(new Accuracy().value()).isNaN();
        var empty = new Accuracy();
        empty.add(Tensor.zeros(0, 10), Indices.of());
        assertThat(empty.count()).isZero();
        assertThat(empty.value()).isNaN();
    }

    @Test
    void add_ofTooFewLabels_isRefusedAndCountsNothing() {
        var accuracy = new Accuracy();
        assertThatExceptionOfType(ShapeException.class).isThrownBy(() -> accuracy.add(LOGITS, Indices.of(1, 1)))
                .withMessageMatching("""
                        accuracy: there is not one label for each row of logits
                          logits \\[3, 2]
                          labels \\[2]
                          at AccuracyTest.java:\\d+
                          fix: logits are \\[batch, classes], labels \\[batch]""");
        assertThat(accuracy.count()).isZero();
    }

    @Test
    void add_ofASingleNumber_isRefused() {
        assertThatExceptionOfType(ShapeException.class)
                .isThrownBy(() -> new Accuracy().add(Tensor.scalar(1), Indices.of(1)))
                .withMessageStartingWith("accuracy: there is not one label for each row of logits");
    }
}
