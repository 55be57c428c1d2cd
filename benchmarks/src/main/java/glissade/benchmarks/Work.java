package glissade.benchmarks;

import java.util.List;

/// How much one call of a workload does, which turns its time into figures that can be compared.
@FunctionalInterface
interface Work {

    /// The figures for a call that takes so long.
    List<Metric> metrics(double seconds);

    /// Floating-point operations, a fused multiply-add counted as two: `gflops`, thousand million a second.
    static Work flop(double flop) {
        return seconds -> List.of(new Metric("gflops", flop / seconds / 1e9));
    }

    /// Elements, and the bytes read and written for each: `ns_per_elem` and `gb_s`.
    static Work elements(long n, int bytes) {
        return seconds -> perItem("ns_per_elem", n, bytes, seconds);
    }

    /// Params moved, and the bytes read and written for each: `ns_per_param` and `gb_s`.
    static Work params(long n, int bytes) {
        return seconds -> perItem("ns_per_param", n, bytes, seconds);
    }

    private static List<Metric> perItem(String name, long n, int bytes, double seconds) {
        return List.of(new Metric(name, seconds * 1e9 / n), new Metric("gb_s", (double) bytes * n / seconds / 1e9));
    }

    /// Bytes read and written: `gb_s`, thousand million a second.
    static Work bytes(double bytes) {
        return seconds -> List.of(new Metric("gb_s", bytes / seconds / 1e9));
    }

    /// Examples learnt from: `samples_s`.
    static Work samples(int n) {
        return seconds -> List.of(new Metric("samples_s", n / seconds));
    }

    /// Examples learnt from, and the operations of the matrix products this takes: `samples_s` and `gflops`.
    static Work samples(int n, double flop) {
        return seconds -> List.of(new Metric("samples_s", n / seconds), new Metric("gflops", flop / seconds / 1e9));
    }
}
