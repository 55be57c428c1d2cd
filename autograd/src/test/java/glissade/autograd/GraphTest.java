package glissade.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphTest {

    private final Param weight = Params.of(Map.of("weight", Param.of(Tensor.zeros(2, 3)))).named("weight");
    private final Variable loss = Variable.tracked(Tensor.zeros(4, 3)).matmul(weight, false, true).square().sum();

    @Test
    void text_smallNet_listsInputsFirst() {
        assertThat(Graph.text(loss)).isEqualTo("""
                %0 = tracked [4, 3]
                %1 = param weight [2, 3]
                %2 = matmul [4, 2]  ← %0 %1
                %3 = square [4, 2]  ← %2
                %4 = sum []  ← %3
                """);
    }

    @Test
    void dot_smallNet_isGraphviz() {
        assertThat(Graph.dot(loss)).isEqualTo("""
                digraph {
                  rankdir=LR;
                  n0 [label="tracked [4, 3]", shape=box];
                  n1 [label="param weight [2, 3]", shape=box];
                  n2 [label="matmul [4, 2]", shape=ellipse];
                  n3 [label="square [4, 2]", shape=ellipse];
                  n4 [label="sum []", shape=ellipse];
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
    void text_graphConsumed_isRefused() {
        loss.backward();

        assertThatThrownBy(() -> Graph.text(loss)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("already consumed");
    }
}
