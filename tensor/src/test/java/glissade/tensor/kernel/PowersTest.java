package glissade.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PowersTest {

    private static final float[] NUMBERS =
            {0, 0.25f, 0.5f, 0.99999994f, 1, 1.0000001f, 1.5f, 2, 3, 4, 7, 0x1.fffffep22f,
                0x1p23f, 0x1.000002p23f, 0x1p24f, 0x1p40f, 0x1p41f, Float.MIN_VALUE, Float.MIN_NORMAL, Float.MAX_VALUE,
                Float.POSITIVE_INFINITY, Float.NaN};

    @Test
    void pow_specialNumbers_isThatOfJavaButForPowersOfOne() {
        for (float a : NUMBERS) {
            for (float b : NUMBERS) {
                for (float x : new float[] {a, -a}) {
                    for (float p : new float[] {b, -b}) {
                        float expected = (float) StrictMath.pow(x, p);
                        boolean one = x == 1 || x == -1 && Float.isInfinite(p);
                        assertBits(x + "^" + p, Powers.pow(x, p), one ? 1 : expected);
                    }
                }
            }
        }
    }

    @Test
    void pow_resultsThatAreFloats_isExact() {
        for (int x = 2; x <= 12; x++) {
            long power = 1;
            for (int p = 0; power <= 1 << 24; p++) {
                assertBits(x + "^" + p, Powers.pow(x, p), power);
                assertBits(-x + "^" + p, Powers.pow(-x, p), p % 2 == 0 ? power : -power);
                assertBits("root of " + power, Powers.pow(power, 0.5f), (float) Math.sqrt(power));
                power *= x;
            }
        }
    }

    @Test
    void exponentialsAndLogarithms_exactCases_areExact() {
        for (int n = -149; n < 128; n++) {
            float power = Math.scalb(1f, n);
            assertBits("2^" + n, Powers.exp2(n), power);
            assertBits("log2 of 2^" + n, Powers.log2(power), n);
        }
        float power = 1;
        for (int n = 0; n <= 10; n++) {
            assertBits("log10 of 10^" + n, Powers.log10(power), n);
            power *= 10;
        }
    }

    private static void assertBits(String what, float actual, float expected) {
        assertThat(Float.floatToIntBits(actual)).as("%s: %s, expected %s", what, actual, expected)
                .isEqualTo(Float.floatToIntBits(expected));
    }
}
