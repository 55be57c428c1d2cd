package glissade.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.tensor.Threads;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The vector twin against the definition, bit for bit, and the definition against one element at a time.
class MatmulAgreementTest {
    private static final int[] SIZES = {0, 1, 2, 3, 5, 7, 8, 12, 13, 16, 17, 31, 32, 33, 48, 64, 65, 100, 257};
    private static final int[] DEPTHS = {0, 1, 2, 3, 5, 8, 13, 16, 31, 64, 100, 255, 256, 257, 512, 700};
    private static final Matmul SCALAR = new Matmul();
    private static final Matmul VECTOR = new VectorMatmul();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void vector_sampledShapes_sameBits(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 150; round++) {
            int m = SIZES[random.nextInt(SIZES.length)];
            int n = SIZES[random.nextInt(SIZES.length)];
            int k = DEPTHS[random.nextInt(DEPTHS.length)];
            agree(Case.random(random, m, n, k, false), 1);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void vector_specialValues_sameBits(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 150; round++) {
            int m = SIZES[random.nextInt(SIZES.length)];
            int n = SIZES[random.nextInt(SIZES.length)];
            int k = DEPTHS[random.nextInt(DEPTHS.length)];
            agree(Case.random(random, m, n, k, true), 1);
        }
    }

    /// Every height and width around the edges of a tile, on the packed path (B is large) and off it.
    @ParameterizedTest
    @ValueSource(ints = {9, 110, 300})
    void vector_allSmallEdges_sameBits(int k) {
        var random = new SplittableRandom(7);
        for (int m = 1; m <= 26; m++) {
            for (int n = 1; n <= 67; n += 3) {
                agree(Case.random(random, m, n, k, false), 1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"64, 784, 128", "1, 16, 8", "1, 17, 300", "1, 40, 7", "33, 1, 777", "8, 1, 3000", "784, 64, 128",
        "64, 128, 784", "64, 10, 128", "10, 64, 128", "32, 1, 1", "1, 1, 32",
        "1, 300, 1000", "300, 1, 1000", "3, 1030, 520", "200, 200, 1"})
    void vector_trainingShapes_sameBits(int m, int k, int n) {
        var random = new SplittableRandom(8);
        for (int flags = 0; flags < 4; flags++) {
            agree(Case.random(random, m, n, k, false).transposed((flags & 1) != 0, (flags & 2) != 0), 1);
        }
    }

    /// Those that are made as their own transpose, in one piece of C or several, and shapes just beside them.
    @ParameterizedTest
    @CsvSource({"100, 48, 257", "257, 100, 700", "1100, 33, 300", "2500, 20, 250", "260, 128, 256", "255, 128, 256",
        "258, 129, 300", "256, 128, 255"})
    void vector_narrowProductOfTransposed_sameBits(int m, int n, int k) {
        var random = new SplittableRandom(11);
        for (int round = 0; round < 4; round++) {
            agree(Case.random(random, m, n, k, round > 1).transposed(true, false).unbiased(), 1 + round % 2 * 2);
        }
    }

    /// Products too small for a float: every element is −0, which adding +0 anywhere would lose.
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "5, 7, 3", "1, 70, 300", "9, 40, 20", "37, 70, 600"})
    void vector_underflowToMinusZero_sameBits(int m, int n, int k) {
        float[] a = new float[m * k];
        float[] b = new float[k * n];
        Arrays.fill(a, -1e-30f);
        Arrays.fill(b, 1e-30f);
        float[] minusZeros = new float[m * n];
        Arrays.fill(minusZeros, -0f);
        for (int flags = 0; flags < 8; flags++) {
            float[] c = new float[m * n];
            float[] bias = (flags & 4) != 0 ? minusZeros : null;
            VECTOR.multiply((flags & 1) != 0, (flags & 2) != 0, m, n, k, a, 0, b, 0, bias, 0, c, 0);
            assertThat(c).isEqualTo(minusZeros);
        }
    }

    @ParameterizedTest
    @CsvSource({"200, 300, 257", "17, 2500, 300", "2500, 17, 300", "1, 250000, 40", "130000, 1, 70", "8, 64, 20000"})
    void anyThreadLimit_sameBits(int m, int n, int k) {
        var random = new SplittableRandom(9);
        for (int limit = 1; limit <= 4; limit++) {
            agree(Case.random(random, m, n, k, false), limit);
        }
    }

