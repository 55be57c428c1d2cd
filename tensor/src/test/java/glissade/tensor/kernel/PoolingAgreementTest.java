package glissade.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.tensor.PoolWindow;
import glissade.tensor.Shape;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The vector twin of pooling against the definition, bit for bit.
class PoolingAgreementTest {
    private static final float[] SPECIAL =
            {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0f, 0f, Float.MIN_VALUE, 1, -1};

    @ParameterizedTest
    @CsvSource({"1, 2, 2, 2", "2, 4, 6, 2", "3, 5, 7, 2", "2, 28, 28, 2", "2, 14, 14, 2", "1, 9, 33, 2", "1, 8, 64, 2",
        "1, 3, 70, 2", "2, 6, 9, 1"})
    void max_squares_sameBits(int planes, int height, int width, int stride) {
        var random = new SplittableRandom(1);
        var shape = Shape.of(planes, 3, height, width);
        var plan = PoolPlan.of("maxPool", shape, new PoolWindow(2).stride(stride), false);
        float[] x = new float[shape.elements()];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextInt(3) == 0 ? SPECIAL[random.nextInt(SPECIAL.length)] : random.nextInt(4);
        }
        int n = plan.output().elements();
        float[] expected = new float[n];
        int[] expectedPlaces = new int[n];
        new Pooling(plan).max(x, expected, expectedPlaces);
        float[] actual = new float[n];
        int[] places = new int[n];

        new VectorPooling(plan).max(x, actual, places);

        assertThat(places).isEqualTo(expectedPlaces);
        for (int i = 0; i < n; i++) {
            assertThat(Float.floatToRawIntBits(actual[i])).isEqualTo(Float.floatToRawIntBits(expected[i]));
        }
    }
}
