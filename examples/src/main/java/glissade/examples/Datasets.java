package glissade.examples;

import glissade.data.Mnist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Finds the data that the project comes with.
final class Datasets {

    private Datasets() {
    }

    /// MNIST from the folder that `--data` names, else from the project's.
    ///
    /// @throws IOException if a file is missing or damaged
    static Mnist mnist(@Nullable Path data) throws IOException {
        try {
            return Mnist.read(data == null ? folder("mnist") : data);
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(e.getFile(), null, e.getReason() + ", and --data names another folder");
        }
    }

    /// The folder `datasets/NAME` under the working directory, else under the one that the system property
    /// `glissade.root` names, else under the nearest folder above the working directory that has it. If none has, the
    /// first.
    static Path folder(String name) {
        Path relative = Path.of("datasets", name);
        Path here = Path.of("").toAbsolutePath();
        if (Files.isDirectory(relative)) {
            return relative;
        }
        String root = System.getProperty("glissade.root");
        if (root != null && Files.isDirectory(Path.of(root).resolve(relative))) {
            return Path.of(root).resolve(relative);
        }
        for (@Nullable Path folder = here.getParent(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(relative))) {
                return folder.resolve(relative);
            }
        }
        return relative;
    }
}
