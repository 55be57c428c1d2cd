package glissade.tensor;

import java.io.IOException;
import java.nio.file.Path;

/// A file that is not valid safetensors, or holds what [SafeTensors] does not read. The message names the file, the
/// offset in it and what is wrong: `net.safetensors, byte 8: …`.
public final class SafeTensorsException extends IOException {

    private static final long serialVersionUID = 1;

    SafeTensorsException(Path file, long offset, String problem) {
        super(file + ", byte " + offset + ": " + problem);
    }

    SafeTensorsException(Path file, long offset, String problem, Throwable cause) {
        super(file + ", byte " + offset + ": " + problem, cause);
    }
}
