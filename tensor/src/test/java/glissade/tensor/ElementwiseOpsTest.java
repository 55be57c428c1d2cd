package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ElementwiseOpsTest {

    private static final float NAN = Float.NaN;
    private static final float INF = Float.POSITIVE_INFINITY;

    /// Numbers at which arithmetic does something special.
    private static final float[] SPECIAL =
            {0f, -0f, 1, -1, 2.5f, -3.75f, 1e-30f, -1e30f, Float.MIN_VALUE, -Float.MIN_VALUE,
                Float.MIN_NORMAL, Float.MAX_VALUE, -Float.MAX_VALUE, INF, -INF, NAN};

    private interface FloatBinary {
        float apply(float a, float b);
    }

    private interface WithNumber {
        Tensor apply(Tensor x, double number);
    }

    @Test
    void twoTensors_specialNumbers_haveTheBitsOfFloatArithmetic() {
        assertPairs("add", Tensor::add, (a, b) -> a + b);
        assertPairs("sub", Tensor::sub, (a, b) -> a - b);
        assertPairs("mul", Tensor::mul, (a, b) -> a * b);
        assertPairs("div", Tensor::div, (a, b) -> a / b);
        assertPairs("maximum", Tensor::maximum, Math::max);
        assertPairs("minimum", Tensor::minimum, Math::min);
    }

    @Test
    void tensorAndNumber_specialNumbers_haveTheBitsOfFloatArithmetic() {
        assertNumbers("add", Tensor::add, (a, b) -> a + b);
        assertNumbers("sub", Tensor::sub, (a, b) -> a - b);
        assertNumbers("rsub", Tensor::rsub, (a, b) -> b - a);
        assertNumbers("mul", Tensor::mul, (a, b) -> a * b);
        assertNumbers("div", Tensor::div, (a, b) -> a / b);
        assertNumbers("rdiv", Tensor::rdiv, (a, b) -> b / a);
    }

    @Test
    void number_double_isRoundedToFloatFirst() {
        assertThat(Tensor.of(3).mul(0.1)).isEqualTo(Tensor.of(3 * 0.1f));
        assertThat(Tensor.of(0.1f).sub(0.1)).isEqualTo(Tensor.of(0));
        assertThat(Tensor.of(1).add(1e-300)).isEqualTo(Tensor.of(1));
        assertThat(Tensor.of(1).rdiv(1e300)).isEqualTo(Tensor.of(INF));
    }

    @Test
    void clamp_bounds_holdEveryNumber() {
        assertThat(Tensor.of(-5, -1, -0f, 0.5f, 2, 7, -INF, INF, NAN).clamp(-1, 2))
                .isEqualTo(Tensor.of(-1, -1, -0f, 0.5f, 2, 2, -1, 2, NAN));
        assertThat(Tensor.of(-5, 5).clamp(3, 3)).isEqualTo(Tensor.of(3, 3));
        assertThat(Tensor.of(-5, 5, NAN).clamp(Double.NEGATIVE_INFINITY, 0)).isEqualTo(Tensor.of(-5, 0, NAN));
        assertThat(Tensor.of(-5, 5).clamp(0, Double.POSITIVE_INFINITY)).isEqualTo(Tensor.of(0, 5));
    }

    @Test
    void exactFunctions_specialNumbers_haveTheBitsOfFloatArithmetic() {
        var exact = Map.<String, Map.Entry<UnaryOperator<Tensor>, DoubleUnaryOperator>>of(
                "neg", Map.entry(Tensor::neg, x -> -x),
                "abs", Map.entry(Tensor::abs, Math::abs),
                "square", Map.entry(Tensor::square, x -> x * x),
                "sqrt", Map.entry(Tensor::sqrt, Math::sqrt),
                "reciprocal", Map.entry(Tensor::reciprocal, x -> 1 / x),
                "floor", Map.entry(Tensor::floor, Math::floor),
                "ceil", Map.entry(Tensor::ceil, Math::ceil),
                "round", Map.entry(Tensor::round, Math::rint),
                "trunc", Map.entry(Tensor::trunc, x -> x < 0 ? Math.ceil(x) : Math.floor(x)));
        exact.forEach((name, pair) -> {
            // squares and roots of floats, rounded from double, are correctly rounded
            var expected =
                    Naive.tensor(Shape.of(SPECIAL.length), i -> (float) pair.getValue().applyAsDouble(SPECIAL[i[0]]));
            assertThat(pair.getKey().apply(Tensor.of(SPECIAL))).as(name).isEqualTo(expected);
        });
    }

    @Test
    void roundings_halves_goToTheirSide() {
        var x = Tensor.of(-2.5f, -1.5f, -0.5f, 0.5f, 1.5f, 2.5f, 0.49999997f, 8388607.5f, -8388609);

        assertThat(x.round()).isEqualTo(Tensor.of(-2, -2, -0f, 0, 2, 2, 0, 8388608, -8388609));
        assertThat(x.floor()).isEqualTo(Tensor.of(-3, -2, -1, 0, 1, 2, 0, 8388607, -8388609));
        assertThat(x.ceil()).isEqualTo(Tensor.of(-2, -1, -0f, 1, 2, 3, 1, 8388608, -8388609));
        assertThat(x.trunc()).isEqualTo(Tensor.of(-2, -1, -0f, 0, 1, 2, 0, 8388607, -8388609));
    }

    @Test
    void sign_specialNumbers_isPyTorchs() {
        assertThat(Tensor.of(0f, -0f, 3, -3, Float.MIN_VALUE, -Float.MIN_VALUE, INF, -INF, NAN).sign())
                .isEqualTo(Tensor.of(0, 0, 1, -1, 1, -1, 1, -1, 0));
    }

    @Test
    void exp_specialNumbers_areTheLimits() {
        assertThat(Tensor.of(0f, -0f, -INF, INF, NAN, 89, -104, Float.MIN_VALUE).exp())
                .isEqualTo(Tensor.of(1, 1, 0, INF, NAN, INF, 0, 1));
    }

    @Test
    void log_specialNumbers_areTheLimits() {
        assertThat(Tensor.of(1, 0f, -0f, -1, -INF, INF, NAN, -Float.MIN_VALUE).log())
                .isEqualTo(Tensor.of(0, -INF, -INF, NAN, NAN, INF, NAN, NAN));
    }

    @Test
    void exp_random_isWithinOneAndAHalfUlp() {
        assertClose(Tensor::exp, StrictMath::exp, -103, 88.7, 1.5);
    }

    @Test
    void log_random_isWithinOneAndAHalfUlp() {
        assertClose(Tensor::log, StrictMath::log, 0, 4, 1.5);
        assertClose(x -> x.mul(1e30).log(), x -> StrictMath.log((float) x * 1e30f), 0, 4, 1.5);
        assertClose(x -> x.mul(1e-39).log(), x -> StrictMath.log((float) x * 1e-39f), 0.01, 4, 1.5);
    }

    @Test
    void shapes_empty_stayEmpty() {
        var empty = Tensor.zeros(2, 0);

        assertThat(empty.add(1).mul(empty).exp().log().sqrt().neg().clamp(0, 1)).isEqualTo(empty);
    }

    @Test
    void shapes_rankZero_stayRankZero() {
        assertThat(Tensor.scalar(2).add(Tensor.scalar(3)).square().neg()).isEqualTo(Tensor.scalar(-25));
    }

    /// Each special number with each, in each of the three forms of a broadcast loop.
    private static void assertPairs(String name, BinaryOperator<Tensor> op, FloatBinary function) {
        int n = SPECIAL.length;
        var column = Tensor.of(Shape.of(n, 1), SPECIAL);
        var row = Tensor.of(SPECIAL);
        var expected = Naive.tensor(Shape.of(n, n), i -> function.apply(SPECIAL[i[0]], SPECIAL[i[1]]));

        assertThat(op.apply(column, row)).as(name).isEqualTo(expected);
        assertThat(op.apply(column.broadcastTo(Shape.of(n, n)), row.broadcastTo(Shape.of(n, n)))).as(name)
                .isEqualTo(expected);
        for (int j = 0; j < n; j++) {
            var right = Tensor.scalar(SPECIAL[j]);
            var left = Tensor.of(SPECIAL[j]);
            int at = j;
            assertThat(op.apply(row, right)).as(name)
                    .isEqualTo(Naive.tensor(Shape.of(n), i -> function.apply(SPECIAL[i[0]], SPECIAL[at])));
            assertThat(op.apply(left, row)).as(name)
                    .isEqualTo(Naive.tensor(Shape.of(n), i -> function.apply(SPECIAL[at], SPECIAL[i[0]])));
        }
    }

    private static void assertNumbers(String name, WithNumber op, FloatBinary function) {
        for (float number : SPECIAL) {
            assertThat(op.apply(Tensor.of(SPECIAL), number)).as("%s %s", name, number)
                    .isEqualTo(Naive.tensor(Shape.of(SPECIAL.length), i -> function.apply(SPECIAL[i[0]], number)));
        }
    }

    /// Compares with a function in double, at 10,000 random numbers between two bounds.
    static void assertClose(UnaryOperator<Tensor> op, DoubleUnaryOperator exact, double from, double to, double ulps) {
        var random = new SplittableRandom(1);
        var x = Naive.tensor(Shape.of(10, 1000), i -> (float) random.nextDouble(from, to));
        float[] in = x.toArray();
        float[] out = op.apply(x).toArray();
        for (int i = 0; i < in.length; i++) {
            double expected = exact.applyAsDouble(in[i]);
            assertThat(Math.abs(out[i] - expected)).as("at %s: %s, not %s", in[i], out[i], expected)
                    .isLessThanOrEqualTo(ulps * Math.ulp((float) expected));
        }
    }
}
