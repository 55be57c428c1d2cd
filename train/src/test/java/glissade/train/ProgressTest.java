package glissade.train;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {

    private static final String WIPED = "\r" + " ".repeat(79) + "\r";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, false, UTF_8);

    private Progress progress(String task, long steps, boolean live) {
        return new Progress(task, steps, live, out, name -> null);
    }

    private String written() {
        return bytes.toString(UTF_8);
    }

    @Test
    void step_onATerminal_drawsALineThatCloseWipesAway() {
        try (var progress = progress("epoch 1/5", 4, true)) {
            progress.step(() -> "loss 0.2534");
            String line = "epoch 1/5 [======>                 ]  25 %  1/4  loss 0.2534";
            assertThat(written()).isEqualTo("\r" + line + " ".repeat(79 - line.length()));
            bytes.reset();
        }
        assertThat(written()).isEqualTo(WIPED);
    }

    @Test
    void step_inAPipe_writesNothingAndDoesNotAskForTheMessage() {
        try (var progress = progress("epoch", 2, false)) {
            progress.step();
            progress.step(() -> {
                throw new AssertionError("asked");
            });
        }
        assertThat(written()).isEmpty();
    }

    @Test
    void of_inATestRun_isSilent() {
        var before = System.out;
        System.setOut(out);
        try (var progress = Progress.of("epoch", 1)) {
            progress.step(() -> "shown");
        } finally {
            System.setOut(before);
        }
        assertThat(written()).isEmpty();
    }

    @Test
    void step_manyInAMoment_drawsFew() {
        try (var progress = progress("epoch", 1000, true)) {
            for (int i = 0; i < 1000; i++) {
                progress.step();
            }
            assertThat(written().chars().filter(c -> c == '\r').count()).isBetween(1L, 100L);
        }
    }

    @Test
    void step_withALongOrBrokenMessage_staysOnItsLine() {
        try (var progress = progress("epoch", 1, true)) {
            progress.step(() -> "one\ntwo\t" + "x".repeat(200));
        }
        assertThat(written()).startsWith("\repoch [========================] 100 %  1/1  one two x")
                .hasSize(80 + WIPED.length()).doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({"40,39", "1,1", "79,78", "80,79", "200,79", "0,79", "-5,79", "wide,79", "12345678901,79"})
    void step_whereColumnsIsKnown_keepsTheLastOneFree(String columns, int taken) {
        Map<String, String> environment = Map.of("COLUMNS", columns, "TERM", "dumb");
        try (var progress = new Progress("epoch", 1, true, out, environment::get)) {
            progress.step(() -> "x".repeat(200));
            assertThat(written()).startsWith("\r").hasSize(1 + taken);
            bytes.reset();
        }
        assertThat(written()).isEqualTo("\r" + " ".repeat(taken) + "\r");
    }

    @Test
    void step_onATerminalWithAName_keepsToTheLineWhateverTheWidth() {
        try (var progress = new Progress("epoch", 1, true, out, Map.of("TERM", "xterm")::get)) {
            progress.step(() -> "loss");
        }
        assertThat(written()).startsWith("\033[?7l\repoch ")
                .endsWith("\033[?7l\r" + " ".repeat(79) + "\033[?7h\r");
    }

    @Test
    void step_beyondTheEnd_staysAtAHundredPercent() {
        try (var progress = progress("epoch", 0, true)) {
            progress.step();
            assertThat(written()).startsWith("\repoch [========================] 100 %  1/0");
        }
    }

    @Test
    void close_withoutAStep_writesNothing() {
        progress("epoch", 3, true).close();
        assertThat(written()).isEmpty();
    }

    @Test
    void of_aNegativeNumberOfSteps_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Progress.of("epoch", -1))
                .withMessage("progress: -1 steps, must be 0 or more");
    }
}
