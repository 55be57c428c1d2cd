package glissade.optim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdamWTest {

    @Test
    void new_noOptions_areThoseOfPyTorch() {
        assertThat(new AdamW()).isEqualTo(new AdamW(1e-3, 0.9, 0.999, 1e-8, 0, 0.01, false, false, Semantics.PYTORCH));
    }

    @ParameterizedTest
    @CsvSource({
        "0.001, 0.9, 0.999, 1e-8, 0.01, false, false",
        "0.1, 0.9, 0.999, 1e-8, 0.5, false, false",
        "0.1, 0.9, 0.999, 1e-8, 0.5, false, true",
        "0.1, 0.5, 0.6, 1e-3, 0.1, true, false",
        "0.1, 0.9, 0.5, 1e-8, 0.1, true, true",
        "0.1, 0.9, 0.999, 1e-8, 20, false, false"})
    void step_everyOption_isTheFormula(double lr, double beta1, double beta2, double eps, double decay, boolean amsgrad,
            boolean maximize) {
        RuleCheck.requireAgreement(
                new AdamW().lr(lr).betas(beta1, beta2).eps(eps).weightDecay(decay).amsgrad(amsgrad).maximize(maximize),
                (x, gradient, s, t) -> {
                    double g = maximize ? -gradient : gradient;
                    s[0] = beta1 * s[0] + (1 - beta1) * g;
                    s[1] = beta2 * s[1] + (1 - beta2) * g * g;
                    double v = s[1];
                    if (amsgrad) {
                        s[2] = Math.max(s[2], v);
                        v = s[2];
                    }
                    double decayed = x - lr * decay * x;
                    return decayed
                            - lr * (s[0] / (1 - Math.pow(beta1, t))) / (Math.sqrt(v / (1 - Math.pow(beta2, t))) + eps);
                });
    }

    @Test
    void step_noDecay_isAdamBitForBit() {
        for (boolean amsgrad : new boolean[] {false, true}) {
            assertThat(RuleCheck.run(new AdamW().lr(0.1).weightDecay(0).amsgrad(amsgrad)))
                    .isEqualTo(RuleCheck.run(new Adam().lr(0.1).amsgrad(amsgrad)));
        }
    }

    @Test
    void step_decay_isNotThatOfAdam() {
        assertThat(RuleCheck.run(new AdamW().lr(0.1).weightDecay(0.1)))
                .isNotEqualTo(RuleCheck.run(new Adam().lr(0.1).weightDecay(0.1)))
                .isNotEqualTo(RuleCheck.run(new Adam().lr(0.1)));
    }

    @Test
    void slots_state_isThatOfAdam() {
        assertThat(new AdamW().slots()).isEqualTo(new Adam().slots());
        assertThat(new AdamW().amsgrad(true).slots()).isEqualTo(new Adam().amsgrad(true).slots());
    }
}
