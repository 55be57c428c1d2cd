package glissade.optim;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import glissade.tensor.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArrayStateTest {

    static Stream<UpdateRule> rules() {
        return Rules.all().filter(rule -> rule instanceof ArrayRule);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void step_anyNumberOfThreads_hasTheSameBits(UpdateRule rule) {
        for (Shape shape : List.of(Shape.of(1100, 1300), Shape.of(1_200_001))) {
            var random = RandomStream.of(5);
            Tensor start = random.normal(shape);
            Tensor gradient = random.normal(shape);
            var values = new ArrayList<Tensor>();
            for (int threads : new int[] {1, 4}) {
                var param = Param.of(start);
                var optimizer = rule.over(Params.of(param));
                Threads.limit(threads, () -> {
                    for (int t = 0; t < 2; t++) {
                        optimizer.step(Gradients.of(param, gradient));
                    }
                });
                values.add(param.value());
            }
            assertThat(values.getLast()).isEqualTo(values.getFirst()).isNotEqualTo(start);
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void step_valueHandedOut_staysAsItWas(UpdateRule rule) {
        var param = Param.of(RandomStream.of(1).normal(Shape.of(4, 3)));
        var optimizer = rule.over(Params.of(param));
        Tensor before = param.value();
        Tensor copy = before.mul(1);

        optimizer.step(Gradients.of(param, Tensor.ones(4, 3)));

        assertThat(before).isEqualTo(copy).isNotEqualTo(param.value());
    }

    /// A large param's leftovers in the scratch array do not reach a smaller one.
    @ParameterizedTest
    @MethodSource("rules")
    void step_smallParamAfterALargeOne_movesAsAlone(UpdateRule rule) throws InterruptedException {
        var random = RandomStream.of(2);
        var small = Param.of(random.normal(Shape.of(3, 2)));
        var alone = Param.of(small.value());
        var large = Param.of(random.normal(Shape.of(70, 70)));
        Tensor gradient = random.normal(Shape.of(3, 2));

        rule.over(Params.of(large)).step(Gradients.of(large, random.normal(Shape.of(70, 70))));
        rule.over(Params.of(small)).step(Gradients.of(small, gradient));
        var thread = new Thread(() -> rule.over(Params.of(alone)).step(Gradients.of(alone, gradient)));
        thread.start();
        thread.join();

        assertThat(small.value()).isEqualTo(alone.value());
    }

    @Test
    void sm3_withoutMomentum_keepsNoBufferAndMovesAsWithABufferOfNoMomentum() {
        var param = Param.of(Tensor.of(Shape.of(2, 2), 1, 2, 3, 4));
        Tensor gradient = Tensor.of(Shape.of(2, 2), 1, -2, 0.5f, 4);
        var rule = new Sm3().lr(0.1).momentum(0);

        rule.over(Params.of(param)).step(Gradients.of(param, gradient));

        assertThat(rule.slots(Shape.of(20, 30)).stream().mapToInt(slot -> slot.shape().elements()).sum()).isEqualTo(50);
        assertThat(param.value()).isEqualTo(Tensor.of(Shape.of(2, 2), 0.9f, 2.1f, 2.9f, 3.9f));
    }

    @Test
    void means_ofRowsAndColumns_areThoseOfTensors() {
        for (Shape shape : List.of(Shape.of(2, 1100, 1030), Shape.of(7, 1), Shape.of(1, 7), Shape.of(3, 5, 1))) {
            Tensor x = RandomStream.of(3).normal(shape);
            float[] elements = x.toArray();
            var step = new ArrayStep(shape, elements, elements, new float[0][], new float[0], 1, 1);

            assertThat(step.rowMeans(elements)).isEqualTo(x.mean(-1).toArray());
            assertThat(step.columnMeans(elements)).isEqualTo(x.mean(-2).toArray());
            assertThat(step.norm(elements)).isEqualTo(x.norm());
        }
    }
}
