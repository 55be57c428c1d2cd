package glissade.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CyclicTest {

    private static double[] factors(Cyclic waves, int steps) {
        return LongStream.range(0, steps).mapToDouble(waves.rate()::factor).toArray();
    }

    @Test
    void rate_triangular_goesUpAndDown() {
        assertThat(factors(new Cyclic(3, 2), 6)).containsExactly(1, 2, 3, 2, 1, 2);
        assertThat(factors(new Cyclic(3, 1).down(2), 6)).containsExactly(1, 3, 2, 1, 3, 2);
    }

    @Test
    void rate_halving_halvesEachWave() {
        assertThat(factors(new Cyclic(5, 1).halving(), 6)).containsExactly(1, 5, 1, 3, 1, 2);
    }

    @Test
    void rate_fading_shrinksWithEachStep() {
        assertThat(factors(new Cyclic(5, 1).fading(0.5), 4)).containsExactly(new double[] {1, 3, 1, 1.5},
                within(1e-15));
    }

    @Test
    void momentum_goesAgainstTheRate() {
        var waves = new Cyclic(3, 2).momentum(0.5, 0.9);

        assertThat(waves.momentum(0)).isEqualTo(0.9);
        assertThat(waves.momentum(1)).isEqualTo(0.7, within(1e-15));
        assertThat(waves.momentum(2)).isEqualTo(0.5);
    }
}
