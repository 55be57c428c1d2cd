package glissade.tensor;

import glissade.tensor.file.ElementType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What a [StateDict] holds under one name. Immutable; nobody writes to the arrays.
sealed interface StateEntry {

    Shape shape();

    /// Reads all elements of a shape, at most `most` bytes at a time.
    static <X extends Exception> StateEntry read(ElementType type, Shape shape, int most, ElementType.Source<X> source)
            throws X {
        return type.isFloat() ? new Floats(new Tensor(shape, type.floats(shape, most, source)))
                : new Longs(shape, type.longs(shape, most, source));
    }

    /// A tensor of float32 numbers.
    record Floats(Tensor tensor) implements StateEntry {
        @Override
        public Shape shape() {
            return tensor.shape();
        }
    }

    /// 64-bit whole numbers, row-major.
    record Longs(Shape shape, long[] values) implements StateEntry {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Longs longs && shape.equals(longs.shape) && Arrays.equals(values, longs.values);
        }

        @Override
        public int hashCode() {
            return 31 * shape.hashCode() + Arrays.hashCode(values);
        }
    }
}
