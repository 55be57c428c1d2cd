package glissade.tensor.kernel;

import glissade.tensor.Shape;

/// Where the matrices of a batch stand, if they are broadcast to a larger one.
public final class BatchOffsets {

    private BatchOffsets() {
    }

    /// For each entry of `batch`, in order, where what is broadcast to it begins.
    ///
    /// @param own the batch that there is, which broadcasts to `batch`
    /// @param batch the batch that is wanted
    /// @param size how many elements an entry of `own` has
    public static int[] of(Shape own, Shape batch, int size) {
        int[] offsets = Allocation.ints(batch);
        for (int i = 0; i < offsets.length; i++) {
            int stride = size;
            int rest = i;
            for (int fromEnd = 1; fromEnd <= own.rank(); fromEnd++) {
                int index = rest % batch.size(-fromEnd);
                rest /= batch.size(-fromEnd);
                offsets[i] += own.size(-fromEnd) == 1 ? 0 : index * stride;
                stride *= own.size(-fromEnd);
            }
        }
        return offsets;
    }
}
