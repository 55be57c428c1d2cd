package glissade.tensor.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// Files of weights that are taken for safetensors: their first bytes tell what they are.
///
/// Source: the formats' own descriptions: ZIP (APPNOTE 4.3.7), pickle (PEP 3154), HDF5 (File Format Specification, II.A), NumPy.
public final class OtherFormat {

    private static final int ZIP = 0x504B0304;
    private static final int HDF5 = 0x89484446;
    private static final int NPY = 0x934E554D;
    private static final int PICKLE = 0x80;
    private static final int PICKLE_PROTOCOLS = 5;

    private OtherFormat() {
    }

    /// What a file that begins with these bytes is, and the way to read it; null if that is not known.
    ///
    /// @param start at least 4 bytes
    public static @Nullable String of(ByteBuffer start) {
        int magic = start.duplicate().order(ByteOrder.BIG_ENDIAN).getInt(0);
        int protocol = magic >>> 16 & 0xFF;
        return switch (magic) {
            case ZIP ->
                "it is a ZIP archive, as torch.save and numpy.savez write, not safetensors; an .npz is read with Npz,"
                        + " a .pt is rewritten by Python: safetensors.torch.save_file(torch.load(…), …)";
            case HDF5 ->
                "it is an HDF5 file, as Keras writes, not safetensors; write the weights as .npz in Python, and read"
                        + " that with Npz";
            case NPY -> "it is a NumPy array, not safetensors; read it with Npy";
            default -> magic >>> 24 == PICKLE && protocol >= 2 && protocol <= PICKLE_PROTOCOLS
                    ? "it is a Python pickle, as old versions of torch.save write, not safetensors; rewrite it in Python:"
                            + " safetensors.torch.save_file(torch.load(…), …)"
                    : null;
        };
    }
}
