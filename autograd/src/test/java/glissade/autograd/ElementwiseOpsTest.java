package glissade.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.tensor.Mask;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Gradients of [ElementwiseOps] and [FunctionOps] where no difference tells them, and comparisons.
class ElementwiseOpsTest {

    private static final float NAN = Float.NaN;
    private static final float INF = Float.POSITIVE_INFINITY;

    private static Variable tracked(float... values) {
        return Variable.tracked(Tensor.of(values));
    }

    private static Tensor gradient(Variable y, Variable x) {
        return y.sum().gradient(x).value();
    }

    @Test
    void maximumAndMinimum_ties_shareTheGradient() {
        var x = tracked(1, 2, 3, NAN, 0f);
        var y = tracked(1, 3, 2, 1, -0f);

        assertThat(gradient(x.maximum(y), x)).isEqualTo(Tensor.of(0.5f, 0, 1, 1, 0.5f));
        assertThat(gradient(x.maximum(y), y)).isEqualTo(Tensor.of(0.5f, 1, 0, 1, 0.5f));
        assertThat(gradient(x.minimum(y), x)).isEqualTo(Tensor.of(0.5f, 1, 0, 1, 0.5f));
        assertThat(gradient(x.minimum(y), y)).isEqualTo(Tensor.of(0.5f, 0, 1, 1, 0.5f));
        assertThat(gradient(x.maximum(x), x)).isEqualTo(Tensor.of(1, 1, 1, 2, 1));
    }

    /// Seven numbers again and again, in more than one piece for threads: the pieces' borders stand elsewhere each time.
    @Test
    void gradients_manyElements_areThoseOfEachElement() {
        Tensor few = Tensor.of(-2, -1, -0.25f, 0.125f, 0.5f, 1, 3);
        var x = Variable.tracked(few.tile(75_001));
        var y = Variable.tracked(few);

        assertThat(x.tanh().sum().backward().of(x)).isEqualTo(y.tanh().sum().backward().of(y).tile(75_001));
        Tensor slopes = x.norm(3).gradient(x).value();
        assertThat(slopes).isEqualTo(slopes.narrow(0, 0, 7).tile(75_001));
        assertThat(slopes.abs().min().item()).isPositive();
    }

    @Test
    void maximum_broadcastTies_areSummed() {
        var x = Variable.tracked(Tensor.of(Shape.of(2, 1), 1, 2));
        var y = tracked(1, 2, 0.5f);

        assertThat(gradient(x.maximum(y), x)).isEqualTo(Tensor.of(Shape.of(2, 1), 1.5f, 2.5f));
        assertThat(gradient(x.maximum(y), y)).isEqualTo(Tensor.of(0.5f, 1.5f, 0));
    }

    @Test
    void maximum_lost_stopsWhatIsNotANumber() {
        var x = tracked(1);

        assertThat(x.maximum(Tensor.of(2)).pullback(Tensor.of(NAN), x).value()).isEqualTo(Tensor.of(0));
    }

    @Test
    void clamp_gradient_passesOnTheBounds() {
        var x = tracked(-2, -1, 0, 1, 2, NAN, INF, -INF);

        assertThat(gradient(x.clamp(-1, 1), x)).isEqualTo(Tensor.of(0, 1, 1, 1, 0, 0, 0, 0));
        assertThat(gradient(x.clamp(Double.NEGATIVE_INFINITY, 1), x)).isEqualTo(Tensor.of(1, 1, 1, 1, 0, 0, 0, 1));
        assertThat(gradient(x.clamp(-1, Double.POSITIVE_INFINITY), x)).isEqualTo(Tensor.of(0, 1, 1, 1, 1, 0, 1, 0));
    }

    @Test
    void absSignAndRoundings_kinks_arePyTorchs() {
        var x = tracked(0f, -0f, 2, -2.5f, INF, -INF, NAN);

        assertThat(gradient(x.abs(), x)).isEqualTo(Tensor.of(0, 0, 1, -1, 1, -1, 0));
        assertThat(gradient(x.sign(), x)).isEqualTo(Tensor.zeros(7));
        assertThat(gradient(x.floor(), x)).isEqualTo(Tensor.zeros(7));
        assertThat(gradient(x.ceil(), x)).isEqualTo(Tensor.zeros(7));
        assertThat(gradient(x.round(), x)).isEqualTo(Tensor.zeros(7));
        assertThat(gradient(x.trunc(), x)).isEqualTo(Tensor.zeros(7));
    }

