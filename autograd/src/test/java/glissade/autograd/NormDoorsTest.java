package glissade.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// The gradients of norms in `backward()`, one walk over the rows, against those composed of operations; sizes cross the borders of blocks.
class NormDoorsTest {

    private final RandomStream random = RandomStream.of(1);

    @Test
    void layerNorm_bothDoors_agree() {
        for (int columns : new int[] {1, 5, 128, 700}) {
            Variable x = Variable.tracked(random.normal(Shape.of(3, 100, columns)));
            Variable weight = Variable.tracked(random.normal(Shape.of(columns)));
            Variable bias = Variable.tracked(random.normal(Shape.of(columns)));
            agree(v -> x.layerNorm(Shape.of(columns), weight, bias, 1e-5), x, weight, bias);
            agree(v -> x.layerNorm(Shape.of(columns), null, bias, 1e-5), x, bias);
            agree(v -> x.layerNorm(Shape.of(columns), weight, null, 1e-5), x, weight);
            agree(v -> x.layerNorm(Shape.of(columns), null, null, 1e-5), x);
            agree(v -> x.rmsNorm(Shape.of(columns), weight, 1e-5), x, weight);
        }
    }

    @Test
    void groupAndBatchNorm_bothDoors_agree() {
        Variable x = Variable.tracked(random.normal(Shape.of(150, 6, 7, 3)));
        Variable weight = Variable.tracked(random.normal(Shape.of(6)));
        Variable bias = Variable.tracked(random.normal(Shape.of(6)));
        agree(v -> x.groupNorm(2, weight, bias, 1e-5), x, weight, bias);
        agree(v -> x.groupNorm(6, weight, bias, 1e-5), x, weight, bias);
        agree(v -> x.batchNorm(weight, bias, 1e-5, (mean, variance) -> {
        }), x, weight, bias);
    }

    @Test
    void layerNorm_constantInput_weightsStillLearn() {
        Tensor x = random.normal(Shape.of(4, 8));
        Variable weight = Variable.tracked(random.normal(Shape.of(8)));
        agree(v -> Variable.of(x).layerNorm(Shape.of(8), weight, null, 1e-5), weight);
    }

    @Test
    void layerNorm_noRows_gradientsAreZeros() {
        Variable x = Variable.tracked(Tensor.zeros(0, 8));
        Variable weight = Variable.tracked(Tensor.full(Shape.of(8), 1));
        Gradients gradients = x.layerNorm(Shape.of(8), weight, null, 1e-5).sum().backward();
        assertThat(gradients.of(x)).isEqualTo(Tensor.zeros(0, 8));
        assertThat(gradients.of(weight)).isEqualTo(Tensor.zeros(8));
    }

    private void agree(Function<String, Variable> norm, Variable... inputs) {
        Variable y = norm.apply("once");
        Tensor seed = random.normal(y.shape());
        var composed = y.pullbacks(seed, inputs);
        Gradients fused = norm.apply("twice").mul(seed).sum().backward();
        for (int i = 0; i < inputs.length; i++) {
            Tensor expected = composed.get(i).value();
            Tensor actual = fused.of(inputs[i]);
            assertThat(actual.shape()).isEqualTo(expected.shape());
            double scale = 1 + expected.abs().max().item();
            assertThat(actual.sub(expected).abs().max().item() / scale).isLessThan(1e-5);
        }
    }
}
