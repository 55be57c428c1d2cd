package glissade.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Runs Glissade's workloads and those of each peer in turns, process by process (A B C A B C …), so that a slow
/// minute of the machine meets them all, and prints tables of medians, ranges and ratios.
///
/// The script `benchmarks/side-by-side` compiles and starts it. Every line that comes in is kept in a file; beside it,
/// under the same name, are the tables (`.md`) and what the programs said on their error streams (`.log`).
@Command(name = "side-by-side", sortOptions = false, description = "Runs Glissade and its peers; prints tables.")
public final class SideBySide implements Callable<Integer> {

    private static final Path PEERS = Path.of("benchmarks", "peers");
    private static final String LIMITS = "^(peak|mem)/";

    @Option(names = "--peers", paramLabel = "NAME", split = ",", description = "These alone (all); none: no peer.")
    List<String> chosen = List.of();

    @Option(names = "--threads", paramLabel = "N", split = ",", description = "Threads (1 and all processors).")
    List<Integer> threads = List.of();

    @Option(names = "--rounds", paramLabel = "N", description = "Processes of each peer (5).")
    int rounds = 5;

    @Mixin
    SamplingOptions sampling = new SamplingOptions();

    @Option(names = "--out", paramLabel = "FILE", description = "Where the lines go (${DEFAULT-VALUE}).")
    Path file = Path.of("benchmarks", "target", "side-by-side.csv");

    @Option(names = "--table", description = "Run nothing: only print the tables of that file.")
    boolean tableOnly;

    @Option(names = "--list", description = "Only say which peers can run here.")
    boolean list;

    private final Results results = new Results();
    /// What each peer said it is, or why it is missing.
    private final Map<String, String> present = new LinkedHashMap<>();
    private final Map<String, String> missing = new LinkedHashMap<>();

    private SideBySide() {
    }

    /// Runs the program and ends the virtual machine.
    public static void main(String[] args) {
        Program.run(new SideBySide(), args);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        if (tableOnly) {
            for (String text : Files.readAllLines(file)) {
                Line.parse(text).ifPresent(results::add);
            }
            Program.OUT.print(tables(peersOf(file)));
            return 0;
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        var peers = new ArrayList<>(List.of(Peer.own()));
        peers.addAll(peers());
        if (list) {
            Program.OUT.print(peersText());
            return 0;
        }
        String load = Machine.load();
        Files.writeString(file, Line.HEADER + "\n");
        for (int round = 1; round <= rounds; round++) {
            for (int count : threads) {
                for (Peer peer : peers) {
                    Program.ERR.print(
                            "round " + round + " of " + rounds + ", threads: " + count + ", " + peer.name() + "\n");
                    run(peer, count);
                }
            }
            if (sampling.wants(StartupTime.NAME)) {
                for (Peer peer : peers) {
                    startUp(peer);
                }
            }
        }
        String report = LocalDate.now() + ". " + Machine.description() + ". Load at the start " + load + ", at the end "
                + Machine.load() + ". Processes: " + rounds + " of each.\n\n" + peersText()
                + tables(List.copyOf(present.keySet()));
        Files.writeString(beside("md"), report);
        Program.OUT.print(report);
        return 0;
    }

    private void check() {
        if (rounds < 1) {
            throw Program.complaint(this, "--rounds is " + rounds + ", must be at least 1");
        }
        sampling.check(this);
        if (threads.isEmpty()) {
            threads = Stream.of(1, Runtime.getRuntime().availableProcessors()).distinct().toList();
        }
        threads.forEach(count -> SamplingOptions.checkThreads(this, count));
    }

    /// The peers that are wanted and can run here; the others are noted with the reason.
    private List<Peer> peers() throws IOException {
        var found = Peer.in(PEERS);
        var names = found.stream().map(Peer::name).toList();
        for (String name : chosen) {
            if (!names.contains(name) && !name.equals("none")) {
                throw Program.complaint(this, "there is no peer '" + name + "' in " + PEERS + "; there are " + names);
            }
        }
        var peers = new ArrayList<Peer>();
        for (Peer peer : found) {
            if (!chosen.isEmpty() && !chosen.contains(peer.name())) {
                continue;
            }
            Program.ERR.print("checking " + peer.name() + "\n");
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
        String only = sampling.only.pattern();
        String names = peer.name().equals(Peer.OWN) && !only.isEmpty() ? only + "|" + LIMITS : only;
        var options = new ArrayList<>(List.of("--threads", Integer.toString(count), "--peer", peer.name()));
        options.addAll(sampling.toArguments(names));
        var lines = new ArrayList<Line>();
        int status =
                Peer.run(peer.start(count, log().toFile(), options), text -> Line.parse(text).ifPresent(lines::add));
        if (status != 0) {
            Program.ERR.print(peer.name() + " ended with status " + status + "; see " + log() + "\n");
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
