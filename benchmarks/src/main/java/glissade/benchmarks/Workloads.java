package glissade.benchmarks;

import glissade.tensor.Backend;
import glissade.tensor.RandomStream;
import glissade.tensor.Threads;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Times Glissade's workloads and prints a line a figure: `workload,peer,threads,metric,value`.
///
/// Metrics are the time of a call (`time_us` for the median sample, `time_us_min`, `time_us_max`; `epoch_s` and its kin for
/// epochs) and what follows from it ([Work]). A workload that fails, or whose parts do not exist yet, is a line with the metric
/// `error` and the reason.
@Command(name = "workloads", mixinStandardHelpOptions = true, sortOptions = false, description = "Times Glissade's workloads; prints workload,peer,threads,metric,value.")
public final class Workloads implements Callable<Integer> {

    @Option(names = "--threads", paramLabel = "N", defaultValue = "1", description = "Threads, 1 to 1024 (${DEFAULT-VALUE}).")
    int threads;

    @Option(names = "--peer", paramLabel = "NAME", defaultValue = "glissade", description = "The name in the lines (${DEFAULT-VALUE}).")
    String peer = "glissade";

    @Option(names = "--only", paramLabel = "REGEX", defaultValue = "", description = "Workloads in whose name this regular expression is found.")
    Pattern only = Pattern.compile("");

    @Option(names = "--warm", paramLabel = "S", defaultValue = "0.6", description = "Least seconds of warm-up (${DEFAULT-VALUE}); at least 3 calls in any case.")
    double warm;

    @Option(names = "--samples", paramLabel = "N", defaultValue = "7", description = "Samples (${DEFAULT-VALUE}).")
    int samples;

    @Option(names = "--sample", paramLabel = "S", defaultValue = "0.08", description = "Seconds of calls in a sample (${DEFAULT-VALUE}).")
    double sample;

    @Option(names = "--startup", description = "Only train 100 steps of linear regression, and end.")
    boolean startup;

    @Option(names = "--list", description = "Only print the names of the workloads.")
    boolean list;

    private final PrintStream out;

    private Workloads(PrintStream out) {
        this.out = out;
    }

    /// Runs the program and ends the virtual machine.
    public static void main(String[] args) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        var arguments = Arrays.asList(args);
        if (arguments.contains("--startup") && arguments.size() <= 3) {
            // what is measured then is Glissade's start, not that of a parser of options
            int at = arguments.indexOf("--threads");
            Startup.run(at < 0 ? 1 : Integer.parseInt(args[at + 1]));
            return;
        }
        System.exit(new CommandLine(new Workloads(out)).execute(args));
    }

    /// All workloads, in the order in which they run.
    static List<Workload> all() {
        return Stream
                .of(LimitWorkloads.all(), MatmulWorkloads.all(), ElementwiseWorkloads.all(), OptimizerWorkloads.all(),
                        TrainingWorkloads.all(), MissingWorkloads.all())
                .flatMap(List::stream).toList();
    }

    @Override
    public Integer call() {
        check();
        if (startup) {
            Startup.run(threads);
            return 0;
        }
        if (list) {
            all().forEach(workload -> out.print(workload.name() + "\n"));
            out.print(InstallSize.NAME + "\n");
            return 0;
        }
        Threads.limit(threads, this::runAll);
        return 0;
    }

    private void check() {
        if (threads < 1 || threads > 1024) {
            throw complaint("--threads is " + threads + ", must be from 1 to 1024");
        }
        if (samples < 1) {
            throw complaint("--samples is " + samples + ", must be at least 1");
        }
        if (!(warm >= 0 && sample > 0 && warm < 3600 && sample < 3600)) {
            throw complaint("--warm is " + warm + " and --sample " + sample + ", must be seconds above 0, below 3600");
        }
    }

    private CommandLine.ParameterException complaint(String message) {
        return new CommandLine.ParameterException(new CommandLine(this), message);
    }

    private void runAll() {
        System.err.print(Backend.description() + "\n");
        for (Workload workload : all()) {
            if (!only.matcher(workload.name()).find()) {
                continue;
            }
            switch (workload) {
                case Workload.Timed timed -> run(timed);
                case Workload.Missing missing -> error(missing.name(), "missing: " + missing.part());
            }
        }
        if (only.matcher(InstallSize.NAME).find()) {
            try {
                InstallSize.metrics().forEach(metric -> print(InstallSize.NAME, metric));
            } catch (IOException | URISyntaxException e) {
                error(InstallSize.NAME, e.getClass().getSimpleName());
            }
        }
    }

    /// A failure of one workload, be it a lack of memory or of the Vector API, leaves the others.
    private void run(Workload.Timed workload) {
        try {
            metrics(workload).forEach(metric -> print(workload.name(), metric));
        } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
            error(workload.name(), e.getClass().getSimpleName());
            System.err.print(workload.name() + ": " + e + "\n");
        }
    }

    private List<Metric> metrics(Workload.Timed workload) {
        Workload.Call call = workload.setup().make(RandomStream.of(1));
        System.gc(); // no workload pays for the garbage of the one before
        var sampler = workload.isEpoch() ? Sampler.EPOCHS : new Sampler(3, warm, samples, sample);
        var time = sampler.time(call);
        String name = workload.isEpoch() ? "epoch_s" : "time_us";
        double unit = workload.isEpoch() ? 1 : 1e6;
        var metrics = new ArrayList<>(List.of(new Metric(name, time.median() * unit),
                new Metric(name + "_min", time.least() * unit), new Metric(name + "_max", time.greatest() * unit)));
        metrics.addAll(workload.work().metrics(time.median()));
        return metrics;
    }

    private void print(String workload, Metric metric) {
        out.print(new Line(workload, peer, threads, metric) + "\n");
        out.flush();
    }

    private void error(String workload, String reason) {
        out.print(new Line(workload, peer, threads, Line.ERROR, reason) + "\n");
        out.flush();
    }
}
