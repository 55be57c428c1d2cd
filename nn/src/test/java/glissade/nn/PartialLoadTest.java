package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.autograd.Param;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.StateDict;
import glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;

class PartialLoadTest {

    private record Net(Linear body, RunningStatistics norm, Linear head) implements Stateful {
    }

    private record Tied(Param first, Param second) implements Stateful {
    }

    private static Net net(int seed, int classes) {
        var random = RandomStream.of(seed);
        return new Net(Linear.init(3, 4, random), RunningStatistics.of(4), Linear.init(4, classes, random));
    }

    @Test
    void loadMatching_otherHead_loadsTheBodyAndReportsTheRest() {
        var net = net(1, 2);
        StateDict before = net.state();
        StateDict given = net(2, 5).state().with("extra", Tensor.zeros(2)).with("running_mean", Tensor.of(1, 2, 3, 4));
        StateDict rest = StateDict.join(given.names().stream().filter(name -> !name.equals("head.bias"))
                .map(name -> given.isInteger(name) ? StateDict.empty().with(name, given.integer(name))
                        : StateDict.empty().with(name, given.tensor(name)))
                .toList());

        var fit = net.loadMatching(rest);

        assertThat(fit.isExact()).isFalse();
        assertThat(fit.missing()).containsExactly("head.bias");
        assertThat(fit.mismatched()).containsExactly("head.weight");
        assertThat(fit.unexpected()).containsExactly("extra");
        assertThat(fit).hasToString("""
                mismatched: head.weight is [5, 4], the expected state has [2, 4]
                missing: head.bias [2]
                unexpected: extra [2]""");
        assertThat(net.state().tensor("body.weight")).isEqualTo(given.tensor("body.weight"));
        assertThat(net.state().tensor("running_mean")).isEqualTo(Tensor.of(1, 2, 3, 4));
        assertThat(net.state().tensor("head.weight")).isEqualTo(before.tensor("head.weight"));
        assertThat(net.state().tensor("head.bias")).isEqualTo(before.tensor("head.bias"));
    }

    @Test
    void loadMatching_ownState_isExact() {
        var net = net(1, 2);

        assertThat(net.loadMatching(net(2, 2).state())).hasToString("all 7 entries fit");

        assertThat(net.state()).isEqualTo(net(2, 2).state());
    }

    @Test
    void loadMatching_oneNameOfATiedParam_isKept() {
        var param = Param.of(Tensor.zeros(2));
        var tied = new Tied(param, param);

        assertThat(tied.loadMatching(StateDict.empty().with("first", Tensor.of(1, 2))).missing())
                .containsExactly("second");

        assertThat(param.value()).isEqualTo(Tensor.of(1, 2));
    }

    @Test
    void load_twoValuesOfATiedParam_isRefused() {
        var param = Param.of(Tensor.of(3, 4));
        var tied = new Tied(param, param);
        var both = StateDict.empty().with("first", Tensor.of(1, 2)).with("second", Tensor.of(1, 2));

        assertThatThrownBy(() -> tied.load(both.with("second", Tensor.of(1, 3))))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("""
                        load: the state is not that of this net; nothing was loaded
                          tied: first and second are one param in the net, but differ in the state""");
        assertThat(param.value()).isEqualTo(Tensor.of(3, 4));
        assertThat(param.version()).isZero();

        tied.load(both);

        assertThat(param.value()).isEqualTo(Tensor.of(1, 2));
    }

    @Test
    void loadMatching_nothingThatFits_leavesParamsUntouched() {
        var net = net(1, 2);
        long version = net.body().weight().version();

        net.loadMatching(StateDict.empty().with("body.weight", Shape.of(4, 3), new long[12]));

        assertThat(net.body().weight().version()).isEqualTo(version);
    }
}
