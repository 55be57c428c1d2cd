package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import glissade.autograd.GradientCheck;
import glissade.autograd.Param;
import glissade.autograd.Variable;
import glissade.tensor.ConvWindow;
import glissade.tensor.PoolWindow;
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

class ConvLayersTest {

    private static final ConvWindow PLAIN = new ConvWindow();
    private static final RandomStream RANDOM = RandomStream.of(1);

    static Stream<Arguments> layers() {
        return Stream.of(
                Arguments.of(Conv.init(2, 4, Shape.of(3), PLAIN, RANDOM), Shape.of(2, 2, 8), Shape.of(2, 4, 6),
                        "Conv1d(2 → 4, 3)"),
                Arguments.of(Conv.init(1, 1, Shape.of(2), PLAIN.dilation(3), RANDOM), Shape.of(2, 1, 8),
                        Shape.of(2, 1, 5), "Conv1d(1 → 1, 2, dilation 3)"),
                Arguments.of(Conv.init(2, 4, Shape.of(3, 3), PLAIN.padding(1), RANDOM), Shape.of(2, 2, 5, 4),
                        Shape.of(2, 4, 5, 4), "Conv2d(2 → 4, 3 × 3, padding 1)"),
                Arguments.of(Conv.initWithoutBias(2, 4, Shape.of(2, 2, 2), PLAIN.stride(2).groups(2), RANDOM),
                        Shape.of(1, 2, 4, 4, 4), Shape.of(1, 4, 2, 2, 2),
                        "Conv3d(2 → 4, 2 × 2 × 2, stride 2, groups 2, no bias)"),
                Arguments.of(ConvTranspose.init(4, 2, Shape.of(2, 2), PLAIN.stride(2), RANDOM).outputPadding(1),
                        Shape.of(1, 4, 3, 3), Shape.of(1, 2, 7, 7), "ConvTranspose2d(4 → 2, 2 × 2, stride 2)"),
                Arguments.of(ConvTranspose.initWithoutBias(4, 2, Shape.of(2), PLAIN.stride(2).groups(2), RANDOM),
                        Shape.of(1, 4, 3), Shape.of(1, 2, 6), "ConvTranspose1d(4 → 2, 2, stride 2, groups 2, no bias)"),
                Arguments.of(new Glu(), Shape.of(1, 3, 4), Shape.of(1, 3, 2), "Glu(-1)"),
                Arguments.of(new MaxPool(2), Shape.of(1, 2, 4, 6), Shape.of(1, 2, 2, 3), "MaxPool(2)"),
                Arguments.of(new AveragePool(2, 3), Shape.of(1, 2, 4, 6), Shape.of(1, 2, 2, 2), "AveragePool(2 × 3)"),
                Arguments.of(new AveragePool(new PoolWindow(3).stride(1).padding(1), false, 0), Shape.of(1, 2, 5),
                        Shape.of(1, 2, 5), "AveragePool(3)"),
                Arguments.of(AdaptivePool.average(1), Shape.of(1, 2, 5, 4), Shape.of(1, 2, 1, 1),
                        "AdaptivePool(average, 1)"),
                Arguments.of(AdaptivePool.max(2, 3), Shape.of(1, 2, 5, 4), Shape.of(1, 2, 2, 3),
                        "AdaptivePool(max, 2 × 3)"),
                Arguments.of(new GlobalPool(AdaptivePool.Kind.AVERAGE), Shape.of(2, 3, 4, 5), Shape.of(2, 3),
                        "GlobalPool(average)"),
                Arguments.of(new GlobalPool(AdaptivePool.Kind.MAX), Shape.of(2, 3, 4), Shape.of(2, 3),
                        "GlobalPool(max)"),
                Arguments.of(new Upsample(2, false), Shape.of(1, 2, 2, 3), Shape.of(1, 2, 4, 6),
                        "Upsample(2, nearest)"),
                Arguments.of(new Upsample(2, true), Shape.of(1, 2, 3), Shape.of(1, 2, 6), "Upsample(2, linear)"),
                Arguments.of(new Flatten(), Shape.of(2, 3, 4), Shape.of(2, 12), "Flatten()"),
                Arguments.of(new Flatten(0, 1), Shape.of(2, 3, 4), Shape.of(6, 4), "Flatten(0, 1)"),
                Arguments.of(new Unflatten(1, Shape.of(3, 4)), Shape.of(2, 12), Shape.of(2, 3, 4),
                        "Unflatten(1, [3, 4])"),
                Arguments.of(new PixelShuffle(2), Shape.of(1, 8, 2, 3), Shape.of(1, 2, 4, 6), "PixelShuffle(2)"));
    }

