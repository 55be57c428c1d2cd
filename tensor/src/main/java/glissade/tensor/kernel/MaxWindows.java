package glissade.tensor.kernel;

import glissade.tensor.kernel.PoolPlan.Axis;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The greatest element of each window that moves by a stride, and its place: neighbouring windows of a row are the lanes.
///
/// The planes are read in a padded copy ([PaddedImage]) with −∞ around, which is never greater than what is there. A lane begins with −∞ and
/// the place of the first element that is not padding, so that a window of nothing but −∞ has the right place too. The rest is [Pooling]'s
/// definition.
final class MaxWindows {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    private final PoolPlan pool;
    private final ConvPlan plan;
    private final ConvBlocks blocks;
    private final PaddedImage padded;
    private final ConvPlan[] bands;
    /// What each element of the window adds to a place.
    private final int[] steps;
    /// The first element of each window of a row, and as many more as may be read beyond.
    private final int[] firsts;

    /// @param plan the pooling as a convolution, a plane each image
    MaxWindows(PoolPlan pool, ConvPlan plan) {
        this.pool = pool;
        this.plan = plan;
        blocks = new ConvBlocks(plan);
        padded = new PaddedImage(blocks.plan(0), Float.NEGATIVE_INFINITY);
        bands = blocks.plans();
        steps = new int[plan.patch()];
        int k = 0;
        for (int d = 0; d < plan.kernel().depth(); d++) {
            for (int h = 0; h < plan.kernel().height(); h++) {
                for (int w = 0; w < plan.kernel().width(); w++) {
                    steps[k++] = place(d * plan.dilation().depth(), h * plan.dilation().height(),
                            w * plan.dilation().width());
                }
            }
        }
        int[] from = pool.axes()[2].from();
        firsts = new int[from.length + L];
        System.arraycopy(from, 0, firsts, 0, from.length);
    }

    private int place(int d, int h, int w) {
        return (d * plan.size().height() + h) * plan.size().width() + w;
    }

    /// One plane.
    void run(int plane, float[] x, float[] y, int[] places) {
        float[] copy = Scratch.floats(Scratch.Use.PATCHES, padded.length());
        Axis depth = pool.axes()[0];
        Axis height = pool.axes()[1];
        int columns = plan.output().width();
        for (int index = 0; index < bands.length; index++) {
            ConvPlan band = bands[index];
            padded.fill(band, x, plane * pool.inside(), copy);
            int start = blocks.start(index);
            int high = band.output().height();
            for (int row = 0; row < band.output().depth() * high; row++) {
                int d = (start / columns + row) / plan.output().height();
                int h = (start / columns + row) % plan.output().height();
                int base = place(d * plan.stride().depth() - plan.before().depth(),
                        h * plan.stride().height() - plan.before().height(), -plan.before().width());
                row(band.output().width(), copy, padded.at(row / high, row % high), base,
                        place(depth.from()[d], height.from()[h], 0), start % columns, y, places,
                        plane * pool.windows() + start + row * columns, (plane + 1) * pool.windows());
            }
        }
    }

    /// `count` windows of a row, of which `column` is the first; results are written before `end` only.
    private void row(int count, float[] copy, int from, int base, int first, int column, float[] y, int[] places,
            int to, int end) {
        int stride = plan.stride().width();
        int[] offsets = padded.offsets();
        var lanes = IntVector.zero(I).addIndex(stride);
        for (int i = 0; i < count; i += L) {
            // the last vector is moved back inside
            int left = Math.max(0, Math.min(i, count - L));
            var most = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
            var place = IntVector.fromArray(I, firsts, column + left).add(first);
            var begin = lanes.add(base + (column + left) * stride);
            for (int k = 0; k < offsets.length; k++) {
                var next = FloatVector.fromArray(S, copy, from + left + offsets[k]);
                var isGreater = next.compare(VectorOperators.LE, most).not()
                        .and(most.compare(VectorOperators.EQ, most));
                most = most.blend(next, isGreater);
                place = place.blend(begin.add(steps[k]), isGreater.cast(I));
            }
            if (to + left + L <= end) {
                // what is too much of a short row, the next one overwrites
                most.intoArray(y, to + left);
                place.intoArray(places, to + left);
            } else {
                most.intoArray(y, to + left, S.indexInRange(left, count));
                place.intoArray(places, to + left, I.indexInRange(left, count));
            }
        }
    }
}
