package glissade.tensor.kernel;

import java.util.Arrays;

/// How the positions of an image's output are cut: into bands, whose inputs fit into the second-level cache, along the first axis that is
/// longer than 1; and each band into equal blocks, whose products with the input form one chain in the gradient of the weight. Both
/// follow from the plan alone.
final class ConvBlocks {

    /// Padded elements of the input that a band sees: half a megabyte.
    private static final int SEEN = 1 << 17;

    private final ConvPlan plan;
    /// Positions of one place along the axis that is cut, and of a band.
    private final int unit;
    private final int band;
    private final int positions;

    ConvBlocks(ConvPlan plan) {
        this.plan = plan;
        var output = plan.output();
        var reach = plan.reach();
        var stride = plan.stride();
        positions = output.product();
        long wide = (output.width() - 1L) * stride.width() + reach.width() + 1;
        long high = (output.height() - 1L) * stride.height() + reach.height() + 1;
        long channels = plan.in() / plan.groups();
        if (output.depth() > 1) {
            unit = output.height() * output.width();
            band = unit * places(channels * wide * high, stride.depth(), reach.depth(), output.depth());
        } else if (output.height() > 1) {
            unit = output.width();
            band = unit
                    * places(channels * wide * (reach.depth() + 1L), stride.height(), reach.height(), output.height());
        } else {
            unit = 1;
            band = places(channels * (reach.height() + 1L) * (reach.depth() + 1L), stride.width(), reach.width(),
                    output.width());
        }
    }

    /// How many places of the output see at most [#SEEN] elements, of which there are `each` at a place of the input.
    private static int places(long each, int stride, int reach, int most) {
        long places = (SEEN / Math.max(1, each) - reach - 1) / stride + 1;
        int bands = Math.ceilDiv(most, Math.clamp(places, 1, Math.max(1, most)));
        return Math.ceilDiv(most, Math.max(1, bands));
    }

    /// How many bands there are.
    int bands() {
        return band == 0 ? 0 : Math.ceilDiv(positions, band);
    }

    /// The first position of a band.
    int start(int index) {
        return Math.min(positions, index * band);
    }

    /// The band as a convolution of its own: with fewer places of the output, and more or less padding before.
    ConvPlan plan(int index) {
        int from = start(index) / Math.max(1, unit);
        int to = start(index + 1) / Math.max(1, unit);
        var output = plan.output();
        var before = plan.before();
        var stride = plan.stride();
        if (output.depth() > 1) {
            return plan.part(new ConvPlan.Axes(to - from, output.height(), output.width()), new ConvPlan.Axes(
                    before.depth() - from * stride.depth(), before.height(), before.width()));
        }
        if (output.height() > 1) {
            return plan.part(new ConvPlan.Axes(1, to - from, output.width()), new ConvPlan.Axes(before.depth(),
                    before.height() - from * stride.height(), before.width()));
        }
        return plan.part(new ConvPlan.Axes(1, 1, to - from), new ConvPlan.Axes(before.depth(), before.height(),
                before.width() - from * stride.width()));
    }

    /// All bands as convolutions of their own.
    ConvPlan[] plans() {
        var plans = new ConvPlan[bands()];
        Arrays.setAll(plans, this::plan);
        return plans;
    }

    /// The first position of the block after the one that begins at `from`.
    int next(int from) {
        int start = from / band * band;
        int length = Math.min(band, positions - start);
        int blocks = Math.ceilDiv(length, Matmul.BLOCK);
        return Math.min(start + length, from + Math.ceilDiv(length, blocks));
    }
}
