package glissade.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenFilesTest {

    @TempDir
    Path folder;

    @Test
    void in_folder_readsEveryCaseOfEveryFile() throws IOException {
        Files.writeString(folder.resolve("ops.json"), "{\"cases\": [" + Planted.TANH + "," + Planted.TANH + "]}");
        Files.writeString(folder.resolve("layers.json"), "{\"cases\": [" + Planted.TANH + "]}");
        Files.writeString(folder.resolve("README.md"), "no cases");

        assertThat(GoldenFiles.in(folder)).extracting(GoldenCase::family).containsExactly("layers", "ops", "ops");
    }

    @Test
    void in_missingFolder_throws() {
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> GoldenFiles.in(missing)).isInstanceOf(IOException.class)
                .hasMessage(missing + ": is no folder; a relative one starts where Maven did");
    }

    @Test
    void in_folderWithoutACase_throws() throws IOException {
        assertThatThrownBy(() -> GoldenFiles.in(folder)).isInstanceOf(IOException.class)
                .hasMessage(folder + ": there is no golden case in this folder");

        Files.writeString(folder.resolve("ops.json"), "{\"cases\": []}");
        assertThatThrownBy(() -> GoldenFiles.in(folder)).isInstanceOf(IOException.class)
                .hasMessage(folder + ": there is no golden case in this folder");
    }

    @Test
    void in_fileThatIsNoGoldenFile_throws() throws IOException {
        Path file = folder.resolve("ops.json");

        Files.writeString(file, "{\"case\": []}");
        assertThatThrownBy(() -> GoldenFiles.in(folder)).isInstanceOf(IOException.class)
                .hasMessage(file + ": is no golden file, there is no list of cases");
        Files.writeString(file, "{\"cases\": [");
        assertThatThrownBy(() -> GoldenFiles.in(folder)).isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ": Unexpected end-of-input");
    }
}
