package glissade.tensor.kernel;

import java.util.Arrays;

/// Pooling with vectors where it pays, [Pooling]'s definition and the same bits.
///
/// The greatest elements of windows that move by a stride are found by [MaxWindows]. Sums of such windows are a
/// convolution with ones, and where they overlap, so are the gradients: `1 · x + s` is rounded like `s + x`, and a sum that began with +0 is
/// not changed by the padding's zeros.
final class VectorPooling extends Pooling {

    VectorPooling(PoolPlan plan) {
        super(plan, new VectorReductions());
    }

    private boolean isRegular() {
        return depth.isRegular() && height.isRegular() && width.isRegular() && plan.planes() > 0;
    }

    /// Whether a convolution with ones is the faster way: with long strides, little of its copy of a plane is neighbours.
    private boolean isConvolution() {
        return isRegular() && plan.convolution().patch() <= Matmul.BLOCK && width.stride() <= 2;
    }

    private float[] ones() {
        float[] ones = new float[plan.convolution().patch()];
        Arrays.fill(ones, 1f);
        return ones;
    }

    @Override
    Parallel.Task greatest(float[] x, float[] y, int[] places) {
        if (!isRegular() || width.stride() > 2 || height.stride() > 2) {
            return super.greatest(x, y, places);
        }
        var windows = new MaxWindows(plan, plan.convolution());
        return plane -> windows.run(plane, x, y, places);
    }

    @Override
    void averages(float[] x, float[] y, float[] counts) {
        if (!isConvolution()) {
            super.averages(x, y, counts);
            return;
        }
        new VectorConvolution(plan.convolution()).forward(x, ones(), null, y);
        divide(y, y, counts);
    }

    @Override
    void spreads(float[] y, float[] x, float[] counts) {
        if (!isConvolution()) {
            super.spreads(y, x, counts);
            return;
        }
        float[] quotients = Pool.take(plan.output());
        divide(y, quotients, counts);
        new VectorConvolution(plan.convolution()).input(quotients, ones(), null, x);
        Pool.give(quotients);
    }

    /// `y = x / counts`, plane by plane.
    private void divide(float[] x, float[] y, float[] counts) {
        eachPlane(plane -> {
            int from = plane * counts.length;
            for (int i = 0; i < counts.length; i++) {
                y[from + i] = x[from + i] / counts[i];
            }
        });
    }
}
