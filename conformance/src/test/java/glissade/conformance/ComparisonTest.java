package glissade.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.tensor.Indices;
import glissade.tensor.Mask;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private final Comparison comparison = new Comparison(Planted.tanh());

    private boolean agree(double expected, double actual) {
        return comparison.numbers("output", Numbers.scalar(expected), Numbers.scalar(actual), false).isEmpty();
    }

    @Test
    void numbers_withinTolerance_agree() {
        assertThat(agree(100, 100.0009)).isTrue();
        assertThat(agree(100, 100.0011)).isFalse();
        assertThat(agree(0, 1e-6)).isTrue();
        assertThat(agree(0, 2e-6)).isFalse();
        assertThat(agree(0.0, -0.0)).isTrue();
    }

    @Test
    void numbers_notFinite_agreeWithThemselvesAlone() {
        double[] values = {Double.NaN, INFINITY, -INFINITY, 0, Float.MAX_VALUE};
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values.length; j++) {
                assertThat(agree(values[i], values[j])).as("%s and %s", values[i], values[j]).isEqualTo(i == j);
            }
        }
    }

    @Test
    void numbers_integersAndBooleans_areExact() {
        assertThat(
                comparison.numbers("output", Numbers.of(Indices.of(100_000)), Numbers.of(Indices.of(100_001)), false))
                .hasValueSatisfying(text -> assertThat(text).startsWith("output[0]: is 100001.0, expected 100000.0"));
        assertThat(comparison.numbers("output", Numbers.of(Mask.of(true)), Numbers.of(Mask.of(false)), false))
                .isPresent();
        assertThat(comparison.numbers("output", Numbers.of(Indices.of(1)), Numbers.of(1), false))
                .contains("output: is of kind FLOAT, expected INTEGER");
    }

    @Test
    void gradient_finiteWhereNanIsExpected_agreesAtAKinkAlone() {
        var kink =
                new Comparison(Planted.golden("ops", Planted.TANH.replace("\"args\"", "\"smooth\": false, \"args\"")));
        Optional<Numbers> nan = Optional.of(Numbers.scalar(Double.NaN));

        assertThat(kink.gradient("x", nan, Optional.of(Numbers.scalar(1)))).isEmpty();
        assertThat(kink.gradient("x", nan, nan)).isEmpty();
        assertThat(kink.gradient("x", nan, Optional.of(Numbers.scalar(INFINITY)))).isPresent();
        assertThat(kink.gradient("x", Optional.of(Numbers.scalar(1)), nan)).isPresent();
        assertThat(comparison.gradient("x", nan, Optional.of(Numbers.scalar(1)))).isPresent();
    }

    @Test
    void outputs_words_areCompared() {
        Map<String, Leaf> uniform = Map.of("distribution", new Leaf.Word("uniform"));

        assertThat(comparison.outputs(uniform, uniform)).isEmpty();
        assertThat(comparison.outputs(uniform, Map.of("distribution", new Leaf.Word("normal"))))
                .contains("distribution: is Word[text=normal], expected Word[text=uniform]");
    }
}