    @Test
    void scalar_sampledShapes_isOneChainAnElement() {
        var random = new SplittableRandom(10);
        for (int round = 0; round < 100; round++) {
            int m = random.nextInt(9);
            int n = random.nextInt(9);
            int k = DEPTHS[random.nextInt(DEPTHS.length)];
            var test = Case.random(random, m, n, k, round % 2 == 1);
            assertSameBits(test, test.run(SCALAR), test.elementwise());
        }
        var wide = Case.random(random, 2, 1100, 300, false);
        assertSameBits(wide, wide.run(SCALAR), wide.elementwise());
    }

    private static void agree(Case test, int limit) {
        float[] expected = test.run(SCALAR);
        assertSameBits(test, Threads.limit(limit, () -> test.run(VECTOR)), expected);
        if (limit > 1) {
            assertSameBits(test, Threads.limit(limit, () -> test.run(SCALAR)), expected);
        }
    }

    private static void assertSameBits(Case test, float[] actual, float[] expected) {
        int at = Arrays.mismatch(actual, expected); // by bits, all NaN alike
        assertThat(at).as(() -> test + " at " + at + ": " + actual[at] + ", expected " + expected[at]).isEqualTo(-1);
    }

    /// One product with offsets into all arrays. Whatever lies around C must survive.
    private record Case(boolean transposeA, boolean transposeB, int m, int n, int k, float[] a, int ao, float[] b,
            int bo, float[] bias, int biasOffset, boolean biased, int co) {
        private static final float[] SPECIAL = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0f, 0f,
            Float.MIN_VALUE, -Float.MIN_VALUE, Float.MAX_VALUE, 1e-30f, -1e-30f};

        static Case random(SplittableRandom random, int m, int n, int k, boolean special) {
            int ao = random.nextInt(1, 20);
            int bo = random.nextInt(1, 20);
            int biasOffset = random.nextInt(1, 20);
            return new Case(random.nextBoolean(), random.nextBoolean(), m, n, k,
                    values(random, m * k + ao, special), ao, values(random, k * n + bo, special), bo,
                    values(random, n + biasOffset, special), biasOffset, random.nextBoolean(), random.nextInt(1, 20));
        }

        Case transposed(boolean transposeA, boolean transposeB) {
            return new Case(transposeA, transposeB, m, n, k, a, ao, b, bo, bias, biasOffset, biased, co);
        }

        Case unbiased() {
            return new Case(transposeA, transposeB, m, n, k, a, ao, b, bo, bias, biasOffset, false, co);
        }

        private static float[] values(SplittableRandom random, int n, boolean special) {
            float[] x = MatmulTest.uniform(random, n);
            if (special) {
                for (int i = 0; i < n; i++) {
                    int kind = random.nextInt(200);
                    x[i] = kind < SPECIAL.length ? SPECIAL[kind] : kind < 80 ? -0f : kind < 100 ? x[i] * 1e-38f : x[i];
                }
            }
            return x;
        }

        float[] run(Matmul matmul) {
            var c = new float[co + m * n + 5];
            Arrays.fill(c, -77f);
            matmul.multiply(transposeA, transposeB, m, n, k, a, ao, b, bo, biased ? bias : null, biasOffset, c, co);
            return c;
        }

        /// The definition, read aloud.
        float[] elementwise() {
            var c = new float[co + m * n + 5];
            Arrays.fill(c, -77f);
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    float sum = 0;
                    for (int from = 0; from < k; from += Matmul.BLOCK) {
                        float s = 0;
                        for (int p = from; p < Math.min(k, from + Matmul.BLOCK); p++) {
                            s = Math.fma(a[ao + (transposeA ? p * m + i : i * k + p)],
                                    b[bo + (transposeB ? j * k + p : p * n + j)], s);
                        }
                        sum = from == 0 ? s : sum + s;
                    }
                    c[co + i * n + j] = biased ? sum + bias[biasOffset + j] : sum;
                }
            }
            return c;
        }

        @Override
        public String toString() {
            return (transposeA ? "Aᵀ " : "A ") + (transposeB ? "Bᵀ " : "B ") + m + "×" + n + "×" + k
                    + (biased ? " with bias" : "");
        }
    }
}
