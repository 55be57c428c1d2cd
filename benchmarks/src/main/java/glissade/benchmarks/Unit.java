package glissade.benchmarks;

import java.util.List;
import java.util.function.Predicate;

/// Which of a workload's metrics a table shows.
final class Unit {

    private static final List<String> PREFERRED =
            List.of("epoch_s", "samples_s", "ns_per_param", "ns_per_elem", "gflops",
                    "gb_s", "time_us");
    private static final List<String> OF_PROCESSES = List.of("wall_s", "cpu_s", "peak_rss_mb");
    private static final List<String> OF_FILES = List.of("jars_mb", "native_mb", "packages_mb");
    private static final List<String> MORE_IS_BETTER = List.of("samples_s", "gflops", "gb_s");

    private Unit() {
    }

    /// The metrics to show, one a row; `has` tells which of them there are.
    static List<String> shown(String workload, Predicate<String> has) {
        if (workload.equals(StartupTime.NAME)) {
            return OF_PROCESSES.stream().filter(has).toList();
        }
        if (workload.equals(InstallSize.NAME)) {
            return OF_FILES.stream().filter(has).toList();
        }
        if (workload.startsWith("train_linreg")) {
            return List.of("time_us"); // all of it is overhead, and that is a time
        }
        return PREFERRED.stream().filter(has).limit(1).toList();
    }

    static boolean lessIsBetter(String metric) {
        return !MORE_IS_BETTER.contains(metric);
    }

    /// The name of a metric for people.
    static String name(String metric) {
        return switch (metric) {
            case "epoch_s", "wall_s" -> "s";
            case "cpu_s" -> "s of CPU";
            case "samples_s" -> "examples/s";
            case "ns_per_param" -> "ns/param";
            case "ns_per_elem" -> "ns/element";
            case "gflops" -> "GFLOP/s";
            case "gb_s" -> "GB/s";
            case "time_us" -> "µs";
            case "peak_rss_mb" -> "MB at peak";
            case "jars_mb" -> "MB of jars";
            case "native_mb" -> "MB of native code";
            case "packages_mb" -> "MB of packages";
            default -> metric;
        };
    }
}
