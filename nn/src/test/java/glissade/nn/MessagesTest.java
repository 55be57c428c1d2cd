package glissade.nn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.autograd.Param;
import glissade.autograd.Variable;
import glissade.tensor.Indices;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.StateDict;
import glissade.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The whole message of every error that a public method of this module can throw, but for the line that it names.
class MessagesTest {

    private static final RandomStream RANDOM = RandomStream.of(1);
    private static final Linear LINEAR = Linear.init(3, 2, RANDOM);

    private record Net(@Unnamed Object a, Object b) implements Stateful {
    }

    private static final class Plain implements Stateful {
        private final Object inner = LINEAR;

        @Override
        public String toString() {
            return "Plain " + inner;
        }
    }

    private static Arguments row(Class<? extends Exception> type, ThrowingCallable call, String message) {
        return Arguments.of(type, call, message.stripTrailing());
    }

    private static Variable zeros(int... sizes) {
        return Variable.of(Tensor.zeros(sizes));
    }

    static Stream<Arguments> shapes() {
        var type = ShapeException.class;
        return Stream.of(
                row(type, () -> new Linear(Tensor.zeros(2, 3), Tensor.zeros(3)), """
                        Linear: weight and bias do not fit together
                          weight [2, 3]
                          bias   [3]
                          at LINE
                          fix: the weight is [out, in], the bias [out]
                        """),
                row(type, () -> new Linear(Tensor.zeros(2), Tensor.zeros(2)), """
                        Linear: the weight is no matrix
                          weight [2]
                          at LINE
                          fix: the weight is [out, in]
                        """),
                row(type, () -> LINEAR.forward(Tensor.zeros(5, 4)), """
                        linear: the input's last axis is 4, but this layer takes 3 features
                          input  [5, 4]
                                     ^
                          weight [2, 3]
                                     ^
                          at LINE
                          fix: give it rows of 3 features, or build this layer for 4
                        """),
                row(type, () -> Sequential.of(new Relu(), LINEAR).forward(Tensor.zeros(5, 1, 3, 1)), """
                        linear: the input's last axis is 1, but this layer takes 3 features
                          input  [5, 1, 3, 1]
                                           ^
                          weight [2, 3]
                                     ^
                          at layer 1 (Linear), LINE
                          fix: flatten the input first: reshape(5, 3)
                        """),
                row(type, () -> Sequential.of(LINEAR).predict(Tensor.scalar(1)), """
                        linear: the input is a single number, but this layer takes 3 features
                          input  []
                          weight [2, 3]
                                     ^
                          at layer 0 (Linear), LINE
                          fix: give it rows of 3 features
                        """),
                row(type, () -> Summary.of(Sequential.of(Sequential.of(LINEAR)), Shape.of(1, 2)), """
                        linear: the input's last axis is 2, but this layer takes 3 features
                          input  [1, 2]
                                     ^
                          weight [2, 3]
                                     ^
                          at layer 0.0 (Linear), LINE
                          fix: give it rows of 3 features, or build this layer for 2
                        """),
                row(type, () -> Losses.meanSquaredError(zeros(64, 1), Tensor.zeros(64)), """
                        meanSquaredError: prediction and target differ in shape
                          prediction [64, 1]
                          target     [64]
                          at LINE
                          fix: reshape the target to the prediction's shape
                        """),
                row(type, () -> Losses.meanSquaredError(zeros(0, 3), Tensor.zeros(0, 3)), """
                        meanSquaredError: the mean over nothing is not a number
                          prediction [0, 3]
                          at LINE
                          fix: leave out empty batches
                        """),
                row(type, () -> Losses.crossEntropy(zeros(4, 10), Indices.of(1, 2, 3)), """
                        crossEntropy: there is not one label for each row of logits
                          logits [4, 10]
                                  ^
                          labels [3]
                          at LINE
                          fix: logits are [batch, classes], labels [batch]
                        """),
                row(type, () -> Losses.crossEntropy(zeros(2, 3, 10), Indices.of(Shape.of(2, 3), new int[6])),
                        """
                                crossEntropy: there is not one label for each row of logits
                                  logits [2, 3, 10]
                                          ^
                                  labels [2, 3]
                                  at LINE
                                  fix: logits are [batch, classes], labels [batch]; where they stand last, reshape the logits to \
                                (-1, 10) and the labels to (-1)
                                """),
                row(type, () -> Losses.crossEntropy(zeros(3), Indices.of(Shape.SCALAR, 1)), """
                        crossEntropy: there is not one label for each row of logits
                          logits [3]
                                  ^
                          labels []
                          at LINE
                          fix: logits are [batch, classes], labels [batch]
                        """),
                row(type, () -> Losses.crossEntropy(zeros(), Indices.of(1)), """
                        crossEntropy: there is not one label for each row of logits
                          logits []
                          labels [1]
                          at LINE
                          fix: logits are [batch, classes], labels [batch]
                        """),
                row(type, () -> Losses.crossEntropy(zeros(0, 10), Indices.of()), """
                        crossEntropy: the mean over nothing is not a number
                          logits [0, 10]
                          at LINE
                          fix: leave out empty batches; a class is one column
                        """),
                row(type, () -> new RunningStatistics.Values(Tensor.zeros(2), Tensor.zeros(3), 0), """
                        running statistics: mean and variance differ in shape
                          mean     [2]
                          variance [3]
                          at LINE
                          fix: give one variance for each mean
                        """),
                row(type, () -> RunningStatistics.of(2).replace(RunningStatistics.of(3).values()), """
                        running statistics: the number of features changes
                          old [2]
                          new [3]
                          at LINE
                          fix: statistics keep their shape
                        """));
    }

