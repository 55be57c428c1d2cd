package glissade.benchmarks;

import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/// The options of every program that times workloads.
final class SamplingOptions {

    @Option(names = "--only", paramLabel = "REGEX", description = "Workloads in whose name this is found.")
    Pattern only = Pattern.compile("");

    @Option(names = "--warm", paramLabel = "S", description = "Least seconds of warm-up (0.6).")
    double warm = 0.6;

    @Option(names = "--samples", paramLabel = "N", description = "Samples in a process (7).")
    int samples = 7;

    @Option(names = "--sample", paramLabel = "S", description = "Seconds of calls in a sample (0.08).")
    double sample = 0.08;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show these options.")
    boolean help;

    /// Complains about options that make no sense.
    void check(Object program) {
        if (samples < 1 || samples > 10_000) {
            throw Program.complaint(program, "--samples is " + samples + ", must be from 1 to 10000");
        }
        if (!(warm >= 0 && warm <= 3600)) {
            throw Program.complaint(program, "--warm is " + warm + ", must be from 0 to 3600 seconds");
        }
        if (!(sample > 0 && sample <= 3600)) {
            throw Program.complaint(program, "--sample is " + sample + ", must be above 0 and at most 3600 seconds");
        }
    }

    static void checkThreads(Object program, int threads) {
        if (threads < 1 || threads > 1024) {
            throw Program.complaint(program, "--threads has " + threads + ", must be from 1 to 1024");
        }
    }

    boolean wants(String workload) {
        return only.matcher(workload).find();
    }

    Sampler sampler() {
        return new Sampler(3, warm, samples, sample);
    }

    /// These options for another process, with another expression for the names.
    List<String> toArguments(String names) {
        return List.of("--only", names, "--warm", Double.toString(warm), "--samples", Integer.toString(samples),
                "--sample", Double.toString(sample));
    }
}