    @Test
    void flatFunctions_dependOnTheirInput() {
        var x = tracked(1.5f);

        assertThat(x.floor().sum().backward().of(x)).isEqualTo(Tensor.of(0));
    }

    @Test
    void pow_atZero_hasTheLimitsOfPyTorch() {
        var x = tracked(0, 0, 0, 0, 2, -0f, Float.MIN_VALUE, NAN);
        var p = tracked(0, 1, 2, 0.5f, 0, 0, 0, 0);
        var z = x.pow(p);

        assertThat(gradient(z, x)).isEqualTo(Tensor.of(0, 1, 0, INF, 0, 0, 0, 0));
        assertThat(gradient(z, p)).isEqualTo(Tensor.of(0, 0, 0, 0, (float) StrictMath.log(2), 0,
                (float) StrictMath.log(Float.MIN_VALUE), NAN));
    }

    @Test
    void pow_secondDerivativesAtZero_areNumbers() {
        var x = tracked(0, 0, 0, 0);
        var p = tracked(0, 1, 2, 3);
        var dx = x.pow(p).sum().gradient(x);

        assertThat(gradient(dx, x)).isEqualTo(Tensor.of(0, 0, 2, 0));
    }

    @Test
    void pow_number_hasTheGradientOfAConstantTensor() {
        var x = tracked(0, 0.3f, 1, -2, 5, Float.MIN_VALUE);

        for (double p : new double[] {0, 1, 2, 3, -1, -2, 0.5, 1.5}) {
            // either zero will do
            assertThat(gradient(x.pow(p), x).add(0)).as("exponent %s", p)
                    .isEqualTo(gradient(x.pow(Tensor.scalar(p)), x).add(0));
        }
    }

    @Test
    void rpow_baseZero_isFlatFromZeroOn() {
        var x = tracked(0, 1, -1);

        assertThat(gradient(x.rpow(0), x)).isEqualTo(Tensor.of(0, 0, -INF));
        assertThat(gradient(x.rpow(1), x)).isEqualTo(Tensor.zeros(3));
        assertThat(gradient(x.rpow(-2), x)).isEqualTo(Tensor.of(NAN, NAN, NAN));
    }

    @Test
    void functions_poles_haveInfiniteSlopes() {
        var zero = tracked(0);
        var one = tracked(1);

        assertThat(gradient(zero.rsqrt(), zero)).isEqualTo(Tensor.of(-INF));
        assertThat(gradient(zero.reciprocal(), zero)).isEqualTo(Tensor.of(-INF));
        assertThat(gradient(zero.log2(), zero)).isEqualTo(Tensor.of(INF));
        assertThat(gradient(one.neg().log1p(), one)).isEqualTo(Tensor.of(-INF));
        assertThat(gradient(one.asin(), one)).isEqualTo(Tensor.of(INF));
        assertThat(gradient(one.acos(), one)).isEqualTo(Tensor.of(-INF));
    }

    @Test
    void asin_nearOne_keepsTheDigitsOfItsSlope() {
        float x = 1 - 0x1p-20f;
        var near = tracked(x);
        double slope = 1 / StrictMath.sqrt(1 - (double) x * x);

        assertThat(gradient(near.asin(), near).item() / slope).isBetween(1 - 3e-7, 1 + 3e-7);
    }

    @Test
    void comparisons_variables_areThoseOfTheirValues() {
        var x = tracked(1, 2, NAN, INF);
        var y = tracked(2, 2, 2, 2);

        assertThat(x.less(y)).isEqualTo(Mask.of(true, false, false, false)).isEqualTo(x.less(2));
        assertThat(x.lessOrEqual(y)).isEqualTo(Mask.of(true, true, false, false)).isEqualTo(x.lessOrEqual(2));
        assertThat(x.greater(y)).isEqualTo(Mask.of(false, false, false, true)).isEqualTo(x.greater(2));
        assertThat(x.greaterOrEqual(y)).isEqualTo(Mask.of(false, true, false, true)).isEqualTo(x.greaterOrEqual(2));
        assertThat(x.equalTo(y.value())).isEqualTo(Mask.of(false, true, false, false)).isEqualTo(x.equalTo(2));
        assertThat(x.notEqualTo(y)).isEqualTo(Mask.of(true, false, true, true)).isEqualTo(x.notEqualTo(2));
        assertThat(x.isNaN()).isEqualTo(Mask.of(false, false, true, false));
        assertThat(x.isFinite()).isEqualTo(Mask.of(true, true, false, false));
        assertThat(x.isInfinite()).isEqualTo(Mask.of(false, false, false, true));
    }
}
