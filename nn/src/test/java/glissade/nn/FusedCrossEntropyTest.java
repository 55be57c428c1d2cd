package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import glissade.autograd.GradientCheck;
import glissade.autograd.Operation;
import glissade.autograd.Variable;
import glissade.tensor.Indices;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import glissade.tensor.Threads;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FusedCrossEntropyTest {

    @Test
    void of_numbersOfPyTorch_agrees() {
        Variable x = Variable.tracked(Tensor.of(Shape.of(4, 3), -0.07421875f, -1.6923828125f, -0.380859375f,
                -1.0322265625f, -0.671875f, -1.9462890625f, -1.0615234375f, -1.1943359375f, 0.9521484375f, -0.84375f,
                -0.3408203125f, 1.8681640625f));
        double[] dx = {-0.10640727600182805, -0.021096557922622168, 0.12750383392445025, -0.07260333769631046,
            0.1017094557522682, -0.02910611805595773, -0.021973278663248563, -0.019240445674226694,
            0.04121372433747526, 0.19419046657599218, -0.01921448360951765, -0.1749759829664745};

        Variable loss = FusedCrossEntropy.of(x, Indices.of(2, 1, 2, 0));
        float[] gradient = loss.mul(-0.8232421875).backward().of(x).toArray();

        assertThat(loss.shape()).isEqualTo(Shape.SCALAR);
        assertThat((double) loss.item()).isCloseTo(1.1863987113092196, within(1e-6));
        for (int i = 0; i < dx.length; i++) {
            assertThat((double) gradient[i]).isCloseTo(dx[i], within(1e-6));
        }
    }

    @Test
    void of_oneRowOfPyTorch_agrees() {
        Variable x = Variable.tracked(Tensor.of(Shape.of(1, 3), -1.134765625f, 1.40234375f, -1.4990234375f));

        Variable loss = FusedCrossEntropy.of(x, Indices.of(0));
        Tensor gradient = loss.mul(0.396484375).backward().of(x);

        assertThat((double) loss.item()).isCloseTo(2.662898275527037, within(3e-6));
        assertThat((double) gradient.at(0, 0)).isCloseTo(-0.36883126061924587, within(1e-6));
        assertThat((double) gradient.at(0, 1)).isCloseTo(0.3496203083909674, within(1e-6));
        assertThat((double) gradient.at(0, 2)).isCloseTo(0.01921095222827844, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 2", "3, 7", "5, 16", "17, 31", "64, 10", "4, 1000", "300, 100", "2, 9000"})
    void of_seededNumbers_isThatOfADoubleLoop(int n, int classes) {
        var random = RandomStream.of(n * 100_000L + classes);
        Variable x = Variable.tracked(random.normal(Shape.of(n, classes), 0, 3));
        int[] label = new int[n];
        for (int i = 0; i < n; i++) {
            label[i] = random.below(classes);
        }
        double[] dx = new double[n * classes];
        double expected = reference(x.value().toArray(), label, classes, dx);

        Variable loss = FusedCrossEntropy.of(x, Indices.of(label));
        float[] gradient = loss.backward().of(x).toArray();

        assertThat((double) loss.item()).isCloseTo(expected, within(1e-5 * (0.1 + expected)));
        for (int i = 0; i < dx.length; i++) {
            assertThat((double) gradient[i]).isCloseTo(dx[i], within(2e-6 / n));
        }
    }

    /// The loss; its gradient goes into `dx`.
    private static double reference(float[] x, int[] label, int classes, double[] dx) {
        int n = label.length;
        double loss = 0;
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int j = 0; j < classes; j++) {
                sum += Math.exp(x[i * classes + j]);
            }
            loss += (Math.log(sum) - x[i * classes + label[i]]) / n;
            for (int j = 0; j < classes; j++) {
                dx[i * classes + j] = (Math.exp(x[i * classes + j]) / sum - (j == label[i] ? 1 : 0)) / n;
            }
        }
        return loss;
    }

    @Test
    void of_derivatives_areCorrect() {
        Tensor logits = RandomStream.of(2).normal(Shape.of(4, 3));
        var labels = Indices.of(2, 0, 1, 1);

        GradientCheck.of(v -> FusedCrossEntropy.of(v.getFirst(), labels), logits).requireCorrect();
        // the derivative of the gradient with respect to dy, too
        GradientCheck.of(v -> FusedCrossEntropy.of(v.getFirst(), labels).square(), logits).requireCorrect();
    }

    @Test
    void of_logitsFarApart_isExact() {
        Variable x = Variable.tracked(Tensor.of(new float[][] {{1e4f, -1e4f, 0}, {1e4f, -1e4f, 0}}));

        assertThat(FusedCrossEntropy.of(x, Indices.of(0, 0)).item()).isZero();
        assertThat(FusedCrossEntropy.of(x, Indices.of(0, 0)).backward().of(x)).isEqualTo(Tensor.zeros(2, 3));
        assertThat(FusedCrossEntropy.of(x, Indices.of(1, 2)).item()).isEqualTo(15_000);
        assertThat(FusedCrossEntropy.of(x, Indices.of(1, 2)).backward().of(x))
                .isEqualTo(Tensor.of(new float[][] {{0.5f, -0.5f, 0}, {0.5f, 0, -0.5f}}));
    }

    @ParameterizedTest
    @CsvSource({"10000", "-10000", "0", "3e38", "-3e38"})
    void of_equalLogitsAnywhere_isTheLogOfTheClasses(float logit) {
        Variable x = Variable.tracked(Tensor.full(Shape.of(2, 4), logit));

        Variable loss = FusedCrossEntropy.of(x, Indices.of(0, 3));

        if (Math.abs(logit) <= 1e4) {
            // log-sum-exp and logit are rounded at the size of the logits
            assertThat((double) loss.item()).isCloseTo(Math.log(4), within(1e-7 + Math.abs(logit) * 0x1p-23));
        }
        assertThat(loss.backward().of(x)).isEqualTo(Tensor.of(new float[][] {
            {-0.375f, 0.125f, 0.125f, 0.125f}, {0.125f, 0.125f, 0.125f, -0.375f}}));
    }

    @Test
    void of_classesRuledOut_leavesTheOthers() {
        float out = Float.NEGATIVE_INFINITY;
        Variable x = Variable.tracked(Tensor.of(new float[][] {{0, out, 0}}));

        assertThat((double) FusedCrossEntropy.of(x, Indices.of(0)).item()).isCloseTo(Math.log(2), within(1e-7));
        assertThat(FusedCrossEntropy.of(x, Indices.of(0)).backward().of(x))
                .isEqualTo(Tensor.of(new float[][] {{-0.5f, 0, 0.5f}}));
        assertThat(FusedCrossEntropy.of(x, Indices.of(1)).item()).isEqualTo(Float.POSITIVE_INFINITY);
    }

    @Test
    void of_nan_isNan() {
        Variable x = Variable.tracked(Tensor.of(new float[][] {{0, Float.NaN, 0}, {1, 2, 3}}));

        assertThat(FusedCrossEntropy.of(x, Indices.of(0, 0)).item()).isNaN();
    }

    @Test
    void of_anyNumberOfThreads_hasTheSameBits() {
        Variable x = Variable.tracked(RandomStream.of(3).normal(Shape.of(500, 100)));
        int[] label = new int[500];
        for (int i = 0; i < label.length; i++) {
            label[i] = i % 100;
        }
        var labels = Indices.of(label);

        Tensor one = Threads.limit(1, () -> FusedCrossEntropy.of(x, labels).backward().of(x));
        Tensor four = Threads.limit(4, () -> FusedCrossEntropy.of(x, labels).backward().of(x));

        assertThat(four).isEqualTo(one);
        assertThat(Threads.limit(1, () -> FusedCrossEntropy.of(x, labels).item()))
                .isEqualTo(Threads.limit(4, () -> FusedCrossEntropy.of(x, labels).item()));
    }

    @Test
    void of_lossWithoutOptions_isThisOperation() {
        Variable x = Variable.tracked(RandomStream.of(4).normal(Shape.of(6, 5)));
        var labels = Indices.of(0, 1, 2, 3, 4, 0);
        var ran = new ArrayList<String>();

        Variable loss =
                Operation.observe(operation -> ran.add(operation.name()), () -> new CrossEntropy().of(x, labels));

        assertThat(ran).containsExactly("crossEntropy");
        assertThat(loss.item()).isEqualTo(FusedCrossEntropy.of(x, labels).item());
        float ignoring = new CrossEntropy().ignoring(3).of(x, labels).item();
        float without = new CrossEntropy().of(rows(x, 0, 1, 2, 4, 5), Indices.of(0, 1, 2, 4, 0)).item();
        assertThat(ignoring).isCloseTo(without, within(1e-6f));
    }

    private static Variable rows(Variable x, int... rows) {
        return Variable.of(x.value().rows(Indices.of(rows)));
    }
}
