package glissade.tensor;

import glissade.tensor.StateEntry.Floats;
import glissade.tensor.StateEntry.Longs;
import glissade.tensor.file.ElementType;
import glissade.tensor.file.MalformedException;
import glissade.tensor.file.OtherFormat;
import glissade.tensor.file.SafeTensorsHeader;
import glissade.tensor.file.SafeTensorsHeader.Content;
import glissade.tensor.file.SafeTensorsHeader.Slot;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;

/// Reads and writes a [StateDict] as a safetensors file, which PyTorch and others read and write too.
///
///     SafeTensors.write(Path.of("net.safetensors"), dict);
///     StateDict dict = SafeTensors.read(Path.of("net.safetensors"));
///
/// The file is the length of the header (8 bytes, little-endian), the header (JSON), and the elements as they are,
/// little-endian and row-major. Tensors are written as F32, whole numbers as I64. Every bit is kept; names keep their
/// order; equal state dicts give equal files.
///
/// Other element types are read and converted: F16 and BF16 widen to F32 exactly, F64 is rounded to the nearest F32
/// (an infinity, if it is out of range). I8 to I32, U8 to U32 and BOOL become whole numbers, exactly. U64, complex
/// numbers and the types of less than 16 bits are refused by name.
///
/// Reading is strict, and takes memory in proportion to the file whatever its header claims. The format:
/// [safetensors](https://huggingface.co/docs/safetensors). Thread-safe.
public final class SafeTensors {

    private static final int BUFFER = 1 << 18;

    private SafeTensors() {
    }

    /// Writes a file, whole or not at all ([AtomicFile]).
    ///
    /// @throws IllegalArgumentException if a name is `__metadata__`, or a string is not Unicode (half a surrogate pair)
    /// @throws IOException if the file cannot be written
    public static void write(Path file, StateDict dict) throws IOException {
        var header = SafeTensorsHeader.of(dict.names().stream()
                .map(name -> new Content(name, dict.isInteger(name) ? ElementType.I64 : ElementType.F32,
                        dict.shape(name)))
                .toList(), dict.metadata());
        byte[] start = header.toBytes();
        AtomicFile.write(file, out -> {
            out.write(start);
            var buffer = buffer();
            for (Slot slot : header.layout()) {
                switch (dict.entry(slot.name())) {
                    case Floats(Tensor tensor) -> write(out, buffer, tensor.data());
                    case Longs(_, long[] values) -> write(out, buffer, values);
                }
            }
        });
    }

    private static void write(OutputStream out, ByteBuffer buffer, float[] values) throws IOException {
        int step = BUFFER / Float.BYTES;
        for (int at = 0; at < values.length; at += Math.min(step, values.length - at)) {
            int count = Math.min(step, values.length - at);
            buffer.asFloatBuffer().put(values, at, count);
            out.write(buffer.array(), 0, count * Float.BYTES);
        }
    }

    private static void write(OutputStream out, ByteBuffer buffer, long[] values) throws IOException {
        int step = BUFFER / Long.BYTES;
        for (int at = 0; at < values.length; at += Math.min(step, values.length - at)) {
            int count = Math.min(step, values.length - at);
            buffer.asLongBuffer().put(values, at, count);
            out.write(buffer.array(), 0, count * Long.BYTES);
        }
    }

    /// Reads a file.
    ///
    /// @throws SafeTensorsException if it is not valid, or has an element type that is not supported
    /// @throws IOException if it cannot be read
    public static StateDict read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString(), null, "there is no such file");
        }
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "it is a folder, not a file");
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new Input(file, channel).read();
        }
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// An open file.
    private record Input(Path file, FileChannel channel, ByteBuffer buffer) {

        Input(Path file, FileChannel channel) {
            this(file, channel, SafeTensors.buffer());
        }

        StateDict read() throws IOException {
            long size = channel.size();
            if (size < SafeTensorsHeader.PREFIX) {
                throw new SafeTensorsException(file, 0,
                        "the file has " + size + " bytes, too few for the header's length");
            }
            fill(0, SafeTensorsHeader.PREFIX);
            long length = buffer.getLong(0);
            // a negative length is one beyond 2⁶³, as the file's number is unsigned
            if (length < 0 || length > SafeTensorsHeader.MAX_LENGTH) {
                String other = OtherFormat.of(buffer);
                throw new SafeTensorsException(file, 0, other != null ? other
                        : "the header's length is " + Long.toUnsignedString(length) + ", above the limit of "
                                + SafeTensorsHeader.MAX_LENGTH + "; is this a safetensors file?");
            }
            long dataStart = SafeTensorsHeader.PREFIX + length;
            if (dataStart > size) {
                throw new SafeTensorsException(file, 0, "the header's length is " + length + ", but only "
                        + (size - SafeTensorsHeader.PREFIX) + " bytes follow; the file is cut short");
            }
            byte[] json = new byte[(int) length];
            read(json, SafeTensorsHeader.PREFIX);
            var header = header(json, size - dataStart);
            var entries = new LinkedHashMap<String, StateEntry>();
            for (Slot slot : header.slots()) {
                entries.put(slot.name(), entry(slot, dataStart + slot.begin()));
            }
            return new StateDict(entries, header.metadata());
        }

        private SafeTensorsHeader header(byte[] json, long dataSize) throws SafeTensorsException {
            try {
                return SafeTensorsHeader.parse(json, dataSize);
            } catch (MalformedException e) {
                throw new SafeTensorsException(file, e.offset(), e.problem(), e);
            }
        }

        private StateEntry entry(Slot slot, long position) throws IOException {
            var next = new long[] {position};
            return StateEntry.read(slot.type(), slot.shape(), BUFFER, count -> {
                fill(next[0], count);
                next[0] += count;
                return buffer;
            });
        }

        private void read(byte[] values, long position) throws IOException {
            for (int at = 0; at < values.length;) {
                int count = Math.min(BUFFER, values.length - at);
                fill(position + at, count);
                buffer.get(0, values, at, count);
                at += count;
            }
        }

        /// Reads the file's bytes from `position` on into the start of the buffer.
        private void fill(long position, int count) throws IOException {
            buffer.clear().limit(count);
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, position + buffer.position()) < 0) {
                    throw new SafeTensorsException(file, position + buffer.position(),
                            "the file became shorter while it was read");
                }
            }
            buffer.rewind();
        }
    }
}
