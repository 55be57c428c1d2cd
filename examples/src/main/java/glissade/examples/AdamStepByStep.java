package glissade.examples;

import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.autograd.Variable;
import glissade.optim.Adam;
import glissade.tensor.Tensor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Three steps of Adam by hand, beside the library's; then the case in which Adam walks the wrong way, and AMSGrad, which
/// does not.
///
/// Sources: Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1; Reddi, Kale and Kumar, "On the
/// convergence of Adam and beyond", ICLR 2018, section 3.
@Command(name = "adam-step-by-step", description = "Three steps of Adam by hand, and where Adam goes wrong.")
final class AdamStepByStep implements Lesson {

    private static final double RATE = 0.1;
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPS = 1e-8;

    /// One gradient in 101 points uphill, and is so much greater than the others that on the whole it decides.
    private static final int PERIOD = 101;
    private static final float RARE = 1010;
    private static final float USUAL = -10;

    private final PrintStream out;

    @Option(names = "--steps", paramLabel = "N", description = "Steps of the second part, 1000 to 1000000.")
    Long steps = 20_000L;

    @Option(names = "--folder", paramLabel = "FOLDER", description = "Where the picture goes.")
    Path folder = Path.of("target", "pictures");

    AdamStepByStep(PrintStream out) {
        this.out = out;
    }

    @Override
    public void run() throws IOException {
        Check.whole("--steps", steps, 1000, 1_000_000);
        out.print("Lesson 5: Adam walks down f(x) = x^2 from x = 3, with the rate " + RATE + ".\n");
        threeSteps();
        goWrong();
    }

    private void threeSteps() {
        var param = Param.of(Tensor.of(3));
        var adam = new Adam().lr(RATE).betas(BETA1, BETA2).eps(EPS).over(Params.of(param));
        double x = 3;
        double m = 0;
        double v = 0;
        for (int t = 1; t <= 3; t++) {
            double g = 2 * x;
            m = BETA1 * m + (1 - BETA1) * g;
            v = BETA2 * v + (1 - BETA2) * g * g;
            double mHat = m / (1 - StrictMath.pow(BETA1, t));
            double vHat = v / (1 - StrictMath.pow(BETA2, t));
            double step = RATE * mHat / (StrictMath.sqrt(vHat) + EPS);
            x -= step;

            Variable loss = param.square();
            adam.step(loss.backward());

            line("\nstep %d", "g = 2 x", t, g);
            line("  the mean of gradients so far", "m = 0.9 m + 0.1 g", t, m);
            line("  and of their squares", "v = 0.999 v + 0.001 g^2", t, v);
            line("  both began at 0: corrected", "m^ = m / (1 - 0.9^t)", t, mHat);
            line("  ", "v^ = v / (1 - 0.999^t)", t, vHat);
            line("  the size cancels", "0.1 m^ / (sqrt(v^) + eps)", t, step);
            line("  by hand", "x", t, x);
            line("  by the library", "x", t, param.item());
        }
        out.print("""

                The first step has the length of the rate, however steep the function: m^ is g, and sqrt(v^) is |g|.
                Later ones stay near it while the gradients agree, and shrink where their signs change: m^ is then
                small and v^ is not. Without the corrections the first step would be (1 - 0.9) / sqrt(1 - 0.999), or
                3.2 times as long: v forgets its zero later than m.
                """);
    }

    private void line(String what, String formula, int t, double value) {
        String text = what.contains("%d") ? String.format(Locale.ROOT, what, t) : what;
        // the line break before a step is no column
        int width = text.startsWith("\n") ? 33 : 32;
        out.printf(Locale.ROOT, "%-" + width + "s %-26s = %13.7f\n", text, formula, value);
    }

    /// Minimises a mean of slopes over [−1, 1]: one gradient in 101 is 1010, the others are −10, so their mean is 0.1 and the
    /// minimum is at −1.
    private void goWrong() throws IOException {
        double[] adam = walk(false);
        double[] amsgrad = walk(true);
        double end = adam.length - 1;
        out.printf(Locale.ROOT, """

                Where it goes wrong: a slope of %.0f at every %dst step and %.0f at the others, so %.2f on average: the
                least of [-1, 1] is -1. The rate is 1 / sqrt(t), beta1 0 and beta2 0.99. After %.0f steps
                  Adam     is at %6.3f: v forgets the rare gradient, and the usual ones then win
                  AMSGrad  is at %6.3f: it divides by the greatest v so far, so the rare gradient keeps its weight
                """, RARE, PERIOD, USUAL, (RARE + (PERIOD - 1) * USUAL) / PERIOD, end, adam[adam.length - 1],
                amsgrad[amsgrad.length - 1]);
        var picture = new Picture(3, 380, 280);
        for (double last : new double[] {6 * PERIOD, end}) {
            String title = "the first " + Math.round(last) + " steps; the minimum is -1";
            picture.add(new Panel(title, new Panel.View(0, last, -1.1, 1.1)).axes("step", "x").line(Ink.of(0), adam)
                    .line(Ink.of(1), amsgrad));
        }
        picture.explain("Adam", Ink.of(0)).explain("AMSGrad", Ink.of(1)).save(folder, "adam-goes-wrong");
        out.print("\n" + folder.resolve("adam-goes-wrong") + ".png and .svg\n");
    }

    private double[] walk(boolean amsgrad) {
        var x = Param.of(Tensor.of(0));
        var optimizer = new Adam().lr(1).betas(0, 0.99).amsgrad(amsgrad).over(Params.of(x))
                .schedule(step -> 1 / StrictMath.sqrt(1 + step));
        double[] path = new double[Math.toIntExact(steps) + 1];
        for (int step = 1; step < path.length; step++) {
            Variable loss = x.mul(step % PERIOD == 1 ? RARE : USUAL);
            optimizer.step(loss.backward());
            // the feasible set: what is outside goes back to its edge
            x.set(x.value().clamp(-1, 1));
            path[step] = x.item();
        }
        return path;
    }
}
