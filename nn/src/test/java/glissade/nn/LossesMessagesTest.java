package glissade.nn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.autograd.Variable;
import glissade.tensor.Indices;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The whole messages of losses, but for the line that they name.
class LossesMessagesTest {

    private static final Variable X = Variable.of(Tensor.zeros(2, 3));
    private static final Tensor OTHER = Tensor.zeros(2, 1);
    private static final Variable COLUMN = Variable.of(OTHER);
    private static final Indices LABELS = Indices.of(0, 1);
    private static final Reduction MEAN = Reduction.MEAN;
    private static final String NO_SIGN = ": the sign at position 0 is 0.0, must be 1 or -1";
    private static final String DIFFER = """
            : prediction and target differ in shape
              prediction [2, 3]
              target     [2, 1]
              fix: reshape the target to the prediction's shape""";

    private static String differ(String name) {
        return ": the shapes differ\n  " + name + " [2, 3]\n  " + "other" + " ".repeat(name.length() - 5)
                + " [2, 1]\n  fix: there is one for each";
    }

    private static Arguments badShape(ThrowingCallable call, String message) {
        return Arguments.of(ShapeException.class, call, message);
    }

    private static Arguments bad(ThrowingCallable call, String message) {
        return Arguments.of(IllegalArgumentException.class, call, message);
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                badShape(() -> Losses.squaredError(X, OTHER, MEAN), "squaredError" + DIFFER),
                badShape(() -> Losses.absoluteError(X, OTHER), "absoluteError" + DIFFER),
                badShape(() -> Losses.huber(X, OTHER, 1, MEAN), "huber" + DIFFER),
                badShape(() -> Losses.smoothL1(X, OTHER, 0, MEAN), "absoluteError" + DIFFER),
                badShape(() -> Losses.poisson(X, OTHER, 0, MEAN), "poisson" + DIFFER),
                badShape(() -> Losses.poissonFromLog(X, OTHER, MEAN), "poissonFromLog" + DIFFER),
                badShape(() -> Losses.gaussian(X, OTHER, X, 1, MEAN), "gaussian" + DIFFER),
                badShape(() -> Losses.binaryCrossEntropy(X, OTHER, null, MEAN), "binaryCrossEntropy" + DIFFER),
                badShape(() -> Losses.binaryCrossEntropyOfLogits(X, OTHER), "binaryCrossEntropyOfLogits" + DIFFER),
                badShape(() -> Losses.klDivergence(X, OTHER, MEAN), "klDivergence" + DIFFER),
                badShape(() -> Losses.klDivergenceOfLogs(X, OTHER, MEAN), "klDivergenceOfLogs" + DIFFER),
                badShape(() -> new CrossEntropy().of(X, OTHER), "crossEntropy" + DIFFER),
                badShape(() -> Reduction.BATCH_MEAN.of(Variable.of(Tensor.scalar(1))), """
                        batchMean: a single number has no batch
                          losses []
                          fix: use MEAN or SUM"""),
                badShape(() -> new CrossEntropy().weights(Tensor.zeros(2, 2)), """
                        CrossEntropy: there is one weight for each class
                          weights [2, 2]
                          fix: give a vector of as many numbers as there are classes"""),
                badShape(() -> new CrossEntropy().weights(Tensor.zeros(2)).of(X, LABELS), """
                        crossEntropy: there is one weight for each class
                          logits  [2, 3]
                          weights [2]
                          fix: give 3 weights"""),
                badShape(() -> new CrossEntropy().weights(Tensor.zeros(2)).of(X, X), """
                        crossEntropy: there is one weight for each class
                          logits  [2, 3]
                          weights [2]
                          fix: give 3 weights"""),
                badShape(() -> new CrossEntropy().of(X, Indices.of(1, 2, 0)), """
                        crossEntropy: there is not one label for each prediction
                          logits [2, 3]
                                     ^
                          labels [3]
                          fix: labels have the logits' shape without the classes: [2]"""),
                badShape(() -> new CrossEntropy().ofLogProbabilities(Variable.of(Tensor.scalar(1)), LABELS), """
                        negativeLogLikelihood: a single number has no classes
                          logits []
                          fix: logits are [batch, classes, …], or [classes] of one sample"""),
                badShape(() -> MarginLosses.ranking(X, COLUMN, OTHER, 0, MEAN), "ranking" + differ("first")),
                badShape(() -> MarginLosses.ranking(X, X, OTHER, 0, MEAN), "ranking" + differ("first")),
                badShape(() -> MarginLosses.hingeEmbedding(X, OTHER, 1, MEAN), "hingeEmbedding" + differ("distance")),
                badShape(() -> MarginLosses.cosineEmbedding(X, COLUMN, Tensor.ones(2), 0, MEAN),
                        "cosineEmbedding" + differ("first")),
                badShape(() -> MarginLosses.cosineEmbedding(X, X, Tensor.ones(1), 0, MEAN), """
                        cosineEmbedding: the shapes differ
                          cosine [2]
                          other  [1]
                          fix: there is one for each"""),
                badShape(() -> MarginLosses.softMargin(X, OTHER, MEAN), "softMargin" + differ("score")),
                badShape(() -> MarginLosses.multiLabel(X, OTHER, null, MEAN), "multiLabel" + differ("scores")),
                badShape(() -> MarginLosses.triplet(X, COLUMN, X, 1), "triplet" + differ("anchor")),
                badShape(() -> MarginLosses.triplet(X, X, COLUMN, 1), "triplet" + differ("anchor")),
                badShape(() -> MarginLosses.multiClass(X, Indices.of(1), 1, 1, null, MEAN), """
                        multiClass: there is not one label for each row of scores
                          scores [2, 3]
                          labels [1]
                          fix: scores are [batch, classes], labels [batch]"""),
                badShape(() -> Losses.binaryCrossEntropy(X.sigmoid(), X, Tensor.ones(4, 2, 3), MEAN), """
                        binaryCrossEntropy: the weight does not broadcast to the prediction
                          prediction [2, 3]
                          weight     [4, 2, 3]
                          fix: aligned at the last axis, each of its sizes must be 1 or the prediction's"""),
                badShape(() -> Losses.binaryCrossEntropyOfLogits(X, X, Tensor.ones(2), null, MEAN), """
                        binaryCrossEntropyOfLogits: the weight does not broadcast to the prediction
                          prediction [2, 3]
                          weight     [2]
                          fix: aligned at the last axis, each of its sizes must be 1 or the prediction's"""),
                badShape(() -> Losses.binaryCrossEntropyOfLogits(X, X, null, Tensor.ones(4, 2, 3), MEAN), """
                        binaryCrossEntropyOfLogits: the positiveWeight does not broadcast to the prediction
                          prediction     [2, 3]
                          positiveWeight [4, 2, 3]
                          fix: aligned at the last axis, each of its sizes must be 1 or the prediction's"""),
                badShape(() -> MarginLosses.multiClass(X, LABELS, 1, 1, Tensor.ones(3, 2), MEAN), """
                        multiClass: there is one weight for each class
                          scores  [2, 3]
                                      ^
                          weights [3, 2]
                          fix: give a vector of 3 numbers"""),
                badShape(() -> MarginLosses.multiLabel(X, Tensor.zeros(2, 3), Tensor.ones(2), MEAN), """
                        multiLabel: there is one weight for each class
                          scores  [2, 3]
                                      ^
                          weights [2]
                          fix: give a vector of 3 numbers"""),
                badShape(() -> new Ctc().of(X, Indices.of(Shape.of(1, 1), 1), new int[] {1}, new int[] {
                    1}), """
                            ctc: logits, targets and lengths are not of one batch
                              logits  [2, 3]
                              targets [1, 1]
                              times   [1]
                              lengths [1]
                              fix: logits are [time, batch, classes], targets [batch, longest], times and lengths [batch]"""));
    }

    static Stream<Arguments> classesLast() {
        return Stream.of(badShape(
                () -> new CrossEntropy().of(Variable.of(Tensor.zeros(2, 5, 3)),
                        Indices.of(Shape.of(2, 5), new int[10])),
                """
                        crossEntropy: there is not one label for each prediction
                          logits [2, 5, 3]
                                     ^
                          labels [2, 5]
                          fix: classes are axis 1; where they stand last, reshape the logits to (-1, 3) and the labels to (-1)"""));
    }

    static Stream<Arguments> values() {
        Variable time = Variable.of(Tensor.zeros(4, 1, 3));
        Indices one = Indices.of(Shape.of(1, 1), 1);
        return Stream.of(
                bad(() -> MarginLosses.ranking(X, X, X.value(), 0, MEAN), "ranking" + NO_SIGN),
                bad(() -> MarginLosses.softMargin(X, X.value(), MEAN), "softMargin" + NO_SIGN),
                bad(() -> MarginLosses.cosineEmbedding(X, X, Tensor.zeros(2), 0, MEAN), "cosineEmbedding" + NO_SIGN),
                bad(() -> MarginLosses.multiClass(X, Indices.of(0, 3), 1, 1, null, MEAN),
                        "multiClass: label 3 at position 1 is not one of the classes 0 to 2; count classes from 0"),
                bad(() -> Losses.huber(X, X, 0, MEAN), "huber: delta is 0.0, must be finite and greater than 0"),
                bad(() -> Losses.smoothL1(X, X, -1, MEAN), "smoothL1: beta is -1.0, must be finite and 0 or more"),
                bad(() -> Losses.gaussian(X, X, X, 0, MEAN), "gaussian: eps is 0.0, must be finite and greater than 0"),
                bad(() -> Losses.binaryCrossEntropy(X.add(2), X, null, MEAN), """
                        binaryCrossEntropy: 6 of the predictions are not probabilities, from 0 to 1
                          prediction [2, 3]
                          fix: apply sigmoid() first, or give the logits to binaryCrossEntropyOfLogits"""),
                bad(() -> new CrossEntropy().labelSmoothing(1.5),
                        "CrossEntropy: labelSmoothing is 1.5, must be from 0 to 1"),
                bad(() -> new CrossEntropy().of(X, Indices.of(0, 3)), """
                        crossEntropy: label 3 at position 1 is not one of the classes 0 to 2, nor the ignored one, -100
                          logits [2, 3]
                          labels [2]
                          fix: count classes from 0, and give the last layer one output a class"""),
                bad(() -> MarginLosses.hingeEmbedding(X, Tensor.zeros(2, 3), 1, MEAN),
                        "hingeEmbedding: the sign at position 0 is 0.0, must be 1 or -1"),
                bad(() -> MarginLosses.multiClass(X, LABELS, 3, 1, null, MEAN),
                        "multiClass: power is 3, must be 1 or 2"),
                bad(() -> MarginLosses.multiClass(X, Indices.of(0, -1), 1, 1, null, MEAN),
                        "multiClass: label -1 at position 1 is not one of the classes 0 to 2; count classes from 0"),
                bad(() -> MarginLosses.triplet(X, X, X, 1, 0, false, MEAN),
                        "triplet: power is 0.0, must be greater than 0"),
                bad(() -> new Ctc().blank(-1), "Ctc: blank is -1, must be 0 or more"),
                bad(() -> new Ctc().blank(3).of(time, one, new int[] {4}, new int[] {1}),
                        "ctc: blank is 3, must be less than the number of classes, 3"),
                bad(() -> new Ctc().of(time, one, new int[] {5}, new int[] {1}),
                        "ctc: times[0] is 5, must be from 1 to 4"),
                bad(() -> new Ctc().of(time, one, new int[] {4}, new int[] {2}),
                        "ctc: lengths[0] is 2, must be from 0 to 1"),
                bad(() -> new Ctc().blank(1).of(time, one, new int[] {4}, new int[] {1}),
                        "ctc: label 1 at [0, 0] must be one of the classes 0 to 2 and not the blank, 1"));
    }

    @ParameterizedTest
    @MethodSource({"shapes", "values"})
    void message_everyError_isWhole(Class<? extends Exception> type, ThrowingCallable call, String message) {
        assertThatThrownBy(call).isExactlyInstanceOf(type)
                .extracting(error -> error.getMessage().replaceAll("\n  at \\w+\\.java:\\d+", "")).isEqualTo(message);
    }
}
