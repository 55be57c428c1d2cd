package glissade.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The promise of the same bits. The sums stand here; a change of one is a change of every user's results, and needs a line in
/// the changelog.
class TrainingBitsTest {

    private static final String LINEAR_REGRESSION =
            "017817d7550fe2b2b021ec631250ab2357e85aa6a86187c565339062a454df01";
    private static final String MLP = "2cd6898d442aa54265a5a05e09b2ccd974a663b51abff68e4ab4aff5c2a9f7aa";

    /// Ways to run a Java virtual machine.
    static List<List<String>> machines() {
        return List.of(List.of("-Dglissade.threads=1"), List.of("-Dglissade.threads=2"),
                List.of("-Dglissade.threads=3"), List.of("-Dglissade.threads=4"),
                List.of("-XX:MaxVectorSize=16", "-Dglissade.threads=2"),
                List.of("-XX:MaxVectorSize=32", "-Dglissade.threads=2"),
                List.of("-XX:MaxVectorSize=64", "-Dglissade.threads=2"), List.of("-Dglissade.kernels=scalar"),
                List.of(Fork.CLASS_PATH));
    }

    static Stream<List<String>> slowMachines() {
        return Stream.concat(machines().stream(),
                Stream.of(List.of("-Xint"), List.of("-XX:TieredStopAtLevel=1"), List.of("-Xcomp"),
                        List.of("-Xint", Fork.CLASS_PATH)));
    }

    @ParameterizedTest
    @MethodSource("slowMachines")
    @Tag("fork")
    void linearRegression_anyMachine_sameBits(List<String> machine) throws Exception {
        assertThat(Fork.run(machine, TrainingBits.class, "linear-regression", "")).containsExactly(LINEAR_REGRESSION);
    }

    @ParameterizedTest
    @MethodSource("machines")
    @Tag("fork")
    void mlp_anyMachine_sameBits(List<String> machine) throws Exception {
        assertThat(Fork.run(machine, TrainingBits.class, "mlp", mnist().toString(), "twice")).containsExactly(MLP, MLP);
    }

    @Test
    void trainings_twiceInOneMachine_sameBits() throws IOException {
        assertThat(TrainingBits.linearRegression()).isEqualTo(TrainingBits.linearRegression())
                .isEqualTo(LINEAR_REGRESSION);
    }

    @Test
    @Tag("fork")
    void fork_otherTraining_hasOtherBits() throws Exception {
        // the comparison can fail: two trainings do not have one sum
        assertThat(LINEAR_REGRESSION).isNotEqualTo(MLP).hasSize(64);
        assertThat(Fork.run(List.of(), TrainingBits.class, "linear-regression", "")).doesNotContain(MLP);
    }

    private static Path mnist() {
        return Path.of(System.getProperty("glissade.root", "..")).resolve("datasets").resolve("mnist");
    }
}
