package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import glissade.autograd.Variable;
import glissade.tensor.ConvWindow;
import glissade.tensor.Indices;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a layer says that leaves the checking to its operation or its parts: the whole message, but for the line that it names. The
/// layers' own checks are in [LayersMessagesTest].
class LayerErrorsTest {

    private static final RandomStream RANDOM = RandomStream.of(1);

    private static Variable zeros(int... sizes) {
        return Variable.of(Tensor.zeros(sizes));
    }

    private static Arguments row(Class<? extends Exception> type, ThrowingCallable call, String message) {
        return Arguments.of(type, call, message);
    }

    static Stream<Arguments> errors() {
        return Stream.of(
                row(IllegalArgumentException.class, () -> new AdaptivePool(AdaptivePool.Kind.MAX, List.of(0)),
                        "AdaptivePool: the sizes are [0], must be 1 or more each"),
                row(ShapeException.class, () -> AdaptivePool.average(2, 2).forward(Tensor.zeros(1, 1, 4)), """
                        adaptiveAveragePool: the input has no 2 spatial axes
                          input [1, 1, 4]
                          fix: the input is [batch, channels, …]"""),
                row(ShapeException.class, () -> new AveragePool(3).forward(Tensor.zeros(1, 1, 2)), """
                        averagePool: the window reaches over 3 elements, and the padded input has 2
                          input [1, 1, 2]
                                       ^
                          fix: use a smaller window, or more padding"""),
                row(ShapeException.class, () -> new AtTest(Linear.init(3, 2, RANDOM)).forward(Tensor.zeros(1, 4)), """
                        linear: the input's last axis is 4, but this layer takes 3 features
                          input  [1, 4]
                                     ^
                          weight [2, 3]
                                     ^
                          fix: give it rows of 3 features, or build this layer for 4"""),
                row(ShapeException.class, () -> BatchNorm3d.of(3).forward(Tensor.zeros(2, 3, 4, 4)), """
                        BatchNorm3d: the input has 4 axes
                          input [2, 3, 4, 4]
                          fix: BatchNorm3d takes [batch, channels, depth, height, width]"""),
                row(IllegalArgumentException.class, () -> new Celu(0),
                        "Celu: alpha is 0.0, must be other than 0, for x is divided by it; Relu is its limit"),
                row(ShapeException.class,
                        () -> Conv.init(2, 3, Shape.of(3), new ConvWindow(), RANDOM).forward(Tensor.zeros(1, 3, 5)), """
                                conv: the input has 3 channels, but this weight takes 2
                                  input  [1, 3, 5]
                                             ^
                                  weight [3, 2, 3]
                                             ^
                                  fix: the input is [batch, channels, …], the weight [out, channels / groups, …]"""),
                row(IllegalArgumentException.class,
                        () -> Conv.init(2, 3, Shape.of(3), new ConvWindow().groups(2), RANDOM),
                        "Conv: 2 groups do not divide 2 and 3 channels; choose a number that divides both"),
                row(ShapeException.class,
                        () -> ConvTranspose.init(2, 3, Shape.of(3), new ConvWindow(), RANDOM)
                                .forward(Tensor.zeros(1, 3, 5)),
                        """
                                convTranspose: the input has 3 channels, but this weight takes 2
                                  input  [1, 3, 5]
                                             ^
                                  weight [2, 3, 3]
                                          ^
                                  fix: the input is [batch, channels, …], the weight [channels, out / groups, …]"""),
                row(IllegalArgumentException.class, () -> new Elu(Double.NaN), "Elu: alpha is NaN, must be finite"),
                row(ShapeException.class, () -> new Flatten().forward(Tensor.zeros(2)), """
                        flatten: there is no axis 1 in [2], which has 1 axis
                          fix: use -1 to 0"""),
                row(ShapeException.class, () -> new GlobalPool(AdaptivePool.Kind.MAX).forward(Tensor.zeros(1, 2, 0)),
                        """
                                max: axis 2 is empty, so there is nothing to choose from
                                  tensor [1, 2, 0]
                                                ^
                                  fix: check for a size of 0 first"""),
                row(ShapeException.class, () -> new Glu(1).forward(Tensor.zeros(2, 3)), """
                        glu: an axis of size 3 has no halves
                          tensor [2, 3]
                                     ^
                          fix: give it an even size: values, then their gates"""),
                row(ShapeException.class, () -> GruCell.init(3, 2, RANDOM).forward(zeros(1, 4), zeros(1, 2)), """
                        linear: the input's last axis is 4, but this layer takes 3 features
                          input  [1, 4]
                                     ^
                          weight [6, 3]
                                     ^
                          fix: give it rows of 3 features, or build this layer for 4"""),
                row(IllegalArgumentException.class, () -> new Hardshrink(-1),
                        "Hardshrink: lambda is -1.0, must be finite and 0 or more"),
                row(IllegalArgumentException.class, () -> new Hardtanh(1, -1),
                        "Hardtanh: least is 1.0, must be less than the greatest, which is -1.0"),
                row(IllegalArgumentException.class, () -> new LeakyRelu(Double.NaN),
                        "LeakyRelu: slope is NaN, must be finite"),
                row(ShapeException.class, () -> new LogSoftmax(1).forward(Tensor.zeros(2)), """
                        logSoftmax: there is no axis 1 in [2], which has 1 axis
                          fix: use -1 to 0"""),
                row(ShapeException.class, () -> new MaxPool(3).forward(Tensor.zeros(1, 1, 2)), """
                        maxPool: the window reaches over 3 elements, and the padded input has 2
                          input [1, 1, 2]
                                       ^
                          fix: use a smaller window, or more padding"""),
                row(ShapeException.class, () -> new PixelShuffle(2).forward(Tensor.zeros(1, 3, 2, 2)), """
                        PixelShuffle: the channels are no multiple of 2²
                          input [1, 3, 2, 2]
                          fix: the input is [batch, 4 · channels, height, width]"""),
                row(ShapeException.class, () -> RnnCell.init(3, 2, RANDOM).forward(zeros(1, 4), zeros(1, 2)), """
                        linear: the input's last axis is 4, but this layer takes 3 features
                          input  [1, 4]
                                     ^
                          weight [2, 3]
                                     ^
                          fix: give it rows of 3 features, or build this layer for 4"""),
                row(ShapeException.class, () -> new Softmax(1).forward(Tensor.zeros(2)), """
                        softmax: there is no axis 1 in [2], which has 1 axis
                          fix: use -1 to 0"""),
                row(ShapeException.class, () -> new Softmin(1).forward(Tensor.zeros(2)), """
                        softmin: there is no axis 1 in [2], which has 1 axis
                          fix: use -1 to 0"""),
                row(IllegalArgumentException.class, () -> new Softplus(0, 20),
                        "Softplus: beta is 0.0, must be greater than 0"),
                row(IllegalArgumentException.class, () -> new Softshrink(Double.NaN),
                        "Softshrink: lambda is NaN, must be finite and 0 or more"),
                row(ShapeException.class,
                        () -> TransformerDecoderLayer.init(4, 2, TransformerOptions.DEFAULT, RANDOM)
                                .forward(zeros(1, 3, 4), zeros(2, 5, 4), AttentionMask.CAUSAL, AttentionMask.NONE),
                        """
                                MultiHeadAttention: query, key and value do not fit together
                                  query [1, 3, 4]
                                  key   [2, 5, 4]
                                  value [2, 5, 4]
                                  fix: all have one batch size, and key and value one length"""),
                row(ShapeException.class,
                        () -> TransformerEncoderLayer.init(4, 2, TransformerOptions.DEFAULT, RANDOM)
                                .forward(zeros(1, 3, 6)),
                        """
                                MultiHeadAttention: the query is no batch of sequences of 4 features
                                  query [1, 3, 6]
                                  fix: give it [batch, length, 4]"""),
                row(IndexOutOfBoundsException.class, () -> Embedding.init(5, 2, RANDOM).forward(Indices.of(1, 7)), """
                        Embedding: index 7, at [1] of the indices, is outside of axis 0 of [5, 2]; use 0 to 4
                          fix: count entries from 0, and build this layer for as many as there are"""),
                row(IndexOutOfBoundsException.class,
                        () -> Embedding.init(5, 2, RANDOM).withPadding(0).forward(Indices.of(5)), """
                                Embedding: index 5, at [0] of the indices, is outside of axis 0 of [5, 2]; use 0 to 4
                                  fix: count entries from 0, and build this layer for as many as there are"""),
                row(IndexOutOfBoundsException.class,
                        () -> EmbeddingBag.init(5, 2, EmbeddingBag.Mode.SUM, RANDOM)
                                .forward(Indices.of(1, 7).reshape(1, 2)),
                        """
                                EmbeddingBag: index 7, at [1] of the indices, is outside of axis 0 of [5, 2]; use 0 to 4
                                  fix: count entries from 0, and build this layer for as many as there are"""),
                row(IllegalArgumentException.class, () -> EmbeddingBag.init(0, 2, EmbeddingBag.Mode.SUM, RANDOM),
                        "EmbeddingBag: 0 entries of 2 features; both must be 1 or more"),
                row(IllegalArgumentException.class, () -> LearnedPositions.init(0, 2, RANDOM),
                        "LearnedPositions: 0 places of 2 features; both must be 1 or more"),
                row(ShapeException.class, () -> new Unflatten(1, Shape.of(2, 2)).forward(Tensor.zeros(1, 5)), """
                        Unflatten: axis 1 has 5 elements, and its new sizes 4
                          input [1, 5]
                                    ^
                          sizes [2, 2]
                          fix: choose sizes whose product is the axis's"""),
                row(IllegalArgumentException.class, () -> new Upsample(0, false),
                        "Upsample: factor is 0, must be 1 or more"));
    }

