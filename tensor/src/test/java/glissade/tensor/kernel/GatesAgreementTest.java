package glissade.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The vector twins of [Gates] and [PackedMatrix] against the definitions, bit for bit; NaNs count as equal.
class GatesAgreementTest {

    private static final float[] SPECIAL = {0.0f, -0.0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY,
        Float.MIN_VALUE, -Float.MIN_VALUE, 0x1.8p-130f, Float.MIN_NORMAL, Float.MAX_VALUE, -Float.MAX_VALUE, 88.8f, -88,
        -104, 0.625f, 1, -1, 0x1p-26f};
    private static final Gates GATES = new Gates();
    private static final Gates VECTOR_GATES = new VectorGates();

    /// A kernel over three arrays of gates and three of states, all of which it may write.
    private interface Kernel {
        void run(Gates gates, float[] x, float[] y, float[] a, float[] b, float[] c, float[] d);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 13, 16, 31, 32, 33, 100, 1023})
    void gates_anySize_sameBits(int hidden) {
        int rows = hidden > 100 ? 2 : 5;
        agree("lstm", hidden, (gates, x, y, a, b, c, d) -> gates.lstm(rows, hidden, x, 3, a, 1, b, 5, c, 2));
        agree("lstmGradient", hidden,
                (gates, x, y, a, b, c, d) -> gates.lstmGradient(rows, hidden, x, 3, a, 1, b, 5, c, 2, d, 4));
        agree("gru", hidden, (gates, x, y, a, b, c, d) -> gates.gru(rows, hidden, x, 3, y, 7, a, 1, b, 5));
        agree("gruGradient", hidden,
                (gates, x, y, a, b, c, d) -> gates.gruGradient(rows, hidden, x, 3, y, 7, a, 1, b, 5));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 13, 16, 31, 32, 33, 100, 255, 256, 257, 600})
    void multiply_anySize_sameBits(int size) {
        for (int m : new int[] {0, 1, 3, 4, 5, 8, 11, 12, 13, 30}) {
            for (int seed = 0; seed < 8; seed++) {
                var random = new SplittableRandom(31L * size + 7 * m + seed);
                boolean transposed = (seed & 1) != 0;
                boolean add = (seed & 2) != 0;
                int k = (seed & 4) != 0 ? size : 1 + random.nextInt(40);
                int n = (seed & 4) != 0 ? 1 + random.nextInt(70) : size;
                float[] a = draw(random, m * k + 9);
                float[] b = draw(random, k * n + 9);
                float[] bias = random.nextBoolean() ? draw(random, n) : null;
                float[] expected = draw(random, m * n + 9);
                float[] actual = expected.clone();
                GATES.pack(transposed, k, n, b, 4).multiply(add, m, a, 3, bias, expected, 5);
                VECTOR_GATES.pack(transposed, k, n, b, 4).multiply(add, m, a, 3, bias, actual, 5);
                assertSameBits("product " + m + " × " + k + " × " + n, expected, actual);
            }
        }
    }

    @Test
    void multiply_notAdded_hasTheBitsOfMatmul() {
        var random = new SplittableRandom(1);
        int m = 13;
        int k = 300;
        int n = 70;
        float[] a = draw(random, m * k);
        float[] b = draw(random, k * n);
        float[] bias = draw(random, n);
        float[] expected = new float[m * n];
        float[] actual = new float[m * n];

        new Matmul().multiply(false, true, m, n, k, a, 0, b, 0, bias, 0, expected, 0);
        GATES.pack(true, k, n, b, 0).multiply(false, m, a, 0, bias, actual, 0);

        assertSameBits("product", expected, actual);
    }

    @Test
    void lstm_aRowOfNumbers_isTheFormula() {
        float[] gates = {0.5f, -1, 2, 0.25f};
        float[] c = {0.75f};
        float[] after = new float[1];
        float[] h = new float[1];

        GATES.lstm(1, 1, gates, 0, c, 0, after, 0, h, 0);

        double i = sigmoid(0.5);
        double f = sigmoid(-1);
        double o = sigmoid(0.25);
        double next = f * 0.75 + i * StrictMath.tanh(2);
        assertThat(after[0]).isCloseTo((float) next, within(1e-6f));
        assertThat(h[0]).isCloseTo((float) (o * StrictMath.tanh(next)),
                within(1e-6f));
    }

    private static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    private static void agree(String name, int hidden, Kernel kernel) {
        for (int seed = 0; seed < 6; seed++) {
            var random = new SplittableRandom(31L * hidden + seed);
            float[][] expected = new float[6][];
            float[][] actual = new float[6][];
            for (int i = 0; i < 6; i++) {
                expected[i] = draw(random, seed < 2, (i < 2 ? 4 : 1) * 5 * hidden + 9);
                actual[i] = expected[i].clone();
            }
            kernel.run(GATES, expected[0], expected[1], expected[2], expected[3], expected[4], expected[5]);
            kernel.run(VECTOR_GATES, actual[0], actual[1], actual[2], actual[3], actual[4], actual[5]);
            for (int i = 0; i < 6; i++) {
                assertSameBits(name + ", " + hidden + " numbers, array " + i + ", seed " + seed, expected[i],
                        actual[i]);
            }
        }
    }

    private static float[] draw(SplittableRandom random, int n) {
        return draw(random, false, n);
    }

    private static float[] draw(SplittableRandom random, boolean ordinary, int n) {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = ordinary || random.nextInt(12) > 0 ? (float) random.nextDouble(-4, 4)
                    : SPECIAL[random.nextInt(SPECIAL.length)];
        }
        return x;
    }

    private static void assertSameBits(String name, float[] expected, float[] actual) {
        int i = Arrays.mismatch(expected, actual); // compares as Float.equals does: by bits, NaNs equal
        assertThat(i).as("%s, at %d", name, i).isEqualTo(-1);
    }
}
