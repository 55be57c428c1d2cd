package glissade.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.tensor.Threads;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Interpolation and its transpose against the formula, also where it takes several tasks.
class LinearResizeTest {

    @ParameterizedTest(name = "[{0}, {1}, {3}] to [{0}, {2}, {3}], corners {4}")
    @CsvSource({"2, 4, 7, 1, false", "2, 4, 7, 1, true", "2, 7, 3, 5, false", "2, 7, 3, 5, true", "3, 5, 1, 2, false",
        "3, 5, 1, 2, true", "1, 1, 4, 3, false", "1, 1, 4, 3, true", "2, 4, 4, 3, false", "30000, 3, 5, 1, false",
        "7, 3, 9, 4000, true", "6000, 3, 5, 4, false"})
    void applyAndSpread_anySizes_areTheFormulaAndItsTranspose(int outer, int in, int out, int inner, boolean corners) {
        var random = new SplittableRandom(3);
        float[] x = floats(random, outer * in * inner);
        float[] dy = floats(random, outer * out * inner);
        double[] y = new double[dy.length];
        double[] dx = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            int place = i / inner % out;
            double at = corners ? place * (in - 1.0) / Math.max(1, out - 1)
                    : Math.min(in - 1, Math.max(0, (place + 0.5) * in / out - 0.5));
            int first = Math.min((int) at, Math.max(0, in - 2));
            int own = (i / inner / out * in + first) * inner + i % inner;
            int next = Math.min(own + inner, x.length - 1); // counts 0 if there is none
            y[i] = x[own] * (1 - (at - first)) + x[next] * (at - first);
            dx[own] += dy[i] * (1 - (at - first));
            dx[next] += dy[i] * (at - first);
        }
        var resize = new LinearResize(in, out, corners);
        for (int threads = 1; threads <= 3; threads++) {
            float[] found = new float[y.length];
            float[] gradient = new float[x.length];
            Arrays.fill(gradient, Float.NaN);
            Threads.limit(threads, () -> {
                resize.apply(x, found, outer, inner);
                resize.spread(dy, gradient, outer, inner);
            });
            close(found, y);
            close(gradient, dx);
        }
    }

    private static void close(float[] found, double[] expected) {
        double most = 0;
        for (int i = 0; i < found.length; i++) {
            double error = Math.abs(found[i] - expected[i]);
            most = error > most || Double.isNaN(error) ? error : most;
        }
        assertThat(most).isLessThan(2e-6);
    }

    private static float[] floats(SplittableRandom random, int n) {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) random.nextDouble(-1, 1);
        }
        return x;
    }
}
