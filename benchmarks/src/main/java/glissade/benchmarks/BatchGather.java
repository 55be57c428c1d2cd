package glissade.benchmarks;

import glissade.data.Labelled;
import glissade.tensor.Indices;
import glissade.tensor.RandomStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/// Batches of random rows out of 60 000 examples of 784 numbers.
public class BatchGather extends MicroBenchmark {

    /// Rows in the batch.
    @Param({"64", "1024"})
    public int size;

    private Labelled examples;
    private Indices rows;
    private RandomStream random;

    /// Makes the examples.
    @Setup
    public void setup() {
        random = RandomStream.of(1);
        examples = TrainingWorkloads.digits(random, 60_000);
        rows = Indices.range(0, size);
    }

    /// Rows that follow each other.
    @Benchmark
    public Labelled inOrder() {
        return examples.batch(rows);
    }

    /// Rows at random, drawn anew each time.
    @Benchmark
    public Labelled shuffled() {
        int[] drawn = new int[size];
        for (int i = 0; i < size; i++) {
            drawn[i] = random.below(60_000);
        }
        return examples.batch(Indices.of(drawn));
    }
}
