package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import glissade.autograd.Gradient;
import glissade.autograd.Mode;
import glissade.autograd.Variable;
import glissade.tensor.Indices;
import glissade.tensor.Mask;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceLayersTest {

    private static final RandomStream RANDOM = RandomStream.of(1);
    private static final Tensor X = RandomStream.of(2).normal(Shape.of(2, 5, 4));

    /// The first sequence has all times, some, or one.
    @ParameterizedTest
    @ValueSource(ints = {5, 4, 1})
    void lstm_lengths_areAsIfEachSequenceEndedThere(int first) {
        var options = RecurrentOptions.DEFAULT.withLayers(2).withBidirectional(true).withBatchFirst(true);
        var lstm = Lstm.init(4, 3, options, RANDOM);
        int[] lengths = {first, 2};

        var all = lstm.run(Variable.of(X), null, null, Indices.of(lengths));

        for (int i = 0; i < 2; i++) {
            int length = lengths[i];
            var alone = lstm.run(Variable.of(X.narrow(0, i, 1).narrow(1, 0, length)), null, null, null);
            Tensor output = all.output().value().narrow(0, i, 1);
            assertThat(output.narrow(1, 0, length)).isEqualTo(alone.output().value());
            assertThat(output.narrow(1, length, 5 - length)).isEqualTo(Tensor.zeros(1, 5 - length, 6));
            assertThat(all.hidden().value().narrow(1, i, 1)).isEqualTo(alone.hidden().value());
            assertThat(all.cell().value().narrow(1, i, 1)).isEqualTo(alone.cell().value());
        }
    }

    @Test
    void gru_twoHalves_areTheWhole() {
        var gru = Gru.init(4, 3, RecurrentOptions.DEFAULT.withBatchFirst(true), RANDOM);

        var first = gru.run(Variable.of(X.narrow(1, 0, 2)), null, null);
        var second = gru.run(Variable.of(X.narrow(1, 2, 3)), first.hidden(), null);

        assertThat(Tensor.cat(1, first.output().value(), second.output().value())).isEqualTo(gru.predict(X));
    }

    @Test
    void rnn_state_hasPyTorchsNames() {
        var rnn = Rnn.init(4, 3, RecurrentOptions.DEFAULT.withBidirectional(true), RANDOM);

        assertThat(rnn.state().names()).containsExactly("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0",
                "weight_ih_l0_reverse", "weight_hh_l0_reverse", "bias_ih_l0_reverse", "bias_hh_l0_reverse");
    }

    @Test
    void rnn_dropout_worksBetweenLayersInTrainingAlone() {
        var options = RecurrentOptions.DEFAULT.withLayers(2).withDropout(0.5);
        var rnn = Rnn.init(4, 8, options, RANDOM);

        assertThat(rnn.predict(X)).isEqualTo(rnn.predict(X));
        assertThat(Mode.train(() -> rnn.forward(X)).value()).isNotEqualTo(rnn.predict(X));
    }

    /// Nothing is dropped before the first layer, nor behind the last.
    @Test
    void rnn_dropout_leavesTheFirstLayerAlone() {
        var options = RecurrentOptions.DEFAULT.withDropout(0.5);
        var two = Rnn.init(4, 8, options.withLayers(2), RANDOM);
        var one = Rnn.init(4, 8, options, RANDOM);

        Tensor trained = Mode.train(() -> two.run(Variable.of(X), null, null)).hidden().value();
        Tensor evaluated = Mode.evaluate(() -> two.run(Variable.of(X), null, null)).hidden().value();

        assertThat(trained.select(0, 0)).isEqualTo(evaluated.select(0, 0));
        assertThat(trained.select(0, 1)).isNotEqualTo(evaluated.select(0, 1));
        assertThat(Mode.train(() -> one.forward(X)).value()).isEqualTo(one.predict(X));
    }

    @Test
    void rnn_oneFeature_isEnough() {
        var rnn = Rnn.init(1, 1, RANDOM);

        assertThat(rnn.predict(Tensor.zeros(3, 2, 1)).shape()).isEqualTo(Shape.of(3, 2, 1));
    }

    @Test
    void attention_causal_doesNotSeeWhatComesLater() {
        var layer = TransformerEncoderLayer.init(4, 2, TransformerOptions.DEFAULT.withFeedForward(8), RANDOM);
        Tensor changed = Tensor.cat(1, X.narrow(1, 0, 3), X.narrow(1, 3, 2).mul(2));

        Tensor y = Mode.evaluate(() -> layer.forward(Variable.of(X), AttentionMask.CAUSAL)).value();
        Tensor z = Mode.evaluate(() -> layer.forward(Variable.of(changed), AttentionMask.CAUSAL)).value();

        assertThat(z.narrow(1, 0, 3)).isEqualTo(y.narrow(1, 0, 3));
        assertThat(z.narrow(1, 3, 2)).isNotEqualTo(y.narrow(1, 3, 2));
    }

    @Test
    void attention_ignoredKeys_haveNoWeight() {
        var attention = MultiHeadAttention.init(4, 2, RANDOM);
        Variable x = Variable.of(X.narrow(0, 0, 1));
        Mask padding = Mask.of(Shape.of(1, 5), false, false, true, false, true);

        Tensor weights = attention.attend(x, x, x, AttentionMask.NONE.withIgnoredKeys(padding)).weights().value();

        assertThat(weights.shape()).isEqualTo(Shape.of(1, 2, 5, 5));
        assertThat(weights.select(3, 2)).isEqualTo(Tensor.zeros(1, 2, 5));
        assertThat(weights.sum(3).sub(1).abs().max().item()).isLessThan(1e-6f);
    }

    @Test
    void multiHeadAttention_oneInputOrThreeEqualOnes_agree() {
        var attention = MultiHeadAttention.init(4, 2, RANDOM);

        Tensor fused = attention.forward(X).value();
        Tensor apart = attention.attend(Variable.of(X), Variable.of(X), Variable.of(X), AttentionMask.NONE).output()
                .value();

        assertThat(fused.sub(apart).abs().max().item()).isLessThan(1e-6f);
    }

    @Test
    void rotary_products_dependOnTheDistanceAlone() {
        var rotary = RotaryPositions.of(5, 4);
        Tensor row = Tensor.of(0.3f, -1, 0.5f, 2);
        Tensor turned = rotary.predict(row.broadcastTo(Shape.of(5, 4)));
        Tensor products = turned.matmul(turned, false, true);

        assertThat(products.at(0, 2)).isCloseTo(products.at(2, 4), within(1e-5f));
        assertThat(products.at(3, 3)).isCloseTo(products.at(0, 0), within(1e-5f));
        assertThat(products.at(0, 2)).isNotCloseTo(products.at(0, 4), within(1e-2f));
    }

    @Test
    void embedding_gradient_isRowSparseAndLeavesPaddingOut() {
        var table = Embedding.init(6, 2, RANDOM).withPadding(1);

        var gradients = table.forward(Indices.of(3, 1, 3, 5)).sum().backward();

        assertThat(table.weight().value().select(0, 1)).isEqualTo(Tensor.zeros(2));
        assertThat(gradients.entry(table.weight())).get().isInstanceOf(Gradient.Rows.class);
        assertThat(gradients.of(table.weight()))
                .isEqualTo(Tensor.of(Shape.of(6, 2), 0, 0, 0, 0, 0, 0, 2, 2, 0, 0, 1, 1));
    }

    @Test
    void embeddingBag_modes_areSumMeanAndMaximumOfEachBag() {
        var sum = EmbeddingBag.init(4, 2, EmbeddingBag.Mode.SUM, RANDOM);
        sum.weight().set(Tensor.of(Shape.of(4, 2), 1, 8, 2, 7, 3, 6, 4, 5));
        Indices rows = Indices.of(0, 2, 3);
        Indices offsets = Indices.of(0, 2, 2);

        assertThat(sum.forward(rows, offsets).value()).isEqualTo(Tensor.of(Shape.of(3, 2), 4, 14, 0, 0, 4, 5));
        assertThat(new EmbeddingBag(sum.weight(), EmbeddingBag.Mode.MEAN).forward(rows, offsets).value())
                .isEqualTo(Tensor.of(Shape.of(3, 2), 2, 7, 0, 0, 4, 5));
        assertThat(new EmbeddingBag(sum.weight(), EmbeddingBag.Mode.MAX).forward(rows, offsets).value())
                .isEqualTo(Tensor.of(Shape.of(3, 2), 3, 8, 0, 0, 4, 5));
    }

    @Test
    void embeddingBag_nothingInTheBags_tableHasAGradientOfZeros() {
        for (EmbeddingBag.Mode mode : EmbeddingBag.Mode.values()) {
            var bag = EmbeddingBag.init(4, 2, mode, RANDOM);
            for (int bags = 0; bags < 3; bags++) {
                Variable y = bag.forward(Indices.of(), Indices.of(new int[bags]));

                assertThat(y.value()).as("%s of %s bags", mode, bags).isEqualTo(Tensor.zeros(bags, 2));
                assertThat(y.sum().backward().of(bag.weight())).isEqualTo(Tensor.zeros(4, 2));
            }
        }
    }

    @Test
    void alphaDropout_normalNumbers_keepMeanAndVariance() {
        Tensor x = RandomStream.of(4).normal(Shape.of(100_000));

        Tensor y = new AlphaDropout(0.2, RandomStream.of(5)).forward(x).value();

        assertThat(y.mean().item()).isCloseTo(0, within(0.02f));
        assertThat(y.square().mean().item()).isCloseTo(1, within(0.02f));
    }

    @Test
    void dropout2d_channels_areDroppedWhole() {
        Tensor y = new Dropout2d(0.5, RandomStream.of(5)).forward(Tensor.full(Shape.of(8, 8, 3, 3), 1)).value();

        Tensor sums = y.sum(2, 3);
        for (float sum : sums.toArray()) {
            assertThat(sum).isIn(0f, 18f);
        }
        assertThat(sums.sum().item()).isStrictlyBetween(0f, 64 * 18f);
    }
}