    static Stream<Arguments> values() {
        var type = IllegalArgumentException.class;
        return Stream.of(
                row(type, () -> Linear.init(0, 2, RANDOM), "Linear: 0 features in and 2 out; both must be 1 or more"),
                row(type, () -> Linear.init(3, -1, RANDOM), "Linear: 3 features in and -1 out; both must be 1 or more"),
                row(type, () -> new Dropout(1, RANDOM),
                        "Dropout: the probability is 1.0, must be 0 or more and less than 1"),
                row(type, () -> Dropout.init(Double.NaN, RANDOM),
                        "Dropout: the probability is NaN, must be 0 or more and less than 1"),
                row(type, () -> Losses.crossEntropy(zeros(2, 3), Indices.of(2, 3)), """
                        crossEntropy: label 3 at position 1 is not one of the classes 0 to 2
                          logits [2, 3]
                          labels [2]
                          fix: count classes from 0, and give the last layer one output a class
                        """),
                row(type, () -> Losses.crossEntropy(zeros(2, 3), Indices.of(-1, 0)),
                        """
                                crossEntropy: label -1 at position 0 is not one of the classes 0 to 2
                                  logits [2, 3]
                                  labels [2]
                                  fix: count classes from 0, and give the last layer one output a class; labels that are to be left \
                                out: new CrossEntropy().ignoring(-1)
                                """),
                row(type, () -> Losses.crossEntropy(zeros(2, 3), Indices.of(0, -100)),
                        """
                                crossEntropy: label -100 at position 1 is not one of the classes 0 to 2
                                  logits [2, 3]
                                  labels [2]
                                  fix: count classes from 0, and give the last layer one output a class; labels that are to be left out: new CrossEntropy().ignoring(-100)
                                """),
                row(type, () -> LINEAR.load(StateDict.empty().with("weight", Tensor.zeros(2, 4)).with("bias", 3)
                        .with("scale", Shape.of(2), 1, 2)), """
                                load: the state is not that of this net; nothing was loaded
                                  mismatched: weight is [2, 4], the net has [2, 3]
                                  mismatched: bias is integers [], the net has [2]
                                  unexpected: scale [2]
                                """),
                row(type, () -> LINEAR.load(StateDict.empty()), """
                        load: the state is not that of this net; nothing was loaded
                          missing: weight [2, 3]
                          missing: bias [2]
                        """),
                row(type, () -> new Dropout(0.5, RandomStream.of(7)).loadStreams(StateDict.empty()), """
                        loadStreams: the state is not that of this net; nothing was loaded
                          missing: random [3]
                        """),
                row(type, () -> dropouts().loadStreams(StateDict.empty().with("0.random", Shape.of(3), 6, 0, 0)
                        .with("1.random", Shape.of(3), 7, 1, 0).with("2.random", Shape.of(3), 7, 0, -5)),
                        """
                                loadStreams: the state is not that of this net; nothing was loaded
                                  mismatched: 0.random has seed 6, the net's has 7; \
                                build the net with the saved run's seed
                                  mismatched: 1.random is another stream of seed 7; build the net as the saved run did
                                  mismatched: 2.random has position -5, must be 0 or more
                                """));
    }

    private static Sequential dropouts() {
        return Sequential.of(new Dropout(0.5, RandomStream.of(7)), new Dropout(0.5, RandomStream.of(7)),
                new Dropout(0.5, RandomStream.of(7)));
    }

    static Stream<Arguments> walks() {
        var type = IllegalStateException.class;
        var param = Param.of(Tensor.zeros(1));
        Layer lambda = x -> x.mul(param);
        return Stream.of(
                row(type, lambda::state, """
                        a lambda in glissade.nn.MessagesTest holds a Param, whose state would not be found
                          fix: make it a record whose components are its layers and params, or override parts()
                        """),
                row(type, new Plain()::parameters,
                        """
                                glissade.nn.MessagesTest$Plain is no record, and its field 'inner' holds a Linear, \
                                whose state would not be found
                                  fix: make it a record whose components are its layers and params, or override parts()
                                """),
                row(type, new Net(1, Map.of("x", LINEAR))::state, """
                        glissade.nn.MessagesTest$Net: its component 'b' holds a Linear, whose state would not be found
                          fix: make it a List, or override parts()
                        """),
                row(type, new Net(1, List.of(Map.of("x", LINEAR)))::state, """
                        the part 'b.0' holds a Linear, whose state would not be found
                          fix: make it a List, or override parts()
                        """),
                row(type, new Net(new Net(1, param), param)::state, """
                        two parts have the name 'b', and only one could be saved
                          fix: name their components differently, or take @Unnamed off one of them
                        """),
                row(type, new Net(param, 1)::streams, """
                        a Param at the top has no name
                          fix: give its part a name; @Unnamed is for layers and lists
                        """));
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource({"shapes", "values", "walks"})
    void message_everyError_isWhole(Class<? extends Exception> type, ThrowingCallable call, String message) {
        assertThatThrownBy(call).isExactlyInstanceOf(type)
                .extracting(error -> error.getMessage().replaceAll("MessagesTest\\.java:\\d+", "LINE"))
                .isEqualTo(message);
    }
}
