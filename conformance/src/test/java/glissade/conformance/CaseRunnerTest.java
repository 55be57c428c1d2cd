package glissade.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import glissade.autograd.Variable;
import glissade.conformance.Outcome.Status;
import glissade.tensor.Operand;
import glissade.tensor.Tensor;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Planted bugs: each must be caught.
class CaseRunnerTest {

    private static Outcome run(GoldenCase golden, Ops rows) {
        return new CaseRunner(family -> rows).run(golden);
    }

    private static Outcome tanh(Function<Given, Operand> row) {
        return run(Planted.tanh(), new Ops().op("tanh", row));
    }

    @Test
    void run_rightRow_passes() {
        assertThat(tanh(c -> c.x().tanh())).isEqualTo(new Outcome("ops", "tanh", "tanh", Status.PASSED, ""));
    }

    @Test
    void run_wrongOutput_fails() {
        Outcome outcome = tanh(c -> c.x().tanh().add(1e-4));

        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(outcome.error()).startsWith("output[0]: is 9.999999747378752E-5, expected 0.0, off by");
    }

    @Test
    void run_rightOutputAndWrongGradient_fails() {
        Outcome outcome = tanh(c -> {
            Variable x = c.x();
            return Variable.record("tanh", x.value().tanh(), x.pull(dy -> dy));
        });

        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(outcome.error()).startsWith("grads.x[1]: is 2.0, expected 1.5728954659318548");
    }

    @Test
    void run_outputWithoutHistory_fails() {
        assertThat(tanh(c -> c.x().detach().tanh()).error()).isEqualTo("grads.x: there is no gradient");
        assertThat(tanh(c -> c.x().value().tanh()).error()).isEqualTo(
                "java.lang.IllegalStateException: output: has a number upstream, but the row returns no variable");
    }

    @Test
    void run_gradientWhereNoneIsExpected_fails() {
        GoldenCase golden = Planted.golden("ops",
                Planted.TANH.replace("\"grads\": {\"x\": {\"shape\": [2], \"data\": [1.0, 1.5728954659318548]}}",
                        "\"grads\": {\"x\": null}"));

        assertThat(run(golden, new Ops().op("tanh", c -> c.x().tanh())).error())
                .isEqualTo("grads.x: no gradient is expected");
        assertThat(run(golden, new Ops().op("tanh", c -> c.x().detach().tanh())).status()).isEqualTo(Status.PASSED);
    }

    @Test
    void run_gradientOfZerosWhereNoneIsExpected_passesOnlyForTheNormThatCounts() {
        String none = Planted.TANH.replace(
                "\"grads\": {\"x\": {\"shape\": [2], \"data\": [1.0, 1.5728954659318548]}}",
                "\"grads\": {\"x\": null}");
        String counts = none.replace("\"op\": \"tanh\", \"args\": {}", "\"op\": \"norm\", \"args\": {\"p\": 0}");
        var zeros = new Ops().op("tanh", c -> c.x().detach().tanh().add(c.x().mul(0)))
                .op("norm", c -> c.x().detach().tanh().add(c.x().mul(c.number("p"))));

        assertThat(run(Planted.golden("ops", counts), zeros).status()).isEqualTo(Status.PASSED);
        assertThat(run(Planted.golden("ops", none), zeros).error()).isEqualTo("grads.x: no gradient is expected");
    }

    @Test
    void run_wrongShape_fails() {
        assertThat(tanh(c -> c.x().tanh().unsqueeze(0)).error()).isEqualTo("output: the shape is [1, 2], expected [2]");
    }

    @Test
    void run_nan_fails() {
        assertThat(tanh(c -> c.x().tanh().mul(Double.NaN)).error()).startsWith("output[0]: is NaN, expected 0.0");
    }

    @Test
    void run_missingOrSurplusOutput_fails() {
        assertThat(run(Planted.tanh(), new Ops().results("tanh", c -> {
            c.x();
            return new Results();
        })).error()).isEqualTo("output: missing");
        assertThat(run(Planted.tanh(), new Ops().results("tanh", c -> Results.of(c.x().tanh()).and("more", 1))).error())
                .isEqualTo("more: computed, but not expected");
    }

