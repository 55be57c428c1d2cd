package glissade.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.tensor.Threads;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScansTest {

    /// Each line by itself, in double, forwards and backwards.
    @ParameterizedTest(name = "[{0}, {1}, {2}]")
    @CsvSource({"0, 2, 3", "2, 0, 3", "2, 3, 0", "1, 1, 1", "3, 5, 1", "3, 5, 4", "2, 3, 1024", "3, 4, 1025",
        "2, 40, 2100", "30000, 5, 1"})
    void scans_anyAxis_areTheDefinitionOfEachLine(int outer, int n, int inner) {
        var random = new SplittableRandom(n);
        float[] a = new float[outer * n * inner];
        float[] b = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            a[i] = (float) random.nextDouble(-1.5, 1.5);
            b[i] = (float) random.nextDouble(-1.5, 1.5);
        }
        float[][] expected = new float[8][a.length];
        for (int line = 0; line < outer * inner && n > 0; line++) {
            int first = line / inner * n * inner + line % inner;
            line(a, b, expected, 0, n, first, inner);
            line(a, b, expected, 4, n, first + (n - 1) * inner, -inner);
        }
        for (int threads = 1; threads <= 3; threads++) {
            float[][] found = new float[8][a.length];
            Threads.limit(threads, () -> {
                for (int k = 0; k < 8; k += 4) {
                    boolean reverse = k > 0;
                    Scans.sum(a, found[k], outer, n, inner, reverse);
                    Scans.product(a, found[k + 1], outer, n, inner, reverse);
                    Scans.linear(a, b, found[k + 2], outer, n, inner, reverse, false);
                    Scans.linear(a, b, found[k + 3], outer, n, inner, reverse, true);
                }
            });
            assertThat(found).isDeepEqualTo(expected);
        }
    }

    private static void line(float[] a, float[] b, float[][] y, int k, int n, int first, int step) {
        double sum = 0;
        double product = 1;
        double linear = 0;
        double lagged = 0;
        for (int i = 0, at = first; i < n; i++, at += step) {
            sum += a[at];
            product *= a[at];
            linear = b[at] + a[at] * linear;
            lagged = i == 0 ? b[at] : b[at] + a[at - step] * lagged;
            y[k][at] = (float) sum;
            y[k + 1][at] = (float) product;
            y[k + 2][at] = (float) linear;
            y[k + 3][at] = (float) lagged;
        }
    }
}
