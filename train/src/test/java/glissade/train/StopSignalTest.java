package glissade.train;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StopSignalTest {

    @Test
    void requested_withoutASignal_isFalse() {
        try (var stop = StopSignal.install()) {
            assertThat(stop.requested()).isFalse();
        }
    }

    @Test
    void close_takesTheHookAway() {
        var stop = StopSignal.install();
        stop.close();
        stop.close();
        assertThat(stop.requested()).isFalse();
        StopSignal.install().close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    @Tag("fork")
    void requested_afterASignal_isTrueAndTheProgramWaitsForTheLoop(String signal) throws Exception {
        assumeFalse(isIgnored(signal), "this run ignores SIG" + signal + ", and forks inherit that");
        try (var program = new Forked("loop")) {
            assertThat(program.line()).isEqualTo("ready");
            program.send(signal);
            assertThat(program.line()).isEqualTo("saved");
            assertThat(program.exit()).isEqualTo(128 + (signal.equals("INT") ? 2 : 15));
        }
    }

    @Test
    @Tag("fork")
    void exit_insideOfTheLoop_endsTheProgramAtOnce() throws Exception {
        try (var program = new Forked("exit")) {
            assertThat(program.exit()).isEqualTo(3);
        }
    }

    @Test
    @Tag("fork")
    void exit_byTheLoopAfterASignal_endsTheProgramAtOnce() throws Exception {
        try (var program = new Forked("exit-after-signal")) {
            assertThat(program.line()).isEqualTo("ready");
            program.send("TERM");
            assertThat(program.line()).isEqualTo("saved");
            assertThat(program.exit()).isEqualTo(128 + 15);
        }
    }

    @Test
    @Tag("fork")
    void exit_byAnotherThread_waitsForTheLoop() throws Exception {
        try (var program = new Forked("exit-elsewhere")) {
            assertThat(program.line()).isEqualTo("saved");
            assertThat(program.exit()).isEqualTo(4);
        }
    }

    @Test
    @Tag("fork")
    void requested_byALoopThatNeverLooks_endsTheProgramAfterAWhile() throws Exception {
        try (var program = new Forked("deaf")) {
            assertThat(program.line()).isEqualTo("ready");
            program.send("TERM");
            assertThat(program.exit()).isEqualTo(128 + 15);
        }
    }

    @Test
    @Tag("fork")
    void requested_afterTheLoopsThreadHasEnded_endsTheProgramAtOnce() throws Exception {
        try (var program = new Forked("dead")) {
            assertThat(program.exit()).isEqualTo(5);
        }
    }

    /// A run that was started in the background may have been told to ignore Ctrl-C.
    private static boolean isIgnored(String signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!signal.equals("INT") || !Files.exists(status)) {
            return false;
        }
        String mask = Files.readAllLines(status).stream().filter(line -> line.startsWith("SigIgn:")).findFirst()
                .orElse("SigIgn:\t0");
        return (Long.parseUnsignedLong(mask.substring(7).strip(), 16) & 2) != 0;
    }

    /// A Java virtual machine of its own that runs [StopProgram].
    private static final class Forked implements AutoCloseable {

        private final Process process;
        private final BufferedReader output;

        Forked(String mode) throws IOException {
            // what is forked needs the JDK and these two classes, so the class path will do
            String classPath = root(StopSignal.class) + File.pathSeparator + root(StopProgram.class);
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            process = new ProcessBuilder(java.toString(), "-cp", classPath, StopProgram.class.getName(), mode)
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start();
            output = process.inputReader(UTF_8);
        }

        /// The folder that a class was read from.
        private static Path root(Class<?> type) {
            String file = type.getName().replace('.', '/') + ".class";
            String url = String.valueOf(type.getResource("/" + file));
            return Path.of(URI.create(url.substring(0, url.length() - file.length())));
        }

        String line() throws IOException {
            return String.valueOf(output.readLine());
        }

        void send(String signal) throws IOException, InterruptedException {
            int status = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).inheritIO().start()
                    .waitFor();
            assertThat(status).isZero();
        }

        int exit() throws InterruptedException {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the program has ended").isTrue();
            return process.exitValue();
        }

        @Override
        public void close() {
            process.destroyForcibly();
            try {
                output.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
