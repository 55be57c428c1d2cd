package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StateDictTest {

    private static final Tensor WEIGHT = Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
    private static final StateDict DICT = StateDict.empty().with("layers.0.weight", WEIGHT)
            .with("layers.0.bias", Tensor.of(7, 8)).with("layers.1.num_batches_tracked", 12);

    @Test
    void entries_ofEachKind_areFoundInOrder() {
        var dict = DICT.with("steps", Shape.of(2, 1), 5, -6);

        assertThat(dict.size()).isEqualTo(4);
        assertThat(dict.names()).containsExactly("layers.0.weight", "layers.0.bias", "layers.1.num_batches_tracked",
                "steps");
        assertThat(dict.tensor("layers.0.weight")).isSameAs(WEIGHT);
        assertThat(dict.integer("layers.1.num_batches_tracked")).isEqualTo(12);
        assertThat(dict.shape("layers.1.num_batches_tracked")).isEqualTo(Shape.SCALAR);
        assertThat(dict.integers("steps")).containsExactly(5, -6);
        assertThat(dict.shape("steps")).isEqualTo(Shape.of(2, 1));
        assertThat(dict.isInteger("steps")).isTrue();
        assertThat(dict.isInteger("layers.0.bias")).isFalse();
        assertThat(dict.contains("steps")).isTrue();
        assertThat(DICT.contains("steps")).isFalse();
    }

    @Test
    void integers_fromAndToArrays_areCopied() {
        long[] values = {1, 2};
        var dict = StateDict.empty().with("a", Shape.of(2), values);

        values[0] = 9;
        dict.integers("a")[1] = 9;

        assertThat(dict.integers("a")).containsExactly(1, 2);
    }

    @Test
    void with_pendingTensor_hasItComputed() {
        Tensor later = Tensor.range(Pending.LEAST).mul(2);

        StateDict.empty().with("x", later);

        assertThat(later.unread()).isNull();
    }

    @Test
    void with_existingName_keepsItsPlace() {
        var dict = DICT.with("layers.0.weight", 3);

        assertThat(dict.names()).containsExactlyElementsOf(DICT.names());
        assertThat(dict.integer("layers.0.weight")).isEqualTo(3);
        assertThat(DICT.isInteger("layers.0.weight")).isFalse();
    }

    @Test
    void with_countNotTheShapes_isRefused() {
        assertThatThrownBy(() -> DICT.with("a", Shape.of(2), 1, 2, 3)).isInstanceOf(ShapeException.class)
                .message().startsWith("integers: 3 values given for [2], which has 2 elements");
    }

    @Test
    void prefixed_thenUnder_isTheSame() {
        var prefixed = DICT.prefixed("encoder");

        assertThat(prefixed.names()).containsExactly("encoder.layers.0.weight", "encoder.layers.0.bias",
                "encoder.layers.1.num_batches_tracked");
        assertThat(prefixed.under("encoder")).isEqualTo(DICT);
    }

    @Test
    void under_prefix_takesWholePartsOnly() {
        assertThat(DICT.under("layers.0").names()).containsExactly("weight", "bias");
        assertThat(DICT.under("lay").size()).isZero();
        assertThat(DICT.with("layers", 1).under("layers").names()).doesNotContain("layers").hasSize(3);
    }

    @Test
    void indices_inAndOut_areWholeNumbers() {
        var labels = Indices.of(Shape.of(2, 2), 3, -1, Integer.MAX_VALUE, Integer.MIN_VALUE);
        var dict = StateDict.empty().with("labels", labels).with("one", 7);

        assertThat(dict.indices("labels")).isEqualTo(labels);
        assertThat(dict.integers("labels")).containsExactly(3, -1, Integer.MAX_VALUE, Integer.MIN_VALUE);
        assertThat(dict.indices("one")).isEqualTo(Indices.of(Shape.SCALAR, 7));
        assertThat(dict.isInteger("labels")).isTrue();
    }

    @Test
    void renamed_entries_keepTheirOrderAndMetadata() {
        var dict = StateDict.empty().with("ln_1.weight", Tensor.of(1, 2)).with("steps", 3).withMetadata("by", "me");

        assertThat(dict.renamed(name -> name.replace("ln_1", "norm1"))).isEqualTo(
                StateDict.empty().with("norm1.weight", Tensor.of(1, 2)).with("steps", 3).withMetadata("by", "me"));
    }

    @Test
    void withAll_otherNames_appends() {
        var all = DICT.withMetadata("a", "1").withMetadata("b", "1")
                .withAll(StateDict.empty().with("z", 1).withMetadata("b", "2"));

        assertThat(all.names()).containsExactly("layers.0.weight", "layers.0.bias", "layers.1.num_batches_tracked",
                "z");
        assertThat(all.metadata()).hasToString("{a=1, b=2}");
    }

    @Test
    void withAll_sharedName_isRefused() {
        var other = StateDict.empty().with("z", 1).with("layers.0.bias", 2);

        assertThatThrownBy(() -> DICT.withAll(other)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("both have an entry \"layers.0.bias\"; set them apart with prefixed(…)");
    }

    @Test
    void views_ofTheState_cannotBeChanged() {
        assertThatThrownBy(() -> DICT.names().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> DICT.metadata().put("a", "b")).isInstanceOf(UnsupportedOperationException.class);
    }

    /// Nearness is the number of letters to be changed, added or left out.
    @Test
    void missing_name_nearestBySingleLetters() {
        var dict = StateDict.empty().with("another.kitten", 1).with("sitting", 1).with("mitten", 1).with("kitte", 1)
                .with("unrelated", 1).with("written", 1);

        assertThatThrownBy(() -> dict.integer("kitten"))
                .hasMessageEndingWith("the nearest: \"mitten\", \"kitte\", \"written\"");
    }

    @Test
    void missing_name_tellsTheNearest() {
        assertThatThrownBy(() -> DICT.tensor("layer.0.weigth")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no \"layer.0.weigth\" among the 3 entries; the nearest: \"layers.0.weight\", "
                        + "\"layers.0.bias\", \"layers.1.num_batches_tracked\"");
        assertThatThrownBy(() -> StateDict.empty().integer("a")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no \"a\" among the 0 entries");
        assertThatThrownBy(() -> StateDict.empty().with("ab", 1).shape("a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no \"a\" among the 1 entry; the nearest: \"ab\"");
    }

    @Test
    void otherKind_ofEntry_isRefused() {
        assertThatThrownBy(() -> DICT.tensor("layers.1.num_batches_tracked"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"layers.1.num_batches_tracked\" holds 64-bit integers, not a tensor; "
                        + "read it with integer(…)");
        assertThatThrownBy(() -> DICT.integers("layers.0.bias")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"layers.0.bias\" holds a tensor, not 64-bit integers; read it with tensor(…)");
        assertThatThrownBy(() -> DICT.with("a", Shape.of(2), 1, 2).integer("a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"a\" holds 2 integers, of shape [2], not one; read it with integers(…)");
    }

    @Test
    void equality_dependsOnBitsNamesOrderAndMetadata() {
        var a = StateDict.empty().with("x", Tensor.of(0f, Float.NaN)).with("n", Shape.of(2), 1, 2);

        assertThat(a).isEqualTo(StateDict.empty().with("x", Tensor.of(0f, Float.NaN)).with("n", Shape.of(2), 1, 2))
                .hasSameHashCodeAs(StateDict.empty().with("x", Tensor.of(0f, Float.NaN)).with("n", Shape.of(2), 1, 2));
        assertThat(a).isNotEqualTo(a.with("x", Tensor.of(-0f, Float.NaN)));
        assertThat(a).isNotEqualTo(a.with("n", Shape.of(2), 1, 3));
        assertThat(a).isNotEqualTo(a.with("n", Shape.of(2, 1), 1, 2));
        assertThat(a).isNotEqualTo(a.withMetadata("format", "pt"));
        assertThat(a).isNotEqualTo(StateDict.empty().with("n", Shape.of(2), 1, 2).with("x", Tensor.of(0f, Float.NaN)));
        assertThat(StateDict.empty().with("x", 1)).isNotEqualTo(StateDict.empty().with("x", Tensor.scalar(1)));
    }

    @Test
    void toString_anyDict_isATable() {
        assertThat(DICT.with("steps", Shape.of(2), 5, 6).withMetadata("format", "pt")).hasToString("""
                StateDict of 4 entries
                  format: pt
                  layers.0.weight              [2, 3]
                  layers.0.bias                [2]
                  layers.1.num_batches_tracked [] int64 12
                  steps                        [2] int64""");
        assertThat(StateDict.empty().with("a", 1)).hasToString("StateDict of 1 entry\n  a [] int64 1");
        assertThat(StateDict.empty()).hasToString("StateDict of 0 entries");
    }
}
