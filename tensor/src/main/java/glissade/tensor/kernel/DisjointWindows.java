package glissade.tensor.kernel;

import glissade.tensor.kernel.ConvPlan.Axes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The gradient of a convolution's input whose windows do not overlap, as those of a picture cut into squares: an element is seen by one
/// position at most, through one element of the kernel. So the gradient of an image is one product, `dYᵀ · W`, `[positions, patch]`, whose
/// rows are brought to where the windows lie. What no window sees is +0, and has the bias added.
///
/// Each element is a chain of [Matmul] over the output channels. Where no stride is smaller than the kernel, it is the same by [ConvPhase], of
/// which there would be one for each element of the kernel.
final class DisjointWindows {

    private final Convolution conv;
    private final ConvPlan plan;
    private final Matmul matmul;

    DisjointWindows(Convolution conv, Matmul matmul) {
        this.conv = conv;
        plan = conv.plan;
        this.matmul = matmul;
    }

    /// Whether this way is made for it.
    static boolean suits(ConvPlan plan) {
        return plan.isWhole() || areRows(plan);
    }

    /// Whether windows lie side by side, without padding, and their rows are long enough to be copied one by one.
    static boolean areRows(ConvPlan plan) {
        Axes kernel = plan.kernel();
        Axes stride = plan.stride();
        Axes output = plan.output();
        return plan.before().isAll(0) && plan.reach().equals(new Axes(kernel.depth() - 1, kernel.height() - 1,
                kernel.width() - 1)) && kernel.width() > 2 && isApart(kernel.depth(), stride.depth(), output.depth())
                && isApart(kernel.height(), stride.height(), output.height())
                && isApart(kernel.width(), stride.width(), output.width());
    }

    private static boolean isApart(int kernel, int stride, int output) {
        return kernel <= stride || output == 1;
    }

    void input(float[] dy, float[] w, float @Nullable [] bias, float[] dx) {
        int patch = conv.patch;
        int kernel = plan.kernel().product();
        float[] biases = bias == null ? null : new float[plan.in() * kernel];
        for (int c = 0; bias != null && c < plan.in(); c++) {
            Arrays.fill(biases, c * kernel, (c + 1) * kernel, bias[c]);
        }
        if (plan.isWhole()) {
            matmul.multiply(false, false, plan.batch(), patch, conv.out, dy, 0, w, 0, biases, 0, dx, 0);
            return;
        }
        boolean isCovered = patch * conv.positions == conv.inside;
        conv.eachImage(image -> {
            int group = image % plan.groups();
            float[] rows = Scratch.floats(Scratch.Use.PRODUCT, conv.positions * patch);
            matmul.multiply(true, false, conv.positions, patch, conv.out, dy, image * conv.out * conv.positions, w,
                    group * conv.out * patch, biases, group * patch, rows, 0);
            if (!isCovered) {
                fill(bias, image, dx);
            }
            put(rows, dx, image * conv.inside);
        });
    }

    /// What is seen by no window.
    private void fill(float @Nullable [] bias, int image, float[] dx) {
        int channels = plan.in() / plan.groups();
        int plane = plan.size().product();
        for (int c = 0; c < channels; c++) {
            int from = image * conv.inside + c * plane;
            float value = bias == null ? 0f : 0f + bias[image % plan.groups() * channels + c];
            Arrays.fill(dx, from, from + plane, value);
        }
    }

    /// Brings an image's windows, each with its channels one after the other, to their places.
    private void put(float[] rows, float[] dx, int image) {
        Axes size = plan.size();
        Axes kernel = plan.kernel();
        Axes output = plan.output();
        int length = kernel.width();
        int step = plan.stride().width();
        int from = 0;
        for (int channel = image; channel < image + conv.inside; channel += size.product()) {
            for (int d = 0; d < kernel.depth(); d++) {
                for (int h = 0; h < kernel.height(); h++) {
                    int position = from;
                    for (int i = 0; i < output.depth() * output.height(); i++) {
                        int depth = i / output.height() * plan.stride().depth() + d;
                        int height = i % output.height() * plan.stride().height() + h;
                        int to = channel + (depth * size.height() + height) * size.width();
                        for (int j = 0; j < output.width(); j++) {
                            System.arraycopy(rows, position, dx, to + j * step, length);
                            position += conv.patch;
                        }
                    }
                    from += length;
                }
            }
        }
    }
}
