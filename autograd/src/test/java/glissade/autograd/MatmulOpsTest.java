package glissade.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Gradients of products over nothing, which differences cannot show.
class MatmulOpsTest {

    @Test
    void matmul_batchOverAnEmptyInnerAxis_hasEmptyGradients() {
        var batch = Variable.tracked(Tensor.zeros(2, 3, 0));
        var matrix = Variable.tracked(Tensor.zeros(0, 4));
        var vector = Variable.tracked(Tensor.zeros(0));

        Gradients byMatrix = batch.matmul(matrix).sum().backward();
        assertThat(byMatrix.of(batch).shape()).isEqualTo(Shape.of(2, 3, 0));
        assertThat(byMatrix.of(matrix).shape()).isEqualTo(Shape.of(0, 4));
        assertThat(batch.matmul(vector).sum().backward().of(vector)).isEqualTo(Tensor.zeros(0));
    }

    @Test
    void linear_batchAndNoInputsOrNoOutputs_hasGradients() {
        var x = Variable.tracked(Tensor.ones(2, 3, 4));
        var none = Variable.tracked(Tensor.zeros(0, 4));
        Gradients noOutputs = x.linear(none, Tensor.zeros(0)).sum().backward();
        assertThat(noOutputs.of(x)).isEqualTo(Tensor.zeros(2, 3, 4));
        assertThat(noOutputs.of(none)).isEqualTo(Tensor.zeros(0, 4));

        var empty = Variable.tracked(Tensor.zeros(2, 3, 0));
        var weight = Variable.tracked(Tensor.zeros(5, 0));
        var bias = Variable.tracked(Tensor.zeros(5));
        Gradients noInputs = empty.linear(weight, bias).sum().backward();
        assertThat(noInputs.of(weight)).isEqualTo(Tensor.zeros(5, 0));
        assertThat(noInputs.of(bias)).isEqualTo(Tensor.full(Shape.of(5), 6));
    }
}
