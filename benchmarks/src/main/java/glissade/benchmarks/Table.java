package glissade.benchmarks;

import glissade.benchmarks.Results.Figure;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Results as Markdown: a row a workload, a column a peer.
///
/// A cell is the median, its range, and for peers how many times as fast Glissade is. Where a peer has a variant of its
/// own (`_fused`, `_foreach`, `_lib`), Glissade's plain workload stands beside it.
final class Table {

    /// What a call reads and writes at most, in bytes, for its arrays to fit into a cache. The two larger are what the
    /// reference's loop reads and writes; what fits into the smallest cache is spent on overhead, and has no share.
    private static final double SMALL_BYTES = 48 << 10;
    private static final double CORE_CACHE_BYTES = 12.0 * (48 << 10);
    private static final double SHARED_CACHE_BYTES = 12.0 * (1 << 20);
    private static final List<String> MEMORY = List.of("mem/triad", "mem/read", "mem/adam_28B");

    private final Results results;
    private final List<String> peers;
    private final int threads;

    /// @param peers the other peers, in the order of the columns
    Table(Results results, List<String> peers, int threads) {
        this.results = results;
        this.peers = List.copyOf(peers);
        this.threads = threads;
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        row(text, "workload", "unit", Peer.OWN, "of the peak", peers, "against the best");
        row(text, "---", "---", "---:", "---:", peers.stream().map(peer -> "---:").toList(), "---:");
        for (String workload : ordered()) {
            var units = Unit.shown(workload, metric -> someone(workload, metric));
            for (String unit : units) {
                add(text, workload, unit);
            }
            if (units.isEmpty() || units.equals(List.of("time_us")) && !someone(workload, "time_us")) {
                add(text, workload, "");
            }
        }
        return text.toString();
    }

    /// Glissade's order, each peer's variant after the plain workload, and last what Glissade does not know.
    private List<String> ordered() {
        var names = new ArrayList<>(results.workloads(threads));
        var order = new ArrayList<>(Workloads.all().stream().map(Workload::name).toList());
        order.addAll(List.of(StartupTime.NAME, InstallSize.NAME));
        names.sort(Comparator.comparingInt((String name) -> {
            int at = order.indexOf(plain(name));
            return at < 0 ? order.size() : at;
        }).thenComparing(name -> !name.equals(plain(name))));
        return names;
    }

    private static String plain(String workload) {
        return workload.replaceFirst("_(fused|foreach|lib)(?=/)", "");
    }

    private boolean someone(String workload, String metric) {
        return figure(workload, Peer.OWN, metric).isPresent()
                || peers.stream().anyMatch(peer -> figure(workload, peer, metric).isPresent());
    }

    private Optional<Figure> figure(String workload, String peer, String metric) {
        String name = peer.equals(Peer.OWN) ? plain(workload) : workload;
        return results.figure(name, peer, threads, metric);
    }

    private void add(StringBuilder text, String workload, String unit) {
        var own = figure(workload, Peer.OWN, unit);
        var cells = new ArrayList<String>();
        String best = "";
        double least = Double.POSITIVE_INFINITY;
        for (String peer : peers) {
            var figure = figure(workload, peer, unit);
            String times = "";
            if (figure.isPresent() && own.isPresent() && own.get().median() > 0 && figure.get().median() > 0) {
                double factor = factor(unit, own.get(), figure.get());
                times = ", " + times(factor);
                if (factor < least) {
                    least = factor;
                    best = times(factor) + " " + peer;
                }
            }
            cells.add(cell(figure, results.error(workload, peer, threads)) + times);
        }
        row(text, workload, Unit.name(unit), cell(own, results.error(plain(workload), Peer.OWN, threads)),
                share(plain(workload)), cells, best);
    }

    /// How many times as fast, or as small, the first is.
    private static double factor(String unit, Figure own, Figure peer) {
        return Unit.lessIsBetter(unit) ? peer.median() / own.median() : own.median() / peer.median();
    }

    private static String times(double factor) {
        return "×" + number(factor);
    }

    private static String cell(Optional<Figure> figure, Optional<String> error) {
        if (figure.isEmpty()) {
            return error.map(reason -> Line.ERROR + ": " + reason).orElse("–");
        }
        var f = figure.get();
        String least = number(f.least());
        String greatest = number(f.greatest());
        return number(f.median()) + (least.equals(greatest) ? "" : " (" + least + "–" + greatest + ")");
    }

    /// Glissade's share of what [Limits] reach: of the multiply-adds if the workload counts operations, else of the
    /// bandwidth of the memory that its arrays fit into.
    private String share(String workload) {
        if (workload.startsWith("peak/") || workload.startsWith("mem/")) {
            return "";
        }
        var flop = figure(workload, Peer.OWN, "gflops");
        if (flop.isPresent()) {
            return figure("peak/fma", Peer.OWN, "gflops").map(peak -> percent(flop.get(), peak, "FMA")).orElse("");
        }
        var bandwidth = figure(workload, Peer.OWN, "gb_s");
        var time = figure(workload, Peer.OWN, "time_us");
        if (bandwidth.isEmpty() || time.isEmpty()) {
            return "";
        }
        double bytes = bandwidth.get().median() * 1e3 * time.get().median();
        if (bytes <= SMALL_BYTES) {
            return "";
        }
        String kind = bytes <= CORE_CACHE_BYTES ? "L2" : bytes <= SHARED_CACHE_BYTES ? "L3" : "memory";
        return reference(kind).map(peak -> percent(bandwidth.get(), peak, kind)).orElse("");
    }

    private Optional<Figure> reference(String kind) {
        return switch (kind) {
            case "L2" -> figure("mem/triad_l2", Peer.OWN, "gb_s");
            case "L3" -> figure("mem/triad_l3", Peer.OWN, "gb_s");
            default -> MEMORY.stream().flatMap(name -> figure(name, Peer.OWN, "gb_s").stream())
                    .max(Comparator.comparingDouble(Figure::median));
        };
    }

    private static String percent(Figure part, Figure whole, String kind) {
        return String.format(Locale.ROOT, "%.0f %% %s", 100 * part.median() / whole.median(), kind);
    }

    /// Three digits, or all before the point.
    static String number(double value) {
        if (value == 0 || Math.abs(value) >= 1000) {
            return Long.toString(Math.round(value));
        }
        BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(3));
        int before = rounded.precision() - rounded.scale();
        return rounded.setScale(Math.max(0, 3 - before)).toPlainString();
    }

    private static void row(StringBuilder text, String workload, String unit, String own, String share,
            List<String> cells,
            String best) {
        text.append("| ").append(workload).append(" | ").append(unit).append(" | ").append(own).append(" | ")
                .append(share);
        for (String cell : cells) {
            text.append(" | ").append(cell);
        }
        text.append(cells.isEmpty() ? "" : " | " + best).append(" |\n");
    }
}
