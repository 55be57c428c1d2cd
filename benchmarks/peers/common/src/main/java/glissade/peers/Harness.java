package glissade.peers;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;

/// Warms a workload up, times it and prints its lines, `workload,peer,threads,metric,value`.
final class Harness {
    private static final int WARM_CALLS = 3;
    private static final int EPOCHS = 3;
    /// Seconds after which warm-up and sampling stop early. A call that takes longer is its own warm-up and its only
    /// sample: the peers are up to a thousand times apart, and the slowest would take hours.
    private static final double PATIENCE = 10;

    private final Options options;
    private final Peer peer;

    Harness(Options options, Peer peer) {
        this.options = options;
        this.peer = peer;
    }

    /// Times the call that `setup` makes together with its data: warm-up, then samples of as many calls as fill the
    /// asked time.
    void measure(String workload, Rate rate, Supplier<Runnable> setup) {
        report(workload, rate, setup, call -> {
            var last = warmUp(call);
            if (last > PATIENCE) {
                return new double[]{last};
            }
            var calls = last > options.sample() ? 1 : callsPerSample(call);
            var samples = new double[options.samples()];
            var limit = PATIENCE + options.samples() * options.sample();
            var taken = 0;
            var start = System.nanoTime();
            do {
                samples[taken++] = seconds(call, calls) / calls;
            } while (taken < samples.length && since(start) < limit);
            return Arrays.copyOf(samples, taken);
        });
    }

    /// Times a call that is long enough to be a sample of its own: once unmeasured, then three times.
    void measureEpochs(String workload, Rate rate, Supplier<Runnable> setup) {
        report(workload, rate, setup, call -> {
            call.run();
            var samples = new double[EPOCHS];
            for (var i = 0; i < samples.length; i++) {
                samples[i] = seconds(call, 1);
            }
            return samples;
        });
    }

    private interface Sampling {
        double[] of(Runnable call);
    }

    private void report(String workload, Rate rate, Supplier<Runnable> setup, Sampling sampling) {
        if (!options.only().matcher(workload).find()) {
            return;
        }
        try {
            double[] samples;
            try (var _ = peer.scope()) {
                samples = sampling.of(setup.get());
            }
            Arrays.sort(samples);
            var median = samples[samples.length / 2];
            print(workload, "time_us", median * 1e6);
            print(workload, "time_us_min", samples[0] * 1e6);
            print(workload, "time_us_max", samples[samples.length - 1] * 1e6);
            for (var figure : rate.of(median)) {
                print(workload, figure.metric(), figure.value());
            }
        } catch (Unsupported e) {
            print(workload, "unsupported", e.getMessage());
        } catch (Exception | OutOfMemoryError | LinkageError e) {
            // One workload that fails must not take the others' figures with it.
            print(workload, "error", e.getClass().getSimpleName());
            System.err.println(workload + ": " + String.valueOf(e).lines().findFirst().orElse(""));
        }
        // What this workload leaves behind is not to be collected on the next one's time.
        System.gc();
    }

    /// Gives the seconds of the last call.
    private double warmUp(Runnable call) {
        var start = System.nanoTime();
        var calls = 0;
        double last;
        do {
            last = seconds(call, 1);
            calls++;
        } while (since(start) < options.warm() || calls < WARM_CALLS && since(start) < PATIENCE);
        return last;
    }

    /// The count is found from a tenth of a sample or more: a single call of some microseconds says too little.
    private int callsPerSample(Runnable call) {
        var calls = 1;
        var time = seconds(call, calls);
        while (time < options.sample() / 10) {
            calls *= 2;
            time = seconds(call, calls);
        }
        return (int) Math.max(1, Math.ceil(calls * options.sample() / time));
    }

    private static double seconds(Runnable call, int calls) {
        var start = System.nanoTime();
        for (var i = 0; i < calls; i++) {
            call.run();
        }
        return since(start);
    }

    private static double since(long start) {
        return (System.nanoTime() - start) * 1e-9;
    }

    private void print(String workload, String metric, double value) {
        print(workload, metric, String.format(Locale.ROOT, "%.6g", value));
    }

    private void print(String workload, String metric, String value) {
        System.out.print(workload + "," + options.peer() + "," + options.threads() + "," + metric + "," + value + "\n");
        System.out.flush();
    }
}
