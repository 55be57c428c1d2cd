package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.autograd.Param;
import glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ShrinkTest {

    private static final Tensor X =
            Tensor.of(-2, -0.5f, -0.25f, 0, 0.25f, 0.5f, 2, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY,
                    Float.NaN);

    private static Tensor gradient(Layer layer) {
        Param x = Param.of(Tensor.of(-2, -0.5f, 0.25f, 0.5f, 2));
        return layer.forward(x).sum().backward().of(x);
    }

    @Test
    void softshrink_numbers_arePyTorchs() {
        assertThat(new Softshrink().predict(X)).isEqualTo(Tensor.of(-1.5f, 0, 0, 0, 0, 0, 1.5f,
                Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN));
        assertThat(gradient(new Softshrink())).isEqualTo(Tensor.of(1, 0, 0, 0, 1));
    }

    @Test
    void hardshrink_numbers_arePyTorchs() {
        assertThat(new Hardshrink().predict(X)).isEqualTo(
                Tensor.of(-2, 0, 0, 0, 0, 0, 2, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN));
        assertThat(gradient(new Hardshrink())).isEqualTo(Tensor.of(1, 0, 0, 0, 1));
    }

    @Test
    void threshold_numbers_arePyTorchs() {
        assertThat(new Threshold(0.25, 7).predict(X)).isEqualTo(
                Tensor.of(7, 7, 7, 7, 7, 0.5f, 2, Float.POSITIVE_INFINITY, 7, Float.NaN));
        assertThat(gradient(new Threshold(0.25, 7))).isEqualTo(Tensor.of(0, 0, 0, 1, 1));
    }

    @Test
    void tanhshrink_zero_isZero() {
        assertThat(Activation.TANHSHRINK.predict(Tensor.of(0, 20, -20))).isEqualTo(Tensor.of(0, 19, -19));
    }

    @Test
    void identity_anyInput_isItsOutput() {
        assertThat(new Identity().predict(X)).isEqualTo(X);
    }
}
