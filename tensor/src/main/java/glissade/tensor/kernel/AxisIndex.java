package glissade.tensor.kernel;

import glissade.tensor.Shape;

/// The places that an index with as many axes as a tensor names: at `i, j, k`, along axis 1, it is `[i, index[i, j, k], k]`.
///
/// The index may be smaller than the tensor; its numbers are checked before. Where places repeat, what is written or added
/// comes in the index's row-major order, on one thread.
///
/// Immutable, and safe to share between threads.
public final class AxisIndex {

    private final int[] indices;
    private final Runs runs;
    /// How far apart neighbours along the axis are in the tensor.
    private final int stride;
    private final int elements;

    /// The places that `indices`, of shape `index`, names along `axis` of a tensor.
    public AxisIndex(Shape tensor, int axis, Shape index, int[] indices) {
        this.indices = indices;
        elements = tensor.elements();
        int[] steps = new int[tensor.rank()];
        int step = 1;
        int distance = 1;
        for (int i = tensor.rank() - 1; i >= 0; i--) {
            steps[i] = i == axis ? 0 : step;
            distance = i == axis ? step : distance;
            step *= tensor.size(i);
        }
        stride = distance;
        runs = new Runs(index, steps);
    }

    /// `y[place] = x[named place]`.
    public void gather(float[] x, float[] y) {
        int step = runs.step(0);
        runs.spread((place, offsets, n) -> {
            int from = offsets[0];
            for (int i = 0; i < n; i++) {
                y[place + i] = x[from + i * step + indices[place + i] * stride];
            }
        });
    }

    /// `y[named place] = x[place]`; the last one wins.
    public void put(float[] x, float[] y) {
        int step = runs.step(0);
        runs.inOrder((place, offsets, n) -> {
            int to = offsets[0];
            for (int i = 0; i < n; i++) {
                y[to + i * step + indices[place + i] * stride] = x[place + i];
            }
        });
    }

    /// `y[named place] = number`.
    public void put(float number, float[] y) {
        int step = runs.step(0);
        runs.inOrder((place, offsets, n) -> {
            int to = offsets[0];
            for (int i = 0; i < n; i++) {
                y[to + i * step + indices[place + i] * stride] = number;
            }
        });
    }

    /// `y[named place] += x[place]`.
    public void add(float[] x, float[] y) {
        int step = runs.step(0);
        runs.inOrder((place, offsets, n) -> {
            int to = offsets[0];
            for (int i = 0; i < n; i++) {
                y[to + i * step + indices[place + i] * stride] += x[place + i];
            }
        });
    }

    /// Which elements of the index name a place that a later one names again: what [#put] writes there does not last.
    public boolean[] overwritten() {
        int[] last = new int[elements];
        int step = runs.step(0);
        runs.inOrder((place, offsets, n) -> {
            for (int i = 0; i < n; i++) {
                last[offsets[0] + i * step + indices[place + i] * stride] = place + i;
            }
        });
        boolean[] overwritten = new boolean[indices.length];
        runs.inOrder((place, offsets, n) -> {
            for (int i = 0; i < n; i++) {
                overwritten[place + i] =
                        last[offsets[0] + i * step + indices[place + i] * stride] != place + i;
            }
        });
        return overwritten;
    }
}
