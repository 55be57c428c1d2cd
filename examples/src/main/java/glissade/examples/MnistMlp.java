package glissade.examples;

import glissade.nn.Linear;
import glissade.nn.Relu;
import glissade.nn.Sequential;
import glissade.tensor.RandomStream;
import java.io.IOException;
import java.io.PrintStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Lesson 2: a net with one hidden layer learns to read handwritten digits. How it is trained is [MnistTraining]'s.
@Command(name = "mnist", description = "A net with one hidden layer learns to read handwritten digits (MNIST).")
final class MnistMlp implements Lesson {

    private final PrintStream out;

    @Mixin
    MnistOptions options = new MnistOptions("mnist-mlp");

    MnistMlp(PrintStream out) {
        this.out = out;
    }

    @Override
    public void run() throws IOException {
        new MnistTraining(out, options).run(2, hidden -> net(hidden, options.seed));
    }

    /// 784 pixels → hidden neurons → one logit for each of the ten digits.
    static Sequential net(int hidden, long seed) {
        var random = RandomStream.of(seed);
        return Sequential.of(Linear.init(MnistTraining.PIXELS, hidden, random), new Relu(),
                Linear.init(hidden, MnistTraining.CLASSES, random));
    }
}
