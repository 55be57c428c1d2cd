package glissade.autograd.memory;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.autograd.Mode;
import glissade.autograd.Operation;
import glissade.autograd.Param;
import glissade.autograd.Variable;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import glissade.tensor.kernel.Pool;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Assertions are on in tests, so what is given back becomes NaN: a tensor that somebody still holds would show it. The tensors are
/// long enough for the [Pool].
class GraphMemoryTest {

    private static final Shape SHAPE = Shape.of(37, 41);

    private final Tensor values = RandomStream.of(1).normal(SHAPE);
    private final Param x = Param.of(values);

    @Test
    void backward_gradientSeenOnItsWay_stays() {
        var seen = new ArrayList<Tensor>();
        Variable loss = x.mul(2).onGradient(g -> seen.add(g.value())).mul(3).relu().square().sum();

        Tensor expected = values.mul(6).relu().mul(2).mul(3);
        loss.backward();
        disturb();

        assertThat(seen).containsExactly(expected);
    }

    @Test
    void backward_gradientKeptByAUsersOperation_stays() {
        var kept = new ArrayList<Tensor>();
        Variable y = x.mul(2);
        Variable own = Variable.record("own", y.value().mul(5), y.pull(dy -> {
            kept.add(dy.value());
            return dy.mul(5);
        }));

        own.mul(7).relu().sum().backward();
        disturb();

        assertThat(kept).containsExactly(values.mul(70).sign().relu().mul(7));
    }

    @Test
    void backward_gradientReturnedByMapGradient_stays() {
        Tensor constant = RandomStream.of(2).normal(SHAPE);
        Tensor before = constant.mul(1);
        Variable loss = x.mul(2).mapGradient(g -> Variable.of(constant)).mul(3).sum();

        Tensor gradient = loss.backward().of(x);
        disturb();

        assertThat(constant).isEqualTo(before);
        assertThat(gradient).isEqualTo(before.mul(2));
    }

    @Test
    void backward_oneGradientForTwoInputs_isPulledThroughBoth() {
        Param other = Param.of(RandomStream.of(3).normal(SHAPE));
        // add hands its gradient to both, in one array; each then goes its own way
        Variable sum = x.mul(2).add(other.mul(3).reshape(SHAPE.elements()).reshape(SHAPE));

        var gradients = sum.mul(5).relu().square().sum().backward();
        disturb();

        Tensor dsum = values.mul(2).add(other.value().mul(3)).mul(5).relu().mul(2).mul(5);
        assertThat(gradients.of(x)).isEqualTo(dsum.mul(2));
        assertThat(gradients.of(other)).isEqualTo(dsum.mul(3));
    }

    @Test
    void backward_residualChain_isThatOfTheFormula() {
        Variable y = x;
        for (int i = 0; i < 20; i++) {
            y = y.add(y.mul(0.5)).add(y.neg().mul(0.25));
        }

        Tensor gradient = y.sum().backward().of(x);
        disturb();

        double factor = Math.pow(1.25, 20); // exact in float: 5^20 / 4^20 needs 47 bits, so compare with a tolerance
        assertThat(gradient.div(factor).sub(1).abs().max().item()).isLessThan(1e-5f);
    }

    @Test
    void backward_gradientsOfLeaves_stayAfterTheNextSweep() {
        Tensor first = x.mul(2).relu().square().sum().backward().of(x);
        Tensor copy = first.mul(1);

        x.mul(2).relu().square().sum().backward();
        x.reshape(SHAPE.elements()).mul(2).relu().sum().backward();
        disturb();

        assertThat(first).isEqualTo(copy);
    }

    @Test
    void backward_valuesThatTheUserHolds_stay() {
        Variable hidden = x.mul(2).tanh();
        Variable rectified = hidden.relu();
        Tensor hiddenBefore = hidden.value().mul(1);
        Tensor rectifiedBefore = rectified.value().mul(1);

        rectified.square().sum().backward();
        disturb();

        assertThat(hidden.value()).isEqualTo(hiddenBefore);
        assertThat(rectified.value()).isEqualTo(rectifiedBefore);
    }

    @Test
    void observe_backward_givesNothingBack() {
        var results = new ArrayList<Tensor>();
        var copies = new ArrayList<Tensor>();
        Operation.observe(operation -> {
            results.addAll(operation.results());
            operation.results().forEach(result -> copies.add(Tensor.of(result.shape(), result.toArray())));
        }, () -> x.mul(2).square().mul(3).sum().backward());
        disturb();

        assertThat(results).isEqualTo(copies);
    }

    @Test
    void spare_recorded_isFreeOnceConsumed() {
        float[] array = new float[12_373];
        Variable y = x.mul(2).square();
        GraphMemory.spare(y, array);

        assertThat(Pool.take(Shape.of(12_373))).isNotSameAs(array);
        y.sum().backward();
        assertThat(Pool.take(Shape.of(12_373))).isSameAs(array);
    }

    @Test
    void spare_derivativesRecorded_staysForThem() {
        float[] array = new float[12_379];
        Variable y = x.mul(2).square();
        GraphMemory.spare(y, array);

        Variable loss = y.sum();
        loss.gradient(x);
        loss.backward();

        assertThat(Pool.take(Shape.of(12_379))).isNotSameAs(array);
    }

    @Test
    void spare_notRecorded_isFreeAtOnce() {
        float[] array = new float[12_391];
        Mode.evaluate(() -> GraphMemory.spare(x.mul(2), array));

        assertThat(Pool.take(Shape.of(12_391))).isSameAs(array);
    }

    @Test
    void spare_observed_isNeverFree() {
        float[] array = new float[12_401];
        Operation.observe(operation -> {}, () -> GraphMemory.spare(x.mul(2), array));

        assertThat(Pool.take(Shape.of(12_401))).isNotSameAs(array);
    }

    /// Takes what is free of this shape, and writes to it.
    private static void disturb() {
        for (int i = 0; i < 100; i++) {
            Arrays.fill(Pool.take(SHAPE), -99);
        }
    }
}
