package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.autograd.Variable;
import glissade.tensor.ConvWindow;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A layer that is refused draws nothing, so that the next one starts as if there had been no mistake; and sizes whose product is no `int`.
class RefusedStartTest {

    private static final ConvWindow PLAIN = new ConvWindow();

    static Stream<Arguments> starts() {
        return Stream.of(
                row("Dropout: the probability is 1.0, must be 0 or more and less than 1",
                        random -> Dropout.init(1, random)),
                row("Dropout2d: the probability is NaN, must be 0 or more and less than 1",
                        random -> Dropout2d.init(Double.NaN, random)),
                row("AlphaDropout: the probability is -1.0, must be 0 or more and less than 1",
                        random -> AlphaDropout.init(-1, random)),
                row("Dropout: the probability is 2.0, must be 0 or more and less than 1",
                        random -> MultiHeadAttention.init(4, 2, 2, random)),
                row("MultiHeadAttention: 1073741824 features, of which query, key and value together are more than an array"
                        + " has elements", random -> MultiHeadAttention.init(1 << 30, 2, random)),
                row("Conv: the kernel has 4 axes and 24 elements",
                        random -> Conv.init(2, 2, Shape.of(1, 2, 3, 4), PLAIN, random)),
                row("Conv: the kernel has 0 axes and 1 elements",
                        random -> Conv.initWithoutBias(2, 2, Shape.SCALAR, PLAIN, random)),
                row("ConvTranspose: the kernel has 2 axes and 0 elements",
                        random -> ConvTranspose.init(2, 2, Shape.of(3, 0), PLAIN, random)),
                row("ConvTranspose: the kernel has 0 axes and 1 elements",
                        random -> ConvTranspose.initWithoutBias(2, 2, Shape.SCALAR, PLAIN, random)),
                row("LstmCell: 1073741824 hidden, whose 4 gates have more rows than an array has elements",
                        random -> LstmCell.init(1, 1 << 30, random)));
    }

    private static Arguments row(String message, Consumer<RandomStream> start) {
        return Arguments.of(message, start);
    }

    @ParameterizedTest
    @MethodSource("starts")
    void init_whatIsRefused_drawsNothing(String message, Consumer<RandomStream> start) {
        var random = RandomStream.of(1);

        assertThatThrownBy(() -> start.accept(random)).isInstanceOf(IllegalArgumentException.class)
                .message().startsWith(message);
        assertThat(random.position()).isZero();
    }

    @Test
    void positions_tooMany_areRefusedAsAShape() {
        assertThatThrownBy(() -> SinusoidalPositions.of(1 << 16, 1 << 16)).isExactlyInstanceOf(ShapeException.class)
                .message().startsWith("shape: [65536, 65536] has 4294967296 elements");
        assertThatThrownBy(() -> RotaryPositions.of(50_000, 50_000)).isExactlyInstanceOf(ShapeException.class)
                .message().startsWith("shape: [50000, 50000] has 2500000000 elements");
    }

    @Test
    void positions_vectorsOfAnotherShape_areRefused() {
        assertThatThrownBy(() -> new SinusoidalPositions(Tensor.zeros(3))).isExactlyInstanceOf(ShapeException.class)
                .message().startsWith("SinusoidalPositions: the vectors are no matrix\n  table [3]")
                .endsWith("fix: the table is [longest, features]");
        assertThatThrownBy(() -> new RotaryPositions(Tensor.zeros(3), Tensor.zeros(3)))
                .isExactlyInstanceOf(ShapeException.class).message()
                .startsWith("RotaryPositions: the vectors are no matrix\n  cosines [3]")
                .endsWith("fix: the cosines are [longest, features]");
        assertThatThrownBy(() -> new RotaryPositions(Tensor.zeros(3, 2), Tensor.zeros(3, 4)))
                .isExactlyInstanceOf(ShapeException.class).message().startsWith("RotaryPositions: the shapes differ");
    }

    @Test
    void forward_factorWhoseSquareIsNoInt_isRefusedWithTheInput() {
        Variable x = Variable.of(Tensor.zeros(1, 4, 2, 2));

        assertThatThrownBy(() -> new PixelShuffle(1 << 16).forward(x)).isExactlyInstanceOf(ShapeException.class)
                .message().startsWith("PixelShuffle: the channels are no multiple of 65536²")
                .endsWith("fix: the input is [batch, 4294967296 · channels, height, width]");
        assertThatThrownBy(() -> new Upsample(1 << 30, false).forward(x)).isExactlyInstanceOf(ShapeException.class)
                .message()
                .startsWith("Upsample: an axis would have 2147483648 elements, above the limit of 2147483639");
    }
}
