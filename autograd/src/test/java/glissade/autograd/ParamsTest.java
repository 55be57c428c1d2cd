package glissade.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParamsTest {

    private final Param weight = Param.of(Tensor.zeros(2, 3));
    private final Param bias = Param.of(Tensor.zeros(2));
    private final Params params = Params.of(named());

    private Map<String, Param> named() {
        var named = new LinkedHashMap<String, Param>();
        named.put("0.weight", weight);
        named.put("0.bias", bias);
        named.put("1.weight", weight);
        return named;
    }

    @Test
    void of_paramUnderTwoNames_isListedOnceUnderTheFirst() {
        assertThat(params.names()).containsExactly("0.weight", "0.bias");
        assertThat(params.list()).containsExactly(weight, bias);
        assertThat(params.size()).isEqualTo(2);
        assertThat(params.elements()).isEqualTo(8);
    }

    @Test
    void of_withoutNames_areNumbered() {
        assertThat(Params.of(weight, bias).names()).containsExactly("0", "1");
    }

    @Test
    void matching_pattern_starStandsForAnything() {
        assertThat(params.matching("*.bias").list()).containsExactly(bias);
        assertThat(params.matching("0.*").size()).isEqualTo(2);
        assertThat(params.matching("0.weigh").size()).isZero();
        assertThat(params.matching("0?bias").size()).isZero();
    }

    @Test
    void without_others_keepsTheRestInOrder() {
        assertThat(params.without(params.matching("*.bias")).list()).containsExactly(weight);
    }

    @Test
    void named_name_isTheParam() {
        assertThat(params.named("0.bias")).isSameAs(bias);
    }

    @Test
    void freeze_all_areFrozen() {
        params.freeze();
        assertThat(params).allMatch(Param::isFrozen);
        params.unfreeze();
        assertThat(params).noneMatch(Param::isFrozen);
    }

    @Test
    void lerp_share_movesThatFarAndTheEndsAreExact() {
        Param own = Param.of(Tensor.of(1, 0.1f, -3));
        Param other = Param.of(Tensor.of(3, 0.7f, Float.MAX_VALUE));
        Tensor before = own.value();

        Params.of(own).lerp(Params.of(other), 0.25);
        assertThat(own.value().at(0)).isEqualTo(1.5f);
        Params.of(own).lerp(Params.of(other), 0.75);
        assertThat(own.value().at(0)).isEqualTo(2.625f);
        Params.of(own).lerp(Params.of(other), 0);
        assertThat(own.value().at(0)).isEqualTo(2.625f);
        Params.of(own).lerp(Params.of(other), 1);
        assertThat(own.value()).isEqualTo(other.value());
        assertThat(before).isEqualTo(Tensor.of(1, 0.1f, -3));
        assertThat(own.version()).isEqualTo(4);
    }

    @Test
    void lerp_shareOfOne_copiesOverWhatIsNotFinite() {
        Param own = Param.of(Tensor.of(Float.NaN, Float.POSITIVE_INFINITY, -0f));
        Param other = Param.of(Tensor.of(1, 2, 3));

        Params.of(own).lerp(Params.of(other), 1);

        assertThat(own.value()).isEqualTo(other.value());
    }

    @Test
    void lerp_whatDoesNotFit_isRefusedAndNothingMoves() {
        Params own = Params.of(Param.of(Tensor.of(1, 2)), Param.of(Tensor.of(3.0)));

        assertThatThrownBy(() -> own.lerp(Params.of(Param.of(Tensor.of(5, 6)), Param.of(Tensor.of(3, 4))), 0.5))
                .isExactlyInstanceOf(IllegalArgumentException.class).hasMessage("""
                        lerp: these are not params of two nets of one structure
                          these:
                            0 [2]
                            1 [1]
                          others:
                            0 [2]
                            1 [2]
                          fix: take both of nets of one structure, in the same way""");
        for (double share : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> own.lerp(own, share)).isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessage("lerp: the share is " + share + ", must be from 0 to 1");
        }
        assertThat(own.list().getFirst().value()).isEqualTo(Tensor.of(1, 2));
    }

    @Test
    void toString_params_oneALine() {
        assertThat(params).hasToString("0.weight [2, 3]\n0.bias [2]\n");
    }
}
