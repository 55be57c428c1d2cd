package glissade.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Measures a whole process from outside: the workload `startup_linreg100`.
///
/// Time of the processors and peak of memory are read while it runs, every few milliseconds, of that process alone: a
/// script must replace itself with the program. The memory is found only where there is a `/proc`.
final class StartupTime {

    static final String NAME = "startup_linreg100";
    private static final long POLL_MILLISECONDS = 4;

    private StartupTime() {
    }

    /// Waits for the process; `start` is when it began. Empty if it failed.
    static List<Metric> of(Process process, long start) throws IOException, InterruptedException {
        var status = Path.of("/proc", Long.toString(process.pid()), "status");
        Duration processors = Duration.ZERO;
        double peak = 0;
        boolean ended = false;
        while (!ended) {
            processors = process.info().totalCpuDuration().orElse(processors);
            peak = Math.max(peak, peakMegabytes(status));
            ended = process.waitFor(POLL_MILLISECONDS, TimeUnit.MILLISECONDS);
        }
        double wall = (System.nanoTime() - start) * 1e-9;
        process.getInputStream().transferTo(OutputStream.nullOutputStream());
        var metrics = new ArrayList<Metric>();
        if (process.exitValue() == 0) {
            metrics.add(new Metric("wall_s", wall));
            metrics.add(new Metric("cpu_s", processors.toNanos() * 1e-9));
            if (peak > 0) {
                metrics.add(new Metric("peak_rss_mb", peak));
            }
        }
        return metrics;
    }

    private static double peakMegabytes(Path status) {
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:")).mapToDouble(line -> {
                String kilobytes = line.replaceAll("\\D", "");
                return Double.parseDouble(kilobytes) / 1024;
            }).findFirst().orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0; // it has ended, or there is no such file system
        }
    }
}
