package glissade.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class AverageTest {

    @Test
    void value_unevenBatches_isTheMeanOverExamples() {
        var average = new Average();
        average.add(1, 64);
        average.add(5, 32);
        assertThat(average.value()).isEqualTo((64.0 + 160.0) / 96);
        assertThat(average.count()).isEqualTo(96);
    }

    @Test
    void value_ofNothing_isNaN() {
        assertThat(new Average().value()).isNaN();
        assertThat(new Average().count()).isZero();
    }

    @Test
    void add_ofNoExamples_addsNothingEvenIfTheMeanIsNaN() {
        var average = new Average();
        average.add(2, 3);
        average.add(Double.NaN, 0);
        assertThat(average.value()).isEqualTo(2);
    }

    @Test
    void value_afterANaN_isNaN() {
        var average = new Average();
        average.add(2, 3);
        average.add(Double.NaN, 1);
        assertThat(average.value()).isNaN();
    }

    @Test
    void add_ofManySmallValues_doesNotLoseThemAsAFloatWould() {
        var average = new Average();
        average.add(1 << 24, 1);
        for (int i = 0; i < 1000; i++) {
            average.add(1, 1);
        }
        assertThat(average.value()).isEqualTo(((1 << 24) + 1000) / 1001.0);
    }

    @Test
    void add_ofANegativeNumberOfExamples_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Average().add(1, -2))
                .withMessage("average: -2 examples, must be 0 or more");
    }

    @Test
    void toString_inAnyLocale_hasAPoint() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            var average = new Average();
            average.add(0.25344, 1);
            assertThat(average).hasToString("0.2534");
        } finally {
            Locale.setDefault(before);
        }
    }
}
