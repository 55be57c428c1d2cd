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
}
