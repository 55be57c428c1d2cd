package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import glissade.autograd.Param;
import glissade.autograd.Variable;
import glissade.tensor.Indices;
import glissade.tensor.Mask;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The whole messages of layers, but for the line that they name.
class LayersMessagesTest {

    private static final RandomStream RANDOM = RandomStream.of(1);
    private static final Lstm LSTM = Lstm.init(2, 3, RANDOM);
    private static final MultiHeadAttention ATTENTION = MultiHeadAttention.init(4, 2, RANDOM);
    private static final EmbeddingBag BAG = EmbeddingBag.init(4, 2, EmbeddingBag.Mode.SUM, RANDOM);

    private static Variable zeros(int... sizes) {
        return Variable.of(Tensor.zeros(sizes));
    }

    private static Arguments row(Class<? extends Exception> type, ThrowingCallable call, String message) {
        return Arguments.of(type, call, message);
    }

    static Stream<Arguments> shapes() {
        var type = ShapeException.class;
        return Stream.of(
                row(type, () -> new LayerNorm(Param.of(Tensor.zeros(3)), null, Shape.of(4), 1e-5), """
                        LayerNorm: the weight has another shape than what is normalised
                          normalized [4]
                          weight     [3]
                          fix: give one number for each feature"""),
                row(type, () -> LayerNorm.of(4).forward(Tensor.zeros(2, 3)), """
                        layerNorm: the input's last axes are not those to be normalised
                          input      [2, 3]
                          normalized [4]
                          fix: the input is […, 4]"""),
                row(type, () -> RmsNorm.of(4).forward(Tensor.zeros(2, 3)), """
                        rmsNorm: the input's last axes are not those to be normalised
                          input      [2, 3]
                          normalized [4]
                          fix: the input is […, 4]"""),
                row(type, () -> new GroupNorm(null, Param.of(Tensor.zeros(3)), 2, 4, 1e-5), """
                        GroupNorm: the bias has another shape than what is normalised
                          normalized [4]
                          bias       [3]
                          fix: give one number for each feature"""),
                row(type, () -> GroupNorm.of(2, 4).forward(Tensor.zeros(2, 6)), """
                        GroupNorm: the input has 6 channels, but this layer normalises 4
                          input [2, 6]
                                    ^
                          fix: give it 4 channels, or build this layer for 6"""),
                row(type, () -> GroupNorm.of(2, 4).forward(Tensor.zeros(4)), """
                        GroupNorm: the input has 1 axes
                          input [4]
                          fix: GroupNorm takes [batch, channels, …]"""),
                row(type, () -> InstanceNorm.of(4).forward(Tensor.zeros(2, 4, 1)), """
                        InstanceNorm: each channel has one place, and would become 0
                          input [2, 4, 1]
                          fix: put it where the input still has places, or use LayerNorm"""),
                row(type, () -> InstanceNorm.of(4).forward(Tensor.zeros(2, 4)), """
                        InstanceNorm: the input has 2 axes
                          input [2, 4]
                          fix: InstanceNorm takes [batch, channels, places…]"""),
                row(type, () -> BatchNorm1d.of(3).forward(Tensor.zeros(2, 4)), """
                        BatchNorm1d: the input has 4 channels, but this layer normalises 3
                          input [2, 4]
                                    ^
                          fix: give it 3 channels, or build this layer for 4"""),
                row(type, () -> BatchNorm1d.of(3).forward(Tensor.zeros(1, 3)), """
                        batchNorm: a variance takes two elements a channel or more, and there is one
                          input [1, 3]
                          fix: give it a larger batch, or run the layer in Mode.atTest, by its running statistics"""),
                row(type, () -> BatchNorm1d.of(3).forward(Tensor.zeros(1, 3, 2, 2)), """
                        BatchNorm1d: the input has 4 axes
                          input [1, 3, 2, 2]
                          fix: BatchNorm1d takes [batch, channels] or [batch, channels, length]"""),
                row(type, () -> BatchNorm2d.of(3).forward(Tensor.zeros(2, 3)), """
                        BatchNorm2d: the input has 2 axes
                          input [2, 3]
                          fix: BatchNorm2d takes [batch, channels, height, width]"""),
                row(type, () -> new Dropout2d(0.5, RANDOM).forward(Tensor.zeros(2, 3)), """
                        Dropout2d: the input has no places
                          input [2, 3]
                          fix: give it [batch, channels, …], or use Dropout"""),
                row(type, () -> new Embedding(Param.of(Tensor.zeros(3)), null), """
                        Embedding: the table is no matrix
                          weight [3]
                          fix: the weight is [entries, features]"""),
                row(type, () -> new EmbeddingBag(Param.of(Tensor.zeros(3)), EmbeddingBag.Mode.SUM), """
                        EmbeddingBag: the table is no matrix
                          weight [3]
                          fix: the weight is [entries, features]"""),
                row(type, () -> BAG.forward(Indices.of(1, 2)), """
                        EmbeddingBag: the bags are no matrix
                          bags [2]
                          fix: give [bags, size], or a list of numbers with offsets"""),
                row(type, () -> BAG.forward(Indices.of(1, 2), Indices.of(new int[][] {{0}})), """
                        EmbeddingBag: rows and offsets are not lists
                          rows    [2]
                          offsets [1, 1]
                          fix: give [n] row numbers and [bags] offsets"""),
                row(type, () -> new Bilinear(Param.of(Tensor.zeros(3, 2)), null), """
                        Bilinear: weight and bias do not fit together
                          weight [3, 2]
                          fix: the weight is [out, left, right], the bias [out]"""),
                row(type, () -> new Bilinear(Param.of(Tensor.zeros(3, 2, 2)), Param.of(Tensor.zeros(2))), """
                        Bilinear: weight and bias do not fit together
                          weight [3, 2, 2]
                          bias   [2]
                          fix: the weight is [out, left, right], the bias [out]"""),
                row(type, () -> Bilinear.init(2, 3, 4, RANDOM).forward(zeros(5, 2), zeros(4, 3)), """
                        Bilinear: the inputs do not fit the weight
                          x      [5, 2]
                          y      [4, 3]
                          weight [4, 2, 3]
                          fix: x is […, 2], y […, 3], with the same axes before"""),
                row(type, () -> new Residual(Linear.init(3, 2, RANDOM)).forward(Tensor.zeros(1, 3)), """
                        Residual: the layer changes the shape
                          input  [1, 3]
                          output [1, 2]
                          fix: choose a layer that keeps the shape, or use Branches.sum"""),
                row(type,
                        () -> new GatedLinear(Linear.init(3, 2, RANDOM), Linear.init(3, 3, RANDOM),
                                Linear.init(2, 3, RANDOM), new Relu()),
                        """
                                GatedLinear: the projections do not fit together
                                  gate [2, 3]
                                  up   [3, 3]
                                  down [3, 2]
                                  fix: gate and up are [hidden, in], down [out, hidden]"""),
                row(type,
                        () -> new RecurrentWeights(Param.of(Tensor.zeros(4, 3)), Param.of(Tensor.zeros(4, 3)), null,
                                null),
                        """
                                RecurrentWeights: the weights do not fit together
                                  weightIh [4, 3]
                                  weightHh [4, 3]
                                  fix: weightIh is [gates · hidden, in], weightHh [gates · hidden, hidden]"""),
                row(type,
                        () -> new RecurrentWeights(Param.of(Tensor.zeros(4, 3)), Param.of(Tensor.zeros(4, 4)), null,
                                Param.of(Tensor.zeros(3))),
                        """
                                RecurrentWeights: biasHh has not a number for each row of the weights
                                  biasHh [3]
                                  fix: give it the shape [4]"""),
                row(type,
                        () -> new RecurrentWeights(Param.of(Tensor.zeros(4, 3)), Param.of(Tensor.zeros(4, 0)), null,
                                null),
                        """
                                RecurrentWeights: the weights do not fit together
                                  weightIh [4, 3]
                                  weightHh [4, 0]
                                  fix: weightIh is [gates · hidden, in], weightHh [gates · hidden, hidden]"""),
                row(type,
                        () -> new RecurrentWeights(Param.of(Tensor.zeros(4, 3)), Param.of(Tensor.zeros(4, 4)),
                                Param.of(Tensor.zeros(1, 4)), Param.of(Tensor.zeros(4))),
                        """
                                RecurrentWeights: biasIh has not a number for each row of the weights
                                  biasIh [1, 4]
                                  fix: give it the shape [4]"""),
                row(type,
                        () -> new Lstm(List.of(RnnCell.init(2, 3, RANDOM).weights()), RecurrentOptions.DEFAULT,
                                new Dropout(0, RANDOM)),
                        """
                                Lstm: the weights have 1 gates, must be 4
                                  weightHh [3, 3]
                                  fix: weightHh is [4 · hidden, hidden]"""),
                row(type, () -> new LstmCell(RnnCell.init(2, 3, RANDOM).weights()), """
                        LstmCell: the weights have 1 gates, must be 4
                          weightHh [3, 3]
                          fix: weightHh is [4 · hidden, hidden]"""),
                row(type,
                        () -> new Rnn(
                                List.of(RnnCell.init(2, 3, RANDOM).weights(), RnnCell.init(2, 3, RANDOM).weights()),
                                RecurrentOptions.DEFAULT.withLayers(2), new Dropout(0, RANDOM), Rnn.Activation.TANH),
                        """
                                Rnn: weights 1 do not fit the layer below
                                  weightIh [3, 2]
                                  weightHh [3, 3]
                                  fix: here the layer takes 3 features and has 3 hidden ones"""),
                row(type, () -> LSTM.forward(Tensor.zeros(5, 1, 3)), """
                        Lstm: the input is no batch of sequences of 2 features
                          input [5, 1, 3]
                          fix: give it [time, batch, 2]"""),
                row(type, () -> LSTM.forward(Tensor.zeros(0, 1, 2)), """
                        Lstm: the sequences are empty
                          input [0, 1, 2]
                          fix: give it sequences of one time or more"""),
                row(type, () -> LSTM.run(zeros(5, 1, 2), zeros(1, 2, 3), zeros(1, 2, 3), null), """
                        Lstm: a state at the start does not fit
                          state [1, 2, 3]
                          fix: states are [layers · directions, batch, hidden], here [1, 1, 3]"""),
                row(type, () -> LSTM.run(zeros(5, 2, 2), null, null, Indices.of(1)), """
                        Lstm: there is not one length for each sequence
                          lengths [1]
                          fix: give 2 lengths"""),
                row(type,
                        () -> new MultiHeadAttention(Param.of(Tensor.zeros(4, 4)), null, Linear.init(4, 4, RANDOM), 2,
                                new Dropout(0, RANDOM)),
                        """
                                MultiHeadAttention: the params do not fit together
                                  inProjWeight [4, 4]
                                  outProj      [4, 4]
                                  fix: inProjWeight is [3 · features, features], inProjBias [3 · features], outProj [features, features]"""),
                row(type, () -> ATTENTION.forward(Tensor.zeros(2, 4)), """
                        MultiHeadAttention: the query is no batch of sequences of 4 features
                          query [2, 4]
                          fix: give it [batch, length, 4]"""),
                row(type, () -> ATTENTION.attend(zeros(1, 2, 4), zeros(1, 3, 4), zeros(1, 2, 4), AttentionMask.NONE),
                        """
                                MultiHeadAttention: query, key and value do not fit together
                                  query [1, 2, 4]
                                  key   [1, 3, 4]
                                  value [1, 2, 4]
                                  fix: all have one batch size, and key and value one length"""),
                row(type, () -> ATTENTION.forward(zeros(1, 3, 4), AttentionMask.NONE.withAllowed(Mask.of(true, false))),
                        """
                                attention: the mask does not broadcast to the scores
                                  scores  [1, 2, 3, 3]
                                  allowed [2]
                                  fix: it is […, queries, keys]"""),
                row(type,
                        () -> ATTENTION.forward(zeros(1, 3, 4),
                                AttentionMask.NONE.withIgnoredKeys(Mask.of(true, false))),
                        """
                                attention: the mask of ignored keys does not fit
                                  scores      [1, 2, 3, 3]
                                  ignoredKeys [2]
                                  fix: it is [batch, keys]"""),
                row(type, () -> Attention.scaledDotProduct(zeros(2, 3), zeros(2, 4), zeros(2, 3)), """
                        attention: query, key and value do not fit together
                          query [2, 3]
                          key   [2, 4]
                          value [2, 3]
                          fix: query is […, queries, features], key […, keys, features], value […, keys, out]"""),
                row(type, () -> SinusoidalPositions.of(4, 2).forward(Tensor.zeros(5, 2)), """
                        SinusoidalPositions: the input is no sequence of 2 features and at most 4 places
                          input [5, 2]
                          table [4, 2]
                          fix: the input is […, length, features]; build this layer for longer sequences"""),
                row(type, () -> new LearnedPositions(Param.of(Tensor.zeros(3))), """
                        LearnedPositions: the vectors are no matrix
                          weight [3]
                          fix: the weight is [longest, features]"""));
    }

