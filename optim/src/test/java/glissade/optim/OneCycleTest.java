package glissade.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.tensor.Tensor;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class OneCycleTest {

    private static final OneCycle CYCLE = new OneCycle(11).rise(4.0 / 11).divide(10, 100).anneal(Anneal.LINEAR);

    @Test
    void rate_twoPhases_risesAndFallsOnce() {
        Schedule rate = CYCLE.rate();

        assertThat(rate.factor(0)).isEqualTo(0.1);
        assertThat(rate.factor(3)).isEqualTo(1, within(1e-12));
        assertThat(rate.factor(10)).isEqualTo(0.001, within(1e-12));
        assertThat(rate.factor(1000)).isEqualTo(rate.factor(10));
    }

    @Test
    void rate_threePhases_comesBackToItsStart() {
        Schedule rate = CYCLE.threePhases(true).rate();

        assertThat(rate.factor(3)).isEqualTo(1, within(1e-12));
        assertThat(rate.factor(6)).isEqualTo(0.1, within(1e-12));
        assertThat(rate.factor(10)).isEqualTo(0.001, within(1e-12));
    }

    @Test
    void momentum_goesAgainstTheRate() {
        OneCycle cycle = CYCLE.momentum(0.5, 0.9);

        assertThat(cycle.momentum(0)).isEqualTo(0.9);
        assertThat(cycle.momentum(3)).isEqualTo(0.5, within(1e-12));
        assertThat(cycle.momentum(10)).isEqualTo(0.9, within(1e-12));
    }

    @Test
    void rate_riseOfOneStep_beginsAtTheTop() {
        OneCycle cycle = new OneCycle(10).rise(0.1).anneal(Anneal.LINEAR).divide(10, 100).momentum(0.5, 0.9);

        assertThat(cycle.rate().factor(0)).isEqualTo(1);
        assertThat(cycle.rate().factor(9)).isEqualTo(0.001, within(1e-12));
        assertThat(cycle.momentum(0)).isEqualTo(0.5);
        assertThat(cycle.threePhases(true).rate().factor(0)).as("no rise and no fall: the last phase alone")
                .isEqualTo(0.1, within(1e-12));
    }

    @Test
    void vary_momentum_isReadBeforeEachStep() {
        var steps = new ArrayList<Long>();
        Param x = Param.of(Tensor.scalar(0));
        Optimizer sgd = new Sgd().lr(1).momentum(0.1).over(Params.of(x)).vary(Sgd.class, (rule, step) -> {
            steps.add(step);
            return rule.momentum(step == 0 ? 0.1 : 0.5);
        });

        sgd.step(Gradients.of(x, Tensor.scalar(1)));
        sgd.step(Gradients.of(x, Tensor.scalar(1)));

        assertThat(steps).as("once when it is given, then at each step").containsExactly(0L, 0L, 1L);
        // the buffer is 1, then 0.5 · 1 + 1
        assertThat(x.item()).isEqualTo(-2.5f);
    }
}
