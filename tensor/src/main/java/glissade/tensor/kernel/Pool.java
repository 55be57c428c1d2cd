package glissade.tensor.kernel;

import glissade.tensor.Shape;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Arrays that nobody will read any more, for the next result of the same size: what an operation kept for its way back, gradients that have
/// been pulled on, values between two layers. A step of training finds the arrays of the step before, often still in the cache, and
/// the JVM has no zeros to write.
///
/// A thread keeps the last few that it was given, for as long as there is memory enough. An array that is never given back is garbage like
/// any other, so giving is never a duty; but who gives must know that nobody else holds the array. Where assertions are on, as in tests,
/// what is in here and what a new array begins with is NaN, so that a mistake shows.
///
/// Thread-safe: an array belongs to one holder.
public final class Pool {

    /// Shorter arrays cost less when they are new; tests, whose tensors are small, shall see the pool at work.
    private static final int SHORTEST = isChecked() ? 1 : 1 << 10;

    private static final int MOST = 64;

    /// Elements that a thread keeps: an eighth of the heap.
    private static final long MOST_ELEMENTS = Runtime.getRuntime().maxMemory() / 8 / Float.BYTES;

    private static final ThreadLocal<SoftReference<Pool>> KEPT =
            ThreadLocal.withInitial(() -> new SoftReference<>(null));

    private final List<float[]> arrays = new ArrayList<>();
    private long elements;

    private Pool() {
    }

    /// An array for the elements of a tensor, with unknown contents.
    public static float[] take(Shape shape) {
        int length = shape.elements();
        Pool kept = length < SHORTEST ? null : KEPT.get().get();
        float[] array = kept == null ? null : kept.remove(length);
        if (array == null) {
            array = Allocation.floats(shape);
            assert spoil(array);
        }
        return array;
    }

    /// Gives arrays back that nobody will read or write any more.
    public static void give(float[]... arrays) {
        if (Thread.currentThread().isVirtual()) {
            return; // there may be millions of them: nothing is kept
        }
        Pool kept = KEPT.get().get();
        if (kept == null) {
            kept = new Pool();
            KEPT.set(new SoftReference<>(kept));
        }
        for (float[] array : arrays) {
            kept.add(array);
        }
    }

    private float @Nullable [] remove(int length) {
        // the last given first: most likely in the cache
        for (int i = arrays.size() - 1; i >= 0; i--) {
            if (arrays.get(i).length == length) {
                elements -= length;
                return arrays.remove(i);
            }
        }
        return null;
    }

    private void add(float[] array) {
        if (array.length < SHORTEST) {
            return;
        }
        assert arrays.stream().noneMatch(kept -> kept == array) : "given back twice";
        assert spoil(array);
        arrays.add(array);
        elements += array.length;
        while (arrays.size() > MOST || elements > MOST_ELEMENTS) {
            elements -= arrays.removeFirst().length;
        }
    }

    /// Whether assertions are on, and mistakes show.
    public static boolean isChecked() {
        boolean on = false;
        assert on = true;
        return on;
    }

    private static boolean spoil(float[] array) {
        Arrays.fill(array, Float.NaN);
        return true;
    }
}