    @Test
    void run_rowThatThrows_fails() {
        Outcome outcome = tanh(c -> c.x().add(Tensor.zeros(3)));

        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(outcome.error()).startsWith("glissade.tensor.ShapeException: add: the sizes 2 and 3 do not match");
    }

    @Test
    void run_caseThatCannotBeRead_failsAlone() {
        GoldenCase golden = Planted.golden("ops", Planted.TANH.replace("[0.0, 0.5]", "[0.0]"));

        assertThat(run(golden, new Ops().op("tanh", c -> c.x().tanh())).error())
                .isEqualTo("java.lang.IllegalArgumentException: a tensor of shape [2] has 1 numbers");
    }

    @Test
    void run_opWithoutRow_isUnsupported() {
        assertThat(run(Planted.tanh(), new Ops()))
                .isEqualTo(new Outcome("ops", "tanh", "tanh", Status.UNSUPPORTED, ""));
    }

    @Test
    void run_argumentOrInputThatTheCaseLacks_isUnsupported() {
        assertThat(tanh(c -> c.x().mul(c.number("scale"))))
                .isEqualTo(new Outcome("ops", "tanh", "tanh", Status.UNSUPPORTED, "no argument scale"));
        assertThat(tanh(c -> c.x().mul(c.variable("bias"))))
                .isEqualTo(new Outcome("ops", "tanh", "tanh", Status.UNSUPPORTED, "no input bias"));
    }

    @Test
    void run_rowThatRefuses_isUnsupportedWhateverItComputed() {
        Outcome outcome = tanh(c -> {
            c.x().tanh();
            throw new Unsupported("no tanh");
        });

        assertThat(outcome).isEqualTo(new Outcome("ops", "tanh", "tanh", Status.UNSUPPORTED, "no tanh"));
    }

    @Test
    void run_argumentOrInputThatTheRowIgnores_isUnsupportedThoughItAgrees() {
        GoldenCase argument = Planted.golden("ops", Planted.TANH.replace("\"args\": {}", "\"args\": {\"scale\": 1}"));
        GoldenCase input = Planted.golden("ops",
                Planted.TANH.replace("\"inputs\": {", "\"inputs\": {\"bias\": {\"shape\": [], \"data\": [0]}, "));

        assertThat(run(argument, new Ops().op("tanh", c -> c.x().tanh())))
                .isEqualTo(new Outcome("ops", "tanh", "tanh", Status.UNSUPPORTED, "argument scale"));
        assertThat(run(input, new Ops().op("tanh", c -> c.x().tanh())))
                .isEqualTo(new Outcome("ops", "tanh", "tanh", Status.UNSUPPORTED, "input bias"));
    }

    @Test
    void run_skippedCase_isNeverPassed() {
        GoldenCase golden = Planted.golden("ops", Planted.TANH.replace("1e-8", "\"Infinity\""));

        assertThat(run(golden, new Ops().op("tanh", c -> c.x().tanh()))).isEqualTo(new Outcome("ops", "tanh", "tanh",
                Status.UNSUPPORTED, "skipped: the case over- or underflows in float32"));
    }

    @Test
    void run_numbersSkipped_passesByTheRestAlone() {
        GoldenCase golden = Planted.golden("ops", Planted.TANH.replace("\"tanh\"", "\"nasty_var_offset\""));
        Function<Function<Given, Operand>, Outcome> outcome =
                row -> run(golden, new Ops().op("nasty_var_offset", row));

        assertThat(outcome.apply(c -> c.x().mul(7)))
                .isEqualTo(new Outcome("ops", "nasty_var_offset", "nasty_var_offset", Status.PASSED,
                        "in part: the inputs 1e8, 1e8 + 1, … are one number in float32"));
        assertThat(outcome.apply(c -> c.x().tanh().unsqueeze(0)).error())
                .isEqualTo("output: the shape is [1, 2], expected [2]");
        assertThat(outcome.apply(c -> c.x().tanh().mul(Double.NaN)).error()).startsWith("output[0]: is NaN");
        assertThat(outcome.apply(c -> c.x().detach().tanh()).error()).isEqualTo("grads.x: there is no gradient");
    }
}
