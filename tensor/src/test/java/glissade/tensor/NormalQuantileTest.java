package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalQuantileTest {

    /// Φ⁻¹((w + ½) · 2⁻³²) to 40 digits, rounded to double. 13333333 and 13333334 stand on both sides of the borders
    /// of the tails, at 0.075.
    @ParameterizedTest
    @CsvSource({"00000000, -6.3379577545537895", "00000001, -6.166429517819751", "00003039, -4.535422762090428",
        "13333333, -1.4395314704450153", "13333334, -1.4395314688002132", "30000000, -0.8871465585863609",
        "7fffffff, -2.918099372916623e-10", "80000000, 2.918099372916623e-10", "ffffffff, 6.3379577545537895"})
    void of_word_isTheQuantile(String word, double expected) {
        assertThat(NormalQuantile.of(Integer.parseUnsignedInt(word, 16)))
                .isCloseTo(expected, within(4e-16 * Math.abs(expected)));
    }

    @Test
    void of_complement_isTheNegative() {
        for (int word : new int[] {0, 1, 99, 0x13333333, 0x13333334, 0x30000000, 0x7fffffff}) {
            assertThat(NormalQuantile.of(~word)).isEqualTo(-NormalQuantile.of(word));
        }
    }

    @Test
    void of_growingWord_grows() {
        double last = Double.NEGATIVE_INFINITY;
        for (long word = 0; word < 1L << 32; word += 65_537) {
            double z = NormalQuantile.of((int) word);
            assertThat(z).isGreaterThan(last);
            last = z;
        }
    }

    @Test
    void fill_words_isTheDefinition() {
        int n = 1000;
        int[] words = new int[n];
        Philox.words(5, 6, 0, words, 0, n);
        float[] out = new float[n + 2];

        NormalQuantile.fill(words, -3, 0.25, out, 1, n);

        assertThat(out[0]).isZero();
        assertThat(out[n + 1]).isZero();
        for (int i = 0; i < n; i++) {
            assertThat(out[1 + i]).isEqualTo((float) (-3 + 0.25 * NormalQuantile.of(words[i])));
        }
    }
}
