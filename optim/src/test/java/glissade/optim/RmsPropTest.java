package glissade.optim;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RmsPropTest {

    @Test
    void new_noOptions_areThoseOfPyTorch() {
        assertThat(new RmsProp()).isEqualTo(
                new RmsProp(1e-2, 0.99, 1e-8, 0, 0, false, 0, false, false, false, 0, false, Semantics.PYTORCH));
    }

    @ParameterizedTest
    @CsvSource({
        "0.01, 0.99, 1e-8, 0, 0, false, false",
        "0.01, 0.9, 1e-3, 0.1, 0, false, false",
        "0.01, 0.9, 1e-3, 0.1, 0, false, true",
        "0.01, 0.99, 1e-8, 0, 0.9, false, false",
        "0.01, 0.9, 1e-8, 0, 0, true, false",
        "0.01, 0.9, 1e-3, 0.1, 0.5, true, true",
        "0.01, 0, 1e-2, 0, 0, false, false"})
    void step_everyOption_isTheFormula(double lr, double alpha, double eps, double decay, double mu, boolean centered,
            boolean maximize) {
        int mean = mu > 0 ? 2 : 1;
        RuleCheck.requireAgreement(new RmsProp().lr(lr).alpha(alpha).eps(eps).weightDecay(decay).momentum(mu)
                .centered(centered).maximize(maximize), (x, gradient, s, _) -> {
                    double g = (maximize ? -gradient : gradient) + decay * x;
                    s[0] = alpha * s[0] + (1 - alpha) * g * g;
                    double variance = s[0];
                    if (centered) {
                        s[mean] = alpha * s[mean] + (1 - alpha) * g;
                        variance -= s[mean] * s[mean];
                    }
                    double d = g / (Math.sqrt(variance) + eps);
                    if (mu > 0) {
                        s[1] = mu * s[1] + d;
                        d = s[1];
                    }
                    return x - lr * d;
                });
    }

    /// The variance of a constant is 0, and what rounding leaves of it is negative for some.
    @Test
    void step_constantGradientCentred_staysFinite() {
        Shape shape = Shape.of(1000);
        Tensor gradient = RandomStream.of(3).uniform(shape, 1, 2);
        var param = Param.of(Tensor.zeros(shape));
        var optimizer = new RmsProp().alpha(0.9).centered(true).over(Params.of(param));

        for (int t = 0; t < 300; t++) {
            optimizer.step(Gradients.of(param, gradient));
        }

        assertThat(param.value().allFinite()).isTrue();
    }

    @Test
    void step_momentumZero_isTheRuleWithout() {
        assertThat(RuleCheck.run(new RmsProp().momentum(0))).isEqualTo(RuleCheck.run(new RmsProp()));
        assertThat(RuleCheck.run(new RmsProp().momentum(0.1))).isNotEqualTo(RuleCheck.run(new RmsProp()));
    }

    @Test
    void slots_options_decide() {
        assertThat(new RmsProp().slots()).containsExactly("square_avg");
        assertThat(new RmsProp().momentum(0.9).slots()).containsExactly("square_avg", "momentum_buffer");
        assertThat(new RmsProp().centered(true).slots()).containsExactly("square_avg", "grad_avg");
        assertThat(new RmsProp().momentum(0.9).centered(true).slots()).containsExactly("square_avg", "momentum_buffer",
                "grad_avg");
    }

    @ParameterizedTest
    @ValueSource(floats = {1e18f, 3e20f, 3e38f})
    void step_centredAndGradientsWithLargeSquares_staysFinite(float gradient) {
        Param param = Param.of(Tensor.of(1, 1));
        var optimizer = new RmsProp().centered(true).over(Params.of(param));
        for (int step = 0; step < 3; step++) {
            optimizer.step(param.mul(Tensor.of(gradient, -gradient)).sum().backward());
        }
        // as in PyTorch: where the mean of squares is beyond float32 no step is taken
        assertThat(param.value().allFinite()).isTrue();
        if (gradient > 1e20f) {
            assertThat(param.value()).isEqualTo(Tensor.of(1, 1));
        }
    }
}
