package glissade.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class TensorStateTest {

    @Test
    void step_ruleThatNormalises_movesByTheRate() {
        var param = Param.of(Tensor.of(1, 1));
        var optimizer = new Rules.Normed(0.5, 0.9).over(Params.of(param)).schedule(Schedule.linear(0, 2));

        optimizer.step(Gradients.of(param, Tensor.of(300, -400)));

        assertThat((double) param.value().at(0)).isCloseTo(1 - 0.3, within(1e-6));
        assertThat((double) param.value().at(1)).isCloseTo(1 + 0.4, within(1e-6));
        assertThat(optimizer.state().tensor("state.0.mean").shape()).isEqualTo(param.shape());

        Tensor before = param.value();
        optimizer.step(Gradients.of(param, Tensor.of(1, 0)));
        assertThat(param.value().sub(before).norm()).isCloseTo(0.25, within(1e-6));
    }

    @Test
    void step_smallNet_lowersItsLoss() {
        var w = Param.of(Tensor.of(3, -2, 1));
        var optimizer = new Rules.Normed(0.05, 0.5).over(Params.of(w));
        float before = w.square().sum().item();

        for (int t = 0; t < 50; t++) {
            optimizer.step(w.square().sum().backward());
        }

        assertThat(w.square().sum().item()).isLessThan(before / 2);
    }

    /// A rule that returns something else than it began with.
    private record Careless(boolean slot, Tensor param) implements TensorRule {
        @Override
        public double lr() {
            return 1;
        }

        @Override
        public List<Slot> slots(Tensor ignored) {
            return List.of(new Slot("a", Tensor.scalar(0)));
        }

        @Override
        public Update update(TensorStep step) {
            return new Update(param, slot ? step.slots() : List.of());
        }

        @Override
        public String toString() {
            return "Careless";
        }
    }

    @Test
    void step_ruleThatLosesASlot_isRefusedAndNothingMoves() {
        var param = Param.of(Tensor.of(1));
        var optimizer = new Careless(false, Tensor.of(2)).over(Params.of(param));

        assertThatThrownBy(() -> optimizer.step(Gradients.of(param, Tensor.of(1))))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("the rule Careless returns 0 slots and began with 1: [a]");
        assertThat(param.item()).isEqualTo(1);
        assertThat(optimizer.state().integer("state.0.step")).isZero();
    }

    @Test
    void step_ruleThatChangesTheShape_isRefused() {
        var param = Param.of(Tensor.of(1));
        var optimizer = new Careless(true, Tensor.of(1, 2)).over(Params.of(param));

        assertThatThrownBy(() -> optimizer.step(Gradients.of(param, Tensor.of(1))))
                .isExactlyInstanceOf(ShapeException.class);
        assertThat(param.item()).isEqualTo(1);
    }
}
