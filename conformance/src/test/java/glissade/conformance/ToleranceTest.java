package glissade.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToleranceTest {

    /// The column for float32 of the goldens' README.
    @ParameterizedTest
    @CsvSource({"ops, tanh, output, 1e-5, 1e-6", "ops, gather, output, 0, 0", "losses, mse_loss, output, 1e-5, 1e-6",
        "conv_pool, conv2d, output, 1e-5, 1e-6", "layers, lstm, h_n, 1e-4, 1e-5", "autograd, expr, output, 1e-4, 1e-5",
        "autograd, deep_chain, final, 1e-3, 1e-4", "optim, optim_grads, a, 1e-4, 1e-5",
        "optim, sparse_adam, w, 1e-4, 1e-5", "optim, optim_function, path, 1e-4, 1e-5",
        "optim, lbfgs, path, 1e-3, 1e-4", "optim_more, optim_grads, a, 1e-4, 1e-5",
        "optim_more, rates, lrs, 1e-10, 1e-14", "schedulers, schedule, lrs, 1e-10, 1e-14",
        "training, train, losses, 1e-4, 1e-5", "training, train, final.weight, 1e-3, 1e-4",
        "init, gain, output, 1e-6, 1e-7"})
    void of_family_isTheColumnForFloat32(String family, String op, String path, double relative, double absolute) {
        GoldenCase golden = Planted.golden(family, "{\"name\": \"a\", \"op\": \"" + op + "\"}");

        assertThat(Tolerance.of(golden, path)).isEqualTo(new Tolerance(relative, absolute, 0));
    }

    @ParameterizedTest
    @CsvSource({"1, 1.9, true", "1, 2.1, false", "-9, -4.1, true", "-9, -3.9, false"})
    void accepts_float32ErrorOfPyTorch_tenTimes(double expected, double actual, boolean accepted) {
        GoldenCase golden = Planted.golden("ops", Planted.TANH.replace("1e-8", "0.05"));

        assertThat(Tolerance.of(golden, "output").accepts(actual, expected)).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource({"losses, 0.02", "final.w, 0.3"})
    void of_training_coversTheGapTenTimes(String path, double absolute) {
        GoldenCase golden = Planted.golden("training", """
                {"name": "a", "op": "train", "output": {"float32_gap": {"losses": 2e-3, "final": 3e-2}}}
                """);

        assertThat(Tolerance.of(golden, path).absolute()).isEqualTo(absolute);
    }

    @ParameterizedTest
    @CsvSource({"0.5, final_value, 0, 1e-6", "1.0, final_value, 9, 0", "1.0, returned, 1e-5, 1e-6"})
    void of_lineSearch_boundsTheEnd(String last, String path, double relative, double absolute) {
        GoldenCase golden = Planted.golden("optim", """
                {"name": "a", "op": "lbfgs", "args": {"options": {"line_search_fn": "strong_wolfe"}},
                 "output": {"returned": [12.5, LAST], "final_value": 0.5}}
                """.replace("LAST", last));

        assertThat(Tolerance.of(golden, path)).isEqualTo(new Tolerance(relative, absolute, 0));
    }
}
