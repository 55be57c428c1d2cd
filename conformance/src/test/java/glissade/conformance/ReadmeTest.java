package glissade.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {

    @Test
    @Tag("fork")
    void readme_program_trainsAsItSays(@TempDir Path folder) throws Exception {
        String readme = Files.readString(Path.of(System.getProperty("glissade.root", "..")).resolve("README.md"));
        int start = readme.indexOf("```java\n") + "```java\n".length();
        Path program = folder.resolve("Xor.java");
        Files.writeString(program, readme.substring(start, readme.indexOf("```", start)));

        List<String> lines = Fork.runSource("glissade.nn,glissade.optim", program);

        assertThat(lines).hasSize(5).last().isEqualTo("solved");
        assertThat(lines.getFirst()).matches("step 50  loss 0\\.\\d+");
    }

    /// Without the jars of annotations that the library itself is compiled with.
    @Test
    @Tag("fork")
    void userModule_withTheLibraryAlone_compilesAndRuns(@TempDir Path folder) throws Exception {
        Path sources = Files.createDirectories(folder.resolve("my/nets"));
        Path module = Files.writeString(folder.resolve("module-info.java"),
                "module my { requires glissade.train; opens my.nets to glissade.nn; }");
        Path program = Files.writeString(sources.resolve("Main.java"), """
                package my.nets;

                import glissade.autograd.Variable;
                import glissade.nn.Embedding;
                import glissade.nn.Layer;
                import glissade.nn.Linear;
                import glissade.tensor.RandomStream;
                import glissade.tensor.Tensor;

                record Main(Linear linear, Embedding table) implements Layer {
                    public Variable forward(Variable x) {
                        return table.padding() == null ? linear.forward(x) : x;
                    }

                    public static void main(String[] args) {
                        var random = RandomStream.of(1);
                        var net = new Main(Linear.init(2, 3, random), Embedding.init(2, 2, random));
                        System.out.println(net.predict(Tensor.ones(4, 2)).shape());
                        System.out.println(net.parameters().names());
                    }
                }
                """);
        String library = Arrays.stream(Fork.path().split(File.pathSeparator)).filter(entry -> entry.contains("glissade")
                || Files.isDirectory(Path.of(entry))).collect(Collectors.joining(File.pathSeparator));

        List<String> compiled = Fork.compile(library, folder, module, program);
        List<String> lines = Fork.runModule(library + File.pathSeparator + folder, "my/my.nets.Main");

        assertThat(compiled).isEmpty();
        assertThat(lines).containsExactly("[4, 3]", "[linear.weight, linear.bias, table.weight]");
    }

    /// Each task stands in a block of its own, behind the statements that all begin with.
    @Test
    @Tag("fork")
    void fromPyTorch_allCode_runs(@TempDir Path folder) throws Exception {
        String page =
                Files.readString(Path.of(System.getProperty("glissade.root", "..")).resolve("docs/from-pytorch.md"));
        List<String> blocks = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(page).results()
                .map(block -> block.group(1)).toList();
        int statements = blocks.getFirst().indexOf("\n\n");
        var program = new StringBuilder(blocks.getFirst().substring(0, statements))
                .append("\nvoid main() throws Exception {\n")
                .append(blocks.getFirst().substring(statements));
        for (String block : blocks.subList(1, blocks.size())) {
            program.append("{\n").append(block).append("}\n");
        }
        Path file = Files.writeString(folder.resolve("Tasks.java"), program.append("IO.println(\"end\");\n}\n"));

        List<String> lines = Fork.runSource("glissade.train", file);

        assertThat(blocks).hasSizeGreaterThan(10);
        assertThat(lines).contains("[10, 8]", "mismatched: head.bias is [10], the expected state has [2]", "[3, 5]",
                "goes on at step 1");
        assertThat(lines).endsWith("true", "end");
    }
}
