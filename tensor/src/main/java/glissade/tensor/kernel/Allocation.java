package glissade.tensor.kernel;

import glissade.tensor.Shape;
import java.util.Locale;

/// Makes the arrays of results. Where the heap is too small for one, the error says for what, how much, and what to do.
public final class Allocation {

    private Allocation() {
    }

    /// An array of zeros for the elements of a tensor.
    public static float[] floats(Shape shape) {
        try {
            return new float[shape.elements()];
        } catch (OutOfMemoryError e) {
            throw tooLarge("a tensor", shape, Float.BYTES, Runtime.getRuntime().maxMemory(), UserLine.here(), e);
        }
    }

    /// A copy of a tensor's elements.
    public static float[] copy(Shape shape, float[] elements) {
        try {
            return elements.clone();
        } catch (OutOfMemoryError e) {
            throw tooLarge("a tensor", shape, Float.BYTES, Runtime.getRuntime().maxMemory(), UserLine.here(), e);
        }
    }

    /// An array of zeros for indices.
    public static int[] ints(Shape shape) {
        try {
            return new int[shape.elements()];
        } catch (OutOfMemoryError e) {
            throw tooLarge("indices", shape, Integer.BYTES, Runtime.getRuntime().maxMemory(), UserLine.here(), e);
        }
    }

    /// An array of zeros for 64-bit integers.
    public static long[] longs(Shape shape) {
        try {
            return new long[shape.elements()];
        } catch (OutOfMemoryError e) {
            throw tooLarge("64-bit integers", shape, Long.BYTES, Runtime.getRuntime().maxMemory(), UserLine.here(), e);
        }
    }

    /// An array of `false` for a mask.
    public static boolean[] booleans(Shape shape) {
        try {
            return new boolean[shape.elements()];
        } catch (OutOfMemoryError e) {
            throw tooLarge("a mask", shape, 1, Runtime.getRuntime().maxMemory(), UserLine.here(), e);
        }
    }

    static OutOfMemoryError tooLarge(String what, Shape shape, int bytesEach, long heap, String place,
            OutOfMemoryError cause) {
        var error = new OutOfMemoryError("out of memory: " + what + " of shape " + shape + " needs "
                + size((long) bytesEach * shape.elements()) + ", and the whole Java heap may grow to " + size(heap)
                + (place.isEmpty() ? "" : "\n  at " + place)
                + "\n  fix: start java with a larger heap (-Xmx), take smaller batches, compute what needs no gradient in"
                + " Mode.evaluate, or keep fewer values for the backward sweep with Recompute.segment");
        error.initCause(cause);
        return error;
    }

    private static String size(long bytes) {
        double mebibytes = bytes / 1048576.0;
        return mebibytes < 1024
                ? String.format(Locale.ROOT, "%d bytes (%.1f MiB)", bytes, mebibytes)
                : String.format(Locale.ROOT, "%d bytes (%.1f GiB)", bytes, mebibytes / 1024);
    }
}
