package glissade.data;

import java.io.IOException;
import java.nio.file.Path;

/// A file that is not valid IDX, or holds what [IdxFile] does not read. The message names the file, the offset in its
/// uncompressed content and what is wrong: `labels.gz, byte 8: …`.
public final class IdxException extends IOException {

    private static final long serialVersionUID = 1;

    IdxException(Path file, long offset, String problem) {
        super(file + ", byte " + offset + ": " + problem);
    }
}
