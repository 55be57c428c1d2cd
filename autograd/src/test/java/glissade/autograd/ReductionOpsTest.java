package glissade.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.tensor.Indices;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Gradients of reductions and of order where differences cannot show them: at zeros, ties, infinities and nothing.
class ReductionOpsTest {

    private static final float NAN = Float.NaN;
    private static final float INF = Float.POSITIVE_INFINITY;

    private static Variable tracked(float... values) {
        return Variable.tracked(Tensor.of(values));
    }

    private static Tensor gradient(Variable y, Variable x) {
        return y.sum().backward().of(x);
    }

    @Test
    void max_ties_shareTheGradient() {
        var x = Variable.tracked(Tensor.of(new float[][] {{1, 3, 3}, {2, 0, 2}}));

        assertThat(gradient(x.max(1), x)).isEqualTo(Tensor.of(new float[][] {{0, 0.5f, 0.5f}, {0.5f, 0, 0.5f}}));
        assertThat(gradient(x.max(), x)).isEqualTo(Tensor.of(new float[][] {{0, 0.5f, 0.5f}, {0, 0, 0}}));
        assertThat(gradient(x.min(0), x)).isEqualTo(Tensor.of(new float[][] {{1, 0, 0}, {0, 1, 1}}));
        var zeros = tracked(0f, -0f);
        assertThat(gradient(zeros.max(), zeros)).isEqualTo(Tensor.of(0.5f, 0.5f));
    }

    @Test
    void max_notANumber_getsTheGradient() {
        var x = tracked(1, NAN, 3);

        assertThat(gradient(x.max(), x)).isEqualTo(Tensor.of(0, 1, 0));
        assertThat(gradient(x.min(), x)).isEqualTo(Tensor.of(0, 1, 0));
    }

    @Test
    void maxAlong_ties_firstGetsAll() {
        var x = Variable.tracked(Tensor.of(new float[][] {{1, 3, 3}, {2, 0, 2}}));

        var found = x.maxAlong(1);

        assertThat(found.indices()).isEqualTo(Indices.of(1, 0));
        assertThat(gradient(found.values(), x)).isEqualTo(Tensor.of(new float[][] {{0, 1, 0}, {1, 0, 0}}));
        assertThat(gradient(x.minAlong(0).values(), x)).isEqualTo(Tensor.of(new float[][] {{1, 0, 0}, {0, 1, 1}}));
    }

    @Test
    void sort_gradient_goesBackToThePlaces() {
        var x = tracked(3, 1, NAN, 2);

        assertThat(x.sort(0).values().pullback(Tensor.of(10, 20, 30, 40), x).value())
                .isEqualTo(Tensor.of(30, 10, 40, 20));
        assertThat(x.topK(0, 2).values().pullback(Tensor.of(10, 20), x).value()).isEqualTo(Tensor.of(20, 0, 10, 0));
    }

    @Test
    void prod_zeros_leaveTheOthersProducts() {
        var one = tracked(2, 0, 5);
        var two = tracked(0, 3, 0);

        assertThat(gradient(one.prod(), one)).isEqualTo(Tensor.of(0, 10, 0));
        assertThat(gradient(two.prod(), two)).isEqualTo(Tensor.of(0, 0, 0));
        assertThat(gradient(one.prod().gradient(one), one)).as("Hessian's row sums")
                .isEqualTo(Tensor.of(5, 7, 2));
    }

    @Test
    void cumprod_zeros_leaveTheOthersProducts() {
        var x = tracked(2, 0, 5);

        assertThat(gradient(x.cumprod(0), x)).isEqualTo(Tensor.of(1, 12, 0));
    }

    @Test
    void norm_atZero_hasNoSlope() {
        for (double p : new double[] {0, 0.5, 1, 1.5, 2, 3, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            var x = tracked(0, 0);
            var dx = x.norm(p).gradient(x);
            assertThat(dx.value()).as("p %s", p).isEqualTo(Tensor.zeros(2));
            if (dx.isTracked()) {
                assertThat(dx.sum().gradient(x).value().allFinite()).as("p %s", p).isTrue();
            }
        }
        var row = Variable.tracked(Tensor.of(new float[][] {{0, 0}, {3, 4}}));
        assertThat(gradient(row.norm(2, 1), row)).isEqualTo(Tensor.of(new float[][] {{0, 0}, {0.6f, 0.8f}}));
    }

    @Test
    void norm_oneElementZero_isFinite() {
        for (double p : new double[] {0.5, 1, 1.5, 3}) {
            var x = tracked(0, 2);
            assertThat(gradient(x.norm(p), x)).as("p %s", p).isEqualTo(Tensor.of(0, 1));
        }
    }

    @Test
    void norm_negativePowerAndAZero_hasNoSlope() {
        // (Σ |x|⁻¹)⁻¹ is 0 where one is 0, however the others move
        var x = Variable.tracked(Tensor.of(new float[][] {{0, 2, -3}, {4, 4, 2}}));

        Tensor dx = gradient(x.norm(-1, 1), x);

        assertThat(dx.select(0, 0)).isEqualTo(Tensor.zeros(3));
        assertThat(dx.select(0, 1)).isEqualTo(Tensor.of(0.0625f, 0.0625f, 0.25f));
    }

    @Test
    void norm_huge_hasAGradient() {
        var x = tracked(3e38f, -0f);

        assertThat(gradient(x.norm(2), x)).isEqualTo(Tensor.of(1, -0f));
    }

    @Test
    void std_constant_hasNoSlope() {
        var x = tracked(3, 3, 3);
        var dx = x.std().gradient(x);

        assertThat(dx.value()).isEqualTo(Tensor.zeros(3));
        assertThat(dx.sum().gradient(x).value()).isEqualTo(Tensor.zeros(3));
        var tenths = Variable.tracked(Tensor.full(Shape.of(7, 1000), 0.1));
        assertThat(gradient(tenths.std(1), tenths)).isEqualTo(Tensor.zeros(7, 1000));
        assertThat(gradient(tenths.biasedStd(0), tenths)).isEqualTo(Tensor.zeros(7, 1000));
    }

    @Test
    void logSumExp_largeAndInfinite_isTheSoftmax() {
        var large = tracked(10_000, 10_000);
        var none = tracked(-INF, -INF);
        var some = tracked(-INF, 1);

        assertThat(gradient(large.logSumExp(), large)).isEqualTo(Tensor.of(0.5f, 0.5f));
        assertThat(gradient(none.logSumExp(), none)).isEqualTo(Tensor.zeros(2));
        assertThat(gradient(some.logSumExp(), some)).isEqualTo(Tensor.of(0, 1));
    }

    @Test
    void emptyTensors_gradients_areEmpty() {
        var x = Variable.tracked(Tensor.zeros(2, 0));
        var results = new Variable[] {x.sum(1), x.mean(1), x.prod(1), x.prod(), x.var(1), x.std(1), x.logSumExp(1),
            x.norm(2, 1), x.max(0), x.cumsum(1), x.cumprod(1), x.cumprod(0), x.sort(1).values(),
            x.topK(1, 0).values(), x.maxAlong(0).values()};
        for (Variable y : results) {
            assertThat(y.sum().gradient(x).value()).as("%s", y).isEqualTo(Tensor.zeros(2, 0));
        }
    }
}
