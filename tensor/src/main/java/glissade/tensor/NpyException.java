package glissade.tensor;

import java.io.IOException;
import java.nio.file.Path;

/// A file that is not valid `.npy` or `.npz`, or holds what [Npy] and [Npz] do not read. The message names the file, the
/// array in it (of an `.npz`), the offset and what is wrong: `x.npy, byte 8: …`.
public final class NpyException extends IOException {

    private static final long serialVersionUID = 1;

    /// `place` is the file, or the file and the array in it.
    NpyException(String place, long offset, String problem) {
        super(place + ", byte " + offset + ": " + problem);
    }

    NpyException(String place, long offset, String problem, Throwable cause) {
        super(place + ", byte " + offset + ": " + problem, cause);
    }

    NpyException(Path file, String problem) {
        super(file + ": " + problem);
    }
}
