package glissade.examples;

import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.autograd.Variable;
import glissade.optim.UpdateRule;
import glissade.tensor.Tensor;
import java.util.Arrays;
import java.util.Comparator;

/// A rule's walk down a landscape.
///
/// @param racer the rule
/// @param rate its learning rate
/// @param x where it was before the first step, and after each
/// @param y likewise
/// @param arrived the number of steps after which it stays within [#NEAR] of a minimum, or -1 if
///        that is not so for a tenth of the walk
/// @param distance the distance to the nearest minimum at the end; NaN if the walk left the numbers
/// @param above how much higher than the minimum the end is
record Race(RaceRules.Racer racer, double rate, double[] x, double[] y, int arrived, double distance, double above) {

    /// What counts as arrived.
    static final double NEAR = 0.01;

    /// The rates that each rule is tried with.
    private static final double[] GRID = {1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1, 3, 10};

    /// Arrived first, else nearest in the end.
    private static final Comparator<Race> BEST = Comparator
            .<Race>comparingInt(race -> race.arrived < 0 ? Integer.MAX_VALUE : race.arrived)
            .thenComparingDouble(race -> race.distance);

    /// The best walk of a rule: it is tried with each rate of one grid, the same for all.
    static Race best(RaceRules.Racer racer, Landscape landscape, int steps) {
        return Arrays.stream(GRID).mapToObj(rate -> walk(racer, rate, landscape, steps)).min(BEST).orElseThrow();
    }

    private static Race walk(RaceRules.Racer racer, double rate, Landscape landscape, int steps) {
        double[] x = new double[steps + 1];
        double[] y = new double[steps + 1];
        walk(racer.withRate().apply(rate), landscape, x, y);
        var end = new Landscape.Point(x[steps], y[steps]);
        return new Race(racer, rate, x, y, arrived(landscape, x, y), landscape.distance(end), landscape.above(end));
    }

    private static void walk(UpdateRule rule, Landscape landscape, double[] xs, double[] ys) {
        var x = Param.of(Tensor.of((float) landscape.start().x()));
        var y = Param.of(Tensor.of((float) landscape.start().y()));
        var optimizer = rule.over(Params.of(x, y));
        for (int step = 0; step < xs.length; step++) {
            xs[step] = x.item();
            ys[step] = y.item();
            Variable height = landscape.height().apply(x, y);
            optimizer.step(height.backward());
        }
    }

    private static int arrived(Landscape landscape, double[] x, double[] y) {
        int step = x.length;
        while (step > 0 && landscape.distance(new Landscape.Point(x[step - 1], y[step - 1])) < NEAR) {
            step--;
        }
        return step > 0.9 * x.length ? -1 : step;
    }
}
