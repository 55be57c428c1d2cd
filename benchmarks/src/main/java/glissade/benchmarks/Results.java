package glissade.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The lines of all processes, put together: for each figure its median over the processes.
final class Results {

    private record Key(String workload, String peer, int threads, String metric) {
    }

    private final Map<Key, List<Line>> lines = new LinkedHashMap<>();
    private final SortedMap<Integer, SequencedSet<String>> workloads = new TreeMap<>();

    /// A median with its range.
    ///
    /// @param median the median over the processes
    /// @param least the least of the processes, or of the samples if there was one process alone
    /// @param greatest the greatest
    record Figure(double median, double least, double greatest) {
    }

    void add(Line line) {
        lines.computeIfAbsent(new Key(line.workload(), line.peer(), line.threads(), line.metric()),
                _ -> new ArrayList<>())
                .add(line);
        workloads.computeIfAbsent(line.threads(), _ -> new LinkedHashSet<>()).add(line.workload());
    }

    /// The workloads that ran with so many threads, in the order in which they came.
    List<String> workloads(int threads) {
        var names = workloads.get(threads);
        return names == null ? List.of() : List.copyOf(names);
    }

    /// The numbers of threads, ascending.
    Set<Integer> threads() {
        return workloads.keySet();
    }

    /// Why a peer could not run a workload, if it said so.
    Optional<String> error(String workload, String peer, int threads) {
        var errors = lines.get(new Key(workload, peer, threads, Line.ERROR));
        return errors == null ? Optional.empty() : Optional.of(errors.getLast().value());
    }

    Optional<Figure> figure(String workload, String peer, int threads, String metric) {
        double[] values = values(workload, peer, threads, metric);
        if (values.length == 0) {
            return Optional.empty();
        }
        double median = Sampler.median(values);
        if (values.length > 1) {
            return Optional.of(new Figure(median, values[0], values[values.length - 1]));
        }
        String time = metric.startsWith("epoch") ? "epoch_s" : "time_us";
        double[] middle = values(workload, peer, threads, time);
        double[] fast = values(workload, peer, threads, time + "_min");
        double[] slow = values(workload, peer, threads, time + "_max");
        if (middle.length != 1 || fast.length != 1 || slow.length != 1) {
            return Optional.of(new Figure(median, median, median));
        }
        double shorter = fast[0] / middle[0];
        double longer = slow[0] / middle[0];
        return Optional.of(Unit.lessIsBetter(metric) ? new Figure(median, median * shorter, median * longer)
                : new Figure(median, median / longer, median / shorter));
    }

    private double[] values(String workload, String peer, int threads, String metric) {
        return lines.getOrDefault(new Key(workload, peer, threads, metric), List.of()).stream()
                .mapToDouble(Line::number)
                .sorted().toArray();
    }
}
