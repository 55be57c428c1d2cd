package glissade.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The whole messages of [NormOps], but for the line that they name.
class NormMessagesTest {

    private static final Variable X = Variable.of(Tensor.zeros(2, 3));
    private static final BiConsumer<Tensor, Tensor> NOBODY = (_, _) -> {
    };

    private static Arguments row(Class<? extends Exception> type, ThrowingCallable call, String message) {
        return Arguments.of(type, call, message);
    }

    static Stream<Arguments> shapes() {
        var type = ShapeException.class;
        return Stream.of(
                row(type, () -> X.layerNorm(Shape.of(4), null, null, 1e-5), """
                        layerNorm: the input's last axes are not those to be normalised
                          input      [2, 3]
                          normalized [4]
                          fix: the input is […, 4]"""),
                row(type, () -> X.normalize(2, 2, 1e-12), """
                        normalize: there is no axis 2 in [2, 3], which has 2 axes
                          fix: use -2 to 1"""),
                row(type, () -> X.cosineSimilarity(X, -3, 1e-8), """
                        cosineSimilarity: there is no axis -3 in [2, 3], which has 2 axes
                          fix: use -2 to 1"""),
                row(type, () -> X.cosineSimilarity(Tensor.zeros(2, 2), 1, 1e-8), """
                        cosineSimilarity: the sizes 3 and 2 do not match at axis -1, and neither is 1
                          left  [2, 3]
                                    ^
                          right [2, 2]
                                    ^
                          fix: shapes are aligned at their last axis; sizes must be equal or 1"""),
                row(type, () -> X.layerNorm(Shape.of(3), Tensor.zeros(2), null, 1e-5), """
                        layerNorm: the weight does not fit the input
                          input  [2, 3]
                                     ^
                          weight [2]
                          fix: a weight of shape [3] fits this input"""),
                row(type, () -> X.rmsNorm(Shape.of(3), Tensor.zeros(4), 1e-5), """
                        rmsNorm: the weight does not fit the input
                          input  [2, 3]
                                     ^
                          weight [4]
                          fix: a weight of shape [3] fits this input"""),
                row(type, () -> X.groupNorm(2, null, null, 1e-5), """
                        groupNorm: 2 groups do not divide 3 channels evenly
                          input [2, 3]
                                    ^
                          fix: choose a number of groups that divides the channels"""),
                row(type, () -> X.groupNorm(3, null, Tensor.zeros(2), 1e-5), """
                        groupNorm: the bias does not fit the input
                          input [2, 3]
                                    ^
                          bias  [2]
                          fix: a bias of shape [3] fits this input"""),
                row(type, () -> Variable.of(Tensor.zeros(3)).groupNorm(1, null, null, 1e-5), """
                        groupNorm: the input has no axis of channels
                          input [3]
                          fix: the input is [batch, channels, …]; unsqueeze(0) makes a batch of one sample"""),
                row(type, () -> Variable.of(Tensor.zeros(0, 3)).batchNorm(null, null, 1e-5, NOBODY), """
                        batchNorm: a variance takes two elements a channel or more, and there are none
                          input [0, 3]
                          fix: give it a larger batch, or run the layer in Mode.atTest, by its running statistics"""),
                row(type, () -> X.batchNorm(Tensor.zeros(2), null, 1e-5, NOBODY), """
                        batchNorm: the weight does not fit the input
                          input  [2, 3]
                                     ^
                          weight [2]
                          fix: a weight of shape [3] fits this input"""),
                row(type, () -> X.batchNorm(Tensor.zeros(2), Tensor.zeros(3), null, null, 1e-5), """
                        batchNorm: the mean does not fit the input
                          input [2, 3]
                                    ^
                          mean  [2]
                          fix: a mean of shape [3] fits this input"""),
                row(type, () -> X.batchNorm(Tensor.zeros(3), Tensor.zeros(2), null, null, 1e-5), """
                        batchNorm: the variance does not fit the input
                          input    [2, 3]
                                       ^
                          variance [2]
                          fix: a variance of shape [3] fits this input"""));
    }

    static Stream<Arguments> numbers() {
        var type = IllegalArgumentException.class;
        return Stream.of(
                row(type, () -> X.layerNorm(Shape.of(3), null, null, -1), "layerNorm: eps is -1.0, must be 0 or more"),
                row(type, () -> X.batchNorm(null, null, Double.NaN, NOBODY),
                        "batchNorm: eps is NaN, must be 0 or more"),
                row(type, () -> X.batchNorm(Tensor.zeros(3), Tensor.zeros(3), null, null, -1),
                        "batchNorm: eps is -1.0, must be 0 or more"),
                row(type, () -> X.normalize(2, 1, -1), "normalize: eps is -1.0, must be 0 or more"),
                row(type, () -> X.cosineSimilarity(X, 1, -1), "cosineSimilarity: eps is -1.0, must be 0 or more"));
    }

    @ParameterizedTest
    @MethodSource({"shapes", "numbers"})
    void norm_badArgument_saysWhatIsWrongAndHowToMendIt(Class<? extends Exception> type, ThrowingCallable call,
            String message) {
        Throwable thrown = catchThrowable(call);

        assertThat(thrown).isExactlyInstanceOf(type);
        assertThat(String.valueOf(thrown.getMessage()).replaceAll("\n  at [^\n]*", "")).isEqualTo(message);
    }
}
