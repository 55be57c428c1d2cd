package glissade.tensor.kernel;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/// Linear interpolation along an axis that is resized: each place of the result lies at an element or between two neighbours, which
/// count by how near they are. What does not count is not read, so a NaN or an infinity stays beside its place.
///
/// `[outer, in, inner] → [outer, out, inner]`, row-major. Plain loops, which C2 turns into vectors.
public final class LinearResize {

    /// Elements a task computes.
    private static final int GRAIN = 1 << 16;

    private final int in;
    private final int out;
    /// For each place the element at it or before it.
    private final int[] first;
    /// How much that element counts.
    private final float[] own;
    /// How much the element after it counts; 0 if there is none.
    private final float[] next;

    /// Between `in` and `out` elements: with `alignCorners` the first and the last ones stay at the ends, else elements are areas, and
    /// the centre of place i is at `(i + 1/2) · in / out − 1/2`, at least 0 and at most in − 1.
    public LinearResize(int in, int out, boolean alignCorners) {
        this(in, out, i -> alignCorners ? out == 1 ? 0 : (double) i * (in - 1) / (out - 1)
                : Math.clamp((i + 0.5) * in / out - 0.5, 0, in - 1));
    }

    /// Between areas, of which those of the result are smaller by this factor, whatever the sizes: the centre of place i is at
    /// `(i + 1/2) / factor − 1/2`.
    public LinearResize(int in, int out, double factor) {
        this(in, out, i -> Math.clamp((i + 0.5) / factor - 0.5, 0, in - 1));
    }

    private LinearResize(int in, int out, IntToDoubleFunction place) {
        this.in = in;
        this.out = out;
        first = new int[out];
        own = new float[out];
        next = new float[out];
        for (int i = 0; i < out; i++) {
            double at = place.applyAsDouble(i);
            first[i] = (int) at;
            own[i] = (float) (1 - (at - first[i]));
            next[i] = (float) (at - first[i]);
        }
    }

    /// Computes y of x: `y[i] = own · x[first] + next · x[first + 1]`.
    public void apply(float[] x, float[] y, int outer, int inner) {
        if (inner == 1) {
            Parallel.range(outer, Math.max(1, GRAIN / out), (from, to) -> {
                for (int line = from; line < to; line++) {
                    applyToLine(x, line * in, y, line * out);
                }
            });
            return;
        }
        Parallel.range(outer * out, Math.max(1, GRAIN / inner), (from, to) -> {
            for (int row = from; row < to; row++) {
                int i = row % out;
                int xo = (row / out * in + first[i]) * inner;
                if (next[i] == 0) {
                    System.arraycopy(x, xo, y, row * inner, inner);
                } else {
                    blend(own[i], next[i], x, xo, y, row * inner, inner);
                }
            }
        });
    }

    private void applyToLine(float[] x, int xo, float[] y, int yo) {
        for (int i = 0; i < out; i++) {
            int at = xo + first[i];
            y[yo + i] = next[i] == 0 ? x[at] : Math.fma(next[i], x[at + 1], own[i] * x[at]);
        }
    }

    private static void blend(float own, float next, float[] x, int xo, float[] y, int yo, int n) {
        for (int j = 0; j < n; j++) {
            y[yo + j] = Math.fma(next, x[xo + n + j], own * x[xo + j]);
        }
    }

    /// The transpose: adds up in x, for each place in its order, what `y` has there, weighted as [#apply] does.
    public void spread(float[] y, float[] x, int outer, int inner) {
        Parallel.range(outer, Math.max(1, GRAIN / (out * inner)), (from, to) -> {
            Arrays.fill(x, from * in * inner, to * in * inner, 0);
            for (int block = from; block < to; block++) {
                if (inner == 1) {
                    spreadLine(y, block * out, x, block * in);
                } else {
                    spreadRows(y, block * out * inner, x, block * in * inner, inner);
                }
            }
        });
    }

    private void spreadLine(float[] y, int yo, float[] x, int xo) {
        for (int i = 0; i < out; i++) {
            int at = xo + first[i];
            x[at] = Math.fma(own[i], y[yo + i], x[at]);
            if (next[i] != 0) {
                x[at + 1] = Math.fma(next[i], y[yo + i], x[at + 1]);
            }
        }
    }

    private void spreadRows(float[] y, int yo, float[] x, int xo, int inner) {
        for (int i = 0; i < out; i++) {
            int at = xo + first[i] * inner;
            add(own[i], y, yo + i * inner, x, at, inner);
            if (next[i] != 0) {
                add(next[i], y, yo + i * inner, x, at + inner, inner);
            }
        }
    }

    private static void add(float weight, float[] y, int yo, float[] x, int xo, int n) {
        for (int j = 0; j < n; j++) {
            x[xo + j] = Math.fma(weight, y[yo + j], x[xo + j]);
        }
    }
}
