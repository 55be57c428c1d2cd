package glissade.examples;

import glissade.nn.Conv;
import glissade.nn.Flatten;
import glissade.nn.Linear;
import glissade.nn.MaxPool;
import glissade.nn.Relu;
import glissade.nn.Sequential;
import glissade.nn.Unflatten;
import glissade.tensor.ConvWindow;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import java.io.IOException;
import java.io.PrintStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Lesson 3: a net that looks at the digits through small windows, and so knows what is beside what. It makes a third of the mistakes
/// of lesson 2's net. How it is trained is [MnistTraining]'s.
@Command(name = "mnist-cnn", description = "A convolutional net learns to read handwritten digits (MNIST).")
final class MnistCnn implements Lesson {

    private final PrintStream out;

    @Mixin
    MnistOptions options = new MnistOptions("mnist-cnn");

    MnistCnn(PrintStream out) {
        this.out = out;
    }

    @Override
    public void run() throws IOException {
        new MnistTraining(out, options).run(3, hidden -> net(hidden, options.seed));
    }

    /// Pictures of 28 × 28 → 32 maps of 14 × 14 → 64 maps of 7 × 7 → hidden neurons → one logit for each of the ten digits.
    static Sequential net(int hidden, long seed) {
        var random = RandomStream.of(seed);
        var window = new ConvWindow().padding(1);
        Shape kernel = Shape.of(3, 3);
        return Sequential.of(new Unflatten(1, Shape.of(1, 28, 28)),
                Conv.init(1, 32, kernel, window, random), new Relu(), new MaxPool(2),
                Conv.init(32, 64, kernel, window, random), new Relu(), new MaxPool(2),
                new Flatten(), Linear.init(64 * 7 * 7, hidden, random), new Relu(),
                Linear.init(hidden, MnistTraining.CLASSES, random));
    }
}
