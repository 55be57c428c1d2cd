package glissade.tensor.kernel;

/// Where an element of a resized axis comes from.
public final class Resize {

    private Resize() {
    }

    /// For each of `out` places the nearest of `in` elements, `⌊i · in / out⌋`.
    public static int[] nearest(int in, int out) {
        int[] from = new int[out];
        for (int i = 0; i < out; i++) {
            from[i] = (int) ((long) i * in / out);
        }
        return from;
    }

    /// The matrix `[out, in]` that interpolates linearly: with `alignCorners` the first and the last elements stay at the ends,
    /// else elements are areas, and the centre of place i is at `(i + 1/2) · in / out − 1/2`, at least 0.
    public static float[] linear(int in, int out, boolean alignCorners) {
        float[] matrix = new float[Math.multiplyExact(in, out)];
        for (int i = 0; i < out; i++) {
            double at = alignCorners ? out == 1 ? 0 : (double) i * (in - 1) / (out - 1)
                    : Math.max(0, (i + 0.5) * in / out - 0.5);
            int low = Math.min((int) at, in - 1);
            int high = Math.min(low + 1, in - 1);
            matrix[i * in + low] += (float) (1 - (at - low));
            matrix[i * in + high] += (float) (at - low);
        }
        return matrix;
    }
}
