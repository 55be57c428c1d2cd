package glissade.peers;

import java.util.List;

/// The units derived from the time of a call.
interface Rate {
    List<Figure> of(double seconds);

    record Figure(String metric, double value) {
    }

    static Rate flop(double perCall) {
        return seconds -> List.of(new Figure("gflops", perCall / seconds / 1e9));
    }

    /// `bytes` is the least memory traffic of an element, not what a library moves.
    static Rate elements(long n, int bytes) {
        return each("ns_per_elem", n, bytes);
    }

    static Rate parameters(long n, int bytes) {
        return each("ns_per_param", n, bytes);
    }

    static Rate samples(int n) {
        return seconds -> List.of(new Figure("samples_s", n / seconds));
    }

    static Rate epoch(int samples) {
        return seconds -> List.of(new Figure("epoch_s", seconds), new Figure("samples_s", samples / seconds));
    }

    private static Rate each(String metric, long n, int bytes) {
        return seconds -> List.of(new Figure(metric, seconds * 1e9 / n), new Figure("gb_s", bytes * n / seconds / 1e9));
    }
}
