package glissade.conformance;

import glissade.autograd.Variable;
import glissade.data.Batches;
import glissade.data.Mnist;
import glissade.nn.Dropout;
import glissade.nn.Layer;
import glissade.nn.Linear;
import glissade.nn.Losses;
import glissade.nn.Relu;
import glissade.nn.Sequential;
import glissade.optim.Adam;
import glissade.optim.Optimizer;
import glissade.optim.Schedule;
import glissade.optim.Sgd;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.StateDict;
import glissade.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Short trainings that end in a SHA-256 of all that they learned. The sums must be the same wherever they run: on any number
/// of threads, with vectors of any width or none, interpreted or compiled, the first time and the second.
public final class TrainingBits {

    private TrainingBits() {
    }

    /// Prints the sum of the training that the first argument names, `linear-regression` or `mlp`; a second argument is the folder
    /// of MNIST. `twice` as a third runs it twice, and prints both.
    public static void main(String... args) throws IOException {
        int runs = args.length > 2 && args[2].equals("twice") ? 2 : 1;
        for (int i = 0; i < runs; i++) {
            System.out.println(switch (args[0]) {
                case "linear-regression" -> linearRegression();
                case "mlp" -> mlp(Path.of(args[1]));
                default -> throw new IllegalArgumentException("no training is called '" + args[0] + "'");
            });
        }
    }

    /// 100 points of a line with noise, 200 steps of SGD with momentum under a schedule.
    public static String linearRegression() {
        var random = RandomStream.of(1);
        Tensor x = random.uniform(Shape.of(100, 1), -2, 2);
        Tensor y = x.mul(2).add(1).add(random.normal(Shape.of(100, 1)).mul(0.5));
        Layer net = Linear.init(1, 1, random);
        Optimizer optimizer = new Sgd().lr(0.05).momentum(0.9).over(net.parameters())
                .schedule(Schedule.warmup(20).then(Schedule.cosine(180)));
        for (int step = 0; step < 200; step++) {
            Variable loss = Losses.meanSquaredError(net.forward(x), y);
            optimizer.step(loss.backward());
        }
        return sum(net.state());
    }

    /// Two epochs over 2,000 digits with dropout and Adam, gradients clipped.
    public static String mlp(Path mnist) throws IOException {
        var digits = Mnist.read(mnist).train().take(2000);
        var random = RandomStream.of(2);
        Layer net = Sequential.of(Linear.init(784, 64, random), new Relu(), Dropout.init(0.2, random),
                Linear.init(64, 32, random), Variable::tanh, Linear.init(32, 10, random));
        Optimizer optimizer = new Adam().over(net.parameters());
        var batches = Batches.of(digits, 60).shuffled(3);
        for (int epoch = 0; epoch < 2; epoch++) {
            for (var batch : batches.epoch(epoch)) {
                Variable loss = Losses.crossEntropy(net.forward(batch.inputs()), batch.labels());
                optimizer.step(loss.backward().clipNorm(1));
            }
        }
        return sum(net.state().withAll(net.streams()).withAll(optimizer.state()));
    }

    /// The SHA-256 of names and bits, in order.
    private static String sum(StateDict state) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (String name : state.names()) {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                if (state.isInteger(name)) {
                    for (long number : state.integers(name)) {
                        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
                    }
                } else {
                    for (float number : state.tensor(name).toArray()) {
                        digest.update(ByteBuffer.allocate(Float.BYTES).putFloat(number).array());
                    }
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
