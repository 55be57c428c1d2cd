package glissade.tensor.kernel;

import org.jspecify.annotations.Nullable;

/// [Normalization] of the channels of `[batch, channels, run]` arrays: a row is what a channel has in all samples, in their order.
///
/// Some rows at a time are gathered into scratch, which stays in the second-level cache, and what comes out goes where it belongs. Transposing
/// the whole input first and the whole result last would make two more arrays in memory. Immutable, thread-safe.
public final class BatchRows {

    /// Elements, about, that are gathered at a time, and the fewest rows if there are as many: then neighbours in memory are used together.
    private static final int TOGETHER = 1 << 14;
    private static final int LEAST = 16;
    /// From here on a run is copied by the runtime's own loop.
    private static final int LONG = 16;

    private static final boolean HAS_VECTORS = Kernels.active() != Kernels.scalar();

    private final Normalization rows;
    private final int batch;
    private final int channels;
    private final int run;

    /// @param rows a kernel for rows of `batch · run` elements
    public BatchRows(Normalization rows, int batch, int channels, int run) {
        this.rows = rows;
        this.batch = batch;
        this.channels = channels;
        this.run = run;
    }

    private int together() {
        return Math.max(run >= LONG ? 1 : LEAST, TOGETHER / Math.max(1, rows.columns()));
    }

    /// [Normalization#forward] of the channels from `from` to before `to`.
    public void forward(float[] x, float[] weight, float[] bias, float[] y, double[] mean, double[] variance, int from,
            int to) {
        int together = together();
        for (int first = from; first < to; first += together) {
            int count = Math.min(together, to - first);
            float[] block = Scratch.floats(Scratch.Use.LEFT, count * rows.columns());
            gather(x, first, count, block);
            rows.forward(block, weight, bias, block, mean, variance, first, first + count, first);
            scatter(block, first, count, y);
        }
    }

    /// [Normalization#gradient] of the channels of block `block`.
    public void gradient(float[] dy, float[] x, float @Nullable [] weight, double[] mean, double[] variance,
            float @Nullable [] sums, float[] dx, int block) {
        int first = block * rows.blockRows();
        int count = Math.min(rows.blockRows(), channels - first);
        float[] slopes = Scratch.floats(Scratch.Use.RIGHT, count * rows.columns());
        float[] inputs = Scratch.floats(Scratch.Use.LEFT, count * rows.columns());
        gather(dy, first, count, slopes);
        gather(x, first, count, inputs);
        rows.gradient(slopes, inputs, weight, mean, variance, sums, inputs, channels, block, first);
        scatter(inputs, first, count, dx);
    }

    private void gather(float[] x, int first, int count, float[] block) {
        if (run == 1 && HAS_VECTORS) {
            Transposition.columns(batch, count, x, first, channels, block, 0, batch);
            return;
        }
        for (int b = 0; b < batch; b++) {
            int from = (b * channels + first) * run;
            int to = b * run;
            for (int r = 0; r < count; r++, from += run, to += batch * run) {
                copy(x, from, block, to, run);
            }
        }
    }

    private void scatter(float[] block, int first, int count, float[] y) {
        if (run == 1 && HAS_VECTORS) {
            Transposition.columns(count, batch, block, 0, batch, y, first, channels);
            return;
        }
        for (int b = 0; b < batch; b++) {
            int from = b * run;
            int to = (b * channels + first) * run;
            for (int r = 0; r < count; r++, from += batch * run, to += run) {
                copy(block, from, y, to, run);
            }
        }
    }

    private static void copy(float[] x, int from, float[] y, int to, int n) {
        if (n >= LONG) {
            System.arraycopy(x, from, y, to, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            y[to + i] = x[from + i];
        }
    }
}
