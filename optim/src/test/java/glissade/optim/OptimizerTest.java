package glissade.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.autograd.Variable;
import glissade.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizerTest {

    private final Param w = Param.of(Tensor.of(1, 2));
    private final Param b = Param.of(Tensor.of(3));
    private final Params both = named();

    private Params named() {
        var map = new LinkedHashMap<String, Param>();
        map.put("net.weight", w);
        map.put("net.bias", b);
        return Params.of(map);
    }

    private Variable loss() {
        return w.sum().add(b.mul(10).sum());
    }

    @Test
    void step_plainDescent_movesAlongTheGradient() {
        var optimizer = new Sgd().lr(0.5).over(both);

        optimizer.step(loss().backward());

        assertThat(w.value()).isEqualTo(Tensor.of(0.5f, 1.5f));
        assertThat(b.value()).isEqualTo(Tensor.of(-2));
        assertThat(optimizer.steps()).isEqualTo(1);
    }

    @Test
    void and_groups_moveByTheirOwnRules() {
        var optimizer = new Sgd().lr(0.5).over(both.matching("*.weight"))
                .and(both.matching("*.bias"), new Sgd().lr(0.1).maximize(true));

        optimizer.step(loss().backward());

        assertThat(w.value()).isEqualTo(Tensor.of(0.5f, 1.5f));
        assertThat(b.value()).isEqualTo(Tensor.of(4));
        assertThat(optimizer.lr()).isEqualTo(0.5);
    }

    @Test
    void and_paramGivenBefore_isRefusedAndNotAdded() {
        var optimizer = new Sgd().over(both.matching("*.weight"));

        assertThatThrownBy(() -> optimizer.and(both, new Adam())).isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("net.weight");
        optimizer.and(both.matching("*.bias"), new Adam());

        assertThat(optimizer.state().names()).containsExactly("steps", "state.net.weight.step", "state.net.bias.step",
                "state.net.bias.exp_avg", "state.net.bias.exp_avg_sq");
    }

    @Test
    void step_missingGradient_leavesValueStateAndCount() {
        var optimizer = new AdamW().lr(0.1).weightDecay(0.5).over(both);
        optimizer.step(loss().backward());
        var before = optimizer.state();
        Tensor value = b.value();

        optimizer.step(w.sum().backward());

        assertThat(b.value()).isEqualTo(value);
        assertThat(optimizer.state().under("state.net.bias")).isEqualTo(before.under("state.net.bias"));
        assertThat(optimizer.state().integer("state.net.bias.step")).isEqualTo(1);
        assertThat(optimizer.state().integer("state.net.weight.step")).isEqualTo(2);
        assertThat(optimizer.steps()).isEqualTo(2);
    }

    @Test
    void step_afterAMissingGradient_goesOnAsIfTheStepHadNotBeen() {
        var twin = Param.of(b.value());
        var once = new Adam().lr(0.1).over(Params.of(twin));
        var optimizer = new Adam().lr(0.1).over(both);

        optimizer.step(loss().backward());
        optimizer.step(w.sum().backward());
        optimizer.step(loss().backward());
        once.step(Gradients.of(twin, Tensor.of(10)));
        once.step(Gradients.of(twin, Tensor.of(10)));

        assertThat(b.value()).isEqualTo(twin.value());
    }

    @Test
    void step_zeroGradient_isAStep() {
        var optimizer = new AdamW().lr(0.1).weightDecay(0.5).over(both);

        optimizer.step(Gradients.of(b, Tensor.zeros(1)));

        assertThat(b.item()).isEqualTo(3 * 0.95f);
        assertThat(optimizer.state().integer("state.net.bias.step")).isEqualTo(1);
    }

    @Test
    void step_noGradients_countsTheStepAlone() {
        var optimizer = new Adam().over(both);

        optimizer.step(Gradients.none());

        assertThat(optimizer.steps()).isEqualTo(1);
        assertThat(w.version()).isZero();
    }

    @Test
    void step_twoOptimizersOverOneSet_takeTheirOwnParams() {
        var first = new Sgd().lr(0.5).over(both.matching("*.weight"));
        var second = new Sgd().lr(0.1).over(both.matching("*.bias"));
        var gradients = loss().backward();

        first.step(gradients);
        assertThat(b.item()).isEqualTo(3);
        second.step(gradients);

        assertThat(w.value()).isEqualTo(Tensor.of(0.5f, 1.5f));
        assertThat(b.value()).isEqualTo(Tensor.of(2));
        assertThat(gradients.of(w)).isEqualTo(Tensor.of(1, 1));
        assertThat(gradients.of(b)).isEqualTo(Tensor.of(10));
    }

    @Test
    void and_afterSomeSteps_beginsWithItsOwnCount() {
        var optimizer = new Adam().lr(0.1).over(both.matching("*.weight"));
        optimizer.step(loss().backward());
        optimizer.and(both.matching("*.bias"), new Adam().lr(0.1));
        optimizer.step(loss().backward());

        // the first step of a param has the size of the rate, however late it comes
        assertThat(b.item()).isCloseTo(2.9f, within(1e-6f));
        assertThat(optimizer.state().integer("state.net.weight.step")).isEqualTo(2);
        assertThat(optimizer.state().integer("state.net.bias.step")).isEqualTo(1);
    }

    @Test
    void step_frozenParam_doesNotMove() {
        var optimizer = new AdamW().lr(0.1).over(both);
        b.freeze();

        optimizer.step(loss().backward());
        assertThat(b.item()).isEqualTo(3);
        assertThat(b.version()).isZero();
        assertThat(w.version()).isEqualTo(1);

        b.unfreeze();
        optimizer.step(loss().backward());
        assertThat(b.item()).isLessThan(3);
        assertThat(optimizer.state().integer("state.net.bias.step")).isEqualTo(1);
    }

    @Test
    void step_gradientThatIsTheParamsOwnValue_isRead() {
        new Sgd().lr(0.5).over(both).step(Gradients.of(w, w.value()));

        assertThat(w.value()).isEqualTo(Tensor.of(0.5f, 1));
    }

    @Test
    void step_graphReadBefore_isRefusedAfterwards() {
        var optimizer = new Sgd().over(both);
        Variable stale = w.square().sum();

        optimizer.step(w.sum().backward());

        assertThatThrownBy(stale::backward).isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("backward: param net.weight [2] has changed since operation 'square' read it");
    }

    @Test
    void schedule_factors_multiplyEachGroupsRate() {
        var optimizer = new Sgd().lr(1).over(both.matching("*.weight")).and(both.matching("*.bias"), new Sgd().lr(0.1))
                .schedule(Schedule.warmup(2).then(Schedule.linear(0, 2)));
        double[] rates = {0.5, 1, 1, 0.5, 0, 0};
        double x = 1;
        double y = 3;

        for (double rate : rates) {
            assertThat(optimizer.lr()).isEqualTo(rate);
            optimizer.step(loss().backward());
            x -= rate;
            y -= rate;
            assertThat(w.value().at(0)).isEqualTo((float) x);
            assertThat((double) b.item()).isCloseTo(y, within(1e-6));
        }
    }

    static Stream<Arguments> rulesAtTwiceTheRate() {
        return Stream.of(
                Arguments.of(new Sgd().lr(0.2).momentum(0.9).weightDecay(0.1),
                        new Sgd().lr(0.1).momentum(0.9).weightDecay(0.1)),
                Arguments.of(new Adam().lr(0.2).weightDecay(0.1), new Adam().lr(0.1).weightDecay(0.1)),
                Arguments.of(new AdamW().lr(0.2).weightDecay(0.5), new AdamW().lr(0.1).weightDecay(0.5)),
                Arguments.of(new RmsProp().lr(0.2), new RmsProp().lr(0.1)),
                Arguments.of(new Rules.Normed(0.2, 0.9), new Rules.Normed(0.1, 0.9)));
    }

    /// The rate stands in decoupled decay, too.
    @ParameterizedTest
    @MethodSource("rulesAtTwiceTheRate")
    void schedule_half_isHalfTheRate(UpdateRule twice, UpdateRule rule) {
        var param = RuleCheck.param();
        var optimizer = twice.over(Params.of(param)).schedule(Schedule.constant(0.5));

        RuleCheck.gradients().forEach(g -> optimizer.step(Gradients.of(param, g)));

        assertThat(param.value()).isEqualTo(RuleCheck.run(rule)).isNotEqualTo(RuleCheck.run(twice));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void schedule_impossibleFactor_isRefusedAndNothingMoves(double factor) {
        var optimizer = new Adam().over(both).schedule(step -> factor);
        var state = optimizer.state();
        var gradients = loss().backward();

        assertThatThrownBy(() -> optimizer.step(gradients)).isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("the schedule gives the factor " + factor + " at step 0, must be finite and 0 or more");
        assertThat(optimizer.state()).isEqualTo(state);
        assertThat(w.value()).isEqualTo(Tensor.of(1, 2));

        optimizer.schedule(Schedule.constant(1)).step(gradients);
        assertThat(optimizer.steps()).isEqualTo(1);
    }

    @Test
    void step_clippedGradients_areTaken() {
        new Sgd().lr(1).over(both).step(Gradients.of(w, Tensor.of(30, 40)).clipNorm(5));

        assertThat(w.value().sub(Tensor.of(1 - 3, 2 - 4)).abs().max().item()).isLessThan(1e-5f);
    }

    @Test
    void toString_groups_areListed() {
        var optimizer = new Sgd().lr(0.5).over(both.matching("*.weight")).and(both.matching("*.bias"), new Sgd());
        optimizer.step(Gradients.none());

        assertThat(optimizer).hasToString("""
                Optimizer, steps: 1
                  Sgd[lr=0.5, momentum=0.0, dampening=0.0, nesterov=false, weightDecay=0.0, decoupled=false, \
                maximize=false, semantics=PYTORCH], \
                params: 1, elements: 2
                  Sgd[lr=0.001, momentum=0.0, dampening=0.0, nesterov=false, weightDecay=0.0, decoupled=false, \
                maximize=false, semantics=PYTORCH], \
                params: 1, elements: 1""");
    }

    @Test
    void and_ownSchedule_movesThatGroupAlone() {
        var optimizer = new Sgd().lr(1).over(both.matching("net.weight"))
                .and(both.matching("net.bias"), new Sgd().lr(1), Schedule.constant(0.5))
                .schedule(Schedule.constant(0.25));

        assertThat(optimizer.rates()).containsExactly(0.25, 0.5);
    }

    @Test
    void nonFinite_skip_leavesTheStepOut() {
        var optimizer = new Adam().over(both).nonFinite(NonFinite.SKIP);
        var state = optimizer.state();
        Tensor before = w.value();

        optimizer.step(Gradients.of(w, Tensor.of(1, Float.POSITIVE_INFINITY)));

        assertThat(optimizer.skipped()).isEqualTo(1);
        assertThat(optimizer.steps()).isZero();
        assertThat(optimizer.state()).isEqualTo(state);
        assertThat(w.value()).isEqualTo(before);
    }

    @Test
    void nonFinite_pass_isTheDefault() {
        new Sgd().lr(1).over(both).step(Gradients.of(w, Tensor.of(1, Float.NaN)));

        assertThat(w.value().at(1)).isNaN();
    }

    @Test
    void nonFinite_gradientOfAStranger_isNoneOfItsBusiness() {
        var optimizer = new Sgd().lr(1).over(Params.of(w)).nonFinite(NonFinite.REFUSE);

        optimizer.step(Gradients.of(b, Tensor.full(b.shape(), Double.NaN)));

        assertThat(optimizer.steps()).isEqualTo(1);
    }

    /// A rule that names an average which it does not keep.
    private record Forgetful(double lr) implements ElementRule {

        @Override
        public List<String> slots() {
            return List.of();
        }

        @Override
        public Optional<String> averageSlot() {
            return Optional.of("lost");
        }

        @Override
        public void update(ElementStep step) {
            // stays
        }
    }

    @Test
    void within_secondGroupThrows_firstGroupIsPutBack() {
        var optimizer = new Asgd().lr(1).t0(0).over(both.matching("*.weight"))
                .and(both.matching("*.bias"), new Forgetful(1));
        optimizer.step(loss().backward());
        optimizer.step(loss().backward());
        Tensor before = w.value();

        assertThatThrownBy(() -> optimizer.within(() -> 1)).isInstanceOf(RuntimeException.class);

        assertThat(w.value()).isEqualTo(before);
    }
}
