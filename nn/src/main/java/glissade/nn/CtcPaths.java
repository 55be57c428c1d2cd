package glissade.nn;

import glissade.tensor.Tensor;
import glissade.tensor.kernel.TensorAccess;
import java.util.Arrays;

/// All ways to write one target within its time, summed up forwards and backwards: `forward[t][s]` is the logarithm of the probability
/// of all beginnings that stand at state s at time t, `backward[t][s]` that of all endings from there, both with the emission at t.
/// The states are the labels with a blank before, between and after them.
final class CtcPaths {

    private static final double NEVER = Double.NEGATIVE_INFINITY;

    private final float[] logs;
    private final int sample;
    private final int batch;
    private final int classes;
    private final int time;
    private final int[] states;
    private final double[][] forward;
    private final double loss;

    CtcPaths(Tensor logs, int sample, int time, int[] label, int blank) {
        this.logs = TensorAccess.array(logs);
        this.sample = sample;
        batch = logs.shape().size(1);
        classes = logs.shape().size(2);
        this.time = time;
        states = new int[2 * label.length + 1];
        for (int s = 0; s < states.length; s++) {
            states[s] = s % 2 == 0 ? blank : label[s / 2];
        }
        forward = new double[time][states.length];
        for (int t = 0; t < time; t++) {
            for (int s = 0; s < states.length; s++) {
                double before = t == 0 ? s < 2 ? 0 : NEVER : arriving(forward[t - 1], s, -1);
                forward[t][s] = before + emission(t, s);
            }
        }
        int last = states.length - 1;
        loss = -add(forward[time - 1][last], last == 0 ? NEVER : forward[time - 1][last - 1]);
    }

    double loss() {
        return loss;
    }

    /// Adds `dy · (softmax − γ)` at this sample's places; the times after its end have none.
    void addGradient(float[] gradient, double dy) {
        double[] backward = new double[states.length];
        double[] shares = new double[classes];
        for (int t = time - 1; t >= 0; t--) {
            double[] next = new double[states.length];
            Arrays.fill(shares, NEVER);
            for (int s = 0; s < states.length; s++) {
                double after = t == time - 1 ? s >= states.length - 2 ? 0 : NEVER : arriving(backward, s, 1);
                next[s] = after + emission(t, s);
                // the emission stands in both directions
                double both = forward[t][s] + next[s] - emission(t, s);
                shares[states[s]] = add(shares[states[s]], Double.isNaN(both) ? NEVER : both);
            }
            backward = next;
            for (int c = 0; c < classes; c++) {
                int at = (t * batch + sample) * classes + c;
                gradient[at] = (float) (dy * (StrictMath.exp(logs[at]) - StrictMath.exp(shares[c] + loss)));
            }
        }
    }

    private double emission(int t, int s) {
        return logs[(t * batch + sample) * classes + states[s]];
    }

    /// From the state itself, its neighbour, and the one behind that if it is another label.
    private double arriving(double[] from, int s, int step) {
        double sum = from[s];
        if (inside(s + step)) {
            sum = add(sum, from[s + step]);
        }
        if (s % 2 == 1 && inside(s + 2 * step) && states[s + 2 * step] != states[s]) {
            sum = add(sum, from[s + 2 * step]);
        }
        return sum;
    }

    private boolean inside(int s) {
        return s >= 0 && s < states.length;
    }

    /// `ln(eᵃ + eᵇ)`.
    private static double add(double a, double b) {
        double high = Math.max(a, b);
        return high == NEVER ? NEVER : high + StrictMath.log1p(StrictMath.exp(Math.min(a, b) - high));
    }
}