    static Stream<Arguments> numbers() {
        var type = IllegalArgumentException.class;
        return Stream.of(
                row(type, () -> LayerNorm.of(),
                        "LayerNorm: there is nothing to normalise in the shape []; give sizes of 1 or more"),
                row(type, () -> LayerNorm.of(4).withEps(-1), "LayerNorm: eps is -1.0, must be 0 or more"),
                row(type, () -> GroupNorm.of(3, 4),
                        "GroupNorm: 3 groups do not divide 4 channels evenly; choose a number of groups that does"),
                row(type, () -> InstanceNorm.of(0), "InstanceNorm: 0 features; must be 1 or more"),
                row(type, () -> BatchNorm1d.of(0), "BatchNorm1d: 0 features; must be 1 or more"),
                row(type, () -> BatchNorm2d.of(2).withMomentum(2.0),
                        "BatchNorm2d: momentum is 2.0, must be from 0 to 1, or null for the mean of all batches"),
                row(type, () -> Dropout2d.init(1, RANDOM),
                        "Dropout2d: the probability is 1.0, must be 0 or more and less than 1"),
                row(type, () -> AlphaDropout.init(-1, RANDOM),
                        "AlphaDropout: the probability is -1.0, must be 0 or more and less than 1"),
                row(type, () -> Embedding.init(0, 3, RANDOM),
                        "Embedding: 0 entries of 3 features; both must be 1 or more"),
                row(type, () -> PRelu.of(0), "PRelu: 0 features; must be 1 or more"),
                row(type, () -> Bilinear.init(0, 1, 1, RANDOM),
                        "Bilinear: 0 and 1 features in and 1 out; all must be 1 or more"),
                row(type, () -> new Branches(List.of(), null), "Branches: there are no layers; give one or more"),
                row(type, () -> BAG.forward(Indices.of(1, 2), Indices.of(1)),
                        "EmbeddingBag: the offsets [1] do not cut 2 rows; they begin with 0, ascend and do not pass the end"),
                row(type, () -> BAG.forward(Indices.of(1, 2), Indices.of()),
                        "EmbeddingBag: there are 2 rows and no bags; give offsets"),
                row(type, () -> RecurrentOptions.DEFAULT.withLayers(0),
                        "RecurrentOptions: 0 layers; must be 1 or more"),
                row(type, () -> RecurrentOptions.DEFAULT.withDropout(1),
                        "RecurrentOptions: dropout is 1.0, must be 0 or more and less than 1"),
                row(type, () -> Gru.init(0, 2, RANDOM), "Gru: 0 features in and 2 hidden; both must be 1 or more"),
                row(type, () -> LSTM.run(zeros(5, 1, 2), zeros(1, 1, 3), null, null),
                        "Lstm: one state is given without the other; give hidden and cell states, or null for both"),
                row(type, () -> new Gru(List.of(), RecurrentOptions.DEFAULT, new Dropout(0, RANDOM)),
                        "Gru: 0 weights for 1 layers of 1 directions; give 1"),
                row(type, () -> MultiHeadAttention.init(4, 3, RANDOM),
                        "MultiHeadAttention: 3 heads do not divide 4 features evenly; choose a number of heads that does"),
                row(type, () -> TransformerOptions.DEFAULT.withFeedForward(0),
                        "TransformerOptions: 0 hidden features; must be 1 or more"),
                row(type, () -> TransformerOptions.DEFAULT.withDropout(1),
                        "TransformerOptions: dropout is 1.0, must be 0 or more and less than 1"),
                row(type, () -> TransformerEncoder.init(-1, 4, 2, TransformerOptions.DEFAULT, RANDOM),
                        "TransformerEncoder: -1 layers; must be 0 or more"),
                row(type, () -> TransformerDecoder.init(-1, 4, 2, TransformerOptions.DEFAULT, RANDOM),
                        "TransformerDecoder: -1 layers; must be 0 or more"),
                row(type, () -> SinusoidalPositions.of(0, 2),
                        "SinusoidalPositions: 0 places of 2 features; both must be 1 or more"),
                row(type, () -> RotaryPositions.of(4, 3),
                        "RotaryPositions: 4 places of 3 features; there must be 1 or more, and an even number of features"));
    }

    static Stream<Arguments> indices() {
        var type = IndexOutOfBoundsException.class;
        return Stream.of(
                row(type, () -> Embedding.init(3, 2, RANDOM).withPadding(3),
                        "Embedding: the padding row is 3, must be from 0 to 2"),
                row(type, () -> LSTM.run(zeros(5, 1, 2), null, null, Indices.of(6)),
                        "Lstm: a sequence's length is 6, must be from 1 to 5"));
    }

    @ParameterizedTest
    @MethodSource({"shapes", "numbers", "indices"})
    void layer_badArgument_saysWhatIsWrongAndHowToMendIt(Class<? extends Exception> type, ThrowingCallable call,
            String message) {
        Throwable thrown = catchThrowable(call);

        assertThat(thrown).isExactlyInstanceOf(type);
        assertThat(String.valueOf(thrown.getMessage()).replaceAll("\n  at [^\n]*", "")).isEqualTo(message);
    }
}
