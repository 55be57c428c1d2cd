package glissade.benchmarks;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Runs Glissade's workloads and those of each peer in turns, process by process (A B C A B C …), so that a slow minute of the
/// machine meets them all, and prints tables of medians, ranges and ratios.
///
/// The script `benchmarks/side-by-side` compiles and starts it. Every line that comes in is kept in a file; beside it, under the same
/// name, are the tables (`.md`) and what the programs said on their error streams (`.log`).
@Command(name = "side-by-side", mixinStandardHelpOptions = true, sortOptions = false, description = "Runs Glissade and its peers in turns, and prints Markdown tables.")
public final class SideBySide implements Callable<Integer> {

    private static final Path PEERS = Path.of("benchmarks", "peers");
    private static final String LIMITS = "^(peak|mem)/";

    @Option(names = "--peers", paramLabel = "NAME", split = ",", description = "These peers alone (default: all in benchmarks/peers); none: Glissade by itself.")
    List<String> chosen = List.of();

    @Option(names = "--threads", paramLabel = "N", split = ",", description = "Numbers of threads (default: 1 and the number of processors).")
    List<Integer> threads = List.of();

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "5", description = "Processes of each peer (${DEFAULT-VALUE}).")
    int rounds;

    @Option(names = "--only", paramLabel = "REGEX", defaultValue = "", description = "Workloads in whose name this regular expression is found.")
    Pattern only = Pattern.compile("");

    @Option(names = "--warm", paramLabel = "S", defaultValue = "0.6", description = "Least seconds of warm-up of a workload (${DEFAULT-VALUE}).")
    double warm;

    @Option(names = "--samples", paramLabel = "N", defaultValue = "7", description = "Samples of a workload in a process (${DEFAULT-VALUE}).")
    int samples;

    @Option(names = "--sample", paramLabel = "S", defaultValue = "0.08", description = "Seconds of calls in a sample (${DEFAULT-VALUE}).")
    double sample;

    @Option(names = "--out", paramLabel = "FILE", defaultValue = "benchmarks/target/side-by-side.csv", description = "Where the lines go (${DEFAULT-VALUE}).")
    Path file = Path.of("benchmarks", "target", "side-by-side.csv");

    @Option(names = "--table", description = "Run nothing: only print the tables of that file.")
    boolean tableOnly;

    @Option(names = "--list", description = "Only say which peers can run here.")
    boolean list;

    private final PrintStream out;
    private final PrintStream progress;
    private final Results results = new Results();
    /// What each peer said it is, or why it is missing.
    private final Map<String, String> present = new LinkedHashMap<>();
    private final Map<String, String> missing = new LinkedHashMap<>();

    private SideBySide(PrintStream out, PrintStream progress) {
        this.out = out;
        this.progress = progress;
    }

    /// Runs the program and ends the virtual machine.
    public static void main(String[] args) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        var progress = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        var command = new CommandLine(new SideBySide(out, progress));
        command.setExecutionExceptionHandler((e, _, _) -> {
            progress.print("side-by-side: " + (e instanceof NoSuchFileException ? "there is no " : "") + e.getMessage()
                    + "\n");
            return 1;
        });
        System.exit(command.execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        if (tableOnly) {
            for (String text : Files.readAllLines(file)) {
                Line.parse(text).ifPresent(results::add);
            }
            out.print(tables(peersOf(file)));
            return 0;
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        var peers = new ArrayList<>(List.of(Peer.own()));
        peers.addAll(peers());
        if (list) {
            out.print(peersText());
            return 0;
        }
        String load = Machine.load();
        Files.writeString(file, Line.HEADER + "\n");
        for (int round = 1; round <= rounds; round++) {
            for (int count : threads) {
                for (Peer peer : peers) {
                    progress.print(
                            "round " + round + " of " + rounds + ", threads: " + count + ", " + peer.name() + "\n");
                    run(peer, count);
                }
            }
            if (only.matcher(StartupTime.NAME).find()) {
                for (Peer peer : peers) {
                    startUp(peer);
                }
            }
        }
        String report = LocalDate.now() + ". " + Machine.description() + ". Load at the start " + load + ", at the end "
                + Machine.load() + ". Processes: " + rounds + " of each.\n\n" + peersText()
                + tables(List.copyOf(present.keySet()));
        Files.writeString(beside("md"), report);
        out.print(report);
        return 0;
    }

    private void check() {
        if (rounds < 1 || samples < 1) {
            throw complaint("--rounds is " + rounds + " and --samples " + samples + ", both must be at least 1");
        }
        if (!(warm >= 0 && sample > 0 && warm < 3600 && sample < 3600)) {
            throw complaint("--warm is " + warm + " and --sample " + sample + ", must be seconds above 0, below 3600");
        }
        if (threads.isEmpty()) {
            threads = new ArrayList<>(new LinkedHashSet<>(List.of(1, Runtime.getRuntime().availableProcessors())));
        }
        for (int count : threads) {
            if (count < 1 || count > 1024) {
                throw complaint("--threads has " + count + ", must be from 1 to 1024");
            }
        }
    }

    private ParameterException complaint(String message) {
        return new ParameterException(new CommandLine(this), message);
    }

    /// The peers that are wanted and can run here; the others are noted with the reason.
    private List<Peer> peers() throws IOException {
        var found = Peer.in(PEERS);
        var names = found.stream().map(Peer::name).toList();
        for (String name : chosen) {
            if (!names.contains(name) && !name.equals("none")) {
                throw complaint("there is no peer '" + name + "' in " + PEERS + "; there are " + names);
            }
        }
        var peers = new ArrayList<Peer>();
        for (Peer peer : found) {
            if (!chosen.isEmpty() && !chosen.contains(peer.name())) {
                continue;
            }
            progress.print("checking " + peer.name() + "\n");
            var check = peer.check(log().toFile());
            (check.here() ? present : missing).put(peer.name(), check.text());
            if (check.here()) {
                peers.add(peer);
            }
        }
        return peers;
    }

    private Path log() {
        return beside("log");
    }

    private Path beside(String ending) {
        String name = file.getFileName().toString();
        String stem = name.endsWith(".csv") ? name.substring(0, name.length() - 4) : name;
        return file.resolveSibling(stem + "." + ending);
    }

    private void run(Peer peer, int count) throws IOException {
        // shares of the peak need the peak, whatever else was asked for
        String names = peer.name().equals(Peer.OWN) && !only.pattern().isEmpty() ? only + "|" + LIMITS : only.pattern();
        var options = List.of("--threads", Integer.toString(count), "--peer", peer.name(), "--only", names, "--warm",
                Double.toString(warm), "--samples", Integer.toString(samples), "--sample", Double.toString(sample));
        var lines = new ArrayList<Line>();
        int status =
                Peer.run(peer.start(count, log().toFile(), options), text -> Line.parse(text).ifPresent(lines::add));
        if (status != 0) {
            progress.print(peer.name() + " ended with status " + status + "; see " + log() + "\n");
        }
        keep(lines);
    }

    private void startUp(Peer peer) throws IOException, InterruptedException {
        var options = List.of("--threads", "1", "--startup");
        // the first start only fills the caches
        StartupTime.of(peer.start(1, log().toFile(), options), System.nanoTime());
        long start = System.nanoTime();
        var metrics = StartupTime.of(peer.start(1, log().toFile(), options), start);
        keep(metrics.stream().map(metric -> new Line(StartupTime.NAME, peer.name(), 1, metric)).toList());
    }

    private void keep(List<Line> lines) throws IOException {
        lines.forEach(results::add);
        Files.write(file, lines.stream().map(Line::toString).toList(), StandardOpenOption.APPEND);
    }

    private String peersText() {
        var text = new StringBuilder();
        present.forEach((name, what) -> item(text, name + (what.isEmpty() ? "" : ": " + what)));
        missing.forEach((name, reason) -> item(text, name + " is missing: " + reason));
        return text.toString();
    }

    private static void item(StringBuilder text, String item) {
        text.append("- ").append(item).append('\n');
    }

    private static List<String> peersOf(Path file) throws IOException {
        return Files.readAllLines(file).stream().flatMap(text -> Line.parse(text).stream()).map(Line::peer).distinct()
                .filter(name -> !name.equals(Peer.OWN)).toList();
    }

    private String tables(List<String> peers) {
        var text = new StringBuilder();
        for (int count : results.threads()) {
            text.append("\n### ").append(count).append(count == 1 ? " thread" : " threads").append("\n\n")
                    .append(new Table(results, peers, count));
        }
        return text.toString();
    }
}
