package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FunctionOpsTest {

    private static final float NAN = Float.NaN;
    private static final float INF = Float.POSITIVE_INFINITY;
    private static final float PI = (float) Math.PI;
    /// The arguments of the cases below.
    private static final Tensor CORNERS = Tensor.of(0f, -0f, INF, -INF, NAN, 1, -1, -2);

    /// A function, what it makes of [#CORNERS], and its definition on an interval.
    record Case(String name, UnaryOperator<Tensor> function, Tensor corners, DoubleUnaryOperator definition,
            double from,
            double to) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static float f(double x) {
        return (float) x;
    }

    static Case[] cases() {
        double e = Math.E;
        return new Case[] {
            new Case("rsqrt", Tensor::rsqrt, Tensor.of(INF, -INF, 0, NAN, NAN, 1, NAN, NAN),
                    x -> 1 / StrictMath.sqrt(x), 0.01, 100),
            new Case("expm1", Tensor::expm1,
                    Tensor.of(0f, -0f, INF, -1, NAN, f(e - 1), f(1 / e - 1), f(1 / e / e - 1)), StrictMath::expm1, -20,
                    80),
            new Case("log1p", Tensor::log1p, Tensor.of(0f, -0f, INF, NAN, NAN, f(StrictMath.log(2)), -INF, NAN),
                    StrictMath::log1p, -0.99, 100),
            new Case("exp2", Tensor::exp2, Tensor.of(1, 1, INF, 0, NAN, 2, 0.5f, 0.25f), x -> StrictMath.pow(2, x),
                    -100, 100),
            new Case("log2", Tensor::log2, Tensor.of(-INF, -INF, INF, NAN, NAN, 0, NAN, NAN),
                    x -> StrictMath.log(x) / StrictMath.log(2), 0.01, 100),
            new Case("log10", Tensor::log10, Tensor.of(-INF, -INF, INF, NAN, NAN, 0, NAN, NAN), StrictMath::log10,
                    0.01, 100),
            new Case("sin", Tensor::sin, corners(StrictMath::sin), StrictMath::sin, -100, 100),
            new Case("cos", Tensor::cos, corners(StrictMath::cos), StrictMath::cos, -100, 100),
            new Case("tan", Tensor::tan, corners(StrictMath::tan), StrictMath::tan, -100, 100),
            new Case("asin", Tensor::asin, Tensor.of(0f, -0f, NAN, NAN, NAN, PI / 2, -PI / 2, NAN), StrictMath::asin,
                    -1, 1),
            new Case("acos", Tensor::acos, Tensor.of(PI / 2, PI / 2, NAN, NAN, NAN, 0, PI, NAN), StrictMath::acos, -1,
                    1),
            new Case("atan", Tensor::atan, corners(StrictMath::atan), StrictMath::atan, -10, 10),
            new Case("sinh", Tensor::sinh, corners(StrictMath::sinh), StrictMath::sinh, -80, 80),
            new Case("cosh", Tensor::cosh, corners(StrictMath::cosh), StrictMath::cosh, -80, 80),
            new Case("erf", Tensor::erf, Tensor.of(0f, -0f, 1, -1, NAN, 0.8427008f, -0.8427008f, -0.9953223f),
                    FunctionOpsTest::erf, -2, 2)};
    }

    /// What a function of Java makes of the corners.
    private static Tensor corners(DoubleUnaryOperator function) {
        return Naive.tensor(CORNERS.shape(), i -> (float) function.applyAsDouble(CORNERS.at(i)));
    }

    /// The series of the error function, good for small numbers.
    private static double erf(double x) {
        double sum = 0;
        double term = x;
        for (int n = 0; n < 60; n++) {
            sum += term / (2 * n + 1);
            term *= -x * x / (n + 1);
        }
        return sum * 2 / StrictMath.sqrt(Math.PI);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void function_corners_areTheLimits(Case c) {
        assertThat(c.function.apply(CORNERS)).isEqualTo(c.corners);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void function_random_isTheDefinition(Case c) {
        ElementwiseOpsTest.assertClose(c.function, c.definition, c.from, c.to, 1.6);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void function_shapes_stay(Case c) {
        assertThat(c.function.apply(Tensor.zeros(2, 0)).shape()).isEqualTo(Shape.of(2, 0));
        assertThat(c.function.apply(Tensor.scalar(1))).isEqualTo(Tensor.scalar(c.corners.at(5)));
    }

    @Test
    void pow_specialNumbers_areIeees() {
        float[] special = {0f, -0f, 1, -1, 2, -2, 0.5f, 3, -3, 1e30f, INF, -INF, NAN};
        var row = Tensor.of(special);
        var column = row.reshape(-1, 1);
        var expected = Naive.tensor(Shape.of(special.length, special.length),
                i -> ieeePow(special[i[0]], special[i[1]]));

        assertThat(column.pow(row)).isEqualTo(expected);
        assertThat(column.broadcastTo(expected.shape()).pow(row.broadcastTo(expected.shape()))).isEqualTo(expected);
        for (int i = 0; i < special.length; i++) {
            assertThat(row.rpow(special[i])).isEqualTo(expected.select(0, i));
            assertThat(row.pow(Tensor.scalar(special[i]))).isEqualTo(expected.select(1, i));
        }
    }

    /// Java differs from IEEE 754 in `1^NaN` and `(±1)^±∞`, which it makes NaN.
    private static float ieeePow(float x, float p) {
        boolean one = x == 1 || x == -1 && Float.isInfinite(p);
        return one ? 1 : (float) StrictMath.pow(x, p);
    }

    @Test
    void pow_number_isThatOfATensorOrOfTheFasterFunction() {
        var x = Tensor.of(0f, -0f, 0.3f, 1, -1, -2.5f, 7, INF, -INF, NAN, Float.MIN_VALUE);

        for (double p : new double[] {0, 1, 3, -2, 1.5, -0.5, 0.1, INF, NAN}) {
            assertThat(x.pow(p)).as("exponent %s", p).isEqualTo(x.pow(Tensor.scalar(p)));
        }
        assertThat(x.pow(1)).isEqualTo(x);
        assertThat(x.pow(2)).isEqualTo(x.square());
        assertThat(x.pow(0.5)).isEqualTo(x.sqrt());
        assertThat(x.pow(-1)).isEqualTo(x.reciprocal());
    }

    @Test
    void pow_random_isCorrectToHalfAnUlpAndABit() {
        ElementwiseOpsTest.assertClose(x -> x.pow(2.5), x -> StrictMath.pow(x, 2.5), 0, 100, 0.51);
        ElementwiseOpsTest.assertClose(x -> x.pow(3), x -> x * x * x, -100, 100, 0.51);
        ElementwiseOpsTest.assertClose(x -> x.rpow(1.5), x -> StrictMath.pow(1.5, x), -100, 100, 0.51);
    }

    @Test
    void pow_shapes_stayOrBroadcast() {
        assertThat(Tensor.zeros(0, 2).pow(Tensor.ones(2))).isEqualTo(Tensor.zeros(0, 2));
        assertThat(Tensor.scalar(2).pow(Tensor.scalar(10))).isEqualTo(Tensor.scalar(1024));
        assertThat(Tensor.of(2, 3).reshape(2, 1).pow(Tensor.of(0, 1, 2)))
                .isEqualTo(Tensor.of(new float[][] {{1, 2, 4}, {1, 3, 9}}));
    }
}
