package glissade.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.tensor.Indices;
import glissade.tensor.Mask;
import glissade.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class LeafTest {

    private static Map<String, Leaf> tree(String json) {
        return Leaf.tree(JsonMapper.shared().readTree(json));
    }

    private static Numbers numbers(String json) {
        return (Numbers) tree(json).get("output");
    }

    @Test
    void tree_oneThing_isTheOutput() {
        assertThat(numbers("{\"shape\": [2, 0], \"data\": []}").shape()).isEqualTo(Shape.of(2, 0));
        assertThat(numbers("3").shape()).isEqualTo(Shape.SCALAR);
        assertThat(numbers("[[1, 2, 3], [4, 5, \"NaN\"]]").shape()).isEqualTo(Shape.of(2, 3));
        assertThat(numbers("[[1, 2, 3], [4, 5, \"NaN\"]]").data()).containsExactly(1, 2, 3, 4, 5, Double.NaN);
        assertThat(tree("\"uniform\"")).containsEntry("output", new Leaf.Word("uniform"));
    }

    @Test
    void tree_nested_hasPaths() {
        assertThat(tree("{\"state\": {\"a\": {\"step\": 1, \"none\": null}, \"b\": {}}, \"list\": [[1], [1, 2]]}"))
                .containsOnlyKeys("state.a.step", "list.0", "list.1");
    }

    @Test
    void tensor_kinds_becomeTheLibrarysTypes() {
        assertThat(numbers("{\"shape\": [2], \"data\": [1, -1], \"dtype\": \"int64\"}").indices())
                .isEqualTo(Indices.of(1, -1));
        assertThat(numbers("{\"shape\": [2], \"data\": [true, false], \"dtype\": \"bool\"}").mask())
                .isEqualTo(Mask.of(true, false));
        assertThat(numbers("{\"shape\": [3], \"data\": [\"-Infinity\", 0.1, -0.0]}").tensor().toArray())
                .containsExactly(Float.NEGATIVE_INFINITY, 0.1f, -0.0f);
        assertThatThrownBy(() -> numbers("{\"shape\": [], \"data\": [1], \"dtype\": \"int64\"}").tensor())
                .hasMessage("the numbers are of kind INTEGER, not FLOAT");
        assertThatThrownBy(() -> numbers("{\"shape\": [], \"data\": [1], \"dtype\": \"int8\"}"))
                .hasMessage("there is no dtype 'int8'");
    }
}
