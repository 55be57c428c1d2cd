package glissade.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.tensor.RandomStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorkloadsTest {

    /// All that take neither seconds nor hundreds of megabytes.
    static Stream<Workload> small() {
        return Workloads.all().stream()
                .filter(workload -> !workload.isEpoch() && !workload.name().matches("mem/.*|.*/(10m|50m|n2048)")
                        || workload.name().contains("_l"));
    }

    @ParameterizedTest
    @MethodSource("small")
    void run_eachSmallWorkload_hasAResult(Workload workload) {
        assertThat(workload.setup().make(RandomStream.of(1)).run()).isNotNull();
        assertThat(workload.work().metrics(0.5)).isNotEmpty().allMatch(metric -> metric.value() > 0);
    }

    @Test
    void all_names_areDifferent() {
        assertThat(Workloads.all().stream().map(Workload::name)).doesNotHaveDuplicates();
    }

    @Test
    void flop_twoLayers_productsForwardAndBackward() {
        // layer 2→3: forward and the weight's gradient; layer 3→4: the input's gradient too
        assertThat(TrainingWorkloads.flop(5, 2, 3, 4)).isEqualTo(2 * 2 * 5 * 2 * 3 + 3 * 2 * 5 * 3 * 4);
    }
}
