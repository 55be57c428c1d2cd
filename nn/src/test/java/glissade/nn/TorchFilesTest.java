package glissade.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import glissade.tensor.ConvWindow;
import glissade.tensor.RandomStream;
import glissade.tensor.SafeTensors;
import glissade.tensor.Shape;
import glissade.tensor.StateDict;
import glissade.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// State dicts of real PyTorch: each file holds a module's state, an input and PyTorch's output in evaluation.
///
/// The committed files stand in for PyTorch; where `GLISSADE_PYTHON` names an interpreter with torch and safetensors, new
/// ones are made and ours are read by it. `torch_files.py`, beside the committed files, does both.
class TorchFilesTest {

    @TempDir
    Path folder;

    private static final Map<String, Layer> NETS = Map.of("net", net(), "lstm", Lstm.init(3, 4,
            new RecurrentOptions(2, true, true, 0, true), RandomStream.of(1)));

    private static Layer net() {
        var random = RandomStream.of(1);
        return Sequential.of(Conv.init(3, 4, Shape.of(3, 3), new ConvWindow().padding(1), random), BatchNorm2d.of(4),
                new Relu(), new MaxPool(2), new Flatten(), Linear.init(36, 5, random));
    }

    private Path resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(TorchFilesTest.class.getResourceAsStream(name), name)) {
            Path file = folder.resolve(name);
            Files.write(file, in.readAllBytes());
            return file;
        }
    }

    private static void assertSameOutputs(Path file, Layer net) throws IOException {
        StateDict saved = SafeTensors.read(file);

        net.load(saved.under("state"));

        Tensor difference = net.predict(saved.tensor("x")).sub(saved.tensor("y")).abs();
        assertThat(difference.max().item()).isLessThan(2e-6f);
        assertThat(net.state().names()).containsExactlyInAnyOrderElementsOf(saved.under("state").names());
    }

    @Test
    void load_committedFilesOfPyTorch_givesItsOutputs() throws IOException {
        for (var each : NETS.entrySet()) {
            assertSameOutputs(resource(each.getKey() + ".safetensors"), each.getValue());
        }
    }

    @Test
    void read_committedTypesOfPyTorch_areConverted() throws IOException {
        StateDict types = SafeTensors.read(resource("types.safetensors"));

        assertThat(types.tensor("f64")).isEqualTo(Tensor.of(0.1f, Float.POSITIVE_INFINITY, -0f, 0x1.000002p0f));
        assertThat(types.tensor("f16")).isEqualTo(Tensor.of(0, 1, 2.5f, -3.25f, 0x1.064p-10f, 65504,
                Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY));
        assertThat(types.tensor("bf16")).isEqualTo(Tensor.of(0, 1, 2.5f, -3.25f, 0x1.06p-10f, 65536,
                Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY));
        assertThat(types.integers("i32")).containsExactly(Integer.MIN_VALUE, Integer.MAX_VALUE);
        assertThat(types.shape("i32")).isEqualTo(Shape.of(1, 2));
        assertThat(types.integers("i16")).containsExactly(Short.MIN_VALUE, Short.MAX_VALUE);
        assertThat(types.integers("i8")).containsExactly(-128, 127);
        assertThat(types.integers("u8")).containsExactly(0, 255);
        assertThat(types.integers("bool")).containsExactly(1, 0, 1);
    }

    @Test
    void load_freshFilesOfPyTorch_givesItsOutputs() throws Exception {
        python("make");

        for (var each : NETS.entrySet()) {
            assertSameOutputs(folder.resolve(each.getKey() + ".safetensors"), each.getValue());
        }
    }

    @Test
    void write_ourState_isReadByPyTorchToTheSameOutputs() throws Exception {
        for (var each : NETS.entrySet()) {
            Layer net = each.getValue();
            Tensor x = SafeTensors.read(resource(each.getKey() + ".safetensors")).tensor("x");
            net.forward(x); // running statistics that are not those of the start
            SafeTensors.write(folder.resolve("ours-" + each.getKey() + ".safetensors"), net.state().prefixed("state")
                    .with("x", x).with("y", net.predict(x)).withMetadata("format", "pt"));
        }

        assertThat(python("check")).contains("net agrees with PyTorch", "lstm agrees with PyTorch");
    }

    private String python(String task) throws Exception {
        String python = System.getenv("GLISSADE_PYTHON");
        if (python == null) {
            System.out
                    .println("SKIPPED: " + task + " with real PyTorch, as GLISSADE_PYTHON is not set; it names a Python"
                            + " that has torch and safetensors");
        }
        assumeTrue(python != null, "GLISSADE_PYTHON is not set");
        Path log = folder.resolve("log");
        var process = new ProcessBuilder(python, resource("torch_files.py").toString(), task, folder.toString())
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new UncheckedIOException(new IOException("torch_files.py " + task + " did not end in 5 minutes"));
        }
        String said = Files.readString(log, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
