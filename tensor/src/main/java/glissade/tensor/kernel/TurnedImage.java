package glissade.tensor.kernel;

import glissade.tensor.kernel.ConvPlan.Axes;
import java.util.Arrays;

/// A copy of some channels of an image with its padding, channels innermost: what a position sees through one element of the kernel is a run
/// of channels. Runs are `lanes` apart; what is beyond the channels in one is unknown.
final class TurnedImage {

    private final ConvPlan plan;
    private final int channels;
    private final int lanes;
    /// Elements of the copy along each axis.
    private final int depth;
    private final int height;
    private final int width;

    /// The copy for a plan, or for its largest band.
    TurnedImage(ConvPlan plan, int channels, int lanes) {
        this.plan = plan;
        this.channels = channels;
        this.lanes = lanes;
        Axes output = plan.output();
        Axes reach = plan.reach();
        depth = (output.depth() - 1) * plan.stride().depth() + reach.depth() + 1;
        height = (output.height() - 1) * plan.stride().height() + reach.height() + 1;
        width = (output.width() - 1) * plan.stride().width() + reach.width() + 1;
    }

    int length() {
        return depth * height * width * lanes;
    }

    /// Where the run of each element of the kernel begins, counted from a position's.
    int[] kernelOffsets() {
        return places(plan.kernel(), plan.dilation());
    }

    /// Where the first run of each position begins.
    int[] positions() {
        return places(plan.output(), plan.stride());
    }

    /// Where the elements of a box begin, `step` apart.
    private int[] places(Axes box, Axes step) {
        int[] places = new int[box.product()];
        int at = 0;
        for (int d = 0; d < box.depth(); d++) {
            for (int h = 0; h < box.height(); h++) {
                for (int w = 0; w < box.width(); w++) {
                    places[at++] = ((d * step.depth() * height + h * step.height()) * width + w * step.width()) * lanes;
                }
            }
        }
        return places;
    }

    /// Copies what a band sees. `image` is where the first channel begins.
    void fill(ConvPlan band, float[] x, int image, float[] y) {
        Axes size = plan.size();
        Axes before = band.before();
        int first = Math.clamp(before.width(), 0, width);
        int last = Math.clamp((long) size.width() + before.width(), first, width);
        int top = Math.clamp(before.height(), 0, height);
        int bottom = Math.clamp((long) size.height() + before.height(), top, height);
        int row = width * lanes;
        // rows of whole squares are turned into their places, others all at once elsewhere
        boolean isDirect = (last - first) % Transposition.SIDE == 0;
        float[] turned = Scratch.floats(Scratch.Use.PRODUCT, isDirect ? 0 : (bottom - top) * size.width() * lanes);
        for (int d = 0; d < depth; d++) {
            int fromDepth = d - before.depth();
            int to = d * height * row;
            if (fromDepth < 0 || fromDepth >= size.depth()) {
                Arrays.fill(y, to, to + height * row, 0f);
                continue;
            }
            int from = image + (fromDepth * size.height() + top - before.height()) * size.width();
            if (!isDirect) {
                Transposition.columns(channels, (bottom - top) * size.width(), x, from, size.product(), turned, 0,
                        lanes);
            }
            Arrays.fill(y, to, to + top * row, 0f);
            for (int h = top; h < bottom; h++) {
                int at = to + h * row;
                Arrays.fill(y, at, at + first * lanes, 0f);
                int seen = (h - top) * size.width() + first - before.width();
                if (isDirect) {
                    Transposition.columns(channels, last - first, x, from + seen, size.product(), y,
                            at + first * lanes, lanes);
                } else {
                    System.arraycopy(turned, seen * lanes, y, at + first * lanes, (last - first) * lanes);
                }
                Arrays.fill(y, at + last * lanes, at + row, 0f);
            }
            Arrays.fill(y, to + bottom * row, to + height * row, 0f);
        }
    }
}
