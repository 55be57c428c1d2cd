package glissade.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The engine at its borders: very deep and very wide graphs, threads, failures, odd shapes and odd numbers.
class RobustnessTest {

    private static final int DEPTH = 200_000;

    private final Param x = Param.of(Tensor.of(1, 2, 3));

    private Variable deep() {
        Variable y = x;
        for (int i = 0; i < DEPTH; i++) {
            y = y.add(1);
        }
        return y.sum();
    }

    @Test
    void gradient_veryDeep_doesNotOverflow() {
        assertThat(deep().gradient(x).value()).isEqualTo(Tensor.of(1, 1, 1));
    }

    @Test
    void gradientOfGradient_veryDeep_doesNotOverflow() {
        Variable y = x;
        for (int i = 0; i < DEPTH / 4; i++) {
            y = y.mul(1);
        }
        assertThat(y.square().sum().gradient(x).sum().backward().of(x)).isEqualTo(Tensor.of(2, 2, 2));
    }

    @Test
    void backward_veryDeepInASegment_doesNotOverflow() {
        assertThat(Recompute.segment(this::deep).backward().of(x)).isEqualTo(Tensor.of(1, 1, 1));
    }

    @Test
    void backward_chainOfManySegments_doesNotOverflow() {
        Variable y = x;
        for (int i = 0; i < 20_000; i++) {
            y = Recompute.segment(in -> in.mul(-1), y);
        }

        assertThat(y.sum().backward().of(x)).isEqualTo(Tensor.of(1, 1, 1));
    }

    @Test
    void pictures_veryDeep_doNotOverflow() {
        Variable y = deep();

        String text = Graph.text(y);
        String dot = Graph.dot(y);

        // the whole texts would be in the message
        assertThat(text.lines().count()).isEqualTo(DEPTH + 2);
        assertThat(text.endsWith("%" + (DEPTH + 1) + " = sum    []   ← %" + DEPTH + "\n")).isTrue();
        assertThat(dot.endsWith("n" + DEPTH + " -> n" + (DEPTH + 1) + ";\n}\n")).isTrue();
        assertThat(y.toString()).startsWith("Variable (sum) ");
    }

    @Test
    void gradient_oneVariableUsedAThousandTimes_addsUp() {
        Variable sum = x.mul(0);
        for (int i = 0; i < 1000; i++) {
            sum = sum.add(x.mul(x));
        }
        Variable first = sum.sum().gradient(x);

        assertThat(first.value()).isEqualTo(Tensor.of(2000, 4000, 6000));
        assertThat(first.sum().backward().of(x)).isEqualTo(Tensor.of(2000, 2000, 2000));
    }

    @Test
    void backward_severalThreadsWithDeepGraphsOverSharedParams_sameBitsAsAlone() throws Exception {
        Param w = Param.of(RandomStream.of(1).uniform(Shape.of(16, 16), -0.3, 0.3));
        Callable<List<Tensor>> work = () -> {
            var results = new ArrayList<Tensor>();
            for (int step = 0; step < 20; step++) {
                Variable y = Variable.of(RandomStream.of(step).uniform(Shape.of(8, 16)));
                for (int i = 0; i < 5; i++) {
                    y = i == 2 ? Recompute.segment(in -> in.matmul(w).tanh(), y) : y.matmul(w).tanh();
                }
                results.add(y.square().sum().gradient(w).value());
                results.add(y.square().sum().backward().of(w));
            }
            return results;
        };
        List<Tensor> alone = work.call();
        try (var threads = Executors.newFixedThreadPool(4)) {
            var running = new ArrayList<Future<List<Tensor>>>();
            for (int i = 0; i < 8; i++) {
                running.add(threads.submit(work));
            }
            for (var one : running) {
                assertThat(one.get()).isEqualTo(alone);
            }
        }
        assertThat(w.version()).isZero();
    }

    @Test
    void backward_failsHalfWay_paramsAndGraphAreAsBefore() {
        Param w = Param.of(Tensor.of(4, 5, 6));
        boolean[] fails = {true};
        Variable y = x.mul(w).tanh();
        Variable fragile = Variable.record("fragile", y.value(), y.pull(dy -> {
            if (fails[0]) {
                throw new ArithmeticException("half way");
            }
            return dy;
        }));
        Variable loss = fragile.mul(w).square().add(w).sum();
        String graph = Graph.text(loss);
        Tensor before = w.value();
        assertThatThrownBy(loss::backward).hasMessage("half way");
        assertThatThrownBy(() -> loss.gradient(x)).hasMessage("half way");
        fails[0] = false;

        assertThat(Graph.text(loss)).isEqualTo(graph);
        assertThat(w.value()).isEqualTo(before);
        assertThat(w.version()).isZero();
        Tensor gradient = loss.gradient(w).value();
        assertThat(loss.backward().of(w)).isEqualTo(gradient);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0,3", "3,0", "1", "1,1,1", "3,1", "1,3", "2,0,3"})
    void backward_oddShapes_haveGradientsOfTheirShape(String sizes) {
        Shape shape = sizes.isEmpty()
                ? Shape.SCALAR
                : Shape.of(Arrays.stream(sizes.split(",")).mapToInt(Integer::parseInt).toArray());
        Param p = Param.of(Tensor.full(shape, 0.5));
        Variable loss = p.mul(p).tanh().add(p.exp()).mul(p.sum()).sum();

        assertThat(loss.gradient(p).shape()).isEqualTo(shape);
        assertThat(loss.gradient(p).square().sum().backward().of(p).shape()).isEqualTo(shape);
        assertThat(Recompute.segment(() -> p.mul(p).sum()).backward().of(p)).isEqualTo(Tensor.full(shape, 1));
    }

    @Test
    void backward_broadcastAxesOfSizeOne_areSummedToTheirShape() {
        Param row = Param.of(Tensor.of(Shape.of(1, 3), 1, 2, 3));
        Param column = Param.of(Tensor.of(Shape.of(2, 1), 10, 20));
        Param number = Param.of(Tensor.scalar(2));
        Gradients gradients = row.mul(column).mul(number).sum().backward();

        assertThat(gradients.of(row)).isEqualTo(Tensor.of(Shape.of(1, 3), 60, 60, 60));
        assertThat(gradients.of(column)).isEqualTo(Tensor.of(Shape.of(2, 1), 12, 12));
        assertThat(gradients.of(number)).isEqualTo(Tensor.scalar(180));
    }

    @Test
    void resizeLinear_gradientThatIsNotANumber_staysInItsPlace() {
        var x = Variable.tracked(Tensor.zeros(1, 1, 3));

        Tensor dx = x.resizeLinear(true, 5).pullback(Tensor.of(Shape.of(1, 1, 5), 1, 2, 4, Float.NaN, 8), x).value();

        assertThat(dx.reshape(3)).isEqualTo(Tensor.of(2, Float.NaN, Float.NaN));
    }

    @Test
    void backward_nanAndInfinities_goThroughAndStayInTheirPlaces() {
        Param odd = Param.of(Tensor.of(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1, -0f));
        Gradients gradients = odd.square().sum().backward();

        assertThat(gradients.of(odd)).isEqualTo(
                Tensor.of(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 2, -0f));
        assertThat(gradients.isFinite()).isFalse();
        assertThat(x.pullback(Tensor.of(Float.NaN, 1, Float.POSITIVE_INFINITY), x).value())
                .isEqualTo(Tensor.of(Float.NaN, 1, Float.POSITIVE_INFINITY));
    }
}
