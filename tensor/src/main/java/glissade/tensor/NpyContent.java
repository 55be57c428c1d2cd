package glissade.tensor;

import glissade.tensor.file.MalformedException;
import glissade.tensor.file.NpyHeader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// One array in the format of NumPy, read from a stream and written to one: a file, or an entry of an archive.
final class NpyContent {

    private static final int BUFFER = 1 << 16;

    private final String place;
    private final InputStream in;
    private long position;
    /// Where the header's text begins.
    private int headerText;

    private NpyContent(String place, InputStream in) {
        this.place = place;
        this.in = in;
    }

    /// Reads an array and requires that nothing follows. No more than `most` bytes may come, so an array that claims
    /// more is refused before it is allocated.
    static StateEntry read(String place, InputStream in, long most) throws IOException {
        return new NpyContent(place, in).read(most);
    }

    private StateEntry read(long most) throws IOException {
        NpyHeader header;
        try {
            header = header();
        } catch (MalformedException e) {
            throw new NpyException(place, e.offset(), e.problem(), e);
        }
        long needed = (long) header.type().bytes * header.shape().elements();
        if (needed > most - position) {
            throw new NpyException(place, headerText, "the shape " + header.shape() + " takes " + needed
                    + " bytes, but at most " + Math.max(0, most - position) + " can follow; the file is cut short");
        }
        StateEntry entry = StateEntry.read(header.type(), header.shape(), BUFFER,
                step -> ByteBuffer.wrap(bytes(step, "the elements")).order(header.order()));
        if (in.read() >= 0) {
            throw new NpyException(place, position, "it goes on after the last element");
        }
        return header.fortran() ? rowMajor(entry) : entry;
    }

    private NpyHeader header() throws IOException, MalformedException {
        byte[] start = in.readNBytes(NpyHeader.START);
        position = start.length;
        int lengthBytes = NpyHeader.lengthBytes(start);
        byte[] length = bytes(lengthBytes, "the header's length");
        long count = lengthBytes == 2 ? Short.toUnsignedLong(little(length).getShort())
                : Integer.toUnsignedLong(little(length).getInt());
        if (count > NpyHeader.MAX_LENGTH) {
            throw new NpyException(place, NpyHeader.START, "the header's length is " + count + ", above the limit of "
                    + NpyHeader.MAX_LENGTH);
        }
        headerText = (int) position;
        return NpyHeader.parse(bytes((int) count, "the header"), headerText);
    }

    private byte[] bytes(int count, String what) throws IOException {
        byte[] bytes = in.readNBytes(count);
        position += bytes.length;
        if (bytes.length < count) {
            throw new NpyException(place, position, "the file ends here, inside " + what);
        }
        return bytes;
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// An entry whose elements lie with the first axis fastest, as Fortran has them, put in our order.
    private static StateEntry rowMajor(StateEntry entry) {
        Shape shape = entry.shape();
        if (shape.rank() < 2) {
            return entry;
        }
        return switch (entry) {
            case StateEntry.Floats(Tensor tensor) -> {
                float[] old = tensor.data();
                float[] values = new float[old.length];
                forEachSource(shape, (to, from) -> values[to] = old[from]);
                yield new StateEntry.Floats(new Tensor(shape, values));
            }
            case StateEntry.Longs(_, long[] old) -> {
                long[] values = new long[old.length];
                forEachSource(shape, (to, from) -> values[to] = old[from]);
                yield new StateEntry.Longs(shape, values);
            }
        };
    }

    @FunctionalInterface
    private interface Move {
        void move(int to, int from);
    }

    private static void forEachSource(Shape shape, Move move) {
        int rank = shape.rank();
        int[] index = new int[rank];
        int[] steps = new int[rank];
        int step = 1;
        for (int axis = 0; axis < rank; axis++) {
            steps[axis] = step;
            step *= shape.size(axis);
        }
        int from = 0;
        for (int to = 0; to < shape.elements(); to++) {
            move.move(to, from);
            int axis = rank - 1;
            while (axis >= 0 && ++index[axis] == shape.size(axis)) {
                from -= (shape.size(axis) - 1) * steps[axis];
                index[axis--] = 0;
            }
            from += axis < 0 ? 0 : steps[axis];
        }
    }

    /// Writes an array: float32 or int64.
    static void write(OutputStream out, StateEntry entry) throws IOException {
        boolean floats = entry instanceof StateEntry.Floats;
        out.write(NpyHeader.bytes(floats ? "<f4" : "<i8", entry.shape()));
        var buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
        int size = floats ? Float.BYTES : Long.BYTES;
        int all = entry.shape().elements();
        for (int at = 0; at < all;) {
            int count = Math.min(BUFFER / size, all - at);
            switch (entry) {
                case StateEntry.Floats(Tensor tensor) -> buffer.asFloatBuffer().put(tensor.data(), at, count);
                case StateEntry.Longs(_, long[] values) -> buffer.asLongBuffer().put(values, at, count);
            }
            out.write(buffer.array(), 0, count * size);
            at += count;
        }
    }

    /// Writes truth values, a byte each.
    static void write(OutputStream out, Mask mask) throws IOException {
        out.write(NpyHeader.bytes("|b1", mask.shape()));
        byte[] bytes = new byte[Math.min(BUFFER, mask.data.length)];
        for (int at = 0; at < mask.data.length; at += Math.min(bytes.length, mask.data.length - at)) {
            int count = Math.min(bytes.length, mask.data.length - at);
            for (int i = 0; i < count; i++) {
                bytes[i] = (byte) (mask.data[at + i] ? 1 : 0);
            }
            out.write(bytes, 0, count);
        }
    }
}
