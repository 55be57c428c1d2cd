package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InitTest {

    private static final Shape BIG = Shape.of(300, 200);

    private static Tensor draw(Init init, Shape shape) {
        return init.draw(shape, RandomStream.of(5));
    }

    private static double std(Tensor draws) {
        return draws.norm() / Math.sqrt(draws.shape().elements());
    }

    static Stream<Arguments> spreads() {
        return Stream.of(
                Arguments.of(Init.overRoot(200), 1 / Math.sqrt(600)),
                Arguments.of(Init.uniform(-1, 1), 1 / Math.sqrt(3)),
                Arguments.of(Init.normal(0, 2), 2),
                Arguments.of(Init.xavierUniform(1), Math.sqrt(2.0 / 500)),
                Arguments.of(Init.xavierNormal(2), 2 * Math.sqrt(2.0 / 500)),
                Arguments.of(Init.kaimingUniform(Gain.RELU, Fan.IN), Math.sqrt(2.0 / 200)),
                Arguments.of(Init.kaimingNormal(Gain.RELU, Fan.OUT), Math.sqrt(2.0 / 300)),
                Arguments.of(Init.lecunUniform(), 1 / Math.sqrt(200)),
                Arguments.of(Init.lecunNormal(), 1 / Math.sqrt(200)));
    }

    @ParameterizedTest
    @MethodSource("spreads")
    void draw_bigMatrix_hasTheSpreadOfItsFormula(Init init, double std) {
        assertThat(std(draw(init, BIG))).isEqualTo(std, within(0.02 * std));
        assertThat(draw(init, BIG)).isEqualTo(draw(init, BIG));
    }

    @Test
    void constants_anyShape_areEverywhere() {
        assertThat(draw(Init.zeros(), Shape.of(2))).isEqualTo(Tensor.zeros(2));
        assertThat(draw(Init.ones(), Shape.SCALAR)).isEqualTo(Tensor.scalar(1));
        assertThat(draw(Init.constant(0.5), Shape.of(0, 3))).isEqualTo(Tensor.zeros(0, 3));
    }

    @Test
    void truncatedNormal_farFromTheMean_staysInside() {
        float[] draws = draw(Init.truncatedNormal(1, 0.1, 2, Double.POSITIVE_INFINITY), Shape.of(1000)).toArray();

        for (float draw : draws) {
            // ten standard deviations out, the density falls by e in a tenth of one
            assertThat(draw).isBetween(2f, 2.3f);
        }
    }

    @Test
    void truncatedNormal_wideBounds_isNormal() {
        Tensor draws = draw(Init.truncatedNormal(0, 1, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
                Shape.of(20_000));

        assertThat(std(draws)).isEqualTo(1, within(0.03));
    }

    @Test
    void orthogonal_tallAndWide_areOrthonormal() {
        for (Shape shape : new Shape[] {Shape.of(30, 7), Shape.of(7, 30), Shape.of(1, 1), Shape.of(4, 3, 2)}) {
            int rows = shape.size(0);
            Tensor matrix = draw(Init.orthogonal(2), shape).reshape(rows, shape.elements() / rows);
            boolean isWide = rows <= matrix.shape().size(1);
            Tensor gram = isWide ? matrix.matmul(matrix, false, true) : matrix.matmul(matrix, true, false);
            Tensor expected = draw(Init.identity(), gram.shape()).mul(4);

            assertThat(gram.sub(expected).norm()).isLessThan(1e-5);
            assertThat(matrix.equalTo(0).any()).isFalse();
        }
    }

    @Test
    void options_onTheirBounds_areTaken() {
        assertThat(draw(Init.normal(3, 0), Shape.of(2))).isEqualTo(Tensor.of(3, 3));
        assertThat(draw(Init.sparse(0, 0), Shape.of(2, 2))).isEqualTo(Tensor.zeros(2, 2));
        assertThat(draw(Init.sparse(1, 1), Shape.of(2, 2))).isEqualTo(Tensor.zeros(2, 2));
        assertThat(draw(Init.dirac(1), Shape.of(1, 1, 3))).isEqualTo(Tensor.of(Shape.of(1, 1, 3), 0, 1, 0));
    }

    @Test
    void sparse_columns_haveAsManyZeros() {
        Tensor matrix = draw(Init.sparse(0.25, 0.01), Shape.of(10, 4));

        for (int column = 0; column < 4; column++) {
            int zeros = 0;
            for (int row = 0; row < 10; row++) {
                zeros += matrix.at(row, column) == 0 ? 1 : 0;
            }
            assertThat(zeros).isEqualTo(3);
        }
    }

    @Test
    void dirac_groups_keepTheirChannels() {
        Tensor weight = draw(Init.dirac(2), Shape.of(4, 2, 3));

        assertThat(weight.sum().item()).isEqualTo(4);
        for (int i = 0; i < 4; i++) {
            assertThat(weight.at(i, i % 2, 1)).isEqualTo(1);
        }
    }

    @Test
    void fans_convolution_countTheKernel() {
        assertThat(Fans.of(Shape.of(16, 8, 3, 3))).isEqualTo(new Fans(72, 144));
        assertThat(Fans.of(Shape.of(3, 5))).isEqualTo(new Fans(5, 3));
    }

    private static Arguments bad(ThrowingCallable call, String message) {
        return Arguments.of(IllegalArgumentException.class, call, message);
    }

    private static Arguments badShape(Init init, Shape shape, String message) {
        return Arguments.of(ShapeException.class, (ThrowingCallable) () -> draw(init, shape), message);
    }

    static Stream<Arguments> errors() {
        return Stream.of(
                bad(() -> Init.uniform(1, 1), "Init.uniform: the bounds are 1.0 and 1.0, must be finite and ascending"),
                bad(() -> Init.overRoot(0), "Init.overRoot: n is 0, must be 1 or more"),
                bad(() -> Init.normal(Double.NaN, 1), "Init.normal: mean is NaN, must be finite"),
                bad(() -> Init.normal(0, -1), "Init.normal: std is -1.0, must be finite and 0 or more"),
                bad(() -> Init.truncatedNormal(Double.NaN, 1, 0, 1),
                        "Init.truncatedNormal: mean is NaN, must be finite"),
                bad(() -> Init.truncatedNormal(0, 0, 0, 1),
                        "Init.truncatedNormal: std is 0.0, must be finite and greater than 0"),
                bad(() -> Init.truncatedNormal(0, 1, 2, 1),
                        "Init.truncatedNormal: low is 2.0, must be less than high, which is 1.0"),
                bad(() -> Init.xavierUniform(0), "Init.xavierUniform: gain is 0.0, must be finite and greater than 0"),
                bad(() -> Init.xavierNormal(-1), "Init.xavierNormal: gain is -1.0, must be finite and greater than 0"),
                bad(() -> Init.kaimingUniform(Double.NaN, Fan.IN),
                        "Init.kaimingUniform: gain is NaN, must be finite and greater than 0"),
                bad(() -> Init.kaimingNormal(0, Fan.IN),
                        "Init.kaimingNormal: gain is 0.0, must be finite and greater than 0"),
                bad(() -> Init.orthogonal(0), "Init.orthogonal: gain is 0.0, must be finite and greater than 0"),
                bad(() -> Init.sparse(2, 1), "Init.sparse: zeros is 2.0, must be from 0 to 1"),
                bad(() -> Init.sparse(0, -1), "Init.sparse: std is -1.0, must be finite and 0 or more"),
                bad(() -> Init.dirac(0), "Init.dirac: groups is 0.0, must be 1 or more"),
                bad(() -> Gain.leakyRelu(Double.NaN), "Gain.leakyRelu: slope is NaN, must be finite"),
                badShape(Init.xavierUniform(1), Shape.of(3), """
                        init: a weight has two axes or more, and fans are counted along them
                          weight [3]
                          fix: give biases a start without fans: zeros, constant or uniform"""),
                badShape(Init.orthogonal(1), Shape.of(3), """
                        init: orthogonal rows and columns are those of a matrix
                          weight [3]
                          fix: use it for weights with two axes or more"""),
                badShape(Init.identity(), Shape.of(3, 3, 3), """
                        init: this start is for a matrix
                          weight [3, 3, 3]
                          fix: use it for weights with two axes; dirac is the like for convolutions"""),
                badShape(Init.dirac(2), Shape.of(3, 3, 3), """
                        init: dirac starts the weight of a convolution, whose outputs 2 groups divide evenly
                          weight [3, 3, 3]
                          fix: the weight is [out, in / groups, kernel…]"""));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void message_everyError_isWhole(Class<? extends Exception> type, ThrowingCallable call, String message) {
        assertThatThrownBy(call).isExactlyInstanceOf(type)
                .extracting(error -> error.getMessage().replaceAll("\n  at \\w+\\.java:\\d+", "")).isEqualTo(message);
    }
}
