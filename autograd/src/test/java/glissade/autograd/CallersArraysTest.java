package glissade.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.tensor.ConvWindow;
import glissade.tensor.PadMode;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Slice;
import glissade.tensor.Tensor;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Arrays of axes, sizes or slices are the caller's, who may write to them between the operation and the sweep.
class CallersArraysTest {

    private static final Tensor SQUARE = RandomStream.of(1).uniform(Shape.of(4, 4), 0.5, 2);
    private static final Tensor IMAGE = RandomStream.of(1).uniform(Shape.of(1, 1, 6), 0.5, 2);
    private static final Tensor PATCHES = RandomStream.of(1).uniform(Shape.of(1, 2, 5), 0.5, 2);

    static Stream<Arguments> operations() {
        return Stream.of(of("sum", Variable::sum), of("mean", Variable::mean), of("prod", Variable::prod),
                of("max", Variable::max), of("min", Variable::min), of("var", Variable::var),
                of("biasedVar", Variable::biasedVar), of("std", Variable::std), of("biasedStd", Variable::biasedStd),
                of("logSumExp", Variable::logSumExp), of("norm", (x, axes) -> x.norm(3, axes)),
                of("flip", Variable::flip), of("permute", Variable::permute, 1, 0), of("tile", Variable::tile, 1, 2),
                of("reshape", Variable::reshape, 2, 8), of("expand", Variable::expand, 2, 4, 4),
                of("padConstant", (x, pads) -> x.padConstant(1, pads), 0, 1),
                of("pad", (x, pads) -> x.pad(PadMode.REPLICATE, pads), 0, 2, 1, 0),
                of("split", (x, sizes) -> x.split(0, sizes).getFirst(), 1, 3),
                Arguments.of("unfold", IMAGE, (BiFunction<Variable, int[], Variable>) (x, kernel) -> x
                        .unfold(new ConvWindow(), kernel), new int[] {2}),
                Arguments.of("fold", PATCHES, (BiFunction<Variable, int[], Variable>) (x, kernel) -> x
                        .fold(Shape.of(1, 1, 6), new ConvWindow(), kernel), new int[] {2}),
                Arguments.of("resizeLinear", IMAGE, (BiFunction<Variable, int[], Variable>) (x, sizes) -> x
                        .resizeLinear(false, sizes), new int[] {9}));
    }

    private static Arguments of(String name, BiFunction<Variable, int[], Variable> operation, int... array) {
        return Arguments.of(name, SQUARE, operation, array.length == 0 ? new int[] {0} : array);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void gradient_arrayChangedAfterTheCall_isThatOfTheCall(String name, Tensor input,
            BiFunction<Variable, int[], Variable> operation, int[] array) {
        assertThat(gradient(input, operation, array, true)).as(name)
                .isEqualTo(gradient(input, operation, array, false));
    }

    private static Tensor gradient(Tensor input, BiFunction<Variable, int[], Variable> operation, int[] array,
            boolean changes) {
        int[] given = array.clone();
        Variable x = Variable.tracked(input);
        Variable y = operation.apply(x, given);
        if (changes) {
            Arrays.fill(given, 1);
        }
        return y.mul(RandomStream.of(2).uniform(y.shape())).sum().backward().of(x);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slices")
    void gradient_slicesChangedAfterTheCall_isThatOfTheCall(String name, Tensor input,
            BiFunction<Variable, Slice[], Variable> operation) {
        Variable x = Variable.tracked(input);
        Slice[] slices = {Slice.from(2)};
        Variable changed = operation.apply(x, slices);
        slices[0] = Slice.to(2);
        Variable kept = operation.apply(x, new Slice[] {Slice.from(2)});

        Tensor weights = RandomStream.of(2).uniform(kept.shape());
        assertThat(changed.mul(weights).sum().backward().of(x)).as(name)
                .isEqualTo(kept.mul(weights).sum().backward().of(x));
    }

    static Stream<Arguments> slices() {
        return Stream.of(
                Arguments.of("slice", SQUARE, (BiFunction<Variable, Slice[], Variable>) Variable::slice),
                Arguments.of("scatterSlice", SQUARE.narrow(0, 0, 2),
                        (BiFunction<Variable, Slice[], Variable>) (x, s) -> x.scatterSlice(Shape.of(4, 4), s)));
    }
}
