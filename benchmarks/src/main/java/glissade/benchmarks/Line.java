package glissade.benchmarks;

import java.util.Locale;
import java.util.Optional;

/// One figure as all peers print it: `workload,peer,threads,metric,value`.
///
/// @param workload the workload's name
/// @param peer who ran it
/// @param threads how many threads it was allowed
/// @param metric what the value is; `error` for a workload that could not be run
/// @param value a number, or the reason of an error
record Line(String workload, String peer, int threads, String metric, String value) {

    static final String HEADER = "workload,peer,threads,metric,value";
    static final String ERROR = "error";

    Line(String workload, String peer, int threads, Metric metric) {
        this(workload, peer, threads, metric.name(), String.format(Locale.ROOT, "%.6g", metric.value()));
    }

    /// Reads a line; empty for other text, such as a warning or the header.
    static Optional<Line> parse(String text) {
        String[] fields = text.strip().split(",", -1);
        if (fields.length != 5 || !fields[2].matches("\\d{1,4}")) {
            return Optional.empty();
        }
        var line = new Line(fields[0], fields[1], Integer.parseInt(fields[2]), fields[3], fields[4]);
        return line.isError() || line.isNumber() ? Optional.of(line) : Optional.empty();
    }

    boolean isError() {
        return metric.equals(ERROR);
    }

    private boolean isNumber() {
        try {
            Double.parseDouble(value);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    double number() {
        return Double.parseDouble(value);
    }

    @Override
    public String toString() {
        return workload + "," + peer + "," + threads + "," + metric + "," + value;
    }
}
