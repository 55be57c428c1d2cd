package glissade.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParamTest {

    @Test
    void update_valueHandedOut_tensorStaysAsItWas() {
        Param param = Param.of(Tensor.of(1, 2));
        Tensor before = param.value();
        param.update(x -> x[0] = 10);

        assertThat(before).isEqualTo(Tensor.of(1, 2));
        assertThat(param.value()).isEqualTo(Tensor.of(10, 2));
    }

    @Test
    void update_tensorItWasMadeOf_staysAsItWas() {
        Tensor start = Tensor.of(1, 2);
        Param.of(start).update(x -> x[0] = 10);

        assertThat(start).isEqualTo(Tensor.of(1, 2));
    }

    @Test
    void update_reshapedValueIsHeld_staysAsItWas() {
        Param param = Param.of(Tensor.of(1, 2));
        param.update(x -> x[0] = 3);
        Variable view = param.reshape(2, 1);
        Variable same = param.broadcastTo(param.shape());
        param.update(x -> x[0] = 10);

        assertThat(view.value()).isEqualTo(Tensor.of(3, 2).reshape(2, 1));
        assertThat(same.value()).isEqualTo(Tensor.of(3, 2));
    }

    @Test
    void update_nobodyHoldsTheValue_happensInPlace() {
        Param param = Param.of(Tensor.of(1, 2));
        List<float[]> arrays = new ArrayList<>();
        param.update(arrays::add);
        param.square(); // operations read without holding
        param.update(arrays::add);
        param.value();
        param.update(arrays::add);

        assertThat(arrays.get(1)).isSameAs(arrays.get(0));
        assertThat(arrays.get(2)).isNotSameAs(arrays.get(1));
    }

    @Test
    void version_eachChange_risesByOne() {
        Param param = Param.of(Tensor.of(1, 2));
        param.update(x -> x[0] = 10);
        param.set(Tensor.of(3, 4));

        assertThat(param.version()).isEqualTo(2);
        assertThat(param.value()).isEqualTo(Tensor.of(3, 4));
    }

    @Test
    void set_otherShape_isRefusedAndNothingChanges() {
        Param param = Param.of(Tensor.of(1, 2));

        assertThatThrownBy(() -> param.set(Tensor.of(1, 2, 3))).isInstanceOf(ShapeException.class);
        assertThat(param.version()).isZero();
        assertThat(param.value()).isEqualTo(Tensor.of(1, 2));
    }

    @Test
    void freeze_gradient_isNotRecorded() {
        Param frozen = Param.of(Tensor.of(2f));
        Param free = Param.of(Tensor.of(3f));
        frozen.freeze();
        Gradients gradients = frozen.mul(free).sum().backward();

        assertThat(gradients.find(frozen)).isEmpty();
        assertThat(gradients.of(free)).isEqualTo(Tensor.of(2f));

        frozen.unfreeze();
        assertThat(frozen.mul(free).sum().backward().of(frozen)).isEqualTo(Tensor.of(3f));
    }

    @Test
    void detach_laterUpdate_doesNotShow() {
        Param param = Param.of(Tensor.of(1f));
        Variable copy = param.detach();
        param.update(x -> x[0] = 5);

        assertThat(copy.item()).isEqualTo(1);
        assertThat(copy.isTracked()).isFalse();
    }

    @Test
    void standingFor_variable_gradientsFlowOn() {
        Param weight = Param.of(Tensor.of(1, 2));
        Param stepped = Param.standingFor(weight.square()); // w²

        assertThat(stepped.value()).isEqualTo(Tensor.of(1, 4));
        assertThat(stepped.mul(Tensor.of(3, 5)).sum().backward().of(weight)).isEqualTo(Tensor.of(6, 20));
        Variable slope = Param.standingFor(weight.square()).square().sum().gradient(weight); // (w⁴)′
        assertThat(slope.value()).isEqualTo(Tensor.of(4, 32));
        assertThat(slope.sum().gradient(weight).value()).isEqualTo(Tensor.of(12, 48));
    }

    @Test
    void standingFor_outputOfSeveral_isThatOne() {
        Param weight = Param.of(Tensor.of(1, 2, 3, 4));

        Param second = Param.standingFor(weight.split(0, 2).get(1));

        assertThat(second.isLeaf()).isFalse();
        assertThat(weight.isLeaf()).isTrue();
        assertThat(second.value()).isEqualTo(Tensor.of(3, 4));
        assertThat(second.square().sum().backward().of(weight)).isEqualTo(Tensor.of(0, 0, 6, 8));
    }

    @Test
    void standingFor_constant_isFrozen() {
        Param param = Param.standingFor(Variable.of(Tensor.of(1, 2)));

        assertThat(param.isFrozen()).isTrue();
        assertThat(param.isLeaf()).isTrue();
        assertThat(param.square().isTracked()).isFalse();
    }

    @Test
    void standingFor_changes_areRefused() {
        Param param = Param.standingFor(Param.of(Tensor.of(1, 2)).square());

        for (Runnable change : List.<Runnable>of(() -> param.set(Tensor.of(1, 2)), () -> param.update(x -> {}),
                param::freeze)) {
            assertThatThrownBy(change::run).isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageEndingWith(": param [2] stands for a variable that was computed, and is no leaf"
                            + "\n  fix: change the params that it was computed from");
        }
    }

    @Test
    void gradients_ofAList_areThoseOfEach() {
        Param x = Param.of(Tensor.of(2.0));
        Param y = Param.of(Tensor.of(3.0));

        assertThat(x.mul(y).sum().gradients(List.of(x, y))).extracting(Variable::value)
                .containsExactly(Tensor.of(3.0), Tensor.of(2.0));
    }
}
