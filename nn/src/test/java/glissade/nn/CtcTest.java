package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import glissade.autograd.Variable;
import glissade.tensor.Indices;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;

class CtcTest {

    private static final int TIME = 4;
    private static final int CLASSES = 3;

    private final Tensor logits = RandomStream.of(3).normal(Shape.of(TIME, 1, CLASSES));

    private static double loss(Tensor logits, int... label) {
        return new Ctc().reduction(Reduction.SUM)
                .of(Variable.of(logits), Indices.of(Shape.of(1, label.length), label), new int[] {TIME},
                        new int[] {label.length})
                .item();
    }

    @Test
    void of_blankLast_isTheSameLossOfClassesThatMovedDown() {
        Variable moved = Variable.of(logits.roll(2, -1));
        var last = new Ctc().blank(CLASSES - 1).reduction(Reduction.SUM);

        double loss = last.of(moved, Indices.of(Shape.of(1, 2), 0, 1), new int[] {TIME}, new int[] {2}).item();

        assertThat(loss).isEqualTo(loss(logits, 1, 2), within(1e-6));
    }

    /// What a sequence of classes writes: repeats drawn together, blanks left out.
    private static String written(int path) {
        var text = new StringBuilder();
        int before = -1;
        for (int t = 0; t < TIME; t++) {
            int label = path % CLASSES;
            path /= CLASSES;
            if (label != before && label != 0) {
                text.append(label);
            }
            before = label;
        }
        return text.toString();
    }

    @Test
    void of_allPathsCounted_isTheSameNumber() {
        Tensor p = logits.softmax(-1);
        for (int[] label : new int[][] {{1}, {1, 2}, {1, 1}, {2, 1, 2}, {}, {1, 2, 1, 2}}) {
            var wanted = new StringBuilder();
            for (int l : label) {
                wanted.append(l);
            }
            double sum = 0;
            for (int path = 0; path < 81; path++) {
                if (written(path).contentEquals(wanted)) {
                    double product = 1;
                    int rest = path;
                    for (int t = 0; t < TIME; t++) {
                        product *= p.at(t, 0, rest % CLASSES);
                        rest /= CLASSES;
                    }
                    sum += product;
                }
            }
            assertThat(loss(logits, label)).isEqualTo(-Math.log(sum), within(1e-5));
        }
    }

    @Test
    void gradient_differences_agree() {
        Variable x = Variable.tracked(logits);
        Tensor gradient = new Ctc().of(x, Indices.of(Shape.of(1, 2), 1, 2), new int[] {TIME}, new int[] {2}).backward()
                .of(x);
        float[] numbers = logits.toArray();
        for (int i = 0; i < numbers.length; i++) {
            float[] up = numbers.clone();
            float[] down = numbers.clone();
            up[i] += 0.03125f;
            down[i] -= 0.03125f;
            double slope =
                    (loss(Tensor.of(logits.shape(), up), 1, 2) - loss(Tensor.of(logits.shape(), down), 1, 2)) / 0.0625;
            // the mean divides by the target's length
            assertThat(gradient.toArray()[i]).isEqualTo((float) (slope / 2), within(1e-3f));
        }
    }

    @Test
    void of_targetLongerThanItsTime_isInfiniteOrZeroByChoice() {
        var labels = Indices.of(Shape.of(1, 4), 1, 1, 2, 2);
        var ctc = new Ctc();

        assertThat(ctc.of(Variable.of(logits), labels, new int[] {4}, new int[] {4}).item())
                .isEqualTo(Float.POSITIVE_INFINITY);
        Variable x = Variable.tracked(logits);
        Variable loss = ctc.zeroInfinity(true).of(x, labels, new int[] {4}, new int[] {4});
        assertThat(loss.item()).isZero();
        assertThat(loss.backward().of(x)).isEqualTo(Tensor.zeros(logits.shape()));
    }

    @Test
    void gradient_timeAfterTheEnd_isZero() {
        Variable x = Variable.tracked(logits);
        Tensor gradient = new Ctc().of(x, Indices.of(Shape.of(1, 1), 1), new int[] {2}, new int[] {1}).backward().of(x);

        assertThat(gradient.at(1, 0, 0)).isNotZero();
        assertThat(gradient.at(2, 0, 0)).isZero();
        assertThat(gradient.at(3, 0, 2)).isZero();
    }

    @Test
    void gradient_second_isRefusedByName() {
        Variable x = Variable.tracked(logits);
        Variable loss = new Ctc().of(x, Indices.of(Shape.of(1, 1), 1), new int[] {2}, new int[] {1});

        assertThatThrownBy(() -> loss.gradient(x)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ctc");
    }
}
