package glissade.tensor.kernel;

import glissade.tensor.Shape;

/// Where an element of a resized axis comes from; [LinearResize] has those that come from two.
public final class Resize {

    private Resize() {
    }

    /// For each of `out` places the nearest of `in` elements, `⌊i · in / out⌋`.
    public static int[] nearest(int in, int out) {
        int[] from = Allocation.ints(Shape.of(out));
        for (int i = 0; i < out; i++) {
            from[i] = (int) ((long) i * in / out);
        }
        return from;
    }

    /// For each of `out` places the nearest of `in` elements that are `factor` times as far apart, `⌊i / factor⌋`.
    public static int[] nearest(int in, int out, double factor) {
        int[] from = Allocation.ints(Shape.of(out));
        for (int i = 0; i < out; i++) {
            from[i] = Math.min((int) (i / factor), in - 1);
        }
        return from;
    }
}
