package glissade.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;

class NormOpsTest {

    private static final Tensor X = Tensor.of(new float[][] {{3, 0}, {4, 2}});

    @Test
    void cosineSimilarity_axisOfSizeOne_isRepeatedBeforeItsLengthIsTaken() {
        // along axis 0: (3, 4) and (0, 2) beside (1, 1)
        Tensor expected = Tensor.of(7 / (5 * Math.sqrt(2)), 1 / Math.sqrt(2));

        assertClose(Variable.of(X).cosineSimilarity(Tensor.ones(1, 1), 0, 1e-8).value(), expected);
        assertClose(Variable.of(Tensor.ones(1, 2)).cosineSimilarity(X, 0, 1e-8).value(), expected);
    }

    @Test
    void cosineSimilarity_shapesOfOtherRank_axisIsThatOfTheBroadcastShape() {
        Tensor row = Tensor.of(1, 2);
        Tensor alongRows = Tensor.of(3 / (3 * Math.sqrt(5)), 8 / Math.sqrt(20 * 5));

        assertClose(Variable.of(X).cosineSimilarity(row, 1, 1e-8).value(), alongRows);
        assertClose(Variable.of(row).cosineSimilarity(X, 1, 1e-8).value(), alongRows);
        // along axis 0 the row is repeated: (1, 1) and (2, 2)
        assertClose(Variable.of(row).cosineSimilarity(X, 0, 1e-8).value(),
                Tensor.of(7 / (5 * Math.sqrt(2)), 1 / Math.sqrt(2)));
    }

    @Test
    void cosineSimilarity_repeatedAxis_gradientIsSummed() {
        var y = Variable.tracked(Tensor.of(new float[][] {{2}}));

        // only the direction counts, and (y, y) has one
        assertThat(Variable.of(X).cosineSimilarity(y, 0, 1e-8).sum().backward().of(y).abs().item()).isLessThan(1e-6f);
    }

    private static void assertClose(Tensor actual, Tensor expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        assertThat(actual.sub(expected).abs().max().item()).isLessThan(1e-6f);
    }

    @Test
    void cosineSimilarity_axesThatOneInputLacks_areRepeated() {
        Tensor x = RandomStream.of(1).normal(Shape.of(2, 3, 4));
        Tensor y = RandomStream.of(2).normal(Shape.of(4));

        assertThat(Variable.of(x).cosineSimilarity(y, 0, 1e-8).value())
                .isEqualTo(Variable.of(x).cosineSimilarity(y.broadcastTo(x.shape()), 0, 1e-8).value());
    }
}
