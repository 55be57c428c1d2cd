package glissade.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glissade.conformance.Outcome.Status;
import glissade.tensor.Backend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The goldens in both twins: the bundled ones, or those of the folder that `-Dglissade.goldens` names.
class GoldensTest {

    private static final Path CSV = Path.of("target", "goldens.csv");

    /// Cases of ops and arguments that the bundled files do not have, and that others of this format may.
    private static final Path MORE = Path.of("src", "test", "resources", "glissade", "conformance", "more");

    @Test
    void goldens_vectorKernels_agree() throws IOException {
        assertThat(Backend.kernels()).startsWith("vector");

        Goldens.Run run = Goldens.run(Goldens.folder());
        System.out.print(run.report().text());
        run.write(CSV);

        assertThat(run.problems()).isEmpty();
        assertThat(Files.readAllLines(CSV)).hasSize(run.report().outcomes().size() + 1);
    }

    @Test
    @Tag("fork")
    void goldens_scalarKernels_agree() throws Exception {
        Path csv = Path.of("target", "scalar", "goldens.csv");
        var options = new ArrayList<>(List.of("-Dglissade.kernels=scalar"));
        Goldens.folder().ifPresent(folder -> options.add("-Dglissade.goldens=" + folder));

        List<String> lines = Fork.run(options, Goldens.class, csv.toString());

        assertThat(lines).contains("kernels: scalar");
        assertThat(Files.readAllLines(csv).size()).isGreaterThan(1);
    }

    @Test
    void bundled_allFamilies_everyCaseIsReported() throws IOException {
        List<Outcome> outcomes = Goldens.run(Optional.empty()).report().outcomes();

        assertThat(outcomes).hasSize(1616);
        assertThat(outcomes.stream().map(Outcome::family).distinct()).containsExactly("ops", "conv_pool", "layers",
                "losses",
                "optim", "optim_more", "schedulers", "autograd", "training", "init");
    }

    @Test
    void goldens_whatTheBundledOnesLack_agree() throws IOException {
        Goldens.Run run = Goldens.run(Optional.of(MORE));

        assertThat(run.problems()).isEmpty();
        assertThat(run.report().outcomes()).isNotEmpty().allMatch(outcome -> outcome.is(Status.PASSED));
    }

    @Test
    void rows_allFamilies_areAllUsed() throws IOException {
        // a row that no case reaches is misspelt
        Set<String> ops = Stream.concat(GoldenFiles.bundled().stream(), GoldenFiles.in(MORE).stream())
                .map(golden -> golden.family() + " " + golden.op()).collect(Collectors.toSet());
        for (String family : GoldenFiles.FAMILIES) {
            for (String op : Mappings.family(family).names()) {
                assertThat(ops).contains(family + " " + op);
            }
        }
    }

    @Test
    void run_missingFolder_throws() {
        assertThatThrownBy(() -> Goldens.run(Optional.of(Path.of("/nowhere/goldens")))).isInstanceOf(IOException.class)
                .hasMessage("/nowhere/goldens: is no folder; a relative one starts where Maven did");
    }

    @Test
    void run_folder_isRunWithoutTheList(@TempDir Path folder) throws IOException {
        String unknown = Planted.TANH.replace("\"tanh\"", "\"tanh of another world\"");
        Files.writeString(folder.resolve("ops.json"), "{\"cases\": [" + Planted.TANH + "," + unknown + "]}");

        Goldens.Run run = Goldens.run(Optional.of(folder));

        assertThat(run.problems()).isEmpty();
        assertThat(run.report().outcomes()).extracting(Outcome::status).containsExactly(Status.PASSED,
                Status.UNSUPPORTED);
    }

    @Test
    void run_folderWithAWrongNumber_isAProblem(@TempDir Path folder) throws IOException {
        String wrong = Planted.TANH.replace("0.46211", "0.46221");
        Files.writeString(folder.resolve("ops.json"), "{\"cases\": [" + wrong + "," + Planted.TANH + "]}");

        Goldens.Run run = Goldens.run(Optional.of(folder));

        assertThat(run.problems()).hasSize(1).first().asString().startsWith("ops/tanh (tanh): output[1]: is 0.462117");
        assertThat(run.report().outcomes()).extracting(Outcome::status).containsExactly(Status.FAILED, Status.PASSED);
    }

    @Test
    @Tag("fork")
    void main_relativeFolder_startsWhereMavenDid(@TempDir Path start) throws Exception {
        Files.writeString(Files.createDirectories(start.resolve("given")).resolve("ops.json"),
                "{\"cases\": [" + Planted.TANH + "]}");

        List<String> lines = Fork.run(List.of("-Dglissade.goldens=given", "-Dglissade.start=" + start), Goldens.class,
                start.resolve("goldens.csv").toString());

        assertThat(lines).hasSize(3).last().isEqualTo("ops               1       0            0");
        assertThat(start.resolve("goldens.csv")).hasContent("family,op,case,status,error\nops,tanh,tanh,passed,");
    }
}
