package glissade.benchmarks;

import java.util.Arrays;

/// Times a call: first a warm-up, then samples, each of as many calls as take a given time.
///
/// The warm-up lasts at least a number of calls and a number of seconds, and then, up to [#PATIENCE] times as long,
/// until the compiler has had nothing to do for half that time: code of the Vector API is slower by a factor of
/// hundreds until it is compiled, and on a busy machine that can take seconds. The result of each call is stored in a
/// volatile field, so that no compiler can leave the call out.
final class Sampler {

    /// For calls that take seconds: one to warm up, then three samples of one call.
    static final Sampler EPOCHS = new Sampler(1, 0, 3, 0);

    private static final int PATIENCE = 50;

    private final int warmCalls;
    private final double warmSeconds;
    private final int samples;
    private final double sampleSeconds;
    private volatile Object result = this;

    Sampler(int warmCalls, double warmSeconds, int samples, double sampleSeconds) {
        this.warmCalls = warmCalls;
        this.warmSeconds = warmSeconds;
        this.samples = samples;
        this.sampleSeconds = sampleSeconds;
    }

    /// The seconds a call takes.
    ///
    /// @param median the median of the samples
    /// @param least the fastest sample
    /// @param greatest the slowest sample
    record Time(double median, double least, double greatest) {
    }

    /// Times a call.
    Time time(Workload.Call call) {
        warmUp(call);
        int calls = callsInASample(call);
        double[] times = new double[samples];
        for (int i = 0; i < samples; i++) {
            times[i] = seconds(call, calls) / calls;
        }
        Arrays.sort(times);
        return new Time(median(times), times[0], times[samples - 1]);
    }

    private void warmUp(Workload.Call call) {
        long start = System.nanoTime();
        run(call, warmCalls, warmSeconds);
        boolean compiling = warmSeconds > 0;
        while (compiling && seconds(start) < PATIENCE * warmSeconds) {
            long before = Compiler.time();
            run(call, 1, warmSeconds / 2);
            compiling = Compiler.isBusy() || Compiler.time() > before;
        }
    }

    private void run(Workload.Call call, int leastCalls, double leastSeconds) {
        long start = System.nanoTime();
        for (int calls = 0; calls < leastCalls || seconds(start) < leastSeconds; calls++) {
            result = call.run();
        }
    }

    /// Doubles the number until it takes a good part of a sample: one call alone is too short to be timed.
    private int callsInASample(Workload.Call call) {
        if (sampleSeconds == 0) {
            return 1;
        }
        for (int calls = 1;; calls *= 2) {
            double seconds = seconds(call, calls);
            if (seconds >= sampleSeconds / 4 || calls >= 1 << 28) {
                return (int) Math.max(1, Math.ceil(calls * sampleSeconds / seconds));
            }
        }
    }

    private double seconds(Workload.Call call, int calls) {
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            result = call.run();
        }
        return seconds(start);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) * 1e-9;
    }

    /// The middle of sorted numbers, or the mean of the two in the middle.
    static double median(double... sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
