package glissade.benchmarks;

import glissade.autograd.Variable;
import glissade.nn.Conv;
import glissade.nn.Flatten;
import glissade.nn.Layer;
import glissade.nn.Linear;
import glissade.nn.Lstm;
import glissade.nn.MaxPool;
import glissade.nn.RecurrentOptions;
import glissade.nn.Relu;
import glissade.nn.Sequential;
import glissade.nn.TransformerEncoderLayer;
import glissade.nn.TransformerOptions;
import glissade.tensor.ConvWindow;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import java.util.List;
import java.util.function.Function;

/// Steps of training nets for pictures and sequences, with cross-entropy over ten classes and Adam, lr 1e-3.
///
/// | name | input and net |
/// | --- | --- |
/// | `train_cnn/b64` | `[64, 1, 28, 28]`; twice conv 3×3, ReLU, max-pool 2, to 32 and 64 channels; then 3136-128-10 |
/// | `train_lstm/b64` | `[64, 28, 28]`; `Lstm(28, 128)`, its last output, `Linear(128, 10)` |
/// | `train_transformer/b16` | `[16, 64, 128]`; a post-norm block, its mean over the sequence, `Linear(128, 10)` |
///
/// The transformer's block has 4 heads, ReLU and a feed-forward part 512 wide, and drops nothing.
final class NetWorkloads {

    private NetWorkloads() {
    }

    static List<Workload> all() {
        return List.of(step("train_cnn", Shape.of(64, 1, 28, 28), NetWorkloads::convolutional),
                step("train_lstm", Shape.of(64, 28, 28), NetWorkloads::recurrent),
                step("train_transformer", Shape.of(16, 64, 128), NetWorkloads::attentive));
    }

    private static Workload step(String name, Shape input, Function<RandomStream, Layer> net) {
        int batch = input.size(0);
        return Workload.of(name + "/b" + batch, Work.samples(batch), random -> {
            var training = TrainingWorkloads.Training.of(net.apply(random));
            var examples = TrainingWorkloads.examples(random, input);
            return () -> training.step(examples);
        });
    }

    private static Layer convolutional(RandomStream random) {
        var window = new ConvWindow().padding(1);
        Shape kernel = Shape.of(3, 3);
        return Sequential.of(
                Conv.init(1, 32, kernel, window, random), new Relu(), new MaxPool(2),
                Conv.init(32, 64, kernel, window, random), new Relu(), new MaxPool(2),
                new Flatten(), Linear.init(3136, 128, random), new Relu(), Linear.init(128, 10, random));
    }

    private static Layer recurrent(RandomStream random) {
        return new LastOutput(Lstm.init(28, 128, RecurrentOptions.DEFAULT.withBatchFirst(true), random),
                Linear.init(128, 10, random));
    }

    private static Layer attentive(RandomStream random) {
        var options = TransformerOptions.DEFAULT.withFeedForward(512).withDropout(0);
        return new MeanOutput(TransformerEncoderLayer.init(128, 4, options, random), Linear.init(128, 10, random));
    }

    /// Classes of the last output of a sequence.
    record LastOutput(Lstm lstm, Linear out) implements Layer {
        @Override
        public Variable forward(Variable x) {
            return out.forward(lstm.forward(x).select(1, -1));
        }
    }

    /// Classes of the mean over a sequence.
    record MeanOutput(TransformerEncoderLayer block, Linear out) implements Layer {
        @Override
        public Variable forward(Variable x) {
            return out.forward(block.forward(x).mean(1));
        }
    }
}
