package glissade.tensor;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/// Writes a file whole or not at all: a reader, or a run after a crash, finds the old content or the new, never a part.
///
/// The content goes to a temporary file in the same folder, is forced to disk, and then takes the target's name in one
/// step. If anything fails, the temporary file is deleted and the old file is as it was; only a run that is killed may
/// leave a `.glissade-….tmp` behind.
///
/// Thread-safe; of several writers to one target, the last to finish wins.
public final class AtomicFile {

    private static final int BUFFER = 1 << 16;

    private AtomicFile() {
    }

    /// What a file is to hold.
    @FunctionalInterface
    public interface Content {
        /// Writes all of it. The stream is buffered; to close it does nothing but flush.
        ///
        /// @throws IOException if it cannot be written
        void writeTo(OutputStream out) throws IOException;
    }

    /// Writes a file, or replaces the one of that name. A symbolic link to a file stays, and that file is
    /// replaced; one that leads nowhere is replaced itself.
    ///
    /// @throws IOException if the file cannot be written; the message names the file and the reason. What else the
    /// content throws passes through. In each case the old file is untouched
    public static void write(Path target, Content content) throws IOException {
        boolean linked = Files.isSymbolicLink(target) && Files.exists(target);
        Path file = linked ? target.toRealPath() : target.toAbsolutePath();
        try {
            replace(file, requireFolder(file), content);
        } catch (IOException e) {
            String old = Files.isRegularFile(file) ? "; the old file is untouched" : "";
            throw new IOException("cannot write " + target + ": " + reason(e) + old, e);
        }
    }

    private static Path requireFolder(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("it is a folder");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            // a rename would put a file in the place of /dev/null
            throw new IOException("it is a device or a pipe, which cannot be replaced by a whole file");
        }
        Path folder = file.getParent();
        if (folder == null) {
            throw new IOException("it is in no folder");
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException(Files.exists(folder) ? folder + " is not a folder"
                    : "there is no folder " + folder + "; create it first");
        }
        return folder;
    }

    private static void replace(Path file, Path folder, Content content) throws IOException {
        // of a fixed length, since the target's name may be as long as the file system allows
        Path temporary = folder.resolve(".glissade-" + UUID.randomUUID() + ".tmp");
        var channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            try (channel) {
                var out = new Unclosed(Channels.newOutputStream(channel));
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (Throwable failure) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException left) {
                failure.addSuppressed(left);
            }
            throw failure;
        }
        forceFolder(folder);
    }

    /// Makes the new name itself survive a loss of power.
    private static void forceFolder(Path folder) {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // some systems cannot open a folder; they order a rename after the data without it
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException missing -> "there is no file " + missing.getFile();
            case FileSystemException system when system.getReason() != null -> system.getReason();
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }

    /// Does not hand a close on, so that content may close what it wraps around: a ZIP stream, a writer.
    private static final class Unclosed extends BufferedOutputStream {
        Unclosed(OutputStream out) {
            super(out, BUFFER);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
