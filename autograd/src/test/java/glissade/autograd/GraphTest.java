package glissade.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphTest {

    private final Param weight = Params.of(Map.of("weight", Param.of(Tensor.zeros(2, 3)))).named("weight");
    private final Variable loss = Variable.tracked(Tensor.zeros(4, 3)).matmul(weight, false, true).square().sum();

    @Test
    void text_smallNet_listsInputsFirst() {
        assertThat(Graph.text(loss)).isEqualTo("""
                %0 = tracked       [4, 3]
                %1 = param weight  [2, 3]
                %2 = matmul        [4, 2]  ← %0 %1
                %3 = square        [4, 2]  ← %2
                %4 = sum           []      ← %3
                """);
    }

    @Test
    void dot_smallNet_isGraphviz() {
        assertThat(Graph.dot(loss)).isEqualTo("""
                digraph {
                  n0 [label="tracked\\n[4, 3]", shape=box];
                  n1 [label="param weight\\n[2, 3]", shape=box];
                  n2 [label="matmul\\n[4, 2]", shape=ellipse];
                  n3 [label="square\\n[4, 2]", shape=ellipse];
                  n4 [label="sum\\n[]", shape=ellipse, peripheries=2];
                  n0 -> n2;
                  n1 -> n2;
                  n2 -> n3;
                  n3 -> n4;
                }
                """);
    }

    @Test
    void text_constant_isOneLine() {
        assertThat(Graph.text(Variable.of(Tensor.zeros(2)))).isEqualTo("%0 = constant [2]\n");
    }

    @Test
    void text_constantsFrozenParamsAndSharedNodes_standOnce() {
        Param scale = Params.of(Map.of("scale", Param.of(Tensor.ones(2)))).named("scale");
        scale.freeze();
        Variable shared = Variable.of(Tensor.zeros(4, 3)).matmul(weight, false, true).mul(scale);

        assertThat(Graph.text(shared.mul(shared).add(shared).sub(Tensor.ones(2)).mul(scale))).isEqualTo("""
                %0 = param weight        [2, 3]
                %1 = matmul              [4, 2]  ← constant %0
                %2 = frozen param scale  [2]
                %3 = mul                 [4, 2]  ← %1 %2
                %4 = mul                 [4, 2]  ← %3 %3
                %5 = add                 [4, 2]  ← %4 %3
                %6 = sub                 [4, 2]  ← %5 constant
                %7 = mul                 [4, 2]  ← %6 %2
                """);
        assertThat(Graph.dot(shared)).contains("label=\"frozen param scale\\n[2]\", shape=box, style=dashed]");
    }

    @Test
    void text_severalResultsAndPlaces_areShown() {
        List<Variable> two = Variable.recordAll("split", List.of(Tensor.zeros(2), Tensor.zeros(3)),
                weight.pullAll((dy, y) -> dy.getFirst()));
        Variable segment = Recompute.segment(() -> two.get(1).square());

        assertThat(Graph.text(segment.mul(two.get(1)).sum()).replaceAll("java:\\d+", "java:LINE")).isEqualTo("""
                %0 = param weight  [2, 3]
                %1 = split         [2] [3]  ← %0
                %2 = segment       [3]      ← %1.1  at GraphTest.java:LINE
                %3 = mul           [3]      ← %2 %1.1
                %4 = sum           []       ← %3
                """);
        assertThat(Anomalies.detect(() -> Graph.text(weight.relu())).replaceAll("java:\\d+", "java:LINE"))
                .endsWith("= relu          [2, 3]  ← %0  at GraphTest.java:LINE\n");
    }

    @Test
    void textAndDot_oddNames_areEscaped() {
        Param odd = Params.of(Map.of("a\"b\\c\nd", Param.of(Tensor.zeros(1)))).list().getFirst();
        Variable y = Variable.record("two\nlines", odd.value(), odd.pull(dy -> dy));

        assertThat(Graph.text(y)).isEqualTo("""
                %0 = param a"b\\c d  [1]
                %1 = two lines      [1]  ← %0
                """);
        assertThat(Graph.dot(y)).contains("label=\"param a\\\"b\\\\c d\\n[1]\"", "label=\"two lines\\n[1]\"");
    }

    @Test
    void dot_operationNamedFrozen_isNotDashed() {
        Variable y = Variable.record("frozen lake", weight.value(), weight.pull(dy -> dy));

        assertThat(Graph.dot(y)).contains("label=\"frozen lake\\n[2, 3]\", shape=ellipse, peripheries=2]");
    }

    @Test
    void dot_constant_isOneBox() {
        assertThat(Graph.dot(Variable.of(Tensor.zeros(2)))).isEqualTo("""
                digraph {
                  n0 [label="constant\\n[2]", shape=box];
                }
                """);
    }

    @Test
    void text_graphConsumed_isRefused() {
        loss.backward();

        assertThatThrownBy(() -> Graph.text(loss)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("already consumed");
    }
}
