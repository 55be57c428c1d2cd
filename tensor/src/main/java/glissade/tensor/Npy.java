package glissade.tensor;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Reads and writes NumPy's `.npy` files, an array each.
///
///     Npy.write(Path.of("x.npy"), tensor);            // numpy.load("x.npy"), float32
///     Tensor x = Npy.read(Path.of("x.npy"));
///     Indices labels = Npy.readIndices(Path.of("labels.npy"));
///
/// Read are the versions 1.0, 2.0 and 3.0 of the format, of either byte order, row-major or Fortran's. Floats of 16, 32
/// and 64 bits become float32 (64 bits rounded to the nearest); whole numbers must lie in the range of an `int`. Objects,
/// strings, complex numbers and records are refused by name; nothing is ever unpickled.
///
/// Memory is in proportion to the file, whatever its header claims. Several arrays in a file: [Npz]. Thread-safe.
public final class Npy {

    private Npy() {
    }

    /// Reads an array of floats.
    ///
    /// @throws NpyException if the file is not valid, or holds something else than floats
    /// @throws IOException if it cannot be read
    public static Tensor read(Path file) throws IOException {
        if (entry(file) instanceof StateEntry.Floats(Tensor tensor)) {
            return tensor;
        }
        throw new NpyException(file, "it holds whole numbers or truth values, not floats; read it with readIndices");
    }

    /// Reads an array of whole numbers, or of truth values as 0 and 1.
    ///
    /// @throws NpyException if the file is not valid, holds floats, or a number beyond 32 bits
    /// @throws IOException if it cannot be read
    public static Indices readIndices(Path file) throws IOException {
        if (entry(file) instanceof StateEntry.Longs(Shape shape, long[] values)) {
            int[] indices = new int[values.length];
            for (int i = 0; i < values.length; i++) {
                indices[i] = (int) values[i];
                if (indices[i] != values[i]) {
                    throw new NpyException(file, "the number " + values[i] + ", at " + Positions.text(shape, i)
                            + ", is beyond the range of indices, which have 32 bits");
                }
            }
            return new Indices(shape, indices);
        }
        throw new NpyException(file, "it holds floats, not whole numbers; read it with read");
    }

    private static StateEntry entry(Path file) throws IOException {
        requireFile(file);
        try (var in = new BufferedInputStream(Files.newInputStream(file))) {
            return NpyContent.read(file.toString(), in, Files.size(file));
        }
    }

    static void requireFile(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString(), null, "there is no such file");
        }
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "it is a folder, not a file");
        }
    }

    /// Writes a tensor as float32, whole or not at all ([AtomicFile]).
    ///
    /// @throws IOException if the file cannot be written
    public static void write(Path file, Tensor tensor) throws IOException {
        AtomicFile.write(file, out -> NpyContent.write(out, new StateEntry.Floats(tensor)));
    }

    /// Writes indices as int64, whole or not at all.
    ///
    /// @throws IOException if the file cannot be written
    public static void write(Path file, Indices indices) throws IOException {
        long[] values = new long[indices.data.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = indices.data[i];
        }
        AtomicFile.write(file, out -> NpyContent.write(out, new StateEntry.Longs(indices.shape(), values)));
    }

    /// Writes a mask as bool, whole or not at all.
    ///
    /// @throws IOException if the file cannot be written
    public static void write(Path file, Mask mask) throws IOException {
        AtomicFile.write(file, out -> NpyContent.write(out, mask));
    }
}
