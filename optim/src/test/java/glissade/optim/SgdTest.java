package glissade.optim;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SgdTest {

    @Test
    void new_noOptions_areThoseOfPyTorch() {
        assertThat(new Sgd()).isEqualTo(new Sgd(1e-3, 0, 0, false, 0, false));
    }

    @Test
    void withers_eachOption_changesThatAlone() {
        assertThat(new Sgd().lr(2)).isEqualTo(new Sgd(2, 0, 0, false, 0, false));
        assertThat(new Sgd().momentum(0.5)).isEqualTo(new Sgd(1e-3, 0.5, 0, false, 0, false));
        assertThat(new Sgd().dampening(0.5)).isEqualTo(new Sgd(1e-3, 0, 0.5, false, 0, false));
        assertThat(new Sgd().momentum(0.5).nesterov(true)).isEqualTo(new Sgd(1e-3, 0.5, 0, true, 0, false));
        assertThat(new Sgd().weightDecay(0.5)).isEqualTo(new Sgd(1e-3, 0, 0, false, 0.5, false));
        assertThat(new Sgd().maximize(true)).isEqualTo(new Sgd(1e-3, 0, 0, false, 0, true));
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0, 0, false, 0, false",
        "0.1, 0, 0, false, 0.05, false",
        "0.1, 0, 0, false, 0.05, true",
        "0.05, 0.9, 0, false, 0, false",
        "0.05, 0.9, 0, false, 0.05, true",
        "0.05, 0.9, 0.5, false, 0, false",
        "0.05, 0.9, 1, false, 0.1, false",
        "0.05, 0.9, 0, true, 0, false",
        "0.05, 0.5, 0, true, 0.1, true"})
    void step_everyOption_isTheFormula(double lr, double mu, double tau, boolean nesterov, double decay,
            boolean maximize) {
        RuleCheck.requireAgreement(new Sgd(lr, mu, tau, nesterov, decay, maximize), (x, gradient, v, t) -> {
            double g = (maximize ? -gradient : gradient) + decay * x;
            if (mu == 0) {
                return x - lr * g;
            }
            v[0] = t == 1 ? g : mu * v[0] + (1 - tau) * g;
            return x - lr * (nesterov ? g + mu * v[0] : v[0]);
        });
    }

    @Test
    void step_momentumZero_keepsNothingWhateverTheDampening() {
        assertThat(new Sgd().slots()).isEmpty();
        assertThat(new Sgd().momentum(0.1).slots()).containsExactly("momentum_buffer");
        assertThat(RuleCheck.run(new Sgd().momentum(0).dampening(0.5))).isEqualTo(RuleCheck.run(new Sgd()));
        assertThat(RuleCheck.run(new Sgd().momentum(0.1))).isNotEqualTo(RuleCheck.run(new Sgd()));
    }

    @Test
    void step_scaledLoss_scalesThePath() {
        Tensor start = RuleCheck.param().value();
        Tensor once = RuleCheck.run(new Sgd().lr(0.5)).sub(start);
        Tensor fourTimes = RuleCheck.run(new Sgd().lr(0.5), 4).sub(start);

        assertThat(fourTimes.sub(once.mul(4)).abs().max().item()).isLessThan(1e-4f);
        assertThat(once.abs().max().item()).isGreaterThan(1f);
        // a rate four times as large is the same as gradients four times as large
        assertThat(RuleCheck.run(new Sgd().lr(2))).isEqualTo(RuleCheck.run(new Sgd().lr(0.5), 4));
    }

    @Test
    void step_maximize_isDescentOfTheNegative() {
        var rule = new Sgd().lr(0.1).momentum(0.9).weightDecay(0.1);

        assertThat(RuleCheck.run(rule.maximize(true))).isEqualTo(RuleCheck.run(rule, -1));
    }

    @Test
    void skipsZeros_whereAZeroGradientMovesNothing_isTrue() {
        assertThat(new Sgd().skipsZeros()).isTrue();
        assertThat(new Sgd().maximize(true).skipsZeros()).isTrue();
        assertThat(new Sgd().momentum(0.5).skipsZeros()).isFalse();
        assertThat(new Sgd().weightDecay(0.5).skipsZeros()).isFalse();
    }
}
