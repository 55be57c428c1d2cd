/// Benchmarks, of two kinds.
///
/// **JMH** looks at one part at a time: a class is a noun ([glissade.benchmarks.Matmul]), a method a variant of it,
/// `@Param` its size.
///
/// **Side by side** compares with other libraries. [glissade.benchmarks.Workloads] times a fixed list of workloads and
/// prints one line a figure; each peer in `benchmarks/peers` does the same; [glissade.benchmarks.SideBySide] runs them
/// in turns and makes the table. What each workload is stands where it is built ([glissade.benchmarks.MatmulWorkloads]
/// and its kin), how it is timed in [glissade.benchmarks.Sampler].
///
/// On the class path, so that kernels can be timed by themselves. `docs/performance.md` says how to run both.
package glissade.benchmarks;
