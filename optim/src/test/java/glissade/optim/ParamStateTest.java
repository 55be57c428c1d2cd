package glissade.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.tensor.StateDict;
import glissade.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ParamStateTest {

    private static final int HALF = RuleCheck.STEPS / 2;

    private static void steps(Optimizer optimizer, Param param, int from, int to) {
        List<Tensor> gradients = RuleCheck.gradients();
        for (int t = from; t < to; t++) {
            optimizer.step(Gradients.of(param, gradients.get(t)));
        }
    }

    @ParameterizedTest
    @MethodSource("glissade.optim.Rules#all")
    void load_savedState_goesOnBitEqual(UpdateRule rule) {
        var schedule = Schedule.cosine(40);
        var param = RuleCheck.param();
        var optimizer = rule.over(Params.of(param)).schedule(schedule);
        steps(optimizer, param, 0, HALF);
        StateDict saved = optimizer.state();
        var resumed = Param.of(param.value());
        var fresh = rule.over(Params.of(resumed)).schedule(schedule);

        fresh.load(saved);
        steps(optimizer, param, HALF, RuleCheck.STEPS);
        steps(fresh, resumed, HALF, RuleCheck.STEPS);

        assertThat(fresh.steps()).isEqualTo(RuleCheck.STEPS);
        assertThat(resumed.value()).isEqualTo(param.value());
        assertThat(fresh.state()).isEqualTo(optimizer.state());
    }

    @ParameterizedTest
    @MethodSource("glissade.optim.Rules#all")
    void state_taken_neverChanges(UpdateRule rule) {
        var param = RuleCheck.param();
        var optimizer = rule.over(Params.of(param));
        steps(optimizer, param, 0, 3);
        StateDict taken = optimizer.state();
        var other = rule.over(Params.of(Param.of(param.value())));
        other.load(taken);
        StateDict copy = other.state();

        steps(optimizer, param, 3, 6);
        optimizer.load(taken);
        steps(optimizer, param, 3, 6);

        assertThat(taken).isEqualTo(copy).isNotEqualTo(optimizer.state());
    }

    @ParameterizedTest
    @MethodSource("glissade.optim.Rules#all")
    void value_taken_neverChanges(UpdateRule rule) {
        var param = RuleCheck.param();
        var optimizer = rule.over(Params.of(param));

        for (int t = 0; t < 4; t++) {
            Tensor taken = param.value();
            float[] before = taken.toArray();
            steps(optimizer, param, 2 * t, 2 * t + 2);
            assertThat(taken.toArray()).isEqualTo(before).isNotEqualTo(param.value().toArray());
        }
    }

    @Test
    void load_wrongState_changesNothing() {
        var param = RuleCheck.param();
        var optimizer = new Adam().lr(0.1).over(Params.of(param));
        steps(optimizer, param, 0, 5);
        StateDict before = optimizer.state();
        var large = before.with("state.0.exp_avg_sq", Tensor.zeros(36));
        var other = new Adam().amsgrad(true).over(Params.of(RuleCheck.param())).state();

        for (StateDict wrong : List.of(large, other, StateDict.empty(), before.with("steps", Tensor.scalar(3)),
                before.with("extra", 1), before.with("state.0.step", -1))) {
            assertThatThrownBy(() -> optimizer.load(wrong)).isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("load: the state is not that of this optimizer; nothing was loaded\n  ");
            assertThat(optimizer.state()).isEqualTo(before);
        }
    }

    @Test
    void state_names_areThoseOfTheParams() {
        var param = RuleCheck.param();
        var optimizer = new Sgd().momentum(0.9).over(Params.of(param));
        steps(optimizer, param, 0, 1);

        var state = optimizer.state();

        assertThat(state.names()).containsExactly("steps", "state.0.step", "state.0.momentum_buffer");
        assertThat(state.integer("steps")).isEqualTo(1);
        assertThat(state.tensor("state.0.momentum_buffer")).isEqualTo(RuleCheck.gradients().getFirst());
    }
}
