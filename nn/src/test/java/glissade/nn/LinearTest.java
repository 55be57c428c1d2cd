package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import glissade.autograd.GradientCheck;
import glissade.autograd.Param;
import glissade.autograd.Variable;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinearTest {

    @Test
    void forward_knownNumbers_isXTimesWTransposedPlusB() {
        var layer = new Linear(Tensor.of(new float[][] {{1, 2, 3}, {4, 5, 6}}), Tensor.of(10, 20));

        assertThat(layer.forward(Tensor.of(new float[][] {{1, 0, -1}, {2, 1, 0}})).value())
                .isEqualTo(Tensor.of(new float[][] {{8, 18}, {14, 33}}));
        assertThat(layer.forward(Tensor.of(1, 1, 1)).value()).isEqualTo(Tensor.of(16, 35));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "3, 5, 2", "7, 16, 31", "64, 100, 10", "1, 257, 3"})
    void forward_seededNumbers_isThatOfADoubleLoop(int rows, int in, int out) {
        var random = RandomStream.of(rows * 1000L + in);
        var layer = Linear.init(in, out, random);
        Tensor x = random.normal(Shape.of(rows, in));

        Tensor y = layer.forward(x).value();

        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < out; j++) {
                double sum = layer.bias().value().at(j);
                for (int k = 0; k < in; k++) {
                    sum += (double) x.at(i, k) * layer.weight().value().at(j, k);
                }
                assertThat((double) y.at(i, j)).isCloseTo(sum, within(1e-5 * (1 + Math.abs(sum))));
            }
        }
    }

    @Test
    void forward_leadingAxes_areKept() {
        var layer = Linear.init(4, 2, RandomStream.of(1));
        Tensor x = RandomStream.of(2).normal(Shape.of(3, 5, 4));

        Tensor y = layer.forward(x).value();

        assertThat(y.shape()).isEqualTo(Shape.of(3, 5, 2));
        assertThat(y.reshape(15, 2)).isEqualTo(layer.forward(x.reshape(15, 4)).value());
        assertThat(layer.forward(Tensor.zeros(0, 4)).shape()).isEqualTo(Shape.of(0, 2));
    }

    @Test
    void forward_derivatives_areCorrect() {
        var random = RandomStream.of(3);

        GradientCheck.of(v -> v.get(0).linear(v.get(1), v.get(2)).square(), random.normal(Shape.of(2, 3)),
                random.normal(Shape.of(4, 3)), random.normal(Shape.of(4))).requireCorrect();
    }

    @Test
    void backward_layer_reachesItsParams() {
        var layer = new Linear(Tensor.of(new float[][] {{2, 3}}), Tensor.of(5));

        var gradients = layer.forward(Tensor.of(new float[][] {{1, 10}, {100, 1000}})).sum().backward();

        assertThat(gradients.of(layer.weight())).isEqualTo(Tensor.of(new float[][] {{101, 1010}}));
        assertThat(gradients.of(layer.bias())).isEqualTo(Tensor.of(2));
    }

    @Test
    void init_weightAndBias_areUniformInOneOverRootIn() {
        var layer = Linear.init(100, 400, RandomStream.of(4));
        double bound = 0.1;

        assertThat(layer.weight().shape()).isEqualTo(Shape.of(400, 100));
        assertThat(layer.bias().shape()).isEqualTo(Shape.of(400));
        for (Param param : layer.parameters()) {
            Tensor value = param.value();
            assertThat((double) value.abs().max().item()).isBetween(0.98 * bound, bound * (1 + 1e-6));
            // three standard errors, of the mean and of the mean square
            double n = value.shape().elements();
            assertThat((double) value.mean().item()).isCloseTo(0, within(3 * bound / Math.sqrt(3 * n)));
            assertThat((double) value.square().mean().item()).isCloseTo(bound * bound / 3,
                    within(3 * bound * bound * Math.sqrt(4 / 45.0 / n)));
        }
    }

    @Test
    void init_seed_decidesTheBits() {
        assertThat(Linear.init(3, 2, RandomStream.of(5)).state())
                .isEqualTo(Linear.init(3, 2, RandomStream.of(5)).state());
        assertThat(Linear.init(3, 2, RandomStream.of(5)).state())
                .isNotEqualTo(Linear.init(3, 2, RandomStream.of(6)).state());
    }

    @Test
    void params_ofTheLayer_areThoseGiven() {
        var weight = Param.of(Tensor.ones(2, 3));
        var bias = Param.of(Tensor.zeros(2));
        var layer = new Linear(weight, bias);

        assertThat(layer.parameters().list()).containsExactly(weight, bias);
        assertThat(layer).isEqualTo(new Linear(weight, bias))
                .isNotEqualTo(new Linear(weight, Param.of(Tensor.zeros(2)))).hasToString("Linear(3 → 2)");
    }

    @Test
    void step_onABatch_lowersItsLoss() {
        var random = RandomStream.of(6);
        var layer = Linear.init(5, 1, random);
        Tensor x = random.normal(Shape.of(20, 5));
        Tensor target = random.normal(Shape.of(20, 1));
        Variable loss = Losses.meanSquaredError(layer.forward(x), target);

        var gradients = loss.backward();
        for (Param param : layer.parameters()) {
            param.set(param.value().sub(gradients.of(param).mul(0.01)));
        }

        assertThat(Losses.meanSquaredError(layer.forward(x), target).item()).isLessThan(loss.item());
    }
}
