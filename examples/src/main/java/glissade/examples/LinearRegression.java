package glissade.examples;

import glissade.autograd.Variable;
import glissade.data.Pairs;
import glissade.nn.Linear;
import glissade.nn.Losses;
import glissade.optim.Adam;
import glissade.optim.RmsProp;
import glissade.optim.Sgd;
import glissade.optim.UpdateRule;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Lesson 1: a straight line through 100 points, found four times by walking downhill, each time by another update
/// rule, and once by the formula that statistics has for it.
///
/// The points lie on `y = 2x + 1`, with normal noise of standard deviation 0.5 added. The best line for them is
/// therefore near that one, but not it.
@Command(name = "linear-regression", description = "A line through 100 points, by four update rules and by least squares.")
final class LinearRegression implements Lesson {

    private static final int POINTS = 100;

    /// Below this a difference of two losses, which are float, is mostly rounding.
    private static final double FLOOR = 1e-6;

    private final PrintStream out;

    @Option(names = "--steps", paramLabel = "N", description = "Steps of each rule, 1 to 100000.")
    Long steps = 200L;

    @Option(names = "--lr", paramLabel = "RATE", description = "Learning rate of all, 1e-9 to 1000 (default: its own).")
    @Nullable Double lr;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the points.")
    Long seed = 1L;

    LinearRegression(PrintStream out) {
        this.out = out;
    }

    /// A line y = w·x + b, and the losses on the way to it.
    ///
    /// @param name what found it
    /// @param w the slope
    /// @param b the height at 0
    /// @param losses the loss before each step
    record Fit(String name, double w, double b, double[] losses) {

        /// The mean of the squared distances to the points.
        double loss(Pairs points) {
            float[] x = points.inputs().toArray();
            float[] y = points.targets().toArray();
            double sum = 0;
            for (int i = 0; i < x.length; i++) {
                double error = w * x[i] + b - y[i];
                sum += error * error;
            }
            return sum / x.length;
        }
    }

    @Override
    public void run() {
        Check.whole("--steps", steps, 1, 100_000);
        if (lr != null) {
            Check.number("--lr", lr, 1e-9, 1000);
        }
        out.print("Lesson 1: fits y = w x + b to " + POINTS + " points of y = 2 x + 1 + noise (steps of each rule: "
                + steps + ").\n\n");
        Pairs points = points(seed);
        var fits = new ArrayList<Fit>();
        // rates at which each rule arrives within 200 steps: momentum multiplies the rate by 1 / (1 − 0.9) in the long
        // run, and the last two rules take steps of about the rate, however steep the slope
        fits.add(train("SGD", new Sgd().lr(rate(0.1)), points));
        fits.add(train("momentum", new Sgd().momentum(0.9).lr(rate(0.02)), points));
        fits.add(train("RMSprop", new RmsProp().lr(rate(0.02)), points));
        fits.add(train("Adam", new Adam().lr(rate(0.1)), points));
        Fit best = leastSquares(points);
        printTable(fits, best, points);
        printCurves(fits, best.loss(points));
    }

    private double rate(double standard) {
        return lr == null ? standard : lr;
    }

    static Pairs points(long seed) {
        var random = RandomStream.of(seed);
        Tensor x = random.uniform(Shape.of(POINTS, 1), -1, 1);
        Tensor noise = random.normal(Shape.of(POINTS, 1), 0, 0.5);
        return new Pairs(x, x.mul(2).add(1).add(noise));
    }

    /// The loop that all training is: predict, measure the loss, find its gradient, take a step.
    private Fit train(String name, UpdateRule rule, Pairs points) {
        // one neuron with one input is a line; all rules start from y = 0
        var line = new Linear(Tensor.zeros(1, 1), Tensor.zeros(1));
        var optimizer = rule.over(line.parameters());
        double[] losses = new double[Math.toIntExact(steps)];
        for (int step = 0; step < losses.length; step++) {
            Variable prediction = line.forward(points.inputs());
            Variable loss = Losses.meanSquaredError(prediction, points.targets());
            losses[step] = loss.item();
            optimizer.step(loss.backward());
        }
        return new Fit(name, line.weight().item(), Objects.requireNonNull(line.bias()).item(), losses);
    }

    /// The line with the least loss there is, in double: `w = cov(x, y) / var(x)`, `b = mean(y) − w mean(x)`.
    static Fit leastSquares(Pairs points) {
        float[] x = points.inputs().toArray();
        float[] y = points.targets().toArray();
        double meanX = mean(x);
        double meanY = mean(y);
        double covariance = 0;
        double variance = 0;
        for (int i = 0; i < x.length; i++) {
            covariance += (x[i] - meanX) * (y[i] - meanY);
            variance += (x[i] - meanX) * (x[i] - meanX);
        }
        double w = covariance / variance;
        return new Fit("least squares", w, meanY - w * meanX, new double[0]);
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private void printTable(List<Fit> fits, Fit exact, Pairs points) {
        out.printf(Locale.ROOT, "%-13s %12s %12s %12s\n", "", "w", "b", "loss");
        var lines = new ArrayList<>(fits);
        lines.add(exact);
        for (Fit fit : lines) {
            out.printf(Locale.ROOT, "%-13s %12s %12s %12s\n", fit.name, number(fit.w), number(fit.b),
                    number(fit.loss(points)));
        }
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return "diverged";
        }
        return String.format(Locale.ROOT, Math.abs(value) < 1e5 ? "%.5f" : "%.3e", value);
    }

    /// A loss falls to that of the best line, not to 0. What is above that falls by a factor a step: straight on a log
    /// scale.
    private void printCurves(List<Fit> fits, double least) {
        char[] marks = {'s', 'm', 'r', 'a'};
        var curves = new ArrayList<Plot.Curve>();
        for (int i = 0; i < marks.length; i++) {
            double[] above = fits.get(i).losses.clone();
            Arrays.setAll(above, step -> Math.max(above[step] - least, FLOOR));
            curves.add(new Plot.Curve(fits.get(i).name, marks[i], above));
        }
        out.print("\nHow far the loss is above the least one, step by step:\n\n" + Plot.of(curves));
    }
}
