package glissade.benchmarks;

import glissade.tensor.Indices;
import glissade.tensor.Mask;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/// Random tensors.
public class RandomFill extends MicroBenchmark {

    /// Elements.
    @Param({"1000", "1000000"})
    public int size;

    private RandomStream random;
    private Shape shape;

    /// Starts the stream.
    @Setup
    public void setup() {
        random = RandomStream.of(1);
        shape = Shape.of(size);
    }

    /// Uniform on [0, 1).
    @Benchmark
    public Tensor uniform() {
        return random.uniform(shape);
    }

    /// Standard normal.
    @Benchmark
    public Tensor normal() {
        return random.normal(shape);
    }

    /// A mask as dropout draws it.
    @Benchmark
    public Mask bernoulli() {
        return random.bernoulli(shape, 0.5);
    }

    /// A random order.
    @Benchmark
    public Indices permutation() {
        return random.permutation(size);
    }
}
