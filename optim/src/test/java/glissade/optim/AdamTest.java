package glissade.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdamTest {

    @Test
    void new_noOptions_areThoseOfPyTorch() {
        assertThat(new Adam())
                .isEqualTo(new Adam(1e-3, 0.9, 0.999, 1e-8, 0, 0, false, false, true, true, false, Semantics.PYTORCH));
    }

    @ParameterizedTest
    @CsvSource({
        "0.001, 0.9, 0.999, 1e-8, 0, false, false",
        "0.1, 0.9, 0.999, 1e-8, 0, false, true",
        "0.1, 0.9, 0.999, 1e-8, 0.1, false, false",
        "0.1, 0.9, 0.999, 1e-8, 0.1, false, true",
        "0.1, 0.5, 0.6, 1e-3, 0, false, false",
        "0.1, 0.5, 0.6, 1e-3, 0, true, false",
        "0.1, 0.9, 0.5, 1e-8, 0.05, true, true",
        "0.1, 0, 0.9, 1e-8, 0, false, false",
        "0.1, 0.9, 0, 0.1, 0, false, false"})
    void step_everyOption_isTheFormula(double lr, double beta1, double beta2, double eps, double decay, boolean amsgrad,
            boolean maximize) {
        RuleCheck.requireAgreement(
                new Adam().lr(lr).betas(beta1, beta2).eps(eps).weightDecay(decay).amsgrad(amsgrad).maximize(maximize),
                (x, gradient, s, t) -> {
                    double g = (maximize ? -gradient : gradient) + decay * x;
                    s[0] = beta1 * s[0] + (1 - beta1) * g;
                    s[1] = beta2 * s[1] + (1 - beta2) * g * g;
                    double v = s[1];
                    if (amsgrad) {
                        s[2] = Math.max(s[2], v);
                        v = s[2];
                    }
                    double mHat = s[0] / (1 - Math.pow(beta1, t));
                    double vHat = v / (1 - Math.pow(beta2, t));
                    return x - lr * mHat / (Math.sqrt(vHat) + eps);
                });
    }

    /// The numbers of the package's page.
    @Test
    void step_workedByHand_hasThoseNumbers() {
        var param = Param.of(Tensor.of(1));
        var adam = new Adam().lr(0.1).over(Params.of(param));

        adam.step(Gradients.of(param, Tensor.of(0.5f)));

        var state = adam.state();
        assertThat((double) state.tensor("state.0.exp_avg").item()).isCloseTo(0.05, within(1e-8));
        assertThat((double) state.tensor("state.0.exp_avg_sq").item()).isCloseTo(0.00025, within(1e-10));
        assertThat((double) param.item()).isCloseTo(0.9, within(1e-7));

        adam.step(Gradients.of(param, Tensor.of(-0.25f)));

        state = adam.state();
        assertThat((double) state.tensor("state.0.exp_avg").item()).isCloseTo(0.02, within(1e-8));
        assertThat((double) state.tensor("state.0.exp_avg_sq").item()).isCloseTo(0.00031225, within(1e-10));
        assertThat((double) param.item()).isCloseTo(0.8734, within(5e-5));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 0.5})
    void step_first_hasTheSizeOfTheRate(double lr) {
        var param = Param.of(Tensor.zeros(5));

        new Adam().lr(lr).over(Params.of(param)).step(Gradients.of(param, Tensor.of(1e-4f, -1e-2f, 1, -100, 1e6f)));

        int[] direction = {-1, 1, -1, 1, -1};
        for (int i = 0; i < 5; i++) {
            // eps is 1e-4 of the smallest gradient
            assertThat((double) param.value().at(i)).isCloseTo(direction[i] * lr, within(1.1e-4 * lr));
        }
    }

    @Test
    void step_scaledLoss_leavesThePathNearlyUnchanged() {
        Tensor start = RuleCheck.param().value();
        Tensor once = RuleCheck.run(new Adam().lr(0.1));
        Tensor thousandTimes = RuleCheck.run(new Adam().lr(0.1), 1000);

        assertThat(thousandTimes.sub(once).abs().max().item()).isLessThan(1e-5f);
        assertThat(once.sub(start).abs().max().item()).isGreaterThan(0.3f);
    }

    @Test
    void step_zeroGradientAtFirst_staysAndDividesByNothing() {
        var param = Param.of(Tensor.of(3));

        new Adam().over(Params.of(param)).step(Gradients.of(param, Tensor.zeros(1)));

        assertThat(param.item()).isEqualTo(3);
    }

    @Test
    void slots_amsgrad_keepsOneMore() {
        assertThat(new Adam().slots()).containsExactly("exp_avg", "exp_avg_sq");
        assertThat(new Adam().amsgrad(true).slots()).containsExactly("exp_avg", "exp_avg_sq", "max_exp_avg_sq");
    }

    @Test
    void new_optionsOnTheirBounds_areTaken() {
        assertThat(new Adam().lr(Double.MIN_VALUE).betas(0, 0).eps(0).eps()).isZero();
        assertThat(new Adam().lr(1e300).betas(Math.nextDown(1.0), Math.nextDown(1.0)).beta1()).isLessThan(1);
    }
}
