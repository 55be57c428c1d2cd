package glissade.benchmarks;

import glissade.tensor.Backend;
import glissade.tensor.RandomStream;
import glissade.tensor.Threads;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Times Glissade's workloads and prints a line a figure: `workload,peer,threads,metric,value`.
///
/// Metrics are the time of a call (`time_us` for the median sample, `time_us_min`, `time_us_max`; `epoch_s` and its
/// kin for epochs), what follows from it ([Work]), and the bytes that a call allocates ([Garbage]). A workload that fails is a
/// line with the metric `error` and the reason.
@Command(name = "workloads", sortOptions = false, description = "Times Glissade's workloads; prints a line a figure.")
public final class Workloads implements Callable<Integer> {

    @Option(names = "--threads", paramLabel = "N", description = "Threads, 1 to 1024 (1).")
    int threads = 1;

    @Option(names = "--peer", paramLabel = "NAME", description = "The name in the lines (glissade).")
    String peer = Peer.OWN;

    @Mixin
    SamplingOptions sampling = new SamplingOptions();

    @Option(names = "--startup", description = "Only train 100 steps of linear regression, and end.")
    boolean startup;

    @Option(names = "--list", description = "Only print the names of the workloads.")
    boolean list;

    private Workloads() {
    }

    /// Runs the program and ends the virtual machine.
    public static void main(String[] args) {
        var arguments = Arrays.asList(args);
        if (arguments.contains("--startup") && arguments.size() <= 3) {
            // what is measured then is Glissade's start, not that of a parser of options
            int at = arguments.indexOf("--threads");
            Startup.run(at < 0 ? 1 : Integer.parseInt(args[at + 1]));
            return;
        }
        Program.run(new Workloads(), args);
    }

    /// All workloads, in the order in which they run.
    static List<Workload> all() {
        var families = List.of(LimitWorkloads.all(), MatmulWorkloads.all(), ElementwiseWorkloads.all(),
                NormWorkloads.all(), ConvolutionWorkloads.all(), OptimizerWorkloads.all(), TrainingWorkloads.all(),
                NetWorkloads.all());
        return families.stream().flatMap(List::stream).toList();
    }

    @Override
    public Integer call() {
        SamplingOptions.checkThreads(this, threads);
        sampling.check(this);
        if (startup) {
            Startup.run(threads);
            return 0;
        }
        if (list) {
            all().forEach(workload -> Program.OUT.print(workload.name() + "\n"));
            Program.OUT.print(InstallSize.NAME + "\n");
            return 0;
        }
        Threads.limit(threads, this::runAll);
        return 0;
    }

    private void runAll() {
        Program.ERR.print(Backend.description() + "\n");
        for (Workload workload : all()) {
            if (!sampling.wants(workload.name())) {
                continue;
            }
            run(workload);
        }
        if (sampling.wants(InstallSize.NAME)) {
            try {
                InstallSize.metrics().forEach(metric -> print(InstallSize.NAME, metric));
            } catch (IOException | URISyntaxException e) {
                error(InstallSize.NAME, e.getClass().getSimpleName());
            }
        }
    }

    /// A failure of one workload, be it a lack of memory or of the Vector API, leaves the others.
    private void run(Workload workload) {
        try {
            metrics(workload).forEach(metric -> print(workload.name(), metric));
        } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
            error(workload.name(), e.getClass().getSimpleName());
            Program.ERR.print(workload.name() + ": " + e + "\n");
        }
    }

    private List<Metric> metrics(Workload workload) {
        Workload.Call call = workload.setup().make(RandomStream.of(1));
        System.gc(); // no workload pays for the garbage of the one before
        var sampler = workload.isEpoch() ? Sampler.EPOCHS : sampling.sampler();
        var time = sampler.time(call);
        String name = workload.isEpoch() ? "epoch_s" : "time_us";
        double unit = workload.isEpoch() ? 1 : 1e6;
        var metrics = new ArrayList<>(List.of(new Metric(name, time.median() * unit),
                new Metric(name + "_min", time.least() * unit), new Metric(name + "_max", time.greatest() * unit)));
        metrics.addAll(workload.work().metrics(time.median()));
        if (!workload.isEpoch()) {
            metrics.add(new Metric("allocated_bytes", Garbage.bytes(call)));
        }
        return metrics;
    }

    private void print(String workload, Metric metric) {
        Program.OUT.print(new Line(workload, peer, threads, metric) + "\n");
    }

    private void error(String workload, String reason) {
        Program.OUT.print(new Line(workload, peer, threads, Line.ERROR, reason) + "\n");
    }
}
