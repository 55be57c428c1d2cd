package glissade.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A program that times the workloads and prints [Line]s: Glissade's own [Workloads], or the script `run` of a folder
/// in `benchmarks/peers`.
///
/// A peer takes the options of [Workloads]. Its `run --check` ends with status 0 if it can run here, and may then say
/// on one line what it is; else it prints one line that says why not.
///
/// @param name the name in lines and tables
/// @param command how to start it, without options
record Peer(String name, List<String> command) {

    static final String OWN = "glissade";
    private static final long MINUTES = 60;

    /// What a check found.
    ///
    /// @param here whether the peer can run
    /// @param text what it is, or why it cannot run
    record Check(boolean here, String text) {
    }

    /// This project's workloads, on the Java that this program runs on, with the flags that the lessons are started with and
    /// a heap that the largest of them fits into.
    static Peer own() {
        return new Peer(OWN,
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms2g", "-Xmx2g", "-XX:+UseParallelGC", "-XX:+IgnoreUnrecognizedVMOptions",
                        "-XX:+UseTransparentHugePages", "--add-modules", "jdk.incubator.vector", "-classpath",
                        System.getProperty("java.class.path"),
                        Workloads.class.getName()));
    }

    /// The peers that have a folder, in alphabetical order.
    static List<Peer> in(Path folder) throws IOException {
        try (var folders = Files.list(folder)) {
            return folders.filter(peer -> Files.isRegularFile(peer.resolve("run"))).sorted().map(peer -> new Peer(
                    peer.getFileName().toString(), List.of(peer.resolve("run").toAbsolutePath().toString()))).toList();
        }
    }

    /// Asks a peer in a folder whether it can run.
    Check check(File log) throws IOException {
        var said = new ArrayList<String>();
        int status = run(start(1, log, List.of("--check")), said::add);
        String text = said.isEmpty() ? "" : said.getLast().strip();
        return new Check(status == 0, status != 0 && text.isEmpty() ? "its check fails, see " + log : text);
    }

    /// Starts the program; what it says on its error stream goes to a file.
    Process start(int threads, File log, List<String> options) throws IOException {
        var whole = new ArrayList<>(command);
        whole.addAll(options);
        var builder = new ProcessBuilder(whole).redirectError(ProcessBuilder.Redirect.appendTo(log));
        // pools that a native library sizes as it is loaded
        for (String variable : List.of("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")) {
            builder.environment().put(variable, Integer.toString(threads));
        }
        return builder.start();
    }

    /// Hands over each line that a process prints, until it ends or an hour is over; returns its status.
    static int run(Process process, Consumer<String> lines) throws IOException {
        // reads beside the wait, so that a process that hangs is ended all the same
        var reader = Thread.ofVirtual().start(() -> {
            try (BufferedReader text = process.inputReader(StandardCharsets.UTF_8)) {
                text.lines().forEach(lines);
            } catch (UncheckedIOException | IOException e) {
                // the process has been ended
            }
        });
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            reader.join();
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
