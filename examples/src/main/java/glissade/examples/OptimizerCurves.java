package glissade.examples;

import glissade.autograd.Variable;
import glissade.data.Batches;
import glissade.data.Labelled;
import glissade.data.Mnist;
import glissade.nn.Losses;
import glissade.optim.Schedule;
import glissade.train.Accuracy;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Every rule trains the net of lesson 2, with fewer neurons and digits: a table of losses and accuracies, and the losses
/// drawn step by step.
///
/// As in the race, each rule has the best rate of one grid, the same for all: the one with the least loss at the end. The rate
/// falls to 0 along a cosine.
@Command(name = "optimizer-curves", description = "Every rule trains a small net on MNIST: a table, and curves.")
final class OptimizerCurves implements Lesson {

    private static final double[] GRID = {1e-4, 1e-3, 1e-2, 0.1, 1, 10};
    private static final int HIDDEN = 64;
    private static final int BATCH = 64;

    private final PrintStream out;

    @Option(names = "--limit", paramLabel = "N", description = "Digits to train on, 64 to 60000.")
    Long limit = 4000L;

    @Option(names = "--epochs", paramLabel = "N", description = "Times through the data, 1 to 100.")
    Long epochs = 5L;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of weights and order.")
    Long seed = 1L;

    @Option(names = "--folder", paramLabel = "FOLDER", description = "Where the picture goes.")
    Path folder = Path.of("target", "pictures");

    @Option(names = "--data", paramLabel = "FOLDER", description = "Where MNIST lies (default: datasets/mnist).")
    @Nullable Path data;

    OptimizerCurves(PrintStream out) {
        this.out = out;
    }

    private record Curve(RaceRules.Racer racer, double rate, double[] losses, double end, String accuracy) {
    }

    @Override
    public void run() throws IOException {
        Check.whole("--limit", limit, BATCH, 60_000);
        Check.whole("--epochs", epochs, 1, 100);
        out.print("Lesson 7: each rule trains a net of " + HIDDEN + " hidden neurons on " + limit + " digits (epochs: "
                + epochs + "),\nwith the best of " + GRID.length + " rates.\n\n");
        Mnist mnist = Datasets.mnist(data);
        out.printf(Locale.ROOT, "%-20s %8s %12s %14s\n", "", "rate", "end loss", "test accuracy");
        var panels = new LinkedHashMap<RaceRules.Group, Panel>();
        for (RaceRules.Racer racer : RaceRules.ALL) {
            Curve curve = Arrays.stream(GRID).mapToObj(rate -> train(racer, rate, mnist))
                    .min(Comparator.comparingDouble(each -> Double.isNaN(each.end) ? Double.MAX_VALUE : each.end))
                    .orElseThrow();
            out.printf(Locale.ROOT, "%-20s %8s %12.4f %14s\n", racer.name(), Double.toString(curve.rate), curve.end,
                    curve.accuracy);
            int index = (int) RaceRules.ALL.stream().limit(RaceRules.ALL.indexOf(racer))
                    .filter(before -> before.group() == racer.group()).count();
            var view = new Panel.View(0, curve.losses.length - 1, 0.003, 3);
            panels.computeIfAbsent(racer.group(),
                    _ -> new Panel(racer.group().title(), view).logarithmic().axes("step", "loss"))
                    .line(Ink.of(index), curve.losses).explain(racer.name(), Ink.of(index));
        }
        var picture = new Picture(2, 460, 300);
        panels.values().forEach(picture::add);
        picture.save(folder, "optimizer-curves");
        out.print("\n" + folder.resolve("optimizer-curves") + ".png and .svg\n");
    }

    private Curve train(RaceRules.Racer racer, double rate, Mnist mnist) {
        var net = MnistMlp.net(HIDDEN, seed);
        var batches = Batches.of(mnist.train().take(Math.toIntExact(limit)), BATCH).shuffled(seed);
        var optimizer = racer.withRate().apply(rate).over(net.parameters())
                .schedule(Schedule.cosine(epochs * batches.count()));
        double[] losses = new double[Math.toIntExact(epochs * batches.count())];
        int step = 0;
        for (int epoch = 0; epoch < epochs; epoch++) {
            for (Labelled batch : batches.epoch(epoch)) {
                Variable loss = Losses.crossEntropy(net.forward(batch.inputs()), batch.labels());
                losses[step++] = loss.item();
                optimizer.step(loss.backward());
            }
        }
        double[] smooth = smooth(losses);
        var accuracy = new Accuracy();
        for (Labelled batch : Batches.of(mnist.test().take(2000), 1000).epoch(0)) {
            accuracy.add(net.predict(batch.inputs()), batch.labels());
        }
        return new Curve(racer, rate, smooth, smooth[smooth.length - 1], accuracy.toString());
    }

    /// The mean of each loss and up to 30 before it: a batch's own loss says as much of the batch as of the net.
    private static double[] smooth(double[] losses) {
        double[] means = new double[losses.length];
        for (int i = 0; i < losses.length; i++) {
            means[i] = Arrays.stream(losses, Math.max(0, i - 30), i + 1).average().orElseThrow();
        }
        return means;
    }
}
