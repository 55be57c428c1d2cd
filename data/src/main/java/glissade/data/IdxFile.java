package glissade.data;

import glissade.tensor.Shape;
import glissade.tensor.ShapeException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// An IDX file of unsigned bytes, the format of MNIST: a magic number (two zero bytes, the element type, the number
/// of axes), the sizes of the axes as 32-bit big-endian numbers, the elements row-major.
///
/// Source: LeCun, Cortes and Burges, "The MNIST database of handwritten digits", section "File formats".
///
/// Two are equal if shapes and values are. The array is the file's only copy and is not protected: whoever writes to it
/// changes this.
///
/// @param shape the sizes of the axes
/// @param values the elements, row-major, to be read as unsigned: `values[i] & 0xFF`
public record IdxFile(Shape shape, byte[] values) {

    private static final int BUFFER = 1 << 16;
    private static final int UNSIGNED_BYTE = 0x08;

    /// DEFLATE makes at most 258 bytes of two bits, so a gzip file holds no more than 1032 times its size.
    private static final long MAX_EXPANSION = 1032;

    /// Checks that there are as many values as the shape has elements.
    ///
    /// @throws ShapeException if there are not
    public IdxFile {
        if (values.length != shape.elements()) {
            throw ShapeException.of("idx", values.length + " values given for " + shape + ", which has "
                    + shape.elements() + " elements").fix("give as many values, or another shape");
        }
    }

    /// Reads a file, plain or gzipped: its first bytes tell.
    ///
    /// The memory used is in proportion to the content, whatever the header claims.
    ///
    /// @throws IdxException if it is not a valid IDX file, or its elements are not unsigned bytes
    /// @throws IOException if it cannot be read
    public static IdxFile read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString(), null, "there is no such file");
        }
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "it is a folder, not a file");
        }
        try (var in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            in.mark(2);
            boolean gzipped = in.read() == 0x1F && in.read() == 0x8B;
            in.reset();
            long size = Files.size(file);
            return new Input(file, in, gzipped, gzipped ? size * MAX_EXPANSION : size).read();
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IdxFile file && shape.equals(file.shape) && Arrays.equals(values, file.values);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(values);
    }

    /// The shape: `IdxFile [60000, 28, 28]`.
    @Override
    public String toString() {
        return "IdxFile " + shape;
    }

    /// An open file.
    private static final class Input {

        private final Path file;
        private final InputStream in;
        private final boolean gzipped;
        private final long mostBytes;
        private long position;

        /// `mostBytes` bounds the length of the content.
        Input(Path file, InputStream in, boolean gzipped, long mostBytes) {
            this.file = file;
            this.in = in;
            this.gzipped = gzipped;
            this.mostBytes = mostBytes;
        }

        IdxFile read() throws IOException {
            try {
                return content(gzipped ? new Counted(new GZIPInputStream(in, BUFFER)) : new Counted(in));
            } catch (EOFException e) {
                throw error(position, "the gzip data is cut short here");
            } catch (ZipException e) {
                throw error(position, "the gzip data is damaged here (" + e.getMessage() + ")");
            }
        }

        private IdxFile content(InputStream content) throws IOException {
            byte[] magic = content.readNBytes(4);
            if (magic.length < 4) {
                throw error(magic.length, "the file ends inside of its magic number");
            }
            if (magic[0] != 0 || magic[1] != 0) {
                throw error(0, "an IDX file begins with two zero bytes, this one with "
                        + String.format(Locale.ROOT, "%02x %02x", magic[0], magic[1]));
            }
            if (magic[2] != UNSIGNED_BYTE) {
                throw error(2, "the elements are " + typeName(magic[2]) + "; only unsigned bytes (08) are read");
            }
            Shape shape = shape(content, magic[3] & 0xFF);
            byte[] values = content.readNBytes(shape.elements());
            if (values.length < shape.elements()) {
                throw error(position, "the file ends here, after " + values.length + " of the " + shape.elements()
                        + " elements of its shape " + shape);
            }
            long end = position;
            if (content.read() >= 0) {
                throw error(end, "the file goes on after the " + shape.elements() + " elements of its shape " + shape);
            }
            return new IdxFile(shape, values);
        }

        private Shape shape(InputStream content, int rank) throws IOException {
            if (rank == 0) {
                throw error(3, "the number of axes is 0, must be at least 1");
            }
            byte[] bytes = content.readNBytes(4 * rank);
            if (bytes.length < 4 * rank) {
                throw error(position, "the file ends inside of its header, which has " + rank + " sizes");
            }
            int[] sizes = new int[rank];
            for (int i = 0; i < rank; i++) {
                long size = Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt(4 * i));
                if (size > Shape.MAX_ELEMENTS) {
                    throw error(4 + 4 * i, "the size of axis " + i + " is " + size + ", above the limit of "
                            + Shape.MAX_ELEMENTS);
                }
                sizes[i] = (int) size;
            }
            Shape shape;
            try {
                shape = Shape.of(sizes);
            } catch (ShapeException e) {
                throw error(4, "the sizes " + Arrays.toString(sizes) + " multiply to more than " + Shape.MAX_ELEMENTS);
            }
            if (shape.elements() > mostBytes) {
                throw error(4, "the shape " + shape + " has " + shape.elements()
                        + " elements, but a file of this length holds at most " + mostBytes);
            }
            return shape;
        }

        private static String typeName(byte type) {
            return switch (type) {
                case 0x09 -> "signed bytes (09)";
                case 0x0B -> "16-bit integers (0b)";
                case 0x0C -> "32-bit integers (0c)";
                case 0x0D -> "32-bit floats (0d)";
                case 0x0E -> "64-bit floats (0e)";
                default -> String.format(Locale.ROOT, "of an unknown type (%02x)", type);
            };
        }

        private IdxException error(long offset, String problem) {
            return new IdxException(file, offset, problem);
        }

        /// Keeps track of the position in the content.
        private final class Counted extends FilterInputStream {
            Counted(InputStream in) {
                super(in);
            }

            @Override
            public int read() throws IOException {
                int b = super.read();
                position += b < 0 ? 0 : 1;
                return b;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = super.read(bytes, offset, length);
                position += Math.max(count, 0);
                return count;
            }
        }
    }
}
