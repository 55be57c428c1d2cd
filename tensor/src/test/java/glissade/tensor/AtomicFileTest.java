package glissade.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    Path folder;

    private static void write(Path target, String content) throws IOException {
        AtomicFile.write(target, out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void write_newFile_holdsTheContent() throws IOException {
        write(folder.resolve("a"), "new");

        assertThat(folder.resolve("a")).hasContent("new");
        assertThat(names()).containsExactly("a");
    }

    @Test
    void write_existingFile_isReplaced() throws IOException {
        Files.writeString(folder.resolve("a"), "old and longer");

        write(folder.resolve("a"), "new");

        assertThat(folder.resolve("a")).hasContent("new");
        assertThat(names()).containsExactly("a");
    }

    @Test
    void write_noContent_isAnEmptyFile() throws IOException {
        AtomicFile.write(folder.resolve("a"), _ -> {
        });

        assertThat(folder.resolve("a")).isEmptyFile();
    }

    @Test
    void write_contentThatCloses_isWhole() throws IOException {
        AtomicFile.write(folder.resolve("a"), out -> {
            try (var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
                writer.write("x".repeat(200_000));
            }
        });

        assertThat(folder.resolve("a")).hasSize(200_000);
    }

    @Test
    void write_longestName_works() throws IOException {
        write(folder.resolve("n".repeat(255)), "new");

        assertThat(folder.resolve("n".repeat(255))).hasContent("new");
    }

    @Test
    void write_symbolicLink_replacesWhatItLeadsTo() throws IOException {
        Files.writeString(folder.resolve("a"), "old");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("a"));

        write(folder.resolve("link"), "new");

        assertThat(folder.resolve("link")).isSymbolicLink();
        assertThat(folder.resolve("a")).isRegularFile().hasContent("new");
        assertThat(names()).containsExactly("a", "link");
    }

    @Test
    void write_whileWriting_oldFileIsSeen() throws IOException {
        Files.writeString(folder.resolve("a"), "old");

        AtomicFile.write(folder.resolve("a"), out -> {
            out.write(new byte[200_000]);
            out.flush();
            assertThat(folder.resolve("a")).hasContent("old");
        });

        assertThat(folder.resolve("a")).hasSize(200_000);
    }

    @Test
    void write_contentFails_keepsTheOldFile() throws IOException {
        Files.writeString(folder.resolve("a"), "old");

        assertThatThrownBy(() -> AtomicFile.write(folder.resolve("a"), out -> {
            out.write(new byte[200_000]);
            throw new IOException("No space left on device");
        })).isExactlyInstanceOf(IOException.class)
                .hasMessage("cannot write " + folder.resolve("a")
                        + ": No space left on device; the old file is untouched")
                .hasRootCauseMessage("No space left on device");

        assertThat(folder.resolve("a")).hasContent("old");
        assertThat(names()).containsExactly("a");
    }

    @Test
    void write_contentThrows_passesItOnAndLeavesNothing() throws IOException {
        var bug = new IllegalStateException("a bug");

        assertThatThrownBy(() -> AtomicFile.write(folder.resolve("a"), out -> {
            out.write(1);
            throw bug;
        })).isSameAs(bug);

        assertThat(names()).isEmpty();
    }

    @Test
    void write_missingFolder_isRefused() {
        Path target = folder.resolve("no").resolve("a");

        assertThatThrownBy(() -> write(target, "new")).isExactlyInstanceOf(IOException.class)
                .hasMessage("cannot write " + target + ": there is no folder " + folder.resolve("no")
                        + "; create it first");
    }

    @Test
    void write_folderIsAFile_isRefused() throws IOException {
        Files.writeString(folder.resolve("file"), "old");
        Path target = folder.resolve("file").resolve("a");

        assertThatThrownBy(() -> write(target, "new")).isExactlyInstanceOf(IOException.class)
                .hasMessage("cannot write " + target + ": " + folder.resolve("file") + " is not a folder");
        assertThat(folder.resolve("file")).hasContent("old");
    }

    @Test
    void write_targetIsAFolder_isRefused() throws IOException {
        Path target = Files.createDirectory(folder.resolve("a"));

        assertThatThrownBy(() -> write(target, "new")).isExactlyInstanceOf(IOException.class)
                .hasMessage("cannot write " + target + ": it is a folder");
        assertThatThrownBy(() -> write(Path.of("/"), "new")).isExactlyInstanceOf(IOException.class)
                .hasMessage("cannot write /: it is a folder");
        assertThat(target).isEmptyDirectory();
    }

    /// A rename onto it would leave a plain file where all programs expect the device.
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void write_targetIsADevice_isRefused() throws IOException {
        Path device = Path.of("/dev/null");

        assertThatThrownBy(() -> write(device, "new")).isExactlyInstanceOf(IOException.class)
                .hasMessage(
                        "cannot write /dev/null: it is a device or a pipe, which cannot be replaced by a whole file");
        assertThat(Files.isRegularFile(device)).isFalse();

        Path link = Files.createSymbolicLink(folder.resolve("link"), device);
        assertThatThrownBy(() -> write(link, "new")).isExactlyInstanceOf(IOException.class)
                .hasMessage("cannot write " + link
                        + ": it is a device or a pipe, which cannot be replaced by a whole file");
        assertThat(Files.isRegularFile(device)).isFalse();
    }

    /// What the system says when the content's own sources fail.
    @Test
    void write_systemErrors_areSaidInWords() {
        Path target = folder.resolve("a");
        assertReason(new NoSuchFileException("b"), "there is no file b");
        assertReason(new AccessDeniedException("b"), "permission denied");
        assertReason(new FileSystemException("b", null, "Read-only file system"), "Read-only file system");
        assertReason(new FileAlreadyExistsException("b"), "b");
        assertReason(new IOException(), "IOException");
        assertThat(target).doesNotExist();
    }

    private void assertReason(IOException error, String reason) {
        assertThatThrownBy(() -> AtomicFile.write(folder.resolve("a"), _ -> {
            throw error;
        })).hasMessage("cannot write " + folder.resolve("a") + ": " + reason).hasCause(error);
    }
}
