package glissade.tensor.file;

import glissade.tensor.Shape;
import glissade.tensor.kernel.Allocation;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// How a file writes one number, under safetensors' names: `F16`, `I64`, …. Floats become a tensor's float32: the
/// narrower ones widen exactly, 64 bits are rounded to the nearest (beyond float32's range to an infinity). Whole
/// numbers and truth values become 64-bit integers, exactly.
public enum ElementType {
    F32(4), I64(8), F64(8), F16(2), BF16(2), I32(4), I16(2), I8(1), U32(4), U16(2), U8(1), BOOL(1);

    /// How many bytes one takes.
    public final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /// The type of a name, or null.
    static @Nullable ElementType named(String name) {
        for (ElementType each : values()) {
            if (each.name().equals(name)) {
                return each;
            }
        }
        return null;
    }

    /// Whether it becomes a tensor's number, and not a whole one.
    public boolean isFloat() {
        return this == F32 || this == F64 || this == F16 || this == BF16;
    }

    /// Where the bytes come from.
    @FunctionalInterface
    public interface Source<X extends Exception> {
        /// A buffer whose next `count` bytes are the next of the file, in the file's byte order.
        ByteBuffer next(int count) throws X;
    }

    /// Reads all elements of a shape as float32, at most `most` bytes at a time.
    public <X extends Exception> float[] floats(Shape shape, int most, Source<X> source) throws X {
        int step = most / bytes;
        float[] values = Allocation.floats(shape);
        for (int at = 0; at < values.length; at += Math.min(step, values.length - at)) {
            int count = Math.min(step, values.length - at);
            decode(source.next(count * bytes), values, at, count);
        }
        return values;
    }

    /// Reads all elements of a shape as whole numbers, at most `most` bytes at a time.
    public <X extends Exception> long[] longs(Shape shape, int most, Source<X> source) throws X {
        int step = most / bytes;
        long[] values = Allocation.longs(shape);
        for (int at = 0; at < values.length; at += Math.min(step, values.length - at)) {
            int count = Math.min(step, values.length - at);
            decode(source.next(count * bytes), values, at, count);
        }
        return values;
    }

    private void decode(ByteBuffer from, float[] to, int start, int count) {
        if (this == F32) {
            from.asFloatBuffer().get(to, start, count);
            return;
        }
        for (int i = start; i < start + count; i++) {
            to[i] = switch (this) {
                case F64 -> (float) from.getDouble();
                case F16 -> Float.float16ToFloat(from.getShort());
                case BF16 -> Float.intBitsToFloat(from.getShort() << 16);
                default -> throw new IllegalStateException(name());
            };
        }
    }

    private void decode(ByteBuffer from, long[] to, int start, int count) {
        if (this == I64) {
            from.asLongBuffer().get(to, start, count);
            return;
        }
        for (int i = start; i < start + count; i++) {
            to[i] = switch (this) {
                case I32 -> from.getInt();
                case I16 -> from.getShort();
                case I8 -> from.get();
                case U32 -> Integer.toUnsignedLong(from.getInt());
                case U16 -> Short.toUnsignedLong(from.getShort());
                case U8 -> Byte.toUnsignedLong(from.get());
                case BOOL -> from.get() == 0 ? 0 : 1;
                default -> throw new IllegalStateException(name());
            };
        }
    }
}
