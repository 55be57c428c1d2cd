package glissade.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.autograd.Variable;
import glissade.tensor.StateDict;
import glissade.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SamTest {

    private final Param x = Param.of(Tensor.of(3, 0));
    private final Param y = Param.of(Tensor.of(4));
    private final Params both = Params.of(Map.of("x", x, "y", y));

    /// `(x² + y²) / 2`, whose gradient is the place itself.
    private Variable loss() {
        return x.square().sum().add(y.square().sum()).mul(0.5);
    }

    @Test
    void step_parabola_stepsAlongTheGradientOfAPlaceFurtherUp() {
        double value = Sam.over(new Sgd().lr(0.1).over(both)).rho(0.5).step(this::loss);

        // |g| = 5, so y is 10 % further out
        assertThat(value).isEqualTo(12.5);
        assertThat((double) x.value().at(0)).isCloseTo(3 - 0.1 * 3.3, within(1e-6));
        assertThat((double) y.item()).isCloseTo(4 - 0.1 * 4.4, within(1e-6));
    }

    @Test
    void step_maximize_climbsFromAPlaceFurtherDown() {
        Sam.over(new Sgd().lr(0.1).over(both)).rho(0.5).maximize(true).step(() -> loss());

        assertThat((double) y.item()).isCloseTo(4 + 0.1 * 3.6, within(1e-6));
    }

    @Test
    void step_notNormalized_goesUpByTheGradientItself() {
        Sam.over(new Sgd().lr(0.1).over(both)).rho(0.5).normalize(false).step(this::loss);

        assertThat((double) y.item()).isCloseTo(4 - 0.1 * 6, within(1e-6));
    }

    @Test
    void step_severalAscents_computeTheLossOnceMoreEach() {
        List<Double> seen = new ArrayList<>();
        Sam.over(new Sgd().lr(0.1).over(both)).rho(0.5).ascents(3).step(() -> {
            seen.add((double) y.item());
            return loss();
        });

        assertThat(seen).hasSize(4).isSorted().first().isEqualTo(4.0);
        assertThat((double) y.item()).isCloseTo(4 - 0.1 * seen.getLast(), within(1e-6));
    }

    @Test
    void step_zeroGradient_stays() {
        x.set(Tensor.zeros(2));
        y.set(Tensor.zeros(1));

        Sam.over(new Sgd().over(both)).step(this::loss);

        assertThat(x.value()).isEqualTo(Tensor.zeros(2));
    }

    @Test
    void step_lossThatThrowsOnTheWay_putsTheParamsBack() {
        int[] calls = new int[1];
        var sam = Sam.over(new Sgd().over(both));

        assertThatThrownBy(() -> sam.step(() -> {
            if (calls[0]++ == 1) {
                throw new IllegalStateException("planted");
            }
            return loss();
        })).hasMessage("planted");

        assertThat(x.value()).isEqualTo(Tensor.of(3, 0));
        assertThat(y.item()).isEqualTo(4);
    }

    @Test
    void load_savedState_goesOnBitEqual() {
        var sam = Sam.over(new Adam().lr(0.1).over(both)).ascent(new Adam().lr(0.05)).reset(false);
        for (int t = 0; t < 3; t++) {
            sam.step(this::loss);
        }
        StateDict saved = sam.state();
        Tensor atX = x.value();
        Tensor atY = y.value();
        sam.step(this::loss);
        Tensor end = x.value();

        x.set(atX);
        y.set(atY);
        var fresh = Sam.over(new Adam().lr(0.1).over(both)).ascent(new Adam().lr(0.05)).reset(false);
        fresh.load(saved);
        fresh.step(this::loss);

        assertThat(x.value()).isEqualTo(end).isNotEqualTo(atX);
    }
}
