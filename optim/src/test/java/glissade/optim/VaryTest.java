package glissade.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.tensor.StateDict;
import glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Rules whose options change what they keep.
class VaryTest {

    private final Param x = Param.of(Tensor.of(1, -2));

    private void step(Optimizer optimizer, int times) {
        for (int i = 0; i < times; i++) {
            optimizer.step(Gradients.of(x, x.value().mul(2)));
        }
    }

    private Tensor end(Optimizer optimizer) {
        x.set(Tensor.of(1, -2));
        step(optimizer, 5);
        return x.value();
    }

    @Test
    void vary_momentumOfARuleWithoutOne_isThatOfARuleWithOne() {
        var waves = new Cyclic(10, 2);
        Optimizer.Varying<Sgd> momentum = (sgd, step) -> sgd.momentum(waves.momentum(step));

        Tensor without = end(new Sgd().lr(0.01).over(Params.of(x)).schedule(waves.rate()).vary(Sgd.class, momentum));
        Tensor with = end(
                new Sgd().lr(0.01).momentum(0.5).over(Params.of(x)).schedule(waves.rate()).vary(Sgd.class, momentum));

        assertThat(without).isEqualTo(with);
    }

    @Test
    void vary_sm3WithoutMomentumForAWhile_movesAsOneThatNeverHadIt() {
        Tensor without = end(new Sm3().momentum(0).over(Params.of(x)));
        Tensor varied = end(new Sm3().over(Params.of(x)).vary(Sm3.class, (sm3, step) -> sm3.momentum(0)));

        assertThat(varied).isEqualTo(without);
    }

    @Test
    void load_momentumOfARuleWithoutOne_goesOnTheSame() {
        Optimizer.Varying<Sgd> momentum = (sgd, step) -> sgd.momentum(0.5 + 0.1 * step);
        Tensor whole = end(new Sgd().lr(0.1).over(Params.of(x)).vary(Sgd.class, momentum));

        x.set(Tensor.of(1, -2));
        var first = new Sgd().lr(0.1).over(Params.of(x)).vary(Sgd.class, momentum);
        step(first, 2);
        StateDict saved = first.state();
        var second = new Sgd().lr(0.1).over(Params.of(x)).vary(Sgd.class, momentum);
        second.load(saved);
        step(second, 3);

        assertThat(x.value()).isEqualTo(whole);
    }

    @Test
    void vary_momentumThatIsZeroForAWhile_keepsItsBuffer() {
        var optimizer = new Sgd().lr(1).momentum(0.5).over(Params.of(x)).vary(Sgd.class,
                (sgd, step) -> sgd.momentum(step == 1 ? 0 : 0.5));
        for (int i = 0; i < 3; i++) {
            optimizer.step(Gradients.of(x, Tensor.of(1, 1)));
        }
        // the buffer is 1, as it was, then 0.5 · 1 + 1
        assertThat(x.value()).isEqualTo(Tensor.of(1 - 3.5, -2 - 3.5));
    }

    @Test
    void step_ruleThatKeepsMore_isRefusedAndNothingMoves() {
        var adam = new Adam().over(Params.of(x)).vary(Adam.class, (rule, step) -> rule.amsgrad(step == 1));
        assertRefused(adam, "amsgrad=true");
        // its two buffers are others than those of the momentum
        var rmsProp = new RmsProp().momentum(0.5).over(Params.of(x)).vary(RmsProp.class,
                (rule, step) -> step == 1 ? rule.momentum(0).centered(true) : rule);
        assertRefused(rmsProp, "centered=true");
        var inside = new Lookahead(new Adam()).over(Params.of(x)).vary(Lookahead.class,
                (rule, step) -> step == 1 ? new Lookahead(new Muon()) : rule);
        assertRefused(inside, "Muon");
    }

    private void assertRefused(Optimizer optimizer, String rule) {
        step(optimizer, 1);
        Tensor before = x.value();
        StateDict state = optimizer.state();

        assertThatThrownBy(() -> step(optimizer, 1)).isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("vary: the rule at step 1 is ").hasMessageContaining(rule)
                .hasMessageContaining(", which keeps what this one does not: ").hasMessageEndingWith(
                        "\n  fix: begin with a rule that keeps all that is needed later, such as one with a momentum");
        assertThat(x.value()).isEqualTo(before);
        assertThat(optimizer.state()).isEqualTo(state);
    }

    @Test
    void vary_afterSteps_mayNotKeepMore() {
        var optimizer = new Sgd().lr(0.1).over(Params.of(x));
        step(optimizer, 1);
        assertThatThrownBy(() -> optimizer.vary(Sgd.class, (rule, step) -> rule.momentum(0.5)))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("vary: the rule at step 1 is Sgd[");
        step(optimizer, 1);
    }
}
