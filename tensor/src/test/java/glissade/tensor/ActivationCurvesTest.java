package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The activations of each element by itself, other than the three that [ActivationOpsTest] has.
class ActivationCurvesTest {

    private static final float NAN = Float.NaN;
    private static final float INF = Float.POSITIVE_INFINITY;
    private static final float MAX = Float.MAX_VALUE;
    private static final double LAMBDA = 1.0507009873554805;
    private static final double LAMBDA_ALPHA = 1.7580993408473766;
    /// The arguments of the cases below.
    private static final Tensor CORNERS = Tensor.of(0f, -0f, INF, -INF, NAN, MAX, -MAX, 200, -200);

    /// An activation, what it makes of [#CORNERS], its formula, and how far it may be off, absolutely and relatively.
    record Case(String name, UnaryOperator<Tensor> function, Tensor corners, DoubleUnaryOperator formula,
            double tolerance) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    private static double softplus(double x) {
        return x > 30 ? x : StrictMath.log1p(StrictMath.exp(x));
    }

    private static double elu(double x, double below, double rate, double above) {
        return x > 0 ? above * x : below * StrictMath.expm1(rate * x);
    }

    private static double clip(double x, double least, double greatest) {
        return Math.min(Math.max(x, least), greatest);
    }

    static Case[] cases() {
        float low = -(float) LAMBDA_ALPHA;
        double root = StrictMath.sqrt(2 / Math.PI);
        return new Case[] {
            new Case("relu6", Tensor::relu6, Tensor.of(0, 0, 6, 0, NAN, 6, 0, 6, 0), x -> clip(x, 0, 6), 0),
            new Case("leakyRelu", Tensor::leakyRelu,
                    Tensor.of(0f, -0f, INF, -INF, NAN, MAX, -MAX * 0.01f, 200, -200 * 0.01f),
                    x -> x > 0 ? x : 0.01f * x, 1e-7),
            new Case("leakyRelu, rising", x -> x.leakyRelu(-2), Tensor.of(-0f, 0f, INF, INF, NAN, MAX, INF, 200, 400),
                    x -> x > 0 ? x : -2 * x, 0),
            new Case("prelu", x -> x.prelu(Tensor.scalar(0.25)),
                    Tensor.of(0f, -0f, INF, -INF, NAN, MAX, -MAX / 4, 200, -50), x -> x > 0 ? x : x / 4, 0),
            new Case("hardtanh", Tensor::hardtanh, Tensor.of(0f, -0f, 1, -1, NAN, 1, -1, 1, -1), x -> clip(x, -1, 1),
                    0),
            new Case("hardtanh, bounds", x -> x.hardtanh(0, INF), Tensor.of(0, 0, INF, 0, NAN, MAX, 0, 200, 0),
                    x -> Math.max(x, 0), 0),
            new Case("hardsigmoid", Tensor::hardsigmoid, Tensor.of(0.5f, 0.5f, 1, 0, NAN, 1, 0, 1, 0),
                    x -> clip(x + 3, 0, 6) / 6, 1e-7),
            new Case("hardswish", Tensor::hardswish, Tensor.of(0f, -0f, INF, -0f, NAN, MAX, -0f, 200, -0f),
                    x -> x * clip(x + 3, 0, 6) / 6, 2e-7),
            new Case("elu", Tensor::elu, Tensor.of(0f, -0f, INF, -1, NAN, MAX, -1, 200, -1), x -> elu(x, 1, 1, 1),
                    2e-7),
            new Case("elu, alpha 0", x -> x.elu(0), Tensor.of(0f, -0f, INF, -0f, NAN, MAX, -0f, 200, -0f),
                    x -> Math.max(x, 0), 0),
            new Case("elu, alpha −2", x -> x.elu(-2), Tensor.of(-0f, 0f, INF, 2, NAN, MAX, 2, 200, 2),
                    x -> elu(x, -2, 1, 1), 2e-7),
            new Case("selu", Tensor::selu,
                    Tensor.of(0f, -0f, INF, low, NAN, INF, low, 200 * (float) LAMBDA, low),
                    x -> elu(x, LAMBDA_ALPHA, 1, LAMBDA), 3e-7),
            new Case("celu", x -> x.celu(2), Tensor.of(0f, -0f, INF, -2, NAN, MAX, -2, 200, -2),
                    x -> elu(x, 2, 0.5, 1), 2e-7),
            new Case("softplus", Tensor::softplus,
                    Tensor.of((float) StrictMath.log(2), (float) StrictMath.log(2), INF, 0, NAN, MAX, 0, 200, 0),
                    ActivationCurvesTest::softplus, 3e-7),
            new Case("softplus, beta 2", x -> x.softplus(2, 20),
                    Tensor.of((float) StrictMath.log(2) / 2, (float) StrictMath.log(2) / 2, INF, 0, NAN, MAX, 0, 200,
                            0),
                    x -> softplus(2 * x) / 2, 3e-7),
            new Case("softplus, linear from 2 on", x -> x.softplus(0.5, 1),
                    Tensor.of((float) StrictMath.log(2) * 2, (float) StrictMath.log(2) * 2, INF, 0, NAN, MAX, 0, 200,
                            (float) StrictMath.exp(-100) * 2),
                    x -> x > 2 ? x : softplus(x / 2) * 2, 3e-7),
            new Case("gelu", Tensor::gelu, Tensor.of(0f, -0f, INF, -0f, NAN, MAX, -0f, 200, -0f),
                    ActivationCurvesTest::gelu, 1e-6),
            new Case("geluTanh", Tensor::geluTanh, Tensor.of(0f, -0f, INF, -0f, NAN, MAX, -0f, 200, -0f),
                    x -> x / 2 * (1 + StrictMath.tanh(root * (x + 0.044715 * x * x * x))), 2e-7),
            new Case("silu", Tensor::silu, Tensor.of(0f, -0f, INF, -0f, NAN, MAX, -0f, 200, -0f), x -> x * sigmoid(x),
                    2e-7),
            new Case("mish", Tensor::mish, Tensor.of(0f, -0f, INF, -0f, NAN, MAX, -0f, 200, -0f),
                    x -> x * StrictMath.tanh(softplus(x)), 2e-7),
            new Case("logSigmoid", Tensor::logSigmoid,
                    Tensor.of(-(float) StrictMath.log(2), -(float) StrictMath.log(2), -0f, -INF, NAN, -0f, -MAX, -0f,
                            -200),
                    x -> -softplus(-x), 3e-7),
            new Case("softsign", Tensor::softsign,
                    Tensor.of(0f, -0f, 1, -1, NAN, 1, -1, 200 / 201f, -200 / 201f), x -> x / (1 + Math.abs(x)), 2e-7)};
    }

