package glissade.benchmarks;

import glissade.tensor.RandomStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/// A step of linear regression on 32 points with Adam. Its arithmetic is next to nothing: what it costs is operations.
public class LinearRegressionStep extends MicroBenchmark {

    private Workload.Call step;

    /// Makes the points and the line.
    @Setup
    public void setup() {
        step = TrainingWorkloads.linearRegression(RandomStream.of(1));
    }

    /// Forward, backward and the optimizer's step.
    @Benchmark
    public Object step() {
        return step.run();
    }
}
