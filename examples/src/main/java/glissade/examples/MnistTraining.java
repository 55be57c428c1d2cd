package glissade.examples;

import glissade.autograd.Variable;
import glissade.data.Batches;
import glissade.data.Dataset;
import glissade.data.Labelled;
import glissade.data.Mnist;
import glissade.nn.Layer;
import glissade.nn.Losses;
import glissade.nn.Sequential;
import glissade.nn.Summary;
import glissade.optim.Optimizer;
import glissade.optim.Schedule;
import glissade.tensor.AtomicFile;
import glissade.tensor.Shape;
import glissade.tensor.Threads;
import glissade.train.Accuracy;
import glissade.train.Average;
import glissade.train.Checkpoint;
import glissade.train.Progress;
import glissade.train.StopSignal;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntFunction;

/// The lessons on MNIST: a net learns to read handwritten digits, from 60,000 examples, and is then tested on 10,000 that it has
/// never seen.
///
/// All that is random comes from the seed, so a run can be repeated to the last bit, on any number of threads.
final class MnistTraining {

    static final int PIXELS = 784;
    static final int CLASSES = 10;

    private final PrintStream out;
    private final MnistOptions options;

    MnistTraining(PrintStream out, MnistOptions options) {
        this.out = out;
        this.options = options;
    }

    /// Trains a net as the options say, saves its weights and tests it.
    ///
    /// @param lesson the lesson's number
    /// @param makeNet the net, of the number of hidden neurons
    void run(int lesson, IntFunction<Sequential> makeNet) throws IOException {
        options.check();
        Threads.limit(options.threads(), () -> {
            try {
                runLesson(lesson, makeNet);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void runLesson(int lesson, IntFunction<Sequential> makeNet) throws IOException {
        out.print("Lesson " + lesson + ": trains a net on " + options.limit + " handwritten digits (epochs: "
                + options.epochs + "), then tests it on 10000 others.\n\n");
        Mnist mnist = Datasets.mnist(options.data);
        requireWritable(options.save); // makes its folder, so not before there is something to train on
        var batches = Batches.of(mnist.train().take(options.limit()), options.batch()).shuffled(options.seed);
        var net = makeNet.apply(options.hidden());
        out.print(Summary.of(net, Shape.of(options.batch(), PIXELS)) + "\n\n");
        // a rate that falls to 0 lets the last steps settle
        var schedule = Schedule.cosine(options.epochs * batches.count());
        var optimizer = options.rule().over(net.parameters()).schedule(schedule);
        try (var stop = StopSignal.install()) {
            train(net, optimizer, batches, mnist.test(), stop);
            Checkpoint.saveWeights(options.save, net, options.seed);
            String stopped = stop.requested() ? "stopped after " + optimizer.steps() + " steps; " : "";
            out.print(stopped + "weights saved to " + options.save + "\n");
            if (stop.requested()) {
                return;
            }
        }
        out.print("test accuracy " + test(net, mnist.test()) + "\n");
    }

    private void train(Layer net, Optimizer optimizer, Batches<Labelled> batches, Dataset<Labelled> test,
            StopSignal stop) {
        for (int epoch = 0; epoch < options.epochs; epoch++) {
            var loss = new Average();
            var accuracy = new Accuracy();
            long start = System.nanoTime();
            try (var progress = Progress.of("epoch " + (epoch + 1) + "/" + options.epochs, batches.count())) {
                // each epoch goes through the digits in another order
                for (Labelled batch : batches.epoch(epoch)) {
                    if (stop.requested()) {
                        return;
                    }
                    Variable logits = net.forward(batch.inputs());
                    Variable error = Losses.crossEntropy(logits, batch.labels());
                    optimizer.step(error.backward());
                    // measured before the step, on what the net learns from: so these are not a test
                    loss.add(error.item(), batch.size());
                    accuracy.add(logits, batch.labels());
                    progress.step(() -> "loss " + loss + "  accuracy " + accuracy);
                }
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            report(epoch, loss, accuracy, test(net, test), seconds);
        }
    }

    /// How many digits that it has not seen the net reads right.
    private static Accuracy test(Layer net, Dataset<Labelled> digits) {
        var accuracy = new Accuracy();
        for (Labelled batch : Batches.of(digits, 1000).epoch(0)) {
            accuracy.add(net.predict(batch.inputs()), batch.labels());
        }
        return accuracy;
    }

    private void report(int epoch, Average loss, Accuracy accuracy, Accuracy test, double seconds) {
        if (!Double.isFinite(loss.value())) {
            throw LessonException.failed("the loss is " + loss.value() + " in epoch " + (epoch + 1)
                    + ", so the steps were too long, and nothing was saved; try a smaller --lr than " + options.lr);
        }
        out.printf(Locale.ROOT, "epoch %d/%d  loss %s  train %s  test %s  %.1f s  %.0f digits/s\n", epoch + 1,
                options.epochs, loss, accuracy, test, seconds, loss.count() / seconds);
    }

    /// Creates the file's folder and opens a file in it: what cannot be saved should be known before the training.
    private static void requireWritable(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.exists(folder)) {
            try {
                Files.createDirectories(folder);
            } catch (IOException e) {
                // the write below says what is missing
            }
        }
        try {
            AtomicFile.write(file, _ -> {
                throw new Opened();
            });
        } catch (Opened e) {
            // and so the old file, if there is one, is untouched
        }
    }

    /// Ends a write before its first byte.
    private static final class Opened extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