    /// `x · Φ(x)`, with the distribution added up in small steps.
    private static double gelu(double x) {
        int n = 400;
        double h = x / n;
        double sum = 0; // Simpson's rule
        for (int i = 0; i <= n; i++) {
            int weight = i == 0 || i == n ? 1 : i % 2 == 0 ? 2 : 4;
            sum += weight * StrictMath.exp(-i * h * i * h / 2);
        }
        return x * (0.5 + sum * h / 3 / StrictMath.sqrt(2 * Math.PI));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void activation_corners_areTheLimits(Case c) {
        // logSigmoid and others may give either zero at a limit; what the bits are is for the kernels' tests
        assertThat(c.function.apply(CORNERS).add(0)).isEqualTo(c.corners.add(0));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void activation_line_isTheFormula(Case c) {
        float[] x = Tensor.linspace(-12, 12, 2001).toArray();
        float[] y = c.function.apply(Tensor.of(x)).toArray();
        for (int i = 0; i < x.length; i++) {
            double expected = c.formula.applyAsDouble(x[i]);
            assertThat(Math.abs(y[i] - expected)).as("at %s: %s, not %s", x[i], y[i], expected)
                    .isLessThanOrEqualTo(c.tolerance * Math.max(1e-3, Math.abs(expected)));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void activation_shapes_stay(Case c) {
        assertThat(c.function.apply(Tensor.zeros(2, 0)).shape()).isEqualTo(Shape.of(2, 0));
        assertThat(c.function.apply(Tensor.scalar(200))).isEqualTo(Tensor.scalar(c.corners.at(7)));
    }

    @Test
    void signedZeros_oddOrLinearNearZero_areKept() {
        var zeros = Tensor.of(0f, -0f);

        for (UnaryOperator<Tensor> odd : List.<UnaryOperator<Tensor>>of(Tensor::leakyRelu, Tensor::hardtanh,
                Tensor::hardswish, Tensor::elu, Tensor::selu, Tensor::celu, Tensor::gelu, Tensor::silu, Tensor::mish,
                Tensor::softsign)) {
            assertThat(odd.apply(zeros)).isEqualTo(zeros);
        }
    }

    @Test
    void curves_tinyNumbers_keepTheirDigits() {
        var tiny = Tensor.of(-1e-30f, -1e-10f, -Float.MIN_VALUE);

        assertThat(tiny.elu()).isEqualTo(tiny);
        assertThat(tiny.celu(0.5)).isEqualTo(tiny);
        assertThat(tiny.softsign()).isEqualTo(tiny);
    }

    @Test
    void prelu_channels_haveTheirOwnSlopes() {
        var x = Tensor.of(Shape.of(2, 2, 2), -1, 1, -2, 2, -3, 3, -4, 4);

        assertThat(x.prelu(Tensor.of(10, 0.5f)))
                .isEqualTo(Tensor.of(Shape.of(2, 2, 2), -10, 1, -1, 2, -30, 3, -2, 4));
        assertThat(x.prelu(Tensor.of(2))).isEqualTo(x.leakyRelu(2));
        assertThat(x.reshape(4, 2).prelu(Tensor.of(10, 0.5f)).select(1, 0)).isEqualTo(Tensor.of(-10, -20, -30, -40));
        assertThat(x.reshape(-1).prelu(Tensor.scalar(2))).isEqualTo(x.reshape(-1).leakyRelu(2));
    }

    @Test
    void glu_halves_areValuesAndGates() {
        var x = Tensor.of(new float[][] {{1, 2, 0, 200}, {3, 4, -200, 0}});

        assertThat(x.glu(1)).isEqualTo(Tensor.of(new float[][] {{0.5f, 2}, {0, 2}}));
        assertThat(x.transpose().glu(-2)).isEqualTo(x.glu(-1).transpose());
        assertThat(Tensor.zeros(3, 0).glu(1)).isEqualTo(Tensor.zeros(3, 0));
    }

    @Test
    void softmin_numbers_isSoftmaxOfTheOpposite() {
        var x = Tensor.of(new float[][] {{1, 2, 0}, {3, 1000, -200}});

        assertThat(x.softmin(1)).isEqualTo(x.neg().softmax(1));
        assertThat(x.softmin(-2)).isEqualTo(x.neg().softmax(0));
    }
}
