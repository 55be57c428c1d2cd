package glissade.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rules beside their formulas where options are large, as no golden has them: with the usual 1e-8 nobody would notice a wrong
/// sign of ε.
class RuleFormulasTest {

    private static final double EPS = 0.3;
    private static final double EPS_ROOT = 0.2;

    private static double corrected(double mean, double beta, int t) {
        return mean / (1 - Math.pow(beta, t));
    }

    @ParameterizedTest
    @EnumSource(Semantics.class)
    void adam_amsgradWithBothEpsilons_isTheFormula(Semantics semantics) {
        boolean ofCorrected = semantics == Semantics.OPTAX;
        var rule = new Adam(semantics).lr(0.1).betas(0.9, 0.6).eps(EPS).epsRoot(EPS_ROOT).amsgrad(true);
        RuleCheck.requireAgreement(rule, (x, g, s, t) -> {
            s[0] = 0.9 * s[0] + 0.1 * g;
            s[1] = 0.6 * s[1] + 0.4 * g * g;
            s[2] = Math.max(s[2], ofCorrected ? corrected(s[1], 0.6, t) : s[1]);
            double v = ofCorrected ? s[2] : corrected(s[2], 0.6, t);
            double eps = semantics == Semantics.KERAS ? EPS / Math.sqrt(1 - Math.pow(0.6, t)) : EPS;
            return x - 0.1 * corrected(s[0], 0.9, t) / (Math.sqrt(v + EPS_ROOT) + eps);
        });
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true"})
    void adam_oneOfTheMeansCorrected_isTheFormula(boolean ofMean, boolean ofSquares) {
        RuleCheck.requireAgreement(
                new Adam().lr(0.1).betas(0.9, 0.6).eps(EPS).meanCorrection(ofMean).squareCorrection(ofSquares),
                (x, g, s, t) -> {
                    s[0] = 0.9 * s[0] + 0.1 * g;
                    s[1] = 0.6 * s[1] + 0.4 * g * g;
                    double mean = ofMean ? corrected(s[0], 0.9, t) : s[0];
                    return x - 0.1 * mean / (Math.sqrt(ofSquares ? corrected(s[1], 0.6, t) : s[1]) + EPS);
                });
    }

    @Test
    void ftrl_weightDecay_isTheFormula() {
        RuleCheck.requireAgreement(new Ftrl().lr(0.5).shrinkage(0.1).beta(1).weightDecay(0.3), (x, g, s, t) -> {
            double n = t == 1 ? 0.1 : s[0];
            double own = (1 - 0.5 * 0.3) * x;
            s[0] = n + g * g;
            s[1] += g + 2 * 0.1 * own - (Math.sqrt(s[0]) - Math.sqrt(n)) / 0.5 * own;
            return -s[1] / (Math.sqrt(s[0]) / 0.5 + 1 / 0.5);
        });
    }

    @Test
    void nAdam_bothEpsilons_isTheFormula() {
        RuleCheck.requireAgreement(
                new NAdam(Semantics.OPTAX).lr(0.1).betas(0.9, 0.6).eps(EPS).epsRoot(EPS_ROOT), (x, g, s, t) -> {
                    s[0] = 0.9 * s[0] + 0.1 * g;
                    s[1] = 0.6 * s[1] + 0.4 * g * g;
                    double mean = 0.9 * corrected(s[0], 0.9, t + 1) + 0.1 * corrected(g, 0.9, t);
                    return x - 0.1 * mean / (Math.sqrt(corrected(s[1], 0.6, t) + EPS_ROOT) + EPS);
                });
    }

    @Test
    void lamb_bothEpsilons_isTheFormula() {
        Param x = Param.of(Tensor.of(3, 4));
        new Lamb().lr(0.1).eps(EPS).epsRoot(EPS_ROOT).weightDecay(1).over(Params.of(x))
                .step(Gradients.of(x, Tensor.of(3, 0)));

        double first = 3 / (Math.sqrt(9 + EPS_ROOT) + EPS) + 3;
        double length = Math.hypot(first, 4);
        assertThat((double) x.value().at(0)).isCloseTo(3 - 0.1 * 5 / length * first, within(1e-5));
        assertThat((double) x.value().at(1)).isCloseTo(4 - 0.1 * 5 / length * 4, within(1e-5));
    }

    @ParameterizedTest
    @CsvSource({"PYTORCH, 0.8", "OPTAX, 0.2"})
    void adan_bothEpsilonsAndDecay_isTheFormula(Semantics semantics, double kappa) {
        double[] before = new double[1];
        RuleCheck.requireAgreement(
                new Adan(semantics).lr(0.1).betas(0.9, 0.8, 0.7).eps(EPS).epsRoot(EPS_ROOT).weightDecay(0.2),
                (x, g, s, t) -> {
                    before[0] = t == 1 ? g : s[3];
                    double change = g - before[0];
                    s[0] = 0.9 * s[0] + 0.1 * g;
                    s[1] = 0.8 * s[1] + 0.2 * change;
                    s[2] = 0.7 * s[2] + 0.3 * Math.pow(g + kappa * change, 2);
                    s[3] = g;
                    double divisor = Math.sqrt(corrected(s[2], 0.7, t) + EPS_ROOT) + EPS;
                    return x - 0.1 * (corrected(s[0], 0.9, t) + kappa * corrected(s[1], 0.8, t)) / divisor
                            - 0.1 * 0.2 * x;
                });
    }

    @ParameterizedTest
    @CsvSource({"PYTORCH, false, false", "PYTORCH, true, true", "OPTAX, false, true", "OPTAX, true, false"})
    void rAdam_bothEpsilonsAndDecay_isTheFormula(Semantics semantics, boolean nesterov, boolean decoupled) {
        double longest = 2 / (1 - 0.8) - 1;
        RuleCheck.requireAgreement(
                new RAdam(semantics).lr(0.1).betas(0.9, 0.8).eps(EPS).epsRoot(EPS_ROOT).nesterov(nesterov)
                        .weightDecay(0.2).decoupled(decoupled),
                (x, gradient, s, t) -> {
                    double g = gradient + (decoupled ? 0 : 0.2 * x);
                    s[0] = 0.9 * s[0] + 0.1 * g;
                    s[1] = 0.8 * s[1] + 0.2 * g * g;
                    double mean = nesterov ? 0.9 * corrected(s[0], 0.9, t + 1) + 0.1 * corrected(g, 0.9, t)
                            : corrected(s[0], 0.9, t);
                    double length = longest - 2 * t * Math.pow(0.8, t) / (1 - Math.pow(0.8, t));
                    double way = mean;
                    if (length > 5) {
                        double r = Math.sqrt((length - 4) * (length - 2) * longest
                                / ((longest - 4) * (longest - 2) * length));
                        double eps = semantics == Semantics.OPTAX ? EPS : EPS / Math.sqrt(1 - Math.pow(0.8, t));
                        way = r * mean / (Math.sqrt(corrected(s[1], 0.8, t) + EPS_ROOT) + eps);
                    }
                    return (decoupled ? 1 - 0.1 * 0.2 : 1) * x - 0.1 * way;
                });
    }

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false"})
    void adaBelief_bothEpsilonsAndDecay_isTheFormula(boolean nesterov, boolean decoupled) {
        RuleCheck.requireAgreement(
                new AdaBelief().lr(0.1).betas(0.9, 0.8).eps(EPS).epsRoot(EPS_ROOT).nesterov(nesterov).weightDecay(0.2)
                        .decoupled(decoupled),
                (x, gradient, s, t) -> {
                    double g = gradient + (decoupled ? 0 : 0.2 * x);
                    s[0] = 0.9 * s[0] + 0.1 * g;
                    s[1] = 0.8 * s[1] + 0.2 * Math.pow(g - s[0], 2) + EPS_ROOT;
                    double mean = nesterov ? 0.9 * corrected(s[0], 0.9, t + 1) + 0.1 * corrected(g, 0.9, t)
                            : corrected(s[0], 0.9, t);
                    return (decoupled ? 1 - 0.1 * 0.2 : 1) * x
                            - 0.1 * mean / (Math.sqrt(corrected(s[1], 0.8, t)) + EPS);
                });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void adaGrad_bothEpsilonsAndDecays_isTheFormula(boolean decoupled) {
        double[] sum = new double[1];
        RuleCheck.requireAgreement(
                new AdaGrad().lr(0.1).lrDecay(0.5).eps(EPS).epsRoot(EPS_ROOT).weightDecay(0.2).decoupled(decoupled),
                (x, gradient, s, t) -> {
                    double g = gradient + (decoupled ? 0 : 0.2 * x);
                    sum[0] = s[0] + g * g;
                    s[0] = sum[0];
                    double rate = 0.1 / (1 + (t - 1) * 0.5);
                    return (decoupled ? 1 - 0.1 * 0.2 : 1) * x - rate * g / (Math.sqrt(sum[0] + EPS_ROOT) + EPS);
                });
    }

    @Test
    void adaGrad_onlyStoredRows_whereAZeroGradientMovesNothing() {
        var rule = new AdaGrad().eps(0).epsRoot(0).initialAccumulator(0);

        // 0 / √0 is no number, so rows without a gradient are not those with a gradient of 0
        assertThat(rule.onlyStoredRows()).isFalse();
        assertThat(rule.eps(1e-10).onlyStoredRows()).isTrue();
        assertThat(rule.epsRoot(1e-7).onlyStoredRows()).isTrue();
        assertThat(rule.initialAccumulator(0.1).onlyStoredRows()).isTrue();
        assertThat(rule.eps(1e-10).weightDecay(0.1).onlyStoredRows()).isFalse();
    }

    /// Both means start at 0.04, so a mean of squares rises for some gradients and falls for others.
    @Test
    void yogi_largeEpsilonAndDecay_isTheFormula() {
        RuleCheck.requireAgreement(
                new Yogi().lr(0.1).betas(0.9, 0.8).eps(EPS).initial(0.04).weightDecay(0.2), (x, g, s, t) -> {
                    double mean = t == 1 ? 0.04 : s[0];
                    double v = t == 1 ? 0.04 : s[1];
                    s[0] = 0.9 * mean + 0.1 * g;
                    s[1] = v - 0.2 * Math.signum(v - g * g) * g * g;
                    return (1 - 0.1 * 0.2) * x
                            - 0.1 * corrected(s[0], 0.9, t) / (Math.sqrt(corrected(s[1], 0.8, t)) + EPS);
                });
    }

    /// Two rows and three columns, two steps: a sum for each row and each column.
    @Test
    void sm3_largeEpsilon_isTheFormula() {
        double[][] g = {{1, -2, 0.5}, {0, 3, -0.25}};
        double[] rows = new double[2];
        double[] columns = new double[3];
        double[][] m = new double[2][3];
        double[][] x = new double[2][3];
        var param = Param.of(Tensor.zeros(2, 3));
        var optimizer = new Sm3().lr(0.1).momentum(0.6).eps(EPS).over(Params.of(param));

        for (int t = 0; t < 2; t++) {
            optimizer.step(Gradients.of(param, Tensor.of(new float[][] {{1, -2, 0.5f}, {0, 3, -0.25f}})));
            double[] newRows = new double[2];
            double[] newColumns = new double[3];
            for (int i = 0; i < 2; i++) {
                for (int j = 0; j < 3; j++) {
                    double v = g[i][j] * g[i][j] + Math.min(rows[i], columns[j]);
                    newRows[i] = Math.max(newRows[i], v);
                    newColumns[j] = Math.max(newColumns[j], v);
                    m[i][j] = 0.6 * m[i][j] + 0.4 * g[i][j] / Math.sqrt(v + EPS);
                    x[i][j] -= 0.1 * m[i][j];
                    assertThat((double) param.value().at(i, j)).isCloseTo(x[i][j], within(1e-6));
                }
            }
            rows = newRows;
            columns = newColumns;
        }
        assertThat(optimizer.state().tensor("state.0.accumulator_1"))
                .isEqualTo(Tensor.of(Shape.of(1, 3), (float) columns[0], (float) columns[1], (float) columns[2]));
        assertThat(Arrays.stream(rows).max()).isEqualTo(Arrays.stream(columns).max());
    }

    static Stream<Arguments> defaults() {
        Semantics pytorch = Semantics.PYTORCH;
        Semantics keras = Semantics.KERAS;
        Semantics optax = Semantics.OPTAX;
        return Stream.of(
                Arguments.of(new AdaGrad(keras), new AdaGrad(1e-3, 0, 0, true, 0.1, 0, 1e-7, false)),
                Arguments.of(new AdaGrad(optax), new AdaGrad(1e-2, 0, 0, false, 0.1, 0, 1e-7, false)),
                Arguments.of(new AdaGrad(pytorch), new AdaGrad(1e-2, 0, 0, false, 0, 1e-10, 0, false)),
                Arguments.of(new Adadelta(keras), new Adadelta(1e-3, 0.95, 1e-7, 0, true, false)),
                Arguments.of(new Adadelta(pytorch), new Adadelta(1, 0.9, 1e-6, 0, false, false)),
                Arguments.of(new Adafactor(keras), new Adafactor(1e-3, -0.8, 1e-30, 1e-3, 1, 0, false, keras)),
                Arguments.of(new Adafactor(pytorch), new Adafactor(1e-2, -0.8, 0x1p-23, 1e-3, 1, 0, false, pytorch)),
                Arguments.of(new Adam(keras),
                        new Adam(1e-3, 0.9, 0.999, 1e-7, 0, 0, true, false, true, true, false, keras)),
                Arguments.of(new AdamW(keras), new AdamW(1e-3, 0.9, 0.999, 1e-7, 0, 0.004, false, false, keras)),
                Arguments.of(new AdamW(optax), new AdamW(1e-3, 0.9, 0.999, 1e-8, 0, 1e-4, false, false, optax)),
                Arguments.of(new Adamax(keras), new Adamax(1e-3, 0.9, 0.999, 1e-7, 0, true, false, keras)),
                Arguments.of(new Adamax(pytorch), new Adamax(2e-3, 0.9, 0.999, 1e-8, 0, false, false, pytorch)),
                Arguments.of(new Adan(optax), new Adan(1e-3, 0.98, 0.92, 0.99, 1e-8, 1e-8, 0, false, optax)),
                Arguments.of(new Adan(pytorch), new Adan(1e-3, 0.98, 0.92, 0.99, 1e-8, 0, 0, false, pytorch)),
                Arguments.of(new Sgd(keras), new Sgd(1e-2, 0, 0, false, 0, true, false, keras)));
    }

    @ParameterizedTest
    @MethodSource("defaults")
    void new_noOptions_areThoseOfTheFramework(UpdateRule rule, UpdateRule expected) {
        assertThat(rule).isEqualTo(expected);
    }

    @Test
    void nAdam_noOptions_areThoseOfTheFramework() {
        assertThat(new NAdam(Semantics.KERAS)).extracting(NAdam::lr, NAdam::eps).containsExactly(1e-3, 1e-7);
        assertThat(new NAdam(Semantics.PYTORCH)).extracting(NAdam::lr, NAdam::eps, NAdam::momentumDecay)
                .containsExactly(2e-3, 1e-8, 4e-3);
    }

    @Test
    void countsMissing_kerasMeans_do() {
        assertThat(new Adamax(Semantics.KERAS).countsMissing()).isTrue();
        assertThat(new Adamax().countsMissing()).isFalse();
        assertThat(new Adam(Semantics.KERAS).countsMissing()).isTrue();
        assertThat(new Adam().countsMissing()).isFalse();
    }

    @Test
    void new_optionsOnTheirBounds_areTaken() {
        assertThat(new NAdam().betas(0, 0).eps(0)).isNotNull();
        assertThat(new RAdam().threshold(4).threshold()).isEqualTo(4);
        assertThat(new Ftrl().power(-1).power()).isEqualTo(-1);
        assertThat(new Ftrl().power(0).power()).isZero();
        assertThat(new Rprop().stepSizes(0.5, 0.5).stepMax()).isEqualTo(0.5);
    }
}
