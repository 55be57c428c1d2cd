package glissade.tensor.kernel;

/// Working memory that a thread keeps between calls, so that kernels allocate nothing once warm.
///
/// Each [Use] is one array a thread. The contents are whatever the last holder left, and a holder must be done before
/// the same thread asks for the same use again. Thread-safe: no array is seen by two threads, unless its
/// holder lends it to tasks that it waits for.
final class Scratch {
    /// What an array is for; two uses never share one.
    enum Use {
        /// A tile of the right matrix, rearranged.
        RIGHT,
        /// A strip of the left matrix, rearranged.
        LEFT,
        /// Results on their way to where they belong.
        RESULT,
        /// A product of matrices, made as its transpose.
        TURNED_PRODUCT,
        /// A bias row, padded.
        BIAS,
        /// Patches of an image.
        PATCHES,
        /// A product of a convolution, before it goes where it belongs; for a weight's gradient, what is multiplied, on its way into order.
        PRODUCT,
        /// The weight gradient of one image, or the padded copy out of which its patches or single elements are taken.
        WEIGHTS,
        /// A head's scaled queries; on the way back lent to the tasks that the holder waits for, as are the next two.
        QUERIES,
        /// A head's scores, or their gradient.
        SCORES,
        /// A head's weights, some of them dropped.
        DROPPED,
        /// A convolution's weights, rearranged; lent to the tasks that the holder waits for.
        PANELS,
        /// A convolution's weights with their axes of channels exchanged; lent likewise.
        TURNED
    }

    private static final int USES = Use.values().length;
    private static final ThreadLocal<float[][]> KEPT = ThreadLocal.withInitial(() -> new float[USES][0]);

    private static final ThreadLocal<float[][]> KEPT_ROWS = ThreadLocal.withInitial(() -> new float[0][]);

    private Scratch() {}

    /// An array of at least `length` elements with unknown contents.
    static float[] floats(Use use, int length) {
        if (Thread.currentThread().isVirtual()) {
            return new float[length]; // there may be millions of them: nothing is kept
        }
        float[][] kept = KEPT.get();
        float[] array = kept[use.ordinal()];
        if (array.length < length) {
            array = new float[length];
            kept[use.ordinal()] = array;
        }
        return array;
    }

    /// At least `count` arrays of at least `length` elements each, with unknown contents; no part of any [Use].
    static float[][] rows(int count, int length) {
        if (Thread.currentThread().isVirtual()) {
            return new float[count][length];
        }
        float[][] kept = KEPT_ROWS.get();
        if (kept.length < count || kept[0].length < length) {
            int longest = kept.length == 0 ? length : Math.max(length, kept[0].length);
            kept = new float[Math.max(count, kept.length)][longest];
            KEPT_ROWS.set(kept);
        }
        return kept;
    }
}
