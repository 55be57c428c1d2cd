package glissade.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckTest {

    @Test
    void whole_atItsBounds_passes() {
        Check.whole("--n", 1, 1, 9);
        Check.whole("--n", 9, 1, 9);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-5, 1", "10, 9", "9223372036854775807, 9"})
    void whole_beyondABound_namesValueBoundsAndNearest(long value, long nearest) {
        assertThatExceptionOfType(LessonException.class).isThrownBy(() -> Check.whole("--n", value, 1, 9))
                .withMessage("--n is " + value + ", must be from 1 to 9; the nearest is " + nearest)
                .matches(e -> e.status() == 2);
    }

    @Test
    void number_atItsBounds_passes() {
        Check.number("--lr", 1e-9, 1e-9, 100);
        Check.number("--lr", 100, 1e-9, 100);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0         | --lr is 0, must be from 1.0e-9 to 100; the nearest is 1.0e-9",
        "-0.5      | --lr is -0.5, must be from 1.0e-9 to 100; the nearest is 1.0e-9",
        "100.5     | --lr is 100.5, must be from 1.0e-9 to 100; the nearest is 100",
        "Infinity  | --lr is Infinity, must be from 1.0e-9 to 100; the nearest is 100",
        "NaN       | --lr is NaN, must be from 1.0e-9 to 100"})
    void number_beyondABound_namesValueBoundsAndNearest(double value, String message) {
        assertThatExceptionOfType(LessonException.class).isThrownBy(() -> Check.number("--lr", value, 1e-9, 100))
                .withMessage(message);
    }

    @Test
    void oneOf_anotherWord_namesAllAndTheNearest() {
        var words = List.of("adam", "sgd");
        Check.oneOf("--optimizer", "sgd", words);
        assertThatExceptionOfType(LessonException.class).isThrownBy(() -> Check.oneOf("--optimizer", "sdg", words))
                .withMessage("--optimizer is 'sdg', must be one of adam, sgd; the nearest is sgd");
    }

    @ParameterizedTest
    @CsvSource({"--epoch, --epochs", "--seeds, --seed", "'', --lr", "--lr, --lr", "-epochs, --epochs"})
    void nearest_ofAMistake_isTheWordWithTheFewestChanges(String typed, String nearest) {
        assertThat(Check.nearest(typed, List.of("--epochs", "--seed", "--lr"))).isEqualTo(nearest);
    }
}
