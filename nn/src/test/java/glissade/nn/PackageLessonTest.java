package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.autograd.Variable;
import glissade.tensor.Indices;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// What the package's page says.
class PackageLessonTest {

    private record Block(Linear wide, Linear narrow) implements Layer {
        @Override
        public Variable forward(Variable x) {
            return x.add(narrow.forward(wide.forward(x).relu()));
        }
    }

    private static Block block() {
        var random = RandomStream.of(1);
        return new Block(Linear.init(2, 8, random), Linear.init(8, 2, random));
    }

    @Test
    void names_ofTheExample_areThoseShown() {
        assertThat(Sequential.of(block(), new Relu()).state().names()).containsExactly("0.wide.weight", "0.wide.bias",
                "0.narrow.weight", "0.narrow.bias");
    }

    @Test
    void mode_ofTheExample_dependsOnTheCallAlone() {
        var net = Sequential.of(block(), new Dropout(0.5, RandomStream.of(2)));
        Tensor images = RandomStream.of(3).normal(Shape.of(4, 2));
        Tensor scores = net.predict(images);

        Variable loss = Losses.crossEntropy(net.forward(images), Indices.of(0, 1, 0, 1));

        assertThat(loss.isTracked()).isTrue();
        assertThat(net.forward(images).value()).isNotEqualTo(scores);
        assertThat(net.predict(images)).isEqualTo(scores);
    }

    @Test
    void loss_ofLogits_isExactWhereTheSoftmaxIsZero() {
        Variable logits = Variable.of(Tensor.of(new float[][] {{0, -200}}));

        assertThat(logits.softmax(-1).value().at(0, 1)).isZero();
        assertThat(Losses.crossEntropy(logits, Indices.of(1)).item()).isEqualTo(200);
    }
}
