package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import glissade.autograd.GradientCheck;
import glissade.autograd.Variable;
import glissade.tensor.Indices;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossesTest {

    /// 0 · ∞ would be no number.
    @Test
    void negativeLogLikelihood_impossibleOtherClass_isFinite() {
        Variable logs = Variable.of(Tensor.of(Shape.of(1, 2), 0, Float.NEGATIVE_INFINITY));

        assertThat(new CrossEntropy().ofLogProbabilities(logs, Indices.of(0)).item()).isZero();
    }

    @Test
    void crossEntropy_smoothedWhole_isTheMeanOverAllClasses() {
        Variable logits = Variable.of(RandomStream.of(3).normal(Shape.of(2, 3)));

        assertThat((double) new CrossEntropy().labelSmoothing(1).of(logits, Indices.of(0, 2)).item())
                .isCloseTo(-logits.logSoftmax(1).mean().item(), within(1e-6));
    }

    @Test
    void meanSquaredError_firstNumbersOfPyTorch_agrees() {
        Variable x = Variable.tracked(Tensor.of(Shape.of(2, 3), 0.74609375f, 0.7421875f, -1.1171875f, 0.3583984375f,
                0.376953125f, -0.9912109375f));
        Variable target = Variable.tracked(Tensor.of(Shape.of(2, 3), 1.2978515625f, -1.69921875f, 1.619140625f,
                -1.0419921875f, 1.1416015625f, -1.974609375f));
        double[] dx = {-0.015625953674316406, 0.06914138793945312, -0.07749366760253906, 0.03965950012207031,
            -0.02165508270263672, 0.027850151062011715};

        Variable loss = Losses.meanSquaredError(x, target);
        var gradients = loss.mul(0.0849609375).backward();

        assertThat(loss.shape()).isEqualTo(Shape.SCALAR);
        assertThat((double) loss.item()).isCloseTo(2.8775410652160645, within(3e-6));
        assertClose(gradients.of(x), dx, 1e-6);
        assertThat(gradients.of(target)).isEqualTo(gradients.of(x).neg());
    }

    @Test
    void meanSquaredError_secondNumbersOfPyTorch_agrees() {
        Variable x = Variable.tracked(Tensor.of(1.4560546875f, 0.3623046875f, -0.8896484375f, 1.830078125f));
        Tensor target = Tensor.of(-0.724609375f, 0.7783203125f, 1.849609375f, 0.9091796875f);

        Variable loss = Losses.meanSquaredError(x, target);

        assertThat((double) loss.item()).isCloseTo(3.3199880123138428, within(3e-6));
        assertClose(loss.mul(0.7353515625).backward().of(x), new double[] {0.8017773628234863, -0.15295886993408203,
            -1.0071587562561035, 0.3385920524597168}, 1e-6);
    }

    @Test
    void shortForms_areMeansWithTheUsualOptions() {
        Variable x = Variable.tracked(Tensor.of(0.2, 0.9, 0.5));
        Tensor target = Tensor.of(1, 0, -2);
        Tensor bits = Tensor.of(1, 0, 1);

        assertThat(Losses.huber(x, target).item()).isEqualTo(Losses.huber(x, target, 1, Reduction.MEAN).item());
        assertThat(Losses.smoothL1(x, target).item()).isEqualTo(Losses.huber(x, target).item());
        assertThat(Losses.binaryCrossEntropy(x, bits).item())
                .isEqualTo(Losses.binaryCrossEntropy(x, bits, null, Reduction.MEAN).item());
        Variable far = Variable.of(target);
        assertThat(MarginLosses.triplet(x, x.mul(2), far, 5).item())
                .isEqualTo(MarginLosses.triplet(x, x.mul(2), far, 5, 2, false, Reduction.MEAN).item());
    }

    @Test
    void shortForms_numbersOfPyTorchsDefaults_agree() {
        Variable x = Variable.of(Tensor.of(Shape.of(2, 3), 0.5f, -1, 2, 0.25f, 0, -3));
        Variable y = Variable.of(Tensor.of(Shape.of(2, 3), 1, 2, -0.5f, 1, -1, 2));
        Tensor signs = Tensor.of(Shape.of(2, 3), 1, -1, 1, -1, -1, 1);

        Variable losses = Variable.stack(0, MarginLosses.hingeEmbedding(x, signs),
                MarginLosses.cosineEmbedding(x, y, Tensor.of(1, -1)), MarginLosses.ranking(x, y, signs),
                MarginLosses.softMargin(x, signs), MarginLosses.multiClass(x, Indices.of(2, 0)),
                MarginLosses.multiLabel(x, signs.greater(0).toTensor()), Losses.poissonFromLog(x, y),
                Losses.poisson(y.abs(), x.abs()), Losses.gaussian(x, y, y.abs()));

        assertClose(losses.value(), new double[] {0.5416666865348816, 0.738095223903656, 1.0833333730697632,
            0.9136567115783691, 0.125, 0.9136567115783691, 3.331578254699707, 1.0189509391784668, 2.6671371459960938},
                1e-6);
    }

    @Test
    void reduction_none_isRefusedWhereItIsGiven() {
        assertThatNullPointerException().isThrownBy(() -> new CrossEntropy().reduction(null))
                .withMessage("CrossEntropy: reduction is null; Reduction.MEAN is the usual one");
        assertThatNullPointerException().isThrownBy(() -> new Ctc().reduction(null))
                .withMessage("Ctc: reduction is null; Reduction.MEAN is the usual one");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 16, 31, 1000, 20_000})
    void meanSquaredError_seededNumbers_isThatOfADoubleLoop(int n) {
        float[] x = RandomStream.of(n).normal(Shape.of(n)).toArray();
        float[] target = RandomStream.of(n + 1L).normal(Shape.of(n)).toArray();
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += ((double) x[i] - target[i]) * ((double) x[i] - target[i]);
        }

        Variable loss = Losses.meanSquaredError(Variable.of(Tensor.of(x)), Tensor.of(target));

        assertThat((double) loss.item()).isCloseTo(sum / n, within(1e-5 * sum / n));
    }

    @Test
    void meanSquaredError_derivatives_areCorrect() {
        var random = RandomStream.of(1);

        GradientCheck.of(v -> Losses.meanSquaredError(v.get(0), v.get(1)).square(), random.normal(Shape.of(3, 2)),
                random.normal(Shape.of(3, 2))).requireCorrect();
    }

    @Test
    void meanSquaredError_equalSides_isZeroWithZeroGradient() {
        Variable x = Variable.tracked(Tensor.of(1, -2));

        Variable loss = Losses.meanSquaredError(x, Tensor.of(1, -2));

        assertThat(loss.item()).isZero();
        assertThat(loss.backward().of(x)).isEqualTo(Tensor.zeros(2));
    }

    @Test
    void meanSquaredError_singleNumbers_areTaken() {
        assertThat(Losses.meanSquaredError(Variable.of(Tensor.scalar(3)), Tensor.scalar(1)).item()).isEqualTo(4);
        assertThat(Losses.meanSquaredError(Variable.of(Tensor.scalar(Double.NaN)), Tensor.scalar(1)).item()).isNaN();
    }

    @Test
    void crossEntropy_twoEqualLogits_isLog2() {
        assertThat((double) Losses.crossEntropy(Variable.of(Tensor.zeros(1, 2)), Indices.of(1)).item())
                .isCloseTo(Math.log(2), within(1e-7));
    }

    private static void assertClose(Tensor actual, double[] expected, double tolerance) {
        float[] numbers = actual.toArray();
        assertThat(numbers).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) numbers[i]).as("element %d", i).isCloseTo(expected[i], within(tolerance));
        }
    }
}
