package glissade.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatmulTest {
    private static final Matmul MATMUL = new Matmul();

    @Test
    void multiply_twoByTwo_isTheTextbooks() {
        float[] a = {1, 2, 3, 4};
        float[] b = {5, 6, 7, 8};

        assertThat(product(false, false, 2, 2, 2, a, b, null)).containsExactly(19, 22, 43, 50);
        assertThat(product(true, false, 2, 2, 2, a, b, null)).containsExactly(26, 30, 38, 44);
        assertThat(product(false, true, 2, 2, 2, a, b, null)).containsExactly(17, 23, 39, 53);
        assertThat(product(true, true, 2, 2, 2, a, b, null)).containsExactly(23, 31, 34, 46);
        assertThat(product(false, false, 2, 2, 2, a, b, new float[] {100, 200})).containsExactly(119, 222, 143, 250);
    }

    @Test
    void multiply_noInnerAxis_isZerosOrTheBias() {
        float[] none = {};

        assertThat(product(false, false, 2, 3, 0, none, none, null)).containsExactly(0f, 0f, 0f, 0f, 0f, 0f);
        assertThat(product(false, true, 2, 2, 0, none, none, new float[] {1.5f, -0f})).containsExactly(1.5f, 0f, 1.5f,
                0f);
    }

    @Test
    void multiply_empty_writesNothing() {
        assertThat(product(false, false, 0, 3, 2, new float[0], new float[6], new float[3])).isEmpty();
        assertThat(product(true, true, 3, 0, 2, new float[6], new float[0], new float[0])).isEmpty();
    }

    @Test
    void multiply_acrossBlocks_addsBlockByBlock() {
        int k = 2 * Matmul.BLOCK;
        var a = new float[k];
        var ones = new float[k];
        Arrays.fill(ones, 1f);
        // 2²⁴ + 1 = 2²⁴ in float: the ones are seen only because the second block starts anew
        a[0] = 1 << 24;
        a[1] = 1;
        a[2] = 1;
        a[Matmul.BLOCK] = 1;
        a[Matmul.BLOCK + 1] = 1;

        assertThat(product(false, false, 1, 1, k, a, ones, null)).containsExactly((1 << 24) + 2);
        // the bias comes last: 2²⁴ + 2, then 1 more is half a unit and rounds to even
        assertThat(product(false, false, 1, 1, k, a, ones, new float[] {1})).containsExactly((1 << 24) + 4);
    }

    @Test
    void multiply_productsAreFused() {
        float x = 1 + 0x1p-12f;
        // x² = 1 + 2⁻¹¹ + 2⁻²⁴ needs 25 bits
        assertThat(product(false, false, 1, 1, 2, new float[] {-1 - 0x1p-11f, x}, new float[] {1, x}, null))
                .containsExactly(0x1p-24f);
    }

    @Test
    void multiply_signedZeros_followTheDefinition() {
        // fma(1, −0, +0) = +0, but a product that rounds to −0 stays so
        assertThat(product(false, false, 1, 1, 1, new float[] {1}, new float[] {-0f}, null)).containsExactly(0f);
        assertThat(product(false, false, 1, 1, 1, new float[] {-1e-30f}, new float[] {1e-30f}, null))
                .containsExactly(-0f);
    }

    @Test
    void multiply_notANumberAndInfinity_reachTheirRowsAndColumnsOnly() {
        float inf = Float.POSITIVE_INFINITY;
        float[] a = {1, Float.NaN, 1, 2};
        float[] b = {inf, 1, 0, 1};

        float[] c = product(false, false, 2, 2, 2, a, b, null);

        assertThat(c).containsExactly(Float.NaN, Float.NaN, inf, 3);
        assertThat(product(false, false, 1, 1, 1, new float[] {0}, new float[] {inf}, null)).containsExactly(Float.NaN);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "3, 5, 7", "32, 1, 1", "1, 40, 300", "65, 33, 700", "12, 600, 20", "130, 70, 257"})
    void multiply_random_isCloseToDoublePrecision(int m, int n, int k) {
        for (int flags = 0; flags < 8; flags++) {
            boolean transposeA = (flags & 1) != 0;
            boolean transposeB = (flags & 2) != 0;
            var random = new SplittableRandom(31L * m + 37L * n + 41L * k + flags);
            float[] a = uniform(random, m * k);
            float[] b = uniform(random, k * n);
            float[] bias = (flags & 4) != 0 ? uniform(random, n) : null;

            float[] c = product(transposeA, transposeB, m, n, k, a, b, bias);

            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = bias == null ? 0 : bias[j];
                    for (int p = 0; p < k; p++) {
                        sum += (double) a[transposeA ? p * m + i : i * k + p] * b[transposeB ? j * k + p : p * n + j];
                    }
                    // each partial sum is below √k or so; every step adds at most half a unit of it
                    assertThat((double) c[i * n + j]).isCloseTo(sum, within(0x1p-24 * (k + 2) * (1 + Math.sqrt(k))));
                }
            }
        }
    }

    private static float[] product(boolean transposeA, boolean transposeB, int m, int n, int k, float[] a, float[] b,
            float @Nullable [] bias) {
        var c = new float[m * n];
        Arrays.fill(c, 77f);
        MATMUL.multiply(transposeA, transposeB, m, n, k, a, 0, b, 0, bias, 0, c, 0);
        return c;
    }

    static float[] uniform(SplittableRandom random, int n) {
        var x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) random.nextDouble(-1, 1);
        }
        return x;
    }
}
