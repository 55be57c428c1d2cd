package glissade.benchmarks;

import glissade.autograd.Gradients;
import glissade.autograd.Variable;
import glissade.benchmarks.TrainingWorkloads.Training;
import glissade.data.Labelled;
import glissade.nn.Losses;
import glissade.tensor.RandomStream;
import glissade.tensor.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/// A net 784-128-10 with cross-entropy and Adam: the whole step, and its parts.
public class TrainingStep extends MicroBenchmark {

    /// Examples in the batch.
    @Param({"32", "64", "128"})
    public int size;

    private Labelled batch;
    private Training training;
    private Gradients gradients;

    /// Makes the net and the batch.
    @Setup
    public void setup() {
        var random = RandomStream.of(1);
        training = Training.of(random, 784, 128, 10);
        batch = TrainingWorkloads.digits(random, size);
        gradients = loss().backward();
    }

    private Variable loss() {
        return Losses.crossEntropy(training.net().forward(batch.inputs()), batch.labels());
    }

    /// Forward, backward and the optimizer's step.
    @Benchmark
    public Object step() {
        return training.step(batch);
    }

    /// The output alone, unrecorded.
    @Benchmark
    public Tensor predict() {
        return training.net().predict(batch.inputs());
    }

    /// Forward, recorded.
    @Benchmark
    public Variable forward() {
        return loss();
    }

    /// Forward and backward.
    @Benchmark
    public Gradients backward() {
        return loss().backward();
    }

    /// The optimizer's step.
    @Benchmark
    public Object optimizer() {
        training.adam().step(gradients);
        return training;
    }
}
