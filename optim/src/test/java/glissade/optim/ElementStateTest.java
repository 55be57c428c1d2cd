package glissade.optim;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.autograd.Gradient;
import glissade.autograd.Gradients;
import glissade.autograd.Param;
import glissade.autograd.Params;
import glissade.tensor.Indices;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import glissade.tensor.Threads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElementStateTest {

    private static final Shape TABLE = Shape.of(6, 3);

    private static Gradient rows(int... rows) {
        return Gradient.Rows.of(TABLE, Indices.of(rows), RandomStream.of(4).normal(Shape.of(rows.length, 3)));
    }

    private static Param table() {
        return Param.of(RandomStream.of(3).normal(TABLE));
    }

    @ParameterizedTest
    @MethodSource("glissade.optim.Rules#withoutRows")
    void step_rowSparseGradient_equalsTheDenseOne(UpdateRule rule) {
        var sparse = table();
        var dense = table();
        var overSparse = rule.over(Params.of(sparse));
        var overDense = rule.over(Params.of(dense));

        for (Gradient gradient : List.of(rows(4, 1), rows(1, 1, 0), rows(), rows(5))) {
            overSparse.step(Gradients.of(sparse, gradient));
            overDense.step(Gradients.of(dense, gradient.dense()));
        }

        assertThat(sparse.value()).isEqualTo(dense.value()).isNotEqualTo(table().value());
        assertThat(overSparse.state()).isEqualTo(overDense.state());
    }

    @Test
    void step_gradientOfAnEmbedding_isRowSparseAndMovesThoseRows() {
        var table = table();
        var gradients = table.rows(Indices.of(2, 0, 2)).sum().backward();

        new Sgd().lr(1).over(Params.of(table)).step(gradients);

        assertThat(gradients.entry(table).orElseThrow()).isInstanceOf(Gradient.Rows.class);
        Tensor moved = table().value().sub(table.value());
        assertThat(moved.rows(Indices.of(1, 3, 4, 5))).isEqualTo(Tensor.zeros(4, 3));
        assertThat(moved.rows(Indices.of(0, 2)).sub(Tensor.of(new float[][] {{1, 1, 1}, {2, 2, 2}})).abs().max().item())
                .isLessThan(1e-6f);
    }

    /// Plain descent that writes down what it was given.
    private record Watching(boolean onlyStoredRows, List<Integer> sizes) implements ElementRule {
        @Override
        public double lr() {
            return 0.5;
        }

        @Override
        public List<String> slots() {
            return List.of("visits");
        }

        @Override
        public void update(ElementStep step) {
            sizes.add(step.to() - step.from());
            for (int i = step.from(); i < step.to(); i++) {
                step.param()[i] -= (float) step.lr() * step.gradient()[i];
                step.slots()[0][i]++;
            }
        }
    }

    @Test
    void step_ruleThatSkipsZeros_visitsTheStoredRowsAlone() {
        var table = table();
        var rule = new Watching(true, new ArrayList<>());
        var optimizer = rule.over(Params.of(table));

        optimizer.step(Gradients.of(table, rows(4, 1, 4)));
        optimizer.step(Gradients.of(table, rows(1)));

        assertThat(rule.sizes()).containsExactly(6, 3);
        assertThat(optimizer.state().tensor("state.0.visits")).isEqualTo(Tensor.of(new float[][] {
            {0, 0, 0}, {2, 2, 2}, {0, 0, 0}, {0, 0, 0}, {1, 1, 1}, {0, 0, 0}}));
        assertThat(optimizer.state().integer("state.0.step")).isEqualTo(2);
    }

    @Test
    void step_otherRule_visitsAllElements() {
        var table = table();
        var rule = new Watching(false, new ArrayList<>());
        var optimizer = rule.over(Params.of(table));

        optimizer.step(Gradients.of(table, rows(4)));

        assertThat(optimizer.state().tensor("state.0.visits")).isEqualTo(Tensor.ones(6, 3));
    }

    @Test
    void step_momentum_movesRowsThatHaveNoGradientNow() {
        var table = table();
        var adam = new Adam().lr(0.1).over(Params.of(table));
        adam.step(Gradients.of(table, rows(4)));
        Tensor before = table.value();

        adam.step(Gradients.of(table, rows(1)));

        Tensor moved = table.value().sub(before).abs();
        assertThat(moved.rows(Indices.of(4)).sum().item()).isPositive();
        assertThat(moved.rows(Indices.of(0, 2, 3, 5)).sum().item()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 13, 131_072, 131_073, 400_001})
    void step_anyNumberOfThreads_hasTheSameBits(int n) {
        Tensor gradient = RandomStream.of(5).normal(Shape.of(n));
        var values = new ArrayList<Tensor>();
        for (int threads : new int[] {1, 4}) {
            var param = Param.of(RandomStream.of(6).normal(Shape.of(n)));
            var optimizer = new Adam().lr(0.1).over(Params.of(param));
            Threads.limit(threads, () -> {
                for (int t = 0; t < 3; t++) {
                    optimizer.step(Gradients.of(param, gradient));
                }
            });
            values.add(param.value());
        }

        assertThat(values.getLast()).isEqualTo(values.getFirst());
        if (n > 0) {
            assertThat(values.getFirst()).isNotEqualTo(RandomStream.of(6).normal(Shape.of(n)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 131_073, 400_001})
    void step_partsOnThreads_coverEachElementOnce(int n) {
        var param = Param.of(Tensor.zeros(n));
        var sizes = Collections.synchronizedList(new ArrayList<Integer>());
        var optimizer = new Watching(false, sizes).over(Params.of(param));

        Threads.limit(3, () -> optimizer.step(Gradients.of(param, Tensor.ones(n))));

        assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(n);
        assertThat(optimizer.state().tensor("state.0.visits")).isEqualTo(Tensor.ones(n));
        assertThat(param.value()).isEqualTo(Tensor.full(Shape.of(n), -0.5));
    }

    @Test
    void step_scalarParam_moves() {
        var param = Param.of(Tensor.scalar(3));

        new Sgd().lr(1).over(Params.of(param)).step(param.square().backward());

        assertThat(param.value()).isEqualTo(Tensor.scalar(-3));
    }
}
