package glissade.benchmarks;

import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.TensorAccess;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/// Operations on each element, and sums, with a new result each time.
public class Elementwise extends MicroBenchmark {

    /// Elements; a whole number of hundreds.
    @Param({"100", "10000", "1000000"})
    public int size;

    private Tensor x;
    private Tensor y;
    private Tensor matrix;
    private Tensor row;

    /// Makes the operands.
    @Setup
    public void setup() {
        var random = RandomStream.of(1);
        x = random.uniform(Shape.of(size), -2, 2);
        y = random.uniform(Shape.of(size), -2, 2);
        matrix = x.reshape(size / 100, 100);
        row = random.uniform(Shape.of(100));
    }

    /// x + y.
    @Benchmark
    public float[] add() {
        return TensorAccess.array(x.add(y));
    }

    /// A row added to each row of a matrix.
    @Benchmark
    public float[] addRow() {
        return TensorAccess.array(matrix.add(row));
    }

    /// max(x, 0).
    @Benchmark
    public float[] relu() {
        return TensorAccess.array(x.relu());
    }

    /// e to the power of x.
    @Benchmark
    public float[] exp() {
        return TensorAccess.array(x.exp());
    }

    /// Natural logarithm, of which half is NaN.
    @Benchmark
    public float[] log() {
        return TensorAccess.array(x.log());
    }

    /// Hyperbolic tangent.
    @Benchmark
    public float[] tanh() {
        return TensorAccess.array(x.tanh());
    }

    /// Logistic function.
    @Benchmark
    public float[] sigmoid() {
        return TensorAccess.array(x.sigmoid());
    }

    /// The sum of all.
    @Benchmark
    public float[] sum() {
        return TensorAccess.array(x.sum());
    }

    /// The sums of the columns of a matrix.
    @Benchmark
    public float[] sumRows() {
        return TensorAccess.array(matrix.sum(0));
    }
}
