package glissade.benchmarks;

import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.Kernels;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/// Products of square matrices, either side as it stands (n) or transposed (t).
public class Matmul extends MicroBenchmark {

    /// Rows and columns.
    @Param({"16", "64", "256", "1024"})
    public int size;

    private Tensor a;
    private Tensor b;
    private float[] left;
    private float[] right;
    private float[] result;

    /// Makes the matrices.
    @Setup
    public void setup() {
        var random = RandomStream.of(1);
        a = random.uniform(Shape.of(size, size));
        b = random.uniform(Shape.of(size, size));
        left = a.toArray();
        right = b.toArray();
        result = new float[size * size];
    }

    /// A · B into an array that is there already.
    @Benchmark
    public float[] kernel() {
        Kernels.active().matmul().multiply(false, false, size, size, size, left, 0, right, 0, null, 0, result, 0);
        return result;
    }

    /// The same by the definition in plain Java.
    @Benchmark
    public float[] scalarKernel() {
        Kernels.scalar().matmul().multiply(false, false, size, size, size, left, 0, right, 0, null, 0, result, 0);
        return result;
    }

    /// A · B.
    @Benchmark
    public Tensor nn() {
        return a.matmul(b);
    }

    /// A · Bᵀ.
    @Benchmark
    public Tensor nt() {
        return a.matmul(b, false, true);
    }

    /// Aᵀ · B.
    @Benchmark
    public Tensor tn() {
        return a.matmul(b, true, false);
    }
}
