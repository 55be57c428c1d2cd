package glissade.tensor.kernel;

import glissade.tensor.Indices;
import glissade.tensor.Mask;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// The way of the library's own modules to the arrays behind tensors, without a copy. Users cannot reach this package:
/// to them a tensor never changes.
///
/// `glissade.tensor` installs the implementation when it is loaded.
public abstract class TensorAccess {

    private static @Nullable TensorAccess installed;

    /// Set up by the tensor package alone.
    protected TensorAccess() {
    }

    /// Called once, by the class [Tensor] as it is initialised.
    public static void install(TensorAccess access) {
        if (installed != null) {
            throw new IllegalStateException("the access to tensors is installed already");
        }
        installed = access;
    }

    /// Holds the implementation in a constant, so that calls through it cost nothing once compiled.
    private static final class Holder {
        static final TensorAccess ACCESS = load();

        private static TensorAccess load() {
            var loaded = Tensor.scalar(0); // initialises the class, which installs the access
            var access = installed;
            if (access == null) {
                throw new IllegalStateException("no access to tensors: " + loaded.shape());
            }
            return access;
        }
    }

    /// The array of a tensor's elements, row-major. It is shared: whoever writes to it must be its only owner.
    public static float[] array(Tensor tensor) {
        return Holder.ACCESS.elements(tensor);
    }

    /// The tensor, with its elements computed if they were not: for who holds it for long, or will use the memory of what it is computed
    /// of again.
    public static Tensor computed(Tensor tensor) {
        return Holder.ACCESS.compute(tensor);
    }

    /// The array of the indices. It is shared and must not be written to.
    public static int[] array(Indices indices) {
        return Holder.ACCESS.elements(indices);
    }

    /// The array of the mask. It is shared and must not be written to.
    public static boolean[] array(Mask mask) {
        return Holder.ACCESS.elements(mask);
    }

    /// A tensor that takes the array over; its length is the shape's element count.
    public static Tensor wrap(Shape shape, float[] elements) {
        return Holder.ACCESS.tensor(shape, elements);
    }

    /// Indices that take the array over.
    public static Indices wrapIndices(Shape shape, int[] elements) {
        return Holder.ACCESS.indices(shape, elements);
    }

    /// A mask that takes the array over.
    public static Mask wrapMask(Shape shape, boolean[] elements) {
        return Holder.ACCESS.mask(shape, elements);
    }

    /// See [#array(Tensor)].
    protected abstract float[] elements(Tensor tensor);

    /// See [#computed].
    protected abstract Tensor compute(Tensor tensor);

    /// See [#array(Indices)].
    protected abstract int[] elements(Indices indices);

    /// See [#array(Mask)].
    protected abstract boolean[] elements(Mask mask);

    /// See [#wrap].
    protected abstract Tensor tensor(Shape shape, float[] elements);

    /// See [#wrapIndices].
    protected abstract Indices indices(Shape shape, int[] elements);

    /// See [#wrapMask].
    protected abstract Mask mask(Shape shape, boolean[] elements);
}
