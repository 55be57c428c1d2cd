package glissade.examples;

import glissade.optim.Anneal;
import glissade.optim.Cyclic;
import glissade.optim.OneCycle;
import glissade.optim.Plateau;
import glissade.optim.Schedule;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Every schedule, drawn: the factor that multiplies the rate, step by step.
@Command(name = "learning-rates", description = "Every schedule of the learning rate, drawn.")
final class LearningRates implements Lesson {

    private static final int STEPS = 100;

    private final PrintStream out;

    @Option(names = "--folder", paramLabel = "FOLDER", description = "Where the picture goes.")
    Path folder = Path.of("target", "pictures");

    LearningRates(PrintStream out) {
        this.out = out;
    }

    /// The schedules, each made for 100 steps.
    static SequencedMap<String, Schedule> schedules() {
        var all = new LinkedHashMap<String, Schedule>();
        all.put("constant(0.5)", Schedule.constant(0.5));
        all.put("linear(0, 100)", Schedule.linear(0, STEPS));
        all.put("polynomial(0, 2, 100)", Schedule.polynomial(0, 2, STEPS));
        all.put("exponential(0.96)", Schedule.exponential(0.96));
        all.put("exponential(0.5).every(20)", Schedule.exponential(0.5).every(20));
        all.put("inverseTime(1, 10)", Schedule.inverseTime(1, 10));
        all.put("milestones(0.3, 40, 75)", Schedule.milestones(0.3, 40, 75));
        all.put("piecewise({30, 60}, 1, 0.3, 0.6)", Schedule.piecewise(new long[] {30, 60}, 1, 0.3, 0.6));
        all.put("through(LINEAR, {0, 30, 100}, …)",
                Schedule.through(Anneal.LINEAR, new long[] {0, 30, 100}, 0, 1, 0.1));
        all.put("cosine(100)", Schedule.cosine(STEPS));
        all.put("warmup(15).then(cosine(85))", Schedule.warmup(15).then(Schedule.cosine(85)));
        all.put("cosineWave(0.1, 25)", Schedule.cosineWave(0.1, 25));
        all.put("warmRestarts(20, 1.5, 0.8, 0)", Schedule.warmRestarts(20, 1.5, 0.8, 0));
        all.put("OneCycle(100)", new OneCycle(STEPS).rate());
        all.put("Cyclic(10, 12)", new Cyclic(10, 12).rate());
        all.put("Cyclic(10, 12).halving()", new Cyclic(10, 12).halving().rate());
        all.put("step -> 1 / sqrt(1 + step)", step -> 1 / StrictMath.sqrt(1 + step));
        all.put("cosine(100).within(0.2, 0.8)", Schedule.cosine(STEPS).within(0.2, 0.8));
        return all;
    }

    @Override
    public void run() throws IOException {
        var picture = new Picture(4, 290, 200);
        schedules().forEach((name, schedule) -> {
            double[] factors = new double[STEPS + 1];
            for (int step = 0; step <= STEPS; step++) {
                factors[step] = schedule.factor(step);
            }
            picture.add(panel(name, factors));
        });
        picture.add(panel("Plateau, patience 10", plateau()));
        picture.save(folder, "learning-rates");
        out.print("Lesson 6: " + schedules().size() + " schedules and Plateau, each over " + STEPS + " steps\n"
                + folder.resolve("learning-rates") + ".png and .svg\n");
    }

    private static Panel panel(String name, double[] factors) {
        double top = 1;
        for (double factor : factors) {
            top = Math.max(top, factor);
        }
        return new Panel(name, new Panel.View(0, STEPS, 0, 1.06 * top)).line(Ink.of(0), factors);
    }

    /// A metric that gets better for a while, then no more: the factor falls each time that it has not for ten reports.
    private static double[] plateau() {
        var plateau = new Plateau(Plateau.Better.LOWER).shrink(0.5).patience(10);
        double[] factors = new double[STEPS + 1];
        for (int step = 0; step <= STEPS; step++) {
            factors[step] = plateau.factor(step);
            plateau.report(Math.max(60 - step, 20));
        }
        return factors;
    }
}
