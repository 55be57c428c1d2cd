package glissade.benchmarks;

import glissade.data.Batches;
import glissade.data.Labelled;
import glissade.nn.Layer;
import glissade.nn.Linear;
import glissade.nn.Losses;
import glissade.nn.Relu;
import glissade.nn.Sequential;
import glissade.optim.Adam;
import glissade.optim.Optimizer;
import glissade.tensor.Indices;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Whole steps and epochs of training with Adam, lr 1e-3.
///
/// | name | a call |
/// | --- | --- |
/// | `train_linreg/b32` | a step of `Linear(1, 1)` with mean squared error on 32 examples: all overhead |
/// | `train_mlp128/bB` | a step of `Linear(784, 128)`, ReLU, `Linear(128, 10)` with cross-entropy on a batch of B |
/// | `train_mlp512x2/b128` | the same with two hidden layers of 512 |
/// | `epoch_mlp128/b64` | an epoch of that net over 60 000 examples in memory: shuffle, gather batches of 64, step |
/// | `epoch_loader_mlp128/b64` | the same with [Batches] |
final class TrainingWorkloads {

    private static final int EXAMPLES = 60_000;
    private static final int CLASSES = 10;
    private static final int[] MLP128 = {784, 128, CLASSES};
    private static final int[] MLP512X2 = {784, 512, 512, CLASSES};

    private TrainingWorkloads() {
    }

    static List<Workload> all() {
        var all = new ArrayList<Workload>();
        all.add(Workload.of("train_linreg/b32", Work.samples(32), TrainingWorkloads::linearRegression));
        for (int batch : new int[] {32, 64, 128}) {
            all.add(mlp("train_mlp128", batch, MLP128));
        }
        all.add(mlp("train_mlp512x2", 128, MLP512X2));
        all.add(Workload.epoch("epoch_mlp128/b64", Work.samples(EXAMPLES), TrainingWorkloads::epoch));
        all.add(Workload.epoch("epoch_loader_mlp128/b64", Work.samples(EXAMPLES), TrainingWorkloads::epochOfBatches));
        return all;
    }

    static Workload.Call linearRegression(RandomStream random) {
        Tensor x = random.uniform(Shape.of(32, 1));
        Tensor y = x.mul(3).add(1);
        var net = Linear.init(1, 1, random);
        var adam = new Adam().lr(1e-3).over(net.parameters());
        return () -> {
            var loss = Losses.meanSquaredError(net.forward(x), y);
            adam.step(loss.backward());
            return loss;
        };
    }

    private static Workload mlp(String name, int batch, int... widths) {
        return Workload.of(name + "/b" + batch, Work.samples(batch, flop(batch, widths)), random -> {
            var training = Training.of(random, widths);
            var examples = digits(random, batch);
            return () -> training.step(examples);
        });
    }

    /// Forward and the two gradients are one product each, but the first layer's input needs no gradient.
    static double flop(int batch, int... widths) {
        double flop = 0;
        for (int i = 0; i + 1 < widths.length; i++) {
            flop += (i == 0 ? 2 : 3) * 2.0 * batch * widths[i] * widths[i + 1];
        }
        return flop;
    }

    private static Workload.Call epoch(RandomStream random) {
        var training = Training.of(random, MLP128);
        var examples = digits(random, EXAMPLES);
        return () -> {
            int[] order = random.permutation(EXAMPLES).toArray();
            for (int from = 0; from < EXAMPLES; from += 64) {
                int[] rows = Arrays.copyOfRange(order, from, Math.min(from + 64, EXAMPLES));
                training.step(examples.batch(Indices.of(rows)));
            }
            return training;
        };
    }

    private static Workload.Call epochOfBatches(RandomStream random) {
        var training = Training.of(random, MLP128);
        var batches = Batches.of(digits(random, EXAMPLES), 64).shuffled(1);
        return () -> {
            for (Labelled batch : batches.epoch(0)) {
                training.step(batch);
            }
            return training;
        };
    }

    /// Random inputs of the nets for digits, and labels.
    static Labelled digits(RandomStream random, int n) {
        return examples(random, Shape.of(n, MLP128[0]));
    }

    /// Random inputs and labels, as many as the shape's first axis is long.
    static Labelled examples(RandomStream random, Shape inputs) {
        int[] labels = new int[inputs.size(0)];
        Arrays.setAll(labels, i -> random.below(CLASSES));
        return new Labelled(random.uniform(inputs), Indices.of(labels));
    }

    /// A net in training.
    ///
    /// @param net the net
    /// @param adam its optimizer
    record Training(Layer net, Optimizer adam) {

        static Training of(RandomStream random, int... widths) {
            var layers = new ArrayList<Layer>();
            for (int i = 0; i + 1 < widths.length; i++) {
                layers.add(Linear.init(widths[i], widths[i + 1], random));
                if (i + 2 < widths.length) {
                    layers.add(new Relu());
                }
            }
            return of(new Sequential(layers));
        }

        static Training of(Layer net) {
            return new Training(net, new Adam().lr(1e-3).over(net.parameters()));
        }

        Object step(Labelled batch) {
            var loss = Losses.crossEntropy(net.forward(batch.inputs()), batch.labels());
            adam.step(loss.backward());
            return loss;
        }
    }
}