    /// Numbers between which a small step changes no order: 7 has no factor in common with the sizes used.
    private static Tensor distinct(Shape shape) {
        float[] values = new float[shape.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 11 % values.length * 0.125f - 1;
        }
        return Tensor.of(shape, values);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void forward_input_hasTheShapeAndTheGradient(Layer layer, Shape input, Shape output, String text) {
        Tensor x = distinct(input);

        assertThat(layer.forward(x).shape()).isEqualTo(output);
        assertThat(layer).hasToString(text);
        GradientCheck check = GradientCheck.of(v -> layer.forward(v.get(0)), x);
        assertThat(check.isCorrect()).as("%s: %s", text, check.worst()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("layers")
    void state_savedAndLoaded_isTheSame(Layer layer, Shape input) {
        Tensor x = distinct(input);
        Tensor before = layer.predict(x);
        var saved = layer.state();
        layer.parameters().forEach(param -> param.set(Tensor.zeros(param.shape())));
        layer.load(saved);

        assertThat(layer.predict(x)).isEqualTo(before);
        assertThat(layer.state().names()).isSubsetOf(List.of("weight", "bias"));
    }

    @Test
    void init_bounds_arePyTorchs() {
        Conv conv = Conv.init(8, 16, Shape.of(3, 3), PLAIN.groups(2), RANDOM);

        // 4 channels a group, 9 elements
        assertThat(conv.weight().value().abs().max().item()).isEqualTo((float) (1 / Math.sqrt(36)), within(0.002f));
        assertThat(conv.weight().shape()).isEqualTo(Shape.of(16, 4, 3, 3));
        assertThat(conv.bias().shape()).isEqualTo(Shape.of(16));
    }

    private static Arguments bad(ThrowingCallable call, String message) {
        return Arguments.of(IllegalArgumentException.class, call, message);
    }

    private static Arguments badShape(ThrowingCallable call, String message) {
        return Arguments.of(ShapeException.class, call, message);
    }

    static Stream<Arguments> errors() {
        Param weight = Param.of(Tensor.zeros(4, 2, 3, 3));
        Param bias = Param.of(Tensor.zeros(3));
        return Stream.of(
                bad(() -> Conv.init(0, 4, Shape.of(3), PLAIN, RANDOM),
                        "Conv: the numbers of channels are 0 and 4, both must be 1 or more"),
                bad(() -> Conv.init(3, 4, Shape.of(3), PLAIN.groups(2), RANDOM),
                        "Conv: 2 groups do not divide 3 and 4 channels; choose a number that divides both"),
                badShape(() -> new Conv(weight, bias, PLAIN), """
                        Conv: weight, bias and 1 group do not fit together
                          weight [4, 2, 3, 3]
                          bias   [3]
                          fix: the weight is [out, in / groups, kernel…], the bias [out]"""),
                badShape(() -> new ConvTranspose(weight, null, PLAIN.groups(3), List.of(0)), """
                        ConvTranspose: weight, bias and 3 groups do not fit together
                          weight [4, 2, 3, 3]
                          fix: the weight is [in, out / groups, kernel…], the bias [out]"""),
                bad(() -> AdaptivePool.average(0), "AdaptivePool: the sizes are [0], must be 1 or more each"),
                bad(() -> new Upsample(0, true), "Upsample: factor is 0, must be 1 or more"),
                bad(() -> new PixelShuffle(0), "PixelShuffle: factor is 0, must be 1 or more"),
                badShape(() -> new PixelShuffle(2).forward(Tensor.zeros(1, 3, 2, 2)), """
                        PixelShuffle: the channels are no multiple of 2²
                          input [1, 3, 2, 2]
                          fix: the input is [batch, 4 · channels, height, width]"""),
                badShape(() -> new Unflatten(2, Shape.of(2, 2)).forward(Tensor.zeros(1, 4)), """
                        Unflatten: there is no axis 2 in [1, 4], which has 2 axes
                          fix: use -2 to 1"""),
                badShape(() -> new Unflatten(1, Shape.of(2, 2)).forward(Tensor.zeros(1, 3)), """
                        Unflatten: axis 1 has 3 elements, and its new sizes 4
                          input [1, 3]
                                    ^
                          sizes [2, 2]
                          fix: choose sizes whose product is the axis's"""),
                badShape(() -> new Conv(weight, null, PLAIN).forward(Tensor.zeros(1, 3, 5, 5)), """
                        conv: the input has 3 channels, but this weight takes 2
                          input  [1, 3, 5, 5]
                                     ^
                          weight [4, 2, 3, 3]
                                     ^
                          fix: the input is [batch, channels, …], the weight [out, channels / groups, …]"""));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void message_everyError_isWhole(Class<? extends Exception> type, ThrowingCallable call, String message) {
        assertThatThrownBy(call).isExactlyInstanceOf(type)
                .extracting(error -> error.getMessage().replaceAll("\n  at \\w+\\.java:\\d+", "")).isEqualTo(message);
    }

    @Test
    void forward_batchOfNothing_isEmpty() {
        Conv conv = Conv.init(2, 4, Shape.of(3, 3), PLAIN, RANDOM);
        Variable x = Variable.tracked(Tensor.zeros(0, 2, 5, 5));

        Variable y = conv.forward(x);

        assertThat(y.shape()).isEqualTo(Shape.of(0, 4, 3, 3));
        assertThat(y.sum().backward().of(conv.weight())).isEqualTo(Tensor.zeros(4, 2, 3, 3));
    }
}