    @Test
    void stackOfATransformer_errorInside_namesTheLayer() {
        var encoder = TransformerEncoder.init(2, 4, 2, TransformerOptions.DEFAULT, RANDOM);
        var decoder = TransformerDecoder.init(1, 4, 2, TransformerOptions.DEFAULT, RANDOM);

        assertThat(catchThrowable(() -> encoder.forward(zeros(1, 3, 6)))).isInstanceOf(ShapeException.class)
                .hasMessageContaining("at layer layers.0 (TransformerEncoderLayer)");
        assertThat(catchThrowable(() -> Sequential.of(new Relu(), encoder).forward(zeros(1, 3, 6))))
                .hasMessageContaining("at layer 1.layers.0 (TransformerEncoderLayer)");
        assertThat(catchThrowable(() -> decoder.forward(zeros(1, 3, 6), zeros(1, 3, 4), AttentionMask.NONE,
                AttentionMask.NONE))).hasMessageContaining("at layer layers.0 (TransformerDecoderLayer)");
    }

    @Test
    void gatedLinear_errorInside_namesThePart() {
        var layer = GatedLinear.swiGlu(3, 4, RANDOM);

        assertThat(catchThrowable(() -> layer.forward(zeros(2, 5)))).isInstanceOf(ShapeException.class)
                .hasMessageContaining("at layer gate (Linear)")
                .hasMessageStartingWith("linear: the input's last axis is 5, but this layer takes 3 features");
    }

    @ParameterizedTest
    @MethodSource("errors")
    void layer_whatItCannotTake_isRefusedInWholeSentences(Class<? extends Exception> type, ThrowingCallable call,
            String message) {
        Throwable thrown = catchThrowable(call);

        assertThat(thrown).isExactlyInstanceOf(type);
        assertThat(String.valueOf(thrown.getMessage()).replaceAll("\n  at [^\n]*", "")).isEqualTo(message);
    }
}
