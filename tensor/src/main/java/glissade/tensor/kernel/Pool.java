package glissade.tensor.kernel;

import glissade.tensor.Shape;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;

/// Arrays that an operation fills on its way forward, reads on its way back, and then hands on to the next one of the same size: no user
/// ever sees them. A step of training finds the arrays of the step before, still in the cache and without zeros to be written first.
///
/// A thread keeps the last few that it was given, for as long as there is memory enough. An array that is never given back is garbage like
/// any other. Thread-safe: an array belongs to one holder.
public final class Pool {

    private static final int MOST = 16;

    private static final ThreadLocal<SoftReference<List<float[]>>> KEPT =
            ThreadLocal.withInitial(() -> new SoftReference<>(null));

    private Pool() {
    }

    /// An array for the elements of a tensor, with unknown contents.
    public static float[] take(Shape shape) {
        List<float[]> kept = KEPT.get().get();
        if (kept != null) {
            // the last given first: most likely in the cache
            for (int i = kept.size() - 1; i >= 0; i--) {
                if (kept.get(i).length == shape.elements()) {
                    return kept.remove(i);
                }
            }
        }
        return Allocation.floats(shape);
    }

    /// Gives arrays back that nobody will read or write any more.
    public static void give(float[]... arrays) {
        if (Thread.currentThread().isVirtual()) {
            return; // there may be millions of them: nothing is kept
        }
        List<float[]> kept = KEPT.get().get();
        if (kept == null) {
            kept = new ArrayList<>();
            KEPT.set(new SoftReference<>(kept));
        }
        for (float[] array : arrays) {
            if (array.length > 0) {
                kept.add(array);
            }
        }
        while (kept.size() > MOST) {
            kept.removeFirst();
        }
    }
}
