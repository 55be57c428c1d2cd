package glissade.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
}
