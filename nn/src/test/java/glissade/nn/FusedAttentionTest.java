package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.autograd.Gradients;
import glissade.autograd.Mode;
import glissade.autograd.Variable;
import glissade.tensor.Mask;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import glissade.tensor.Threads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Attention as one operation against the composed form, which also gives the weights: values and gradients bit for bit.
class FusedAttentionTest {

    private static final int FEATURES = 12;

    private static List<AttentionMask> masks(int batch, int queries, int keys) {
        var random = RandomStream.of(9);
        boolean[] allowed = new boolean[queries * keys];
        for (int i = 0; i < allowed.length; i++) {
            allowed[i] = i % keys == 0 || random.below(3) > 0;
        }
        boolean[] ignored = new boolean[batch * keys];
        ignored[keys - 1] = keys > 1;
        Mask allow = Mask.of(Shape.of(queries, keys), allowed);
        return List.of(AttentionMask.NONE, AttentionMask.CAUSAL, AttentionMask.NONE.withAllowed(allow),
                AttentionMask.CAUSAL.withIgnoredKeys(Mask.of(Shape.of(batch, keys), ignored)),
                AttentionMask.NONE.withBias(random.normal(Shape.of(3, 1, keys))),
                AttentionMask.NONE.withAllowed(allow).withBias(random.normal(Shape.of(batch, 1, queries, 1))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 17, 40, 70})
    void selfAttention_anyMask_isTheComposedForm(int length) {
        var random = RandomStream.of(1);
        var layer = MultiHeadAttention.init(FEATURES, 3, random);
        Variable x = Variable.tracked(random.normal(Shape.of(2, length, FEATURES)));
        for (AttentionMask mask : masks(2, length, length)) {
            agree(layer, layer.forward(x, mask), layer.attend(x, x, x, composed(mask)).output(), x);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 33})
    void crossAttention_anyMask_isTheComposedForm(int keys) {
        var random = RandomStream.of(2);
        var layer = MultiHeadAttention.init(FEATURES, 3, random);
        Variable query = Variable.tracked(random.normal(Shape.of(2, 7, FEATURES)));
        Variable memory = Variable.tracked(random.normal(Shape.of(2, keys, FEATURES)));
        Variable value = Variable.tracked(random.normal(Shape.of(2, keys, FEATURES)));
        for (AttentionMask mask : masks(2, 7, keys)) {
            agree(layer, layer.forward(query, memory, value, mask),
                    layer.attend(query, memory, value, composed(mask)).output(),
                    query, memory, value);
        }
    }

    /// What hides the first of two queries from both keys.
    private static List<AttentionMask> hidingFirstQuery() {
        return List.of(
                AttentionMask.NONE.withBias(Tensor.of(Shape.of(2, 1), Float.NEGATIVE_INFINITY, 0).expand(2, 2)),
                AttentionMask.NONE.withAllowed(Mask.of(Shape.of(2, 2), false, false, true, true)));
    }

    /// dY · Vᵀ is infinite there, and the weights are 0.
    @ParameterizedTest
    @MethodSource("hidingFirstQuery")
    void scaledDotProduct_hiddenQuery_getsNoGradient(AttentionMask mask) {
        Variable query = Variable.tracked(Tensor.of(Shape.of(2, 1), 1, 2));
        Variable key = Variable.tracked(Tensor.of(Shape.of(2, 1), 3, 4));
        Variable value = Variable.of(Tensor.of(Shape.of(2, 1), 3e38f, 1));
        Tensor seed = Tensor.of(Shape.of(2, 1), 10, 0);

        Variable y = Attention.scaledDotProduct(query, key, value, mask).output();
        Variable composed = y.pullback(seed, query);
        Gradients gradients = y.mul(seed).sum().backward();

        assertThat(composed.value()).isEqualTo(Tensor.zeros(Shape.of(2, 1)));
        assertThat(gradients.of(query)).isEqualTo(Tensor.zeros(Shape.of(2, 1)));
        assertThat(gradients.of(key)).isEqualTo(Tensor.zeros(Shape.of(2, 1)));
    }

    /// Fewer heads than threads share the queries of each, in blocks: one of a later block is hidden in the second head alone.
    @Test
    void scaledDotProduct_lateQueryHiddenByABias_getsNoGradient() {
        int queries = 260;
        int keys = 100;
        int features = 160;
        int late = 250;
        var random = RandomStream.of(12);
        Variable query = Variable.tracked(random.normal(Shape.of(2, queries, features)));
        Variable key = Variable.tracked(random.normal(Shape.of(2, keys, features)));
        // one value is so large that its product with the hidden query's gradient is infinite; the others' gradients are 0 there
        float[] values = random.normal(Shape.of(2, keys, features)).toArray();
        float[] seeds = random.normal(Shape.of(2, queries, features)).toArray();
        for (int row = 0; row < 2 * queries; row++) {
            seeds[row * features] = 0;
        }
        int hidden = queries + late;
        seeds[hidden * features] = 10;
        values[keys * features] = 3e38f;
        Variable value = Variable.of(Tensor.of(Shape.of(2, keys, features), values));
        float[] bias = new float[2 * queries * keys];
        Arrays.fill(bias, hidden * keys, (hidden + 1) * keys, Float.NEGATIVE_INFINITY);
        var mask = AttentionMask.NONE.withBias(Tensor.of(Shape.of(2, queries, keys), bias));
        Tensor seed = Tensor.of(Shape.of(2, queries, features), seeds);

        Threads.limit(4, () -> {
            Variable y = Attention.scaledDotProduct(query, key, value, mask).output();
            Variable composed = Attention.scaledDotProduct(query, key, value, composed(mask)).output();
            Gradients ours = y.mul(seed).sum().backward();
            Gradients theirs = composed.mul(seed).sum().backward();

            assertThat(ours.isFinite()).isTrue();
            assertThat(ours.of(query).select(0, 1).select(0, late)).isEqualTo(Tensor.zeros(Shape.of(features)));
            assertThat(ours.of(query)).isEqualTo(theirs.of(query));
            assertThat(ours.of(key)).isEqualTo(theirs.of(key));
        });
    }

    @Test
    void dropout_sameStream_isTheComposedForm() {
        var layer = MultiHeadAttention.init(FEATURES, 3, 0.4, RandomStream.of(3));
        var twin = MultiHeadAttention.init(FEATURES, 3, 0.4, RandomStream.of(3));
        Variable x = Variable.tracked(RandomStream.of(4).normal(Shape.of(2, 9, FEATURES)));

        Variable fused = layer.forward(x, AttentionMask.CAUSAL);
        Variable composed = twin.attend(x, x, x, composed(AttentionMask.CAUSAL)).output();

        assertThat(fused.value()).isEqualTo(composed.value());
        assertThat(fused.square().sum().backward().of(x)).isEqualTo(composed.square().sum().backward().of(x));
    }

    @Test
    void secondDerivative_againstTheComposedForm_isTheSame() {
        var random = RandomStream.of(5);
        var layer = MultiHeadAttention.init(FEATURES, 2, random);
        Variable x = Variable.tracked(random.normal(Shape.of(2, 4, FEATURES)));
        Variable memory = Variable.tracked(random.normal(Shape.of(2, 3, FEATURES)));

        // the second derivatives are added up in another order
        assertClose(second(layer.forward(x, AttentionMask.CAUSAL), x),
                second(layer.attend(x, x, x, composed(AttentionMask.CAUSAL)).output(), x));
        assertClose(second(layer.forward(x, memory, memory, AttentionMask.NONE), memory),
                second(layer.attend(x, memory, memory, composed(AttentionMask.NONE)).output(), memory));
    }

    private static void assertClose(Tensor actual, Tensor expected) {
        assertThat(actual.sub(expected).abs().max().item()).isLessThan(1e-5f * (1 + expected.abs().max().item()));
    }

    @Test
    void nothingAllowed_isTheOutputLayersBiasAsInTheComposedForm() {
        var random = RandomStream.of(6);
        var layer = MultiHeadAttention.init(FEATURES, 2, random);
        Variable x = Variable.tracked(random.normal(Shape.of(1, 3, FEATURES)));
        var mask = AttentionMask.NONE.withAllowed(
                Mask.of(Shape.of(3, 3), true, false, true, false, false, false, true, true, true));

        Tensor y = layer.forward(x, mask).value();

        assertThat(y.select(1, 1)).isEqualTo(layer.outProj().bias().value().unsqueeze(0));
        assertThat(y.allFinite()).isTrue();
        agree(layer, layer.forward(x, mask), layer.attend(x, x, x, composed(mask)).output(), x);
    }

    /// What hides a query's first keys leaves it the others, and their gradients.
    @Test
    void biasThatHidesFirstKeys_isTheComposedForm() {
        float hidden = Float.NEGATIVE_INFINITY;
        var random = RandomStream.of(10);
        var layer = MultiHeadAttention.init(FEATURES, 2, random);
        Variable x = Variable.tracked(random.normal(Shape.of(1, 3, FEATURES)));
        var mask = AttentionMask.NONE
                .withBias(Tensor.of(new float[][] {{0, 1, 0}, {hidden, 1, 0}, {hidden, hidden, 0.5f}}));

        agree(layer, layer.forward(x, mask), layer.attend(x, x, x, composed(mask)).output(), x);
    }

    /// More queries than forward works on together, and rows without a key at both ends, in the middle and side by side.
    @Test
    void nothingAllowedInSomeRows_isTheComposedForm() {
        int n = 150;
        boolean[] allowed = new boolean[n * n];
        for (int i = 0; i < n; i++) {
            Arrays.fill(allowed, i * n, (i + 1) * n, i > 1 && i % 10 != 0 && i != 71 && i != n - 1);
        }
        var random = RandomStream.of(8);
        var layer = MultiHeadAttention.init(FEATURES, 2, random);
        Variable x = Variable.tracked(random.normal(Shape.of(1, n, FEATURES)));
        var mask = AttentionMask.CAUSAL.withAllowed(Mask.of(Shape.of(n, n), allowed));

        agree(layer, layer.forward(x, mask), layer.attend(x, x, x, composed(mask)).output(), x);
        assertThat(layer.forward(x, mask).square().sum().backward().isFinite()).isTrue();
    }

    /// In PyTorch, too: the sequence of padding harms no other one.
    @Test
    void ignoredKeys_aSequenceOfPaddingAlone_hasFiniteGradients() {
        var random = RandomStream.of(6);
        var encoder = TransformerEncoder.init(2, FEATURES, 2, TransformerOptions.DEFAULT.withDropout(0), random);
        Variable x = Variable.of(random.normal(Shape.of(2, 3, FEATURES)));
        var padding = Mask.of(Shape.of(2, 3), false, false, true, true, true, true);

        Variable y = encoder.forward(x, AttentionMask.CAUSAL.withIgnoredKeys(padding));

        assertThat(y.value().allFinite()).isTrue();
        assertThat(y.square().sum().backward().isFinite()).isTrue();
        assertThat(y.value().narrow(0, 0, 1)).isEqualTo(encoder
                .forward(x.narrow(0, 0, 1), AttentionMask.CAUSAL.withIgnoredKeys(Mask.of(Shape.of(1, 3), false, false,
                        true)))
                .value());
    }

    @Test
    void learnedBias_getsItsGradient() {
        var random = RandomStream.of(7);
        var layer = MultiHeadAttention.init(FEATURES, 2, random);
        Variable x = Variable.of(random.normal(Shape.of(1, 3, FEATURES)));
        Variable bias = Variable.tracked(random.normal(Shape.of(3, 3)));

        assertThat(layer.forward(x, AttentionMask.NONE.withBias(bias)).square().sum().backward().of(bias).norm())
                .isGreaterThan(0);
    }

    @Test
    void evaluate_withoutRecording_isTheSame() {
        var random = RandomStream.of(8);
        var layer = MultiHeadAttention.init(FEATURES, 2, random);
        Variable x = Variable.tracked(random.normal(Shape.of(3, 5, FEATURES)));

        assertThat(Mode.evaluate(() -> layer.forward(x, AttentionMask.CAUSAL)).value())
                .isEqualTo(layer.forward(x, AttentionMask.CAUSAL).value());
    }

    /// Its scratch is as large as this takes.
    @Test
    void evaluate_onANewThread_isTheSame() throws InterruptedException {
        var random = RandomStream.of(8);
        var layer = MultiHeadAttention.init(FEATURES, 2, random);
        Variable x = Variable.of(random.normal(Shape.of(3, 5, FEATURES)));
        Tensor[] found = new Tensor[1];
        Thread.ofPlatform()
                .start(() -> found[0] =
                        Threads.limit(1, () -> Mode.evaluate(() -> layer.forward(x, AttentionMask.CAUSAL))).value())
                .join();

        assertThat(found[0]).isEqualTo(layer.forward(x, AttentionMask.CAUSAL).value());
    }

    private static Tensor second(Variable y, Variable x) {
        return y.square().sum().gradient(x).square().sum().backward().of(x);
    }

    /// The same mask where the steps are operations of their own: they are if its bias is tracked.
    private static AttentionMask composed(AttentionMask mask) {
        Tensor bias = mask.bias() == null ? Tensor.zeros(1, 1) : Variable.of(mask.bias()).value();
        return mask.withBias(Variable.tracked(bias));
    }

    private static void agree(MultiHeadAttention layer, Variable fused, Variable composed, Variable... inputs) {
        assertThat(fused.value()).isEqualTo(composed.value());
        Gradients ours = fused.square().sum().backward();
        Gradients theirs = composed.square().sum().backward();
        var of = new ArrayList<>(List.of(inputs));
        of.addAll(List.of(layer.inProjWeight(), layer.outProj().weight()));
        for (Variable variable : of) {
            assertThat(ours.of(variable)).isEqualTo(theirs.of(variable));
        }
    }
}
