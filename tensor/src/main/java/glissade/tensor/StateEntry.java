package glissade.tensor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What a [StateDict] holds under one name. Immutable; nobody writes to the arrays.
sealed interface StateEntry {

    Shape shape();

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
