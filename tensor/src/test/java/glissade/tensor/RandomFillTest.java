package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomFillTest {

    private static final int N = 5000;

    @Test
    void unit_extremeWords_staysBelowOne() {
        assertThat(RandomFill.unit(0)).isEqualTo(0f);
        assertThat(RandomFill.unit(255)).isEqualTo(0f);
        assertThat(RandomFill.unit(256)).isEqualTo(0x1p-24f);
        assertThat(RandomFill.unit(0x80000000)).isEqualTo(0.5f);
        assertThat(RandomFill.unit(-1)).isEqualTo(1 - 0x1p-24f);
    }

    @Test
    void threshold_probability_isItsShareOfTheWords() {
        assertThat(RandomFill.threshold(0)).isZero();
        assertThat(RandomFill.threshold(0x1p-33)).isZero();
        assertThat(RandomFill.threshold(0.5)).isEqualTo(1L << 31);
        assertThat(RandomFill.threshold(1)).isEqualTo(1L << 32);
    }

    /// Pieces that do not agree with blocks, chunks or the bulk loop.
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 130, 1023, 1024, 1025, 4999})
    void fills_inPieces_areTheWhole(int piece) {
        float[] uniform = new float[N];
        float[] ranged = new float[N];
        float[] normal = new float[N];
        boolean[] bernoulli = new boolean[N];
        RandomFill.uniform(1, 2, 3, uniform, 0, N);
        RandomFill.uniform(1, 2, 3, -0.5, 0.25, ranged, 0, N);
        RandomFill.normal(1, 2, 3, 10, 2, normal, 0, N);
        RandomFill.bernoulli(1, 2, 3, 1L << 30, bernoulli, 0, N);

        float[] uniformPieces = new float[N];
        float[] rangedPieces = new float[N];
        float[] normalPieces = new float[N];
        boolean[] bernoulliPieces = new boolean[N];
        for (int from = 0; from < N; from += piece) {
            int n = Math.min(piece, N - from);
            RandomFill.uniform(1, 2, 3 + from, uniformPieces, from, n);
            RandomFill.uniform(1, 2, 3 + from, -0.5, 0.25, rangedPieces, from, n);
            RandomFill.normal(1, 2, 3 + from, 10, 2, normalPieces, from, n);
            RandomFill.bernoulli(1, 2, 3 + from, 1L << 30, bernoulliPieces, from, n);
        }

        assertThat(uniformPieces).containsExactly(uniform);
        assertThat(rangedPieces).containsExactly(ranged);
        assertThat(normalPieces).containsExactly(normal);
        assertThat(bernoulliPieces).containsExactly(bernoulli);
    }

    /// The words of these 100,000 reach u = 1 − 2⁻²⁴ · k for small k, where rounding to float would reach the upper
    /// bound.
    @Test
    void uniform_narrowRange_neverReachesTheUpperBound() {
        float[] x = new float[100_000];
        RandomFill.uniform(9, 0, 0, 1, 1 + 0x1p-22, x, 0, x.length);

        for (float each : x) {
            assertThat(each).isGreaterThanOrEqualTo(1f).isLessThan(1 + 0x1p-22f);
        }
    }

    @Test
    void uniform_noFloatBetweenTheBounds_isLow() {
        float[] x = new float[10];
        RandomFill.uniform(9, 0, 0, 2, 2, x, 0, 10);
        assertThat(x).containsOnly(2f);
        RandomFill.uniform(9, 0, 0, 1, 1 + 1e-12, x, 0, 10);
        assertThat(x).containsOnly(1f);
    }
}
