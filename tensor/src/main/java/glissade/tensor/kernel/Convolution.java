package glissade.tensor.kernel;

import org.jspecify.annotations.Nullable;

/// Convolutions as products of matrices, image by image and group by group: with the weight as a matrix `W`, `[O / groups, patch]`, and
/// the patches of an image as `P`, `[patch, positions]` ([Patches]), the output is `W · P`, the gradient of the patches `Wᵀ · dY`, and
/// that of the weight `dY · Pᵀ`, summed over the images.
///
/// Patches are made for a few rows of the output at a time, so that they stay in the second-level cache, and never for the whole batch.
/// An element of the output is one chain of [Matmul] whatever the cut; gradients are added up in the order of rows and images, in runs
/// of images whose length is fixed. So threads change no bit.
public final class Convolution {

    /// Elements of patches at a time: a quarter of a megabyte.
    private static final int PATCHES = 1 << 16;

    /// Images whose weight gradients are added up by one task.
    private static final int RUN = 8;

    private final ConvPlan plan;
    private final Patches patches;
    private final Matmul matmul = Kernels.active().matmul();
    /// Output channels, input elements and positions of one group and image.
    private final int out;
    private final int inside;
    private final int positions;
    private final int patch;
    private final int rows;
    private final int rowsAtOnce;

    /// The convolution of a plan.
    public Convolution(ConvPlan plan) {
        this.plan = plan;
        patches = new Patches(plan);
        out = plan.out() / plan.groups();
        inside = plan.in() / plan.groups() * plan.size().product();
        positions = plan.output().product();
        patch = plan.patch();
        rows = plan.output().depth() * plan.output().height();
        int width = Math.max(1, patch * plan.output().width());
        rowsAtOnce = Math.clamp(PATCHES / width, 1, Math.max(1, rows));
    }

    /// `y = W · P + bias`: the output of an input `x` and a weight `w`, both whole arrays.
    public void forward(float[] x, float[] w, float @Nullable [] bias, float[] y) {
        eachImage(image -> {
            int group = image % plan.groups();
            for (int row = 0; row < rows; row += rowsAtOnce) {
                int to = Math.min(rows, row + rowsAtOnce);
                int columns = (to - row) * plan.output().width();
                float[] taken = Scratch.floats(Scratch.Use.PATCHES, patch * columns);
                patches.take(x, image * inside, row, to, taken, 0);
                if (columns == positions) {
                    matmul.multiply(false, false, out, columns, patch, w, group * out * patch, taken, 0, null, 0, y,
                            image * out * positions);
                } else {
                    float[] product = Scratch.floats(Scratch.Use.PRODUCT, out * columns);
                    matmul.multiply(false, false, out, columns, patch, w, group * out * patch, taken, 0, null, 0,
                            product,
                            0);
                    for (int o = 0; o < out; o++) {
                        System.arraycopy(product, o * columns, y,
                                (image * out + o) * positions + row * plan.output().width(), columns);
                    }
                }
            }
            if (bias != null) {
                addBias(bias, group * out, y, image * out * positions);
            }
        });
    }

    private void addBias(float[] bias, int bo, float[] y, int yo) {
        for (int o = 0; o < out; o++) {
            float b = bias[bo + o];
            int from = yo + o * positions;
            for (int i = from; i < from + positions; i++) {
                y[i] += b;
            }
        }
    }

    /// `dx`, which must be zeros, becomes the patches `Wᵀ · dY`, added up where they overlap: the gradient of the input, and the
    /// transposed convolution of `dy`.
    public void input(float[] dy, float[] w, float @Nullable [] bias, float[] dx) {
        eachImage(image -> {
            int group = image % plan.groups();
            for (int row = 0; row < rows; row += rowsAtOnce) {
                int to = Math.min(rows, row + rowsAtOnce);
                int columns = (to - row) * plan.output().width();
                float[] taken = Scratch.floats(Scratch.Use.PATCHES, patch * columns);
                float[] part = dy;
                int from = image * out * positions;
                if (columns != positions) {
                    part = columns(dy, image, row, columns);
                    from = 0;
                }
                matmul.multiply(true, false, patch, columns, out, w, group * out * patch, part, from, null, 0, taken,
                        0);
                patches.put(taken, 0, row, to, dx, image * inside);
            }
            if (bias != null) {
                int channels = plan.in() / plan.groups();
                int plane = plan.size().product();
                for (int c = 0; c < channels; c++) {
                    float b = bias[group * channels + c];
                    int start = image * inside + c * plane;
                    for (int i = start; i < start + plane; i++) {
                        dx[i] += b;
                    }
                }
            }
        });
    }

    /// Some rows of an image's output, together.
    private float[] columns(float[] dy, int image, int row, int columns) {
        float[] part = Scratch.floats(Scratch.Use.PRODUCT, out * columns);
        for (int o = 0; o < out; o++) {
            System.arraycopy(dy, (image * out + o) * positions + row * plan.output().width(), part, o * columns,
                    columns);
        }
        return part;
    }

    /// `dw`, which must be zeros, becomes the sum of `dY · Pᵀ` over the images: the gradient of the weight.
    public void weight(float[] x, float[] dy, float[] dw) {
        int runs = Math.ceilDiv(plan.batch(), RUN);
        if (runs <= 1) {
            addWeights(x, dy, 0, plan.batch(), dw);
            return;
        }
        float[][] sums = new float[runs][];
        Parallel.forEach(runs, run -> {
            float[] sum = new float[dw.length];
            addWeights(x, dy, run * RUN, Math.min(plan.batch(), (run + 1) * RUN), sum);
            sums[run] = sum;
        });
        for (float[] sum : sums) {
            Matmul.addTo(dw.length, dw, 0, sum, 0);
        }
    }

    private void addWeights(float[] x, float[] dy, int fromImage, int toImage, float[] sum) {
        for (int image = fromImage * plan.groups(); image < toImage * plan.groups(); image++) {
            int group = image % plan.groups();
            for (int row = 0; row < rows; row += rowsAtOnce) {
                int to = Math.min(rows, row + rowsAtOnce);
                int columns = (to - row) * plan.output().width();
                float[] taken = Scratch.floats(Scratch.Use.PATCHES, patch * columns);
                patches.take(x, image * inside, row, to, taken, 0);
                float[] part = dy;
                int from = image * out * positions;
                if (columns != positions) {
                    part = columns(dy, image, row, columns);
                    from = 0;
                }
                float[] product = Scratch.floats(Scratch.Use.WEIGHTS, out * patch);
                matmul.multiply(false, true, out, patch, columns, part, from, taken, 0, null, 0, product, 0);
                Matmul.addTo(out * patch, sum, group * out * patch, product, 0);
            }
        }
    }

    /// All patches of all images, `[N, C · kernel, positions]`; one group.
    public void unfold(float[] x, float[] y) {
        eachImage(image -> patches.take(x, image * inside, 0, rows, y, image * patch * positions));
    }

    /// The reverse of [#unfold]: patches added up into `x`, which must be zeros.
    public void fold(float[] y, float[] x) {
        eachImage(image -> patches.put(y, image * patch * positions, 0, rows, x, image * inside));
    }

    /// Images times groups; the work for one does not depend on the others.
    private void eachImage(Parallel.Task work) {
        int images = plan.batch() * plan.groups();
        long each = 2L * out * patch * positions;
        int grain = Math.clamp((1L << 23) / Math.max(1, each), 1, Math.max(1, images));
        Parallel.range(images, grain, (from, to) -> {
            for (int image = from; image < to; image++) {
                work.run(image);
            }
        });
    }
}
