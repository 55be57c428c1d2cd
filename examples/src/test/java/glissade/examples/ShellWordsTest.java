package glissade.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordsTest {

    static Stream<Arguments> lines() {
        return Stream.of(
                Arguments.of("", List.of()),
                Arguments.of(" \t\n ", List.of()),
                Arguments.of("--epochs 2  --lr\t0.1 ", List.of("--epochs", "2", "--lr", "0.1")),
                Arguments.of("--save 'a b' c", List.of("--save", "a b", "c")),
                Arguments.of("--save=\"a b\"c", List.of("--save=a bc")),
                Arguments.of("'' \"\"", List.of("", "")),
                Arguments.of("a\\ b \\' \\\\", List.of("a b", "'", "\\")),
                Arguments.of("'a\\ \"b'", List.of("a\\ \"b")),
                Arguments.of("\"a\\\" \\\\ \\b 'c\"", List.of("a\" \\ \\b 'c")),
                Arguments.of("a\\", List.of("a\\")));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void split_ofALine_isWhatAShellMakesOfIt(String line, List<String> words) {
        assertThat(ShellWords.split(line)).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a 'b", "'a' '\\"})
    void split_ofAnOpenQuote_isRefused(String line) {
        assertThatExceptionOfType(LessonException.class).isThrownBy(() -> ShellWords.split(line + "x"))
                .withMessage("a quote (') is not closed in the options: " + line + "x");
    }
}
