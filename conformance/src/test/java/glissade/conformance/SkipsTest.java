package glissade.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SkipsTest {

    @Test
    void whole_bundledCases_areTheseAlone() throws IOException {
        List<String> skipped = GoldenFiles.bundled().stream().filter(golden -> Skips.whole(golden).isPresent())
                .map(GoldenCase::toString).toList();

        assertThat(skipped).containsExactly("optim/given_NAdam_1_13_1",
                "optim_more/pytorch_Muon_bfloat16", "optim_more/optax_rprop",
                "optim_more/optax_rprop_eta_minus_eta_plus_min_step_size_max_step_size");
    }

    @Test
    void partly_bundledCases_areTheseAlone() throws IOException {
        List<String> skipped = GoldenFiles.bundled().stream().filter(golden -> Skips.partly(golden).isPresent())
                .map(GoldenCase::toString).toList();

        assertThat(skipped).containsExactly("ops/hardswish_kink", "ops/nasty_var_offset", "ops/nasty_std_offset",
                "ops/nasty_sum_cancel", "optim/lbfgs_rosenbrock_strong_wolfe", "optim/lbfgs_beale_strong_wolfe",
                "optim/lbfgs_quadratic_strong_wolfe", "training/transformer_Adam");
    }

    @Test
    void covers_transformer_skipsTheKeysBiasAlone() {
        GoldenCase golden = Planted.golden("training", """
                {"name": "a", "op": "train", "args": {"model": "transformer"}, "output": {"float32_gap": {},
                 "float64": {"final": {"qkvb": {"shape": [6], "data": [0, 0, 0, 0, 0, 0]}}}}}
                """);

        assertThat(List.of(0, 1, 2, 3, 4, 5)).filteredOn(i -> Skips.covers(golden, "final.qkvb", i))
                .containsExactly(2, 3);
        assertThat(Skips.covers(golden, "final.qkvw", 2)).isFalse();
        assertThat(Skips.whole(golden)).isEmpty();
    }

    @Test
    void covers_otherCases_nothing() {
        assertThat(Skips.covers(Planted.tanh(), "output", 0)).isFalse();
        assertThat(Skips.covers(Planted.tanh(), "grads.x", 0)).isFalse();
    }
}
