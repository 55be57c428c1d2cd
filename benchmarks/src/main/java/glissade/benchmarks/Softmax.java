package glissade.benchmarks;

import glissade.autograd.Variable;
import glissade.nn.Losses;
import glissade.tensor.Indices;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/// Softmax and its kin over the rows of a matrix of 128 rows.
public class Softmax extends MicroBenchmark {

    /// Columns.
    @Param({"10", "1000"})
    public int size;

    private Tensor x;
    private Variable logits;
    private Indices labels;

    /// Makes the logits.
    @Setup
    public void setup() {
        var random = RandomStream.of(1);
        x = random.uniform(Shape.of(128, size), -4, 4);
        logits = Variable.tracked(x);
        int[] label = new int[128];
        Arrays.setAll(label, i -> random.below(size));
        labels = Indices.of(label);
    }

    /// Softmax.
    @Benchmark
    public Tensor softmax() {
        return x.softmax(1);
    }

    /// Its logarithm.
    @Benchmark
    public Tensor logSoftmax() {
        return x.logSoftmax(1);
    }

    /// Cross-entropy and its gradient.
    @Benchmark
    public Tensor crossEntropy() {
        return Losses.crossEntropy(logits, labels).backward().of(logits);
    }
}
