package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.autograd.Param;
import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.StateDict;
import glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;

class StateWalkTest {

    private record Norm(Param weight, RunningStatistics statistics) implements Stateful {
    }

    private record Both(@Unnamed Norm first, @Unnamed Linear second) implements Stateful {
    }

    private record TwoStatistics(RunningStatistics a, RunningStatistics b) implements Stateful {
    }

    private record TwoDropouts(Dropout first, Dropout second) implements Stateful {
    }

    private static Norm norm() {
        return new Norm(Param.of(Tensor.of(1, 2)), RunningStatistics.of(2));
    }

    @Test
    void load_statistics_areReplacedWhole() {
        var norm = norm();
        var state = StateDict.empty().with("weight", Tensor.of(3, 4)).with("running_mean", Tensor.of(5, 6))
                .with("running_var", Tensor.of(7, 8)).with("num_batches_tracked", 9);

        norm.load(state);

        assertThat(norm.state()).isEqualTo(state);
        assertThat(norm.statistics().values().batches()).isEqualTo(9);
    }

    @Test
    void load_otherOrder_isTheSame() {
        var norm = norm();

        norm.load(StateDict.empty().with("num_batches_tracked", 9).with("running_var", Tensor.of(7, 8))
                .with("running_mean", Tensor.of(5, 6)).with("weight", Tensor.of(3, 4)));

        assertThat(norm.weight().value()).isEqualTo(Tensor.of(3, 4));
        assertThat(norm.statistics().values()).isEqualTo(
                new RunningStatistics.Values(Tensor.of(5, 6), Tensor.of(7, 8), 9));
    }

    @Test
    void load_severalMisfits_listsThemAllAndChangesNothing() {
        var norm = norm();
        var before = norm.state();
        var wrong = StateDict.empty().with("weight", Tensor.of(3, 4)).with("running_mean", Tensor.of(5, 6, 7))
                .with("num_batches_tracked", Tensor.scalar(9)).with("extra.bias", Tensor.of(1));

        assertThatThrownBy(() -> norm.load(wrong)).isExactlyInstanceOf(IllegalArgumentException.class).hasMessage("""
                load: the state is not that of this net; nothing was loaded
                  mismatched: running_mean is [3], the net has [2]
                  missing: running_var [2]
                  mismatched: num_batches_tracked is [], the net has integers []
                  unexpected: extra.bias [1]""");
        assertThat(norm.state()).isEqualTo(before);
        assertThat(norm.weight().version()).isZero();
    }

    @Test
    void load_stateTakenBefore_isUntouchedByLaterSteps() {
        var norm = norm();
        var saved = norm.state();

        norm.weight().update(w -> w[0] = 100);
        norm.load(saved);

        assertThat(norm.weight().value()).isEqualTo(Tensor.of(1, 2));
        norm.weight().update(w -> w[0] = 100);
        assertThat(saved.tensor("weight")).isEqualTo(Tensor.of(1, 2));
    }

    @Test
    void load_tiedParam_keepsOneValue() {
        var layer = Linear.init(2, 2, RandomStream.of(1));
        var net = Sequential.of(layer, layer);
        var state = Sequential.of(Linear.init(2, 2, RandomStream.of(2)), new Relu()).state();

        net.load(state.withAll(StateDict.empty().with("1.weight", state.tensor("0.weight"))
                .with("1.bias", state.tensor("0.bias"))));

        assertThat(layer.weight().value()).isEqualTo(state.tensor("0.weight"));
    }

    @Test
    void names_usedTwice_areRefused() {
        var both = new Both(norm(), Linear.init(2, 2, RandomStream.of(1)));
        var statistics = new TwoStatistics(RunningStatistics.of(1), RunningStatistics.of(1));

        assertThatThrownBy(both::parameters).isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("two parts have the name 'weight', ");
        assertThatThrownBy(statistics::state).isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("two parts have the name 'running_mean', ");
    }

    @Test
    void streams_randomStreams_standApartFromTheState() {
        var net = new TwoDropouts(new Dropout(0.5, RandomStream.of(3)), new Dropout(0.5, RandomStream.of(3).split(7)));
        net.second().random().moveTo(12);

        var streams = net.streams();

        assertThat(net.state().size()).isZero();
        assertThat(streams.names()).containsExactly("first.random", "second.random");
        assertThat(streams.integers("first.random")).containsExactly(3, 0, 0);
        assertThat(streams.integers("second.random")).containsExactly(3, RandomStream.of(3).split(7).stream(), 12);
    }

    @Test
    void loadStreams_savedPositions_areTakenOver() {
        var net = new TwoDropouts(new Dropout(0.5, RandomStream.of(3)), new Dropout(0.5, RandomStream.of(4)));
        net.first().random().moveTo(5);
        net.second().random().moveTo(6);
        var saved = net.streams();
        net.first().random().moveTo(100);
        net.second().random().moveTo(0);

        net.loadStreams(saved);

        assertThat(net.first().random().position()).isEqualTo(5);
        assertThat(net.second().random().position()).isEqualTo(6);
    }

    @Test
    void loadStreams_oneMisfit_changesNone() {
        var net = new TwoDropouts(new Dropout(0.5, RandomStream.of(3)), new Dropout(0.5, RandomStream.of(4)));
        var saved = StateDict.empty().with("first.random", Shape.of(3), 3, 0, 50)
                .with("second.random", Shape.of(3), 4, 0, -1);

        assertThatThrownBy(() -> net.loadStreams(saved)).isExactlyInstanceOf(IllegalArgumentException.class);
        assertThat(net.first().random().position()).isZero();
    }
}
