package glissade.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.tensor.Indices;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SweepTest {

    private final Param x = Param.of(Tensor.of(1, 2, 3));

    @Test
    void backward_oneVariableUsedOften_gradientsAddUp() {
        Variable sum = x.mul(0);
        for (int i = 0; i < 1000; i++) {
            sum = sum.add(x);
        }

        assertThat(sum.sum().backward().of(x)).isEqualTo(Tensor.of(1000, 1000, 1000));
    }

    @Test
    void backward_twoHundredThousandDeep_doesNotOverflow() {
        Variable y = x;
        for (int i = 0; i < 200_000; i++) {
            y = y.add(1);
        }

        assertThat(y.sum().backward().of(x)).isEqualTo(Tensor.of(1, 1, 1));
    }

    @Test
    void backward_pullbackReturnsItsArgument_entriesDoNotDisturbEachOther() {
        Param y = Param.of(Tensor.of(4, 5, 6));
        // add passes dy itself to both sides; the square of x then adds to x's slot alone
        Gradients gradients = x.add(y).add(x).sum().backward();

        assertThat(gradients.of(x)).isEqualTo(Tensor.of(2, 2, 2));
        assertThat(gradients.of(y)).isEqualTo(Tensor.of(1, 1, 1));
    }

    @Test
    void backward_manyUsesAfterSharedGradient_inPlaceSumStaysPrivate() {
        Param y = Param.of(Tensor.of(4, 5, 6));
        Variable shared = x.add(y);
        Gradients gradients = shared.add(x).add(x).add(x).sum().backward();

        assertThat(gradients.of(x)).isEqualTo(Tensor.of(4, 4, 4));
        assertThat(gradients.of(y)).isEqualTo(Tensor.of(1, 1, 1));
    }

    @Test
    void backward_givenParams_computesOnlyTheirs() {
        var pulled = new AtomicInteger();
        Param other = Param.of(Tensor.of(1, 1, 1));
        Variable costly = Variable.record("costly", other.value(), other.pull(dy -> {
            pulled.incrementAndGet();
            return dy;
        }));
        Gradients gradients = costly.mul(x).sum().backward(Params.of(x));

        assertThat(gradients.leaves()).containsExactly(x);
        assertThat(pulled).hasValue(0);
    }

    @Test
    void backward_pullbackThrows_graphStaysUsable() {
        var fails = new AtomicInteger(1);
        Variable fragile = Variable.record("fragile", x.value(), x.pull(dy -> {
            if (fails.getAndDecrement() > 0) {
                throw new ArithmeticException("once");
            }
            return dy;
        }));
        Variable loss = fragile.square().sum();

        assertThatThrownBy(loss::backward).hasMessage("once");
        assertThat(loss.backward().of(x)).isEqualTo(Tensor.of(2, 4, 6));
    }

    @Test
    void backward_operationWithSeveralResults_getsZerosForUnusedOnes() {
        List<Variable> results = Variable.recordAll("sumAndDifference",
                List.of(x.value().add(1), x.value().mul(2)),
                x.pullAll((dy, y) -> dy.get(0).add(dy.get(1).mul(2))));

        assertThat(results.get(1).square().sum().backward().of(x)).isEqualTo(Tensor.of(8, 16, 24));
    }

    @Test
    void gradient_operationWithSeveralResults_canBeDifferentiatedTwice() {
        GradientCheck.of(v -> {
            Variable in = v.getFirst();
            List<Variable> results = Variable.recordAll("expAndSquare", List.of(in.value().exp(), in.value().square()),
                    in.pullAll((dy, y) -> dy.get(0).mul(y.get(0)).add(dy.get(1).mul(in).mul(2))));
            return results.get(0).mul(results.get(1));
        }, Tensor.of(0.5f, -1, 1.5f)).requireCorrect();
    }

    @Test
    void gradient_ofGradient_isTheSecondDerivative() {
        Variable first = x.square().mul(x).sum().gradient(x);
        Variable second = first.sum().gradient(x);

        assertThat(first.value()).isEqualTo(Tensor.of(3, 12, 27));
        assertThat(second.value()).isEqualTo(Tensor.of(6, 12, 18));
    }

    @Test
    void gradient_graph_stays() {
        Variable loss = x.square().sum();
        loss.gradient(x);

        assertThat(loss.gradient(x).value()).isEqualTo(loss.backward().of(x));
    }

    @Test
    void gradient_intermediateVariable_isAsked() {
        Variable middle = x.mul(3);
        Variable loss = middle.square().sum();

        assertThat(loss.gradient(middle).value()).isEqualTo(Tensor.of(6, 12, 18));
        assertThat(loss.gradients(middle, x).get(1).value()).isEqualTo(Tensor.of(18, 36, 54));
        assertThat(loss.gradient(loss).item()).isEqualTo(1);
    }

    @Test
    void gradient_unrelatedVariable_isZeros() {
        assertThat(x.sum().gradient(Variable.tracked(Tensor.of(1, 2))).value()).isEqualTo(Tensor.zeros(2));
        assertThat(Variable.of(Tensor.scalar(1)).gradient(x).value()).isEqualTo(Tensor.zeros(3));
    }

    @Test
    void gradient_rowsOfALeaf_isDense() {
        assertThat(x.reshape(3, 1).rows(Indices.of(1, 1)).square().sum().gradient(x).value())
                .isEqualTo(Tensor.of(0, 8, 0));
        Param table = Param.of(Tensor.of(Shape.of(3, 1), 1, 2, 3));
        assertThat(table.rows(Indices.of(1, 1)).square().sum().gradient(table).value())
                .isEqualTo(Tensor.of(Shape.of(3, 1), 0, 8, 0));
    }

    @Test
    void pullback_seed_weighsTheElements() {
        assertThat(x.square().pullback(Tensor.of(1, 0, 10), x).value()).isEqualTo(Tensor.of(2, 0, 60));
    }

    @Test
    void backward_sameComputation_sameOrderOfLeaves() {
        Param y = Param.of(Tensor.of(4, 5, 6));

        for (int i = 0; i < 3; i++) {
            assertThat(y.mul(x).add(x).sum().backward().leaves()).containsExactly(x, y);
        }
    }

    @Test
    void backward_severalThreadsOverSharedParams_eachGetsItsOwn() {
        List<Tensor> results = IntStream.range(0, 200).parallel()
                .mapToObj(i -> x.mul(i).square().sum().backward().of(x)).toList();

        for (int i = 0; i < 200; i++) {
            assertThat(results.get(i)).isEqualTo(Tensor.of(2f * i * i, 4f * i * i, 6f * i * i));
        }
    }

    @Test
    void gradients_ofOneVariableTwiceAndOfPartsOfOneOperation_eachGetItsOwn() {
        Variable x = Variable.tracked(Tensor.of(1, 2, 3));
        Variable apart = Variable.tracked(Tensor.of(5));
        var parts = x.unbind(0);
        Variable loss = parts.get(0).mul(2).add(parts.get(2).mul(parts.get(1)));

        var found = loss.gradients(x, parts.get(2), parts.get(0), apart, parts.get(2), x, loss);

        assertThat(found).extracting(Variable::value).containsExactly(Tensor.of(2, 3, 2), Tensor.scalar(2),
                Tensor.scalar(2),
                Tensor.of(0), Tensor.scalar(2), Tensor.of(2, 3, 2), Tensor.scalar(1));
    }

    @Test
    void backward_emptyTensor_isEmpty() {
        Param empty = Param.of(Tensor.zeros(0, 3));

        assertThat(empty.square().sum().backward().of(empty)).isEqualTo(Tensor.zeros(0, 3));
    }

    @Test
    void backward_deepGraph_dropsIntermediateValues() {
        // a node keeps its value only if a pull-back asks, and that of add does not
        Variable y = Variable.tracked(Tensor.zeros(1 << 20));
        var alive = new ArrayList<WeakReference<Tensor>>();
        for (int i = 0; i < 20; i++) {
            y = y.add(1);
            alive.add(new WeakReference<>(y.value()));
        }
        for (int i = 0; i < 20 && alive.stream().filter(reference -> reference.get() != null).count() > 1; i++) {
            System.gc();
        }

        assertThat(alive.stream().filter(reference -> reference.get() != null)).hasSizeLessThanOrEqualTo(1);
        assertThat(y.sum().item()).isEqualTo(20f * (1 << 20));
    }
}
