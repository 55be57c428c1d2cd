package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import glissade.autograd.GradientCheck;
import glissade.autograd.Gradients;
import glissade.autograd.Mode;
import glissade.autograd.Param;
import glissade.autograd.Variable;
import glissade.tensor.Mask;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import glissade.tensor.Threads;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Attention of matrices as one operation against the same composed of operations.
class AttentionTest {

    private static Attention.Output composed(Variable q, Variable k, Variable v, AttentionMask mask) {
        Variable weights = mask.weights(q.mul(1 / Math.sqrt(q.shape().size(-1))).matmul(k, false, true));
        return new Attention.Output(weights.matmul(v), weights);
    }

    private static Variable tracked(int seed, int... shape) {
        return Variable.tracked(RandomStream.of(seed).normal(Shape.of(shape)));
    }

    private static List<AttentionMask> masks(int batch, int heads, int queries, int keys) {
        var random = RandomStream.of(9);
        boolean[] allowed = new boolean[heads * queries * keys];
        for (int i = 0; i < allowed.length; i++) {
            allowed[i] = i % keys == 0 || random.below(3) > 0;
        }
        boolean[] ignored = new boolean[batch * keys];
        ignored[keys - 1] = keys > 1;
        Mask allow = Mask.of(Shape.of(heads, queries, keys), allowed);
        return List.of(AttentionMask.NONE, AttentionMask.CAUSAL, AttentionMask.NONE.withAllowed(allow),
                AttentionMask.CAUSAL.withIgnoredKeys(Mask.of(Shape.of(batch, keys), ignored)),
                AttentionMask.NONE.withBias(random.normal(Shape.of(keys))),
                AttentionMask.NONE.withBias(Tensor.scalar(0.5f)),
                AttentionMask.NONE.withAllowed(allow).withBias(random.normal(Shape.of(batch, 1, queries, 1))));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 4, 4", "5, 3, 1, 7", "7, 1, 3, 1", "33, 70, 16, 5", "131, 40, 9, 17", "300, 17, 8, 8"})
    void scaledDotProduct_anyMaskAndSize_isTheComposedForm(int queries, int keys, int features, int out) {
        Variable q = tracked(1, 2, 3, queries, features);
        Variable k = tracked(2, 2, 3, keys, features);
        Variable v = tracked(3, 2, 3, keys, out);
        for (AttentionMask mask : masks(2, 3, queries, keys)) {
            var fused = Attention.scaledDotProduct(q, k, v, mask);
            var composed = composed(q, k, v, mask);

            assertThat(fused.output().value()).isEqualTo(composed.output().value());
            assertThat(fused.weights().value()).isEqualTo(composed.weights().value());
            agree(fused.output(), composed.output(), q, k, v);
            agree(Attention.scaledDotProduct(q, k, v, mask).weights(), composed(q, k, v, mask).weights(), q, k);
        }
    }

    private static void agree(Variable fused, Variable composed, Variable... inputs) {
        Gradients ours = fused.square().sum().backward();
        Gradients theirs = composed.square().sum().backward();
        for (Variable input : inputs) {
            assertThat(ours.of(input)).isEqualTo(theirs.of(input));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"4, 3 | 5, 3 | 5, 2", "2, 4, 3 | 5, 3 | 5, 2", "4, 3 | 2, 5, 3 | 5, 2",
        "4, 3 | 2, 5, 3 | 2, 5, 2", "4, 3 | 5, 3 | 2, 5, 2", "2, 1, 4, 3 | 3, 5, 3 | 2, 1, 5, 2",
        "2, 1, 4, 3 | 3, 5, 3 | 3, 5, 2", "2, 1, 2, 1, 4, 3 | 3, 1, 2, 5, 3 | 2, 3, 2, 2, 5, 2"})
    void scaledDotProduct_axesThatBroadcast_areTheComposedForm(String query, String key, String value) {
        Variable q = tracked(1, sizes(query));
        Variable k = tracked(2, sizes(key));
        Variable v = tracked(3, sizes(value));

        var fused = Attention.scaledDotProduct(q, k, v, AttentionMask.CAUSAL);
        var composed = composed(q, k, v, AttentionMask.CAUSAL);

        assertThat(fused.output().value()).isEqualTo(composed.output().value());
        assertThat(fused.weights().value()).isEqualTo(composed.weights().value());
        Gradients ours = both(fused).backward();
        Gradients theirs = both(composed).backward();
        for (Variable input : List.of(q, k, v)) {
            assertClose(ours.of(input), theirs.of(input));
        }
    }

    private static int[] sizes(String text) {
        return List.of(text.trim().split(", ")).stream().mapToInt(Integer::parseInt).toArray();
    }

    private static Variable both(Attention.Output out) {
        return out.output().square().sum().add(out.weights().square().sum());
    }

    private static void assertClose(Tensor actual, Tensor expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        assertThat(actual.sub(expected).abs().max().item()).isLessThan(1e-5f * (1 + expected.abs().max().item()));
    }

    @Test
    void scaledDotProduct_gradients_areThoseOfDifferences() {
        Tensor q = RandomStream.of(4).normal(Shape.of(2, 4, 3));
        Tensor k = RandomStream.of(2).normal(Shape.of(2, 5, 3));
        Tensor v = RandomStream.of(3).normal(Shape.of(2, 5, 2));

        GradientCheck.of(x -> both(Attention.scaledDotProduct(x.get(0), x.get(1), x.get(2))), q, k, v).requireCorrect();
        GradientCheck.of(x -> both(
                Attention.scaledDotProduct(x.get(0), x.get(0), x.get(0), AttentionMask.CAUSAL)), q).requireCorrect();
    }

    @Test
    void scaledDotProduct_secondDerivative_isThatOfTheComposedForm() {
        Variable x = tracked(1, 2, 4, 3);
        Variable k = tracked(2, 2, 5, 3);

        assertClose(second(both(Attention.scaledDotProduct(x, k, k)), x), second(both(composed(x, k, k,
                AttentionMask.NONE)), x));
        assertClose(second(both(Attention.scaledDotProduct(x, x, x)), x), second(both(composed(x, x, x,
                AttentionMask.NONE)), x));
    }

    private static Tensor second(Variable y, Variable x) {
        return y.gradient(x).square().sum().backward().of(x);
    }

    /// PyTorch's numbers: a query whose keys are all hidden gets zeros, by a mask of truth values as by a bias of −∞.
    @Test
    void scaledDotProduct_nothingAllowed_isZeroAndHasNoGradient() {
        float no = Float.NEGATIVE_INFINITY;
        List<AttentionMask> masks = List.of(
                AttentionMask.NONE.withAllowed(Mask.of(Shape.of(2, 3), false, false, false, true, true, false)),
                AttentionMask.NONE.withBias(Tensor.of(Shape.of(2, 3), no, no, no, 0, 0, no)));
        for (AttentionMask mask : masks) {
            Variable q = tracked(1, 1, 2, 4);
            Variable k = tracked(2, 1, 3, 4);
            Variable v = tracked(3, 1, 3, 4);

            var out = Attention.scaledDotProduct(q, k, v, mask);

            assertThat(out.weights().value().select(1, 0)).isEqualTo(Tensor.zeros(1, 3));
            assertThat(out.output().value().select(1, 0)).isEqualTo(Tensor.zeros(1, 4));
            assertThat(out.weights().value().select(1, 1).sum().item()).isCloseTo(1, within(1e-6f));
            Tensor dq = out.output().square().sum().gradient(q).value();
            assertThat(dq.select(1, 0)).isEqualTo(Tensor.zeros(1, 4));
            assertThat(dq.allFinite()).isTrue();
            agree(out.output(), composed(q, k, v, mask).output(), q, k, v);
        }
    }

    @Test
    void scaledDotProduct_sizesOfZero_areTheComposedForm() {
        for (int[] sizes : new int[][] {{0, 3, 4, 2}, {3, 0, 4, 2}, {3, 2, 0, 2}, {3, 2, 4, 0}}) {
            Variable q = tracked(1, 2, sizes[0], sizes[2]);
            Variable k = tracked(2, 2, sizes[1], sizes[2]);
            Variable v = tracked(3, 2, sizes[1], sizes[3]);

            var out = Attention.scaledDotProduct(q, k, v, AttentionMask.NONE, 1);

            assertThat(out.output().value()).isEqualTo(q.matmul(k, false, true).softmax(-1).matmul(v).value());
            agree(out.output(), q.matmul(k, false, true).softmax(-1).matmul(v), v);
        }
    }

    @Test
    void scaledDotProduct_learnedBias_getsItsGradient() {
        Variable x = tracked(1, 2, 3, 4);
        Param bias = Param.of(RandomStream.of(2).normal(Shape.of(3, 3)));
        var mask = AttentionMask.NONE.withBias(bias);

        Tensor gradient = Attention.scaledDotProduct(x, x, x, mask).output().square().sum().backward().of(bias);

        assertThat(gradient).isEqualTo(composed(x, x, x, mask).output().square().sum().backward().of(bias));
        assertThat(Mode.evaluate(() -> Attention.scaledDotProduct(x, x, x, mask)).output().value())
                .isEqualTo(composed(x, x, x, mask).output().value());
    }

    @Test
    void scaledDotProduct_oneOrTwoThreads_sameBits() {
        Variable q = tracked(1, 3, 400, 64);
        Variable k = tracked(2, 3, 200, 64);

        var one = Threads.limit(1, () -> gradients(q, k));
        var two = Threads.limit(2, () -> gradients(q, k));

        assertThat(two).isEqualTo(one);
    }

    private static List<Tensor> gradients(Variable q, Variable k) {
        var out = Attention.scaledDotProduct(q, k, k);
        Gradients all = both(out).backward();
        return List.of(out.output().value(), all.of(q), all.of(k));
    }

    @Test
    void scaledDotProduct_resultsThatAreHeld_stay() {
        Variable q = tracked(1, 2, 40, 64);
        var out = Attention.scaledDotProduct(q, q, q);
        Tensor weights = copy(out.weights().value());
        Tensor output = copy(out.output().value());

        both(out).backward();
        both(Attention.scaledDotProduct(q, q, q)).backward();

        assertThat(out.weights().value()).isEqualTo(weights);
        assertThat(out.output().value()).isEqualTo(output);
    }

    private static Tensor copy(Tensor x) {
        return Tensor.of(x.shape(), x.toArray());
    }
}
