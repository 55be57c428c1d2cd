package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import glissade.autograd.Variable;
import glissade.tensor.Indices;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The edges of margins, where PyTorch's slopes are those above the edge. The losses themselves are compared with the goldens.
class MarginLossesTest {

    private static Tensor slope(Variable loss, Variable x) {
        return loss.backward().of(x);
    }

    @Test
    void ranking_equalScoresAndNoMargin_arePulledApart() {
        Variable first = Variable.tracked(Tensor.of(1, 2));
        Variable second = Variable.of(Tensor.of(1, 2));

        assertThat(slope(MarginLosses.ranking(first, second, Tensor.of(1, -1), 0, Reduction.SUM), first))
                .isEqualTo(Tensor.of(-1, 1));
    }

    @Test
    void hingeEmbedding_atTheMargin_isPushedOut() {
        Variable distance = Variable.tracked(Tensor.of(1, 2));

        assertThat(slope(MarginLosses.hingeEmbedding(distance, Tensor.of(-1, -1), 1, Reduction.SUM), distance))
                .isEqualTo(Tensor.of(-1, 0));
    }

    @Test
    void cosineEmbedding_atTheMargin_isPushedOut() {
        Variable x = Variable.tracked(Tensor.of(1, 0));

        assertThat(slope(MarginLosses.cosineEmbedding(x, Variable.of(Tensor.of(0, 1)), Tensor.scalar(-1), 0,
                Reduction.SUM), x)).isEqualTo(Tensor.of(0, 1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void triplet_equallyFarAndNoMargin_isPulledTogether(boolean swap) {
        Variable anchor = Variable.of(Tensor.of(Shape.of(1, 2), 4, 0));
        Variable positive = Variable.tracked(Tensor.of(Shape.of(1, 2), 0, 0));
        Variable negative = Variable.of(Tensor.of(Shape.of(1, 2), swap ? -4 : 0, 0));

        Tensor slope = slope(MarginLosses.triplet(anchor, positive, negative, 0, 2, swap, Reduction.SUM), positive);

        assertThat((double) slope.at(0, 0)).isCloseTo(swap ? -2 : -1, within(1e-5)); // with swap it also moves away from the negative
    }

    @Test
    void triplet_eps_isAddedToTheDifferences() {
        Variable anchor = Variable.of(Tensor.of(Shape.of(1, 2), 1, 5));
        Variable positive = Variable.of(Tensor.of(Shape.of(1, 2), 1, 2));
        Variable negative = Variable.of(Tensor.of(Shape.of(1, 2), 1, 5));

        // distances |0.5| + |3.5| and 2 · |0.5|
        assertThat(MarginLosses.triplet(anchor, positive, negative, 1, 1, 0.5, false, Reduction.MEAN).item())
                .isEqualTo(4);
    }

    @Test
    void multiClass_atTheMargin_hasNoSlope() {
        Variable x = Variable.tracked(Tensor.of(1, 0, 2));

        assertThat(slope(MarginLosses.multiClass(x, Indices.of(Shape.SCALAR, 0), 1, 1,
                null, Reduction.SUM), x)).isEqualTo(Tensor.of(-1 / 3f, 0, 1 / 3f));
    }
}
