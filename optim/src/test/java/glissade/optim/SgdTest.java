package glissade.optim;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SgdTest {

    @Test
    void new_noOptions_areThoseOfPyTorch() {
        assertThat(new Sgd()).isEqualTo(new Sgd(1e-3, 0, 0, false, 0, false, false, Semantics.PYTORCH));
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
        RuleCheck.requireAgreement(new Sgd(lr, mu, tau, nesterov, decay, false, maximize, Semantics.PYTORCH),
                (x, gradient, v, t) -> {
                    double g = (maximize ? -gradient : gradient) + decay * x;
                    if (mu == 0) {
                        return x - lr * g;
                    }
                    v[0] = t == 1 ? g : mu * v[0] + (1 - tau) * g;
                    return x - lr * (nesterov ? g + mu * v[0] : v[0]);
                });
    }

    @Test
    void step_dampeningEqualToMomentum_isTheExponentialAverage() {
        RuleCheck.requireAgreement(new Sgd().lr(0.1).momentum(0.9).dampening(0.9), (x, g, v, t) -> {
            v[0] = t == 1 ? g : 0.9 * v[0] + 0.1 * g;
            return x - 0.1 * v[0];
        });
    }

    /// A rate that changes acts on gradients to come alone.
    @Test
    void step_keras_keepsTheRateInTheBuffer() {
        var param = Param.of(Tensor.of(0));
        var optimizer = new Sgd(Semantics.KERAS).lr(1).momentum(0.5).over(Params.of(param))
                .schedule(step -> step == 0 ? 1 : 0.1);

        optimizer.step(Gradients.of(param, Tensor.of(1)));
        optimizer.step(Gradients.of(param, Tensor.of(1)));

        // 1, then 0.5 · 1 + 0.1 · 1
        assertThat(param.item()).isEqualTo(-1.6f);
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
    void onlyStoredRows_whereAZeroGradientMovesNothing_isTrue() {
        assertThat(new Sgd().onlyStoredRows()).isTrue();
        assertThat(new Sgd().maximize(true).onlyStoredRows()).isTrue();
        assertThat(new Sgd().momentum(0.5).onlyStoredRows()).isFalse();
        assertThat(new Sgd().weightDecay(0.5).onlyStoredRows()).isFalse();
    }
}
