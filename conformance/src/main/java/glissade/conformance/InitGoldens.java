package glissade.conformance;

import glissade.nn.Linear;
import glissade.tensor.RandomStream;
import java.util.Arrays;

/// Family `init`: facts about initial weights. Of a random draw they hold about, so what a draw agrees with is returned as the
/// fact itself, and what it does not as measured.
final class InitGoldens {

    /// How many numbers are drawn, at least.
    private static final int DRAWS = 200_000;

    private InitGoldens() {
    }

    static Ops ops() {
        return new Ops().results("default_layer", InitGoldens::defaultLayer);
    }

    private static Results defaultLayer(Given c) {
        String layer = c.args().text("layer");
        if (!layer.equals("Linear")) {
            throw new Unsupported("layer " + layer);
        }
        int[] shape = c.integers("weight_shape");
        var random = RandomStream.of(1);
        var weights = new Sample();
        var biases = new Sample();
        while (biases.count < DRAWS) {
            Linear linear = Linear.init(shape[1], shape[0], random);
            weights.add(linear.weight().value().toArray());
            biases.add(linear.bias().value().toArray());
        }
        var results = new Results();
        weights.addFacts(c, "weight", results);
        biases.addFacts(c, "bias", results);
        return results;
    }

    /// What is measured of uniform draws.
    private static final class Sample {

        private long count;
        private double sum;
        private double squares;
        private double greatest;

        void add(float[] draws) {
            for (double draw : draws) {
                sum += draw;
                squares += draw * draw;
                greatest = Math.max(greatest, Math.abs(draw));
            }
            count += draws.length;
        }

        void addFacts(Given c, String path, Results results) {
            double mean = sum / count;
            double std = Math.sqrt(squares / count - mean * mean);
            double bound = fact(c, path + ".bound");
            // the float below the bound is the greatest; 50 / n below it there is a draw but once in e^50 samples
            boolean isBound = greatest <= (float) bound && greatest > bound * (1 - 50.0 / count);
            double near = 5 / Math.sqrt(count);
            results.and(path + ".distribution", new Leaf.Word("uniform"));
            results.and(path + ".bound", isBound ? bound : greatest);
            results.and(path + ".std", agreeing(std, fact(c, path + ".std"), near * std));
            results.and(path + ".mean", agreeing(mean, fact(c, path + ".mean"), near * std));
        }

        private static double agreeing(double measured, double fact, double near) {
            return Math.abs(measured - fact) <= near ? fact : measured;
        }

        private static double fact(Given c, String path) {
            return c.golden().expected().get(path) instanceof Numbers numbers
                    ? Arrays.stream(numbers.data()).findFirst().orElse(Double.NaN) : Double.NaN;
        }
    }
}
