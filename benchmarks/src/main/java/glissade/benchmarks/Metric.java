package glissade.benchmarks;

/// A figure with its name, which tells the unit.
///
/// @param name such as `gflops`
/// @param value the figure
record Metric(String name, double value) {
}
