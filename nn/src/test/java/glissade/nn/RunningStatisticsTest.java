package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.tensor.ShapeException;
import glissade.tensor.Tensor;
import org.junit.jupiter.api.Test;

class RunningStatisticsTest {

    @Test
    void of_features_startsWithMean0Variance1OfNoBatch() {
        assertThat(RunningStatistics.of(3).values())
                .isEqualTo(new RunningStatistics.Values(Tensor.zeros(3), Tensor.ones(3), 0));
    }

    @Test
    void replace_values_leavesOlderOnesAlone() {
        var statistics = RunningStatistics.of(2);
        var before = statistics.values();

        statistics.replace(new RunningStatistics.Values(Tensor.of(1, 2), Tensor.of(3, 4), 5));

        assertThat(statistics.values().mean()).isEqualTo(Tensor.of(1, 2));
        assertThat(statistics.values().variance()).isEqualTo(Tensor.of(3, 4));
        assertThat(statistics.values().batches()).isEqualTo(5);
        assertThat(before.batches()).isZero();
    }

    @Test
    void replace_otherNumberOfFeatures_changesNothing() {
        var statistics = RunningStatistics.of(2);
        var more = new RunningStatistics.Values(Tensor.zeros(3), Tensor.ones(3), 1);

        assertThatThrownBy(() -> statistics.replace(more)).isExactlyInstanceOf(ShapeException.class);
        assertThat(statistics.values().batches()).isZero();
    }
}
