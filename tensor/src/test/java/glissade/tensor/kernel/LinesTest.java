package glissade.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.tensor.Threads;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinesTest {

    @ParameterizedTest(name = "[{0}, {1}, {2}]")
    @CsvSource({"0, 2, 3", "2, 0, 3", "2, 3, 0", "2, 0, 1", "0, 2, 1", "1, 1, 1", "3, 5, 1", "2, 10, 63", "1, 65, 64",
        "3, 7, 65", "2, 100, 200", "3, 300, 200", "40000, 5, 1"})
    void apply_anyAxis_sameBitsAsRows(int outer, int n, int inner) {
        var random = new SplittableRandom(n);
        int count = outer * n * inner;
        float[] a = new float[count];
        float[] b = new float[count];
        float[] rowsA = new float[count];
        float[] rowsB = new float[count];
        for (int i = 0; i < count; i++) {
            a[i] = (float) random.nextDouble(-5, 5);
            b[i] = (float) random.nextDouble();
            rowsA[row(i, n, inner)] = a[i];
            rowsB[row(i, n, inner)] = b[i];
        }
        var softmax = Kernels.active().softmax();
        float[] expected = new float[count];
        float[] expectedGradient = new float[count];
        softmax.softmax(rowsA, 0, expected, 0, outer * inner, n);
        softmax.softmaxGradient(rowsA, 0, rowsB, 0, expectedGradient, 0, outer * inner, n);
        for (int threads = 1; threads <= 3; threads++) {
            float[] y = new float[count];
            float[] dx = new float[count];
            Threads.limit(threads, () -> {
                Lines.apply(softmax::softmax, a, y, outer, n, inner);
                Lines.apply(softmax::softmaxGradient, a, b, dx, outer, n, inner);
            });
            for (int i = 0; i < count; i++) {
                assertThat(y[i]).isEqualTo(expected[row(i, n, inner)]);
                assertThat(dx[i]).isEqualTo(expectedGradient[row(i, n, inner)]);
            }
        }
    }

    /// Where the element at place i of `[outer, n, inner]` stands in `[outer, inner, n]`.
    private static int row(int i, int n, int inner) {
        int block = i / (n * inner);
        return (block * inner + i % inner) * n + i / inner % n;
    }
}
