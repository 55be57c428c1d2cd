package glissade.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ElementaryTest {

    @Test
    void exp_limits_areIeee() {
        assertBits(Exponentials.exp(Float.NEGATIVE_INFINITY), 0.0f);
        assertBits(Exponentials.exp(-0.0f), 1);
        assertBits(Exponentials.exp(0.0f), 1);
        assertBits(Exponentials.exp(88.72283f), 3.4027985e38f);
        assertBits(Exponentials.exp(88.72284f), Float.POSITIVE_INFINITY);
        assertBits(Exponentials.exp(Float.MAX_VALUE), Float.POSITIVE_INFINITY);
        assertBits(Exponentials.exp(Float.POSITIVE_INFINITY), Float.POSITIVE_INFINITY);
        assertBits(Exponentials.exp(-103.97f), Float.MIN_VALUE);
        assertBits(Exponentials.exp(-103.98f), 0.0f);
        assertBits(Exponentials.exp(-Float.MAX_VALUE), 0.0f);
        assertBits(Exponentials.exp(Float.NaN), Float.NaN);
    }

    @Test
    void log_limits_areIeee() {
        assertBits(Exponentials.log(0.0f), Float.NEGATIVE_INFINITY);
        assertBits(Exponentials.log(-0.0f), Float.NEGATIVE_INFINITY);
        assertBits(Exponentials.log(1), 0.0f);
        assertBits(Exponentials.log(Float.MIN_VALUE), -103.27893f);
        assertBits(Exponentials.log(Float.MAX_VALUE), 88.72284f);
        assertBits(Exponentials.log(Float.POSITIVE_INFINITY), Float.POSITIVE_INFINITY);
        assertBits(Exponentials.log(-Float.MIN_VALUE), Float.NaN);
        assertBits(Exponentials.log(-1), Float.NaN);
        assertBits(Exponentials.log(Float.NEGATIVE_INFINITY), Float.NaN);
        assertBits(Exponentials.log(Float.NaN), Float.NaN);
    }

    @Test
    void tanh_limitsAndTinyValues_keepSignAndBits() {
        assertBits(Exponentials.tanh(0.0f), 0.0f);
        assertBits(Exponentials.tanh(-0.0f), -0.0f);
        assertBits(Exponentials.tanh(9.1f), 1);
        assertBits(Exponentials.tanh(-9.1f), -1);
        assertBits(Exponentials.tanh(Float.POSITIVE_INFINITY), 1);
        assertBits(Exponentials.tanh(Float.NEGATIVE_INFINITY), -1);
        assertBits(Exponentials.tanh(Float.NaN), Float.NaN);
        for (int bits = 1; bits <= 0x00800000; bits += 4099) {
            float x = Float.intBitsToFloat(bits);
            assertBits(Exponentials.tanh(x), x);
            assertBits(Exponentials.tanh(-x), -x);
        }
    }

    @Test
    void sigmoid_limits_areReachedWithoutOverflow() {
        assertBits(Exponentials.sigmoid(0.0f), 0.5f);
        assertBits(Exponentials.sigmoid(-0.0f), 0.5f);
        assertBits(Exponentials.sigmoid(Float.POSITIVE_INFINITY), 1);
        assertBits(Exponentials.sigmoid(Float.MAX_VALUE), 1);
        assertBits(Exponentials.sigmoid(Float.NEGATIVE_INFINITY), 0.0f);
        assertBits(Exponentials.sigmoid(-Float.MAX_VALUE), 0.0f);
        assertBits(Exponentials.sigmoid(-100), 3.78e-44f);
        assertBits(Exponentials.sigmoid(Float.NaN), Float.NaN);
    }

    @Test
    void sqrt_limits_areIeee() {
        assertBits(Exponentials.sqrt(-0.0f), -0.0f);
        assertBits(Exponentials.sqrt(-1), Float.NaN);
        assertBits(Exponentials.sqrt(Float.POSITIVE_INFINITY), Float.POSITIVE_INFINITY);
        assertBits(Exponentials.sqrt(Float.MIN_VALUE), 3.743392e-23f);
    }

    @Test
    void gradients_knownValues_followTheFormulas() {
        float[] dy = {2, 3, -4};
        float[] y = {0.5f, 0.25f, 0.75f};
        float[] dx = new float[3];
        var elementary = new Elementary();
        elementary.tanhGradient(dy, 0, y, 0, dx, 0, 3);
        assertThat(dx).containsExactly(1.5f, 2.8125f, -1.75f);
        elementary.sigmoidGradient(dy, 0, y, 0, dx, 0, 3);
        assertThat(dx).containsExactly(0.5f, 0.5625f, -0.75f);
    }

    @Test
    void reluGradient_zeroAndNaN_followPyTorch() {
        float[] dy = {1, 2, 3, 4, 5, Float.NaN};
        float[] y = {0.0f, -0.0f, Float.NaN, 1, -1, 0.0f};
        float[] dx = new float[6];
        new Elementary().reluGradient(dy, 0, y, 0, dx, 0, 6);
        assertThat(dx).containsExactly(0, 0, 3, 4, 0, 0);
    }

    @Test
    void loops_withOffsets_touchOnlyTheirRange() {
        float[] y = {7, 7, 7, 7};
        new Elementary().exp(new float[] {9, 9, 0, 0}, 2, y, 1, 2);
        assertThat(y).containsExactly(7, 1, 1, 7);
    }

    private static void assertBits(float actual, float expected) {
        assertThat(Float.floatToIntBits(actual)).as("%s", actual).isEqualTo(Float.floatToIntBits(expected));
    }
}
