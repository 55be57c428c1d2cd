package glissade.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import glissade.tensor.Indices;
import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// [Variable#onGradient] and [Variable#mapGradient].
class GradientHookTest {

    private final Param x = Param.of(Tensor.of(1, 2, 3));
    private final List<Variable> seen = new ArrayList<>();

    @Test
    void onGradient_severalUses_readsTheSumOnce() {
        Variable y = x.mul(2).onGradient(seen::add);
        Gradients gradients = y.square().add(y).sum().backward();

        assertThat(seen).hasSize(1);
        assertThat(seen.getFirst().value()).isEqualTo(Tensor.of(5, 9, 13));
        assertThat(seen.getFirst().isTracked()).isFalse();
        assertThat(gradients.of(x)).isEqualTo(Tensor.of(10, 18, 26));
    }

    @Test
    void onGradient_kept_isNotWrittenToLater() {
        Variable y = x.onGradient(seen::add);
        y.add(y).add(x).add(x).add(x).sum().backward();

        assertThat(seen.getFirst().value()).isEqualTo(Tensor.of(2, 2, 2));
    }

    @Test
    void onGradient_otherUsesOfTheInput_areNotCounted() {
        Gradients gradients = x.onGradient(seen::add).sum().add(x.mul(10).sum()).backward();

        assertThat(seen.getFirst().value()).isEqualTo(Tensor.of(1, 1, 1));
        assertThat(gradients.of(x)).isEqualTo(Tensor.of(11, 11, 11));
    }

    @Test
    void onGradient_gradientNotAskedFor_isSilent() {
        Param other = Param.of(Tensor.of(1, 1, 1));
        x.onGradient(seen::add).mul(other).sum().backward(Params.of(other));
        Mode.evaluate(() -> x.onGradient(seen::add).sum());
        Variable.of(Tensor.of(1, 2)).onGradient(seen::add);
        other.freeze();

        assertThat(other.onGradient(seen::add).isTracked()).isFalse();
        assertThat(other.mapGradient(g -> g).isTracked()).isFalse();
        assertThat(seen).isEmpty();
    }

    @Test
    void onGradient_inGradient_readsAVariableThatCanBeDifferentiated() {
        x.square().mul(x).onGradient(seen::add).square().sum().gradient(x);

        assertThat(seen.getFirst().value()).isEqualTo(Tensor.of(2, 16, 54)); // 2x³
        assertThat(seen.getFirst().sum().gradient(x).value()).isEqualTo(Tensor.of(6, 24, 54)); // 6x²
    }

    @Test
    void mapGradient_param_isReplacedForItAlone() {
        Param w = Param.of(Tensor.of(1, 1, 1));
        Gradients gradients = x.mul(w.mapGradient(g -> g.mul(0.5))).sum().backward();

        assertThat(gradients.of(w)).isEqualTo(Tensor.of(0.5f, 1, 1.5f));
        assertThat(gradients.of(x)).isEqualTo(Tensor.of(1, 1, 1));
    }

    @Test
    void mapGradient_tableReadByRows_isReplacedDense() {
        Param table = Param.of(Tensor.of(Shape.of(3, 1), 1, 2, 3));
        Gradients gradients = table.mapGradient(g -> g.add(1)).rows(Indices.of(1, 1)).sum().backward();

        assertThat(gradients.of(table)).isEqualTo(Tensor.of(Shape.of(3, 1), 1, 3, 1));
    }

    @Test
    void mapGradient_inGradient_isPartOfTheDerivative() {
        // the gradient 2x is replaced by its square 4x²; its derivative 8x passes the same hook, and becomes 64x²
        Variable first = x.mapGradient(Variable::square).square().sum().gradient(x);

        assertThat(first.value()).isEqualTo(Tensor.of(4, 16, 36));
        assertThat(first.sum().gradient(x).value()).isEqualTo(Tensor.of(64, 256, 576));
    }

    @Test
    void mapGradient_identity_isTheIdentityForDerivativesOfAllOrders() {
        GradientCheck.of(v -> v.getFirst().mapGradient(g -> g).tanh().onGradient(g -> {
        }), Tensor.of(0.5f, -1, 2)).requireCorrect();
    }

    @Test
    void mapGradient_valueOfAParam_staysWhenTheParamChanges() {
        Variable same = x.mapGradient(g -> g);
        x.update(elements -> elements[0] = 100);

        assertThat(same.value()).isEqualTo(Tensor.of(1, 2, 3));
        assertThatThrownBy(() -> same.sum().backward())
                .hasMessageContaining("has changed since operation 'mapGradient'");
    }

    @Test
    void onGradient_readerThrows_graphCanBeSweptAgain() {
        Variable loss = x.square().onGradient(g -> {
            if (seen.isEmpty()) {
                seen.add(g);
                throw new ArithmeticException("once");
            }
        }).sum();

        assertThatThrownBy(loss::backward).hasMessage("once");
        assertThat(loss.backward().of(x)).isEqualTo(Tensor.of(2, 4, 6));
    }

    @Test
    void mapGradient_anotherShape_errorNamesThePlaceOfTheHook() {
        Variable hooked = x.mapGradient(g -> g.unsqueeze(0)); // broadcasts back to x: still refused
        int line = new Throwable().getStackTrace()[0].getLineNumber() - 1;
        Throwable thrown = catchThrowable(() -> hooked.sum().backward());

        assertThat(thrown).isInstanceOf(ShapeException.class);
        assertThat(thrown.getMessage().replaceAll("\n  at GradientHookTest.java:\\d+", "\n  at TEST")).isEqualTo("""
                mapGradient: the function given at GradientHookTest.java:%d returned another shape than the gradient's
                  gradient [3]
                  returned [1, 3]
                  at TEST
                  fix: return a gradient of the variable's shape""".formatted(line));
    }
}
