package glissade.optim;

import java.util.List;

/// What the two schedule-free rules have in common: the rate while it warms up, and how much a step counts in the average.
final class ScheduleFree {

    /// What is kept for a param: the greatest rate so far, and the sum of all weights.
    static final List<String> NUMBERS = List.of("lr_max", "weight_sum");

    private ScheduleFree() {
    }

    /// The rate of a step, which rises over the warm-up.
    static double rate(double lr, int warmup, long number) {
        return number < warmup ? lr * number / warmup : lr;
    }

    private static double weight(float[] numbers, double rate, double power) {
        return StrictMath.pow(Math.max(numbers[0], rate), power);
    }

    /// The share of the newest z in the average.
    static double share(float[] numbers, double rate, double power) {
        double weight = weight(numbers, rate, power);
        double sum = numbers[1] + weight;
        return sum == 0 ? 0 : weight / sum;
    }

    /// Takes a step into the numbers.
    static void count(float[] numbers, double rate, double power) {
        numbers[1] += (float) weight(numbers, rate, power);
        numbers[0] = Math.max(numbers[0], (float) rate);
    }
}
