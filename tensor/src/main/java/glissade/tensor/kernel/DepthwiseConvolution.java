package glissade.tensor.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// The output of a convolution whose channels each have kernels of their own, and of one that makes one channel a group, such as the gradient
/// of the former's input: neighbouring positions of a row are the lanes, four vectors at a time, for one output channel after the other.
///
/// The image is read where it stands in its padded copy ([PaddedImage]), by the vectors of [PositionVectors].
final class DepthwiseConvolution {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final int TOGETHER = 4;

    private final Convolution conv;
    private final ConvPlan plan;
    private final ConvBlocks blocks;
    private final PaddedImage padded;
    private final ConvPlan[] bands;
    private final PositionVectors[] vectors;
    private final float[] x;
    private final float[] w;
    private final float @Nullable [] bias;
    private final float[] y;

    DepthwiseConvolution(Convolution conv, float[] x, float[] w, float @Nullable [] bias, float[] y) {
        this.conv = conv;
        plan = conv.plan;
        blocks = new ConvBlocks(plan);
        padded = new PaddedImage(blocks.plan(0));
        bands = new ConvPlan[blocks.bands()];
        vectors = new PositionVectors[bands.length];
        for (int band = 0; band < bands.length; band++) {
            bands[band] = blocks.plan(band);
            vectors[band] = PositionVectors.of(bands[band].output(), padded, TOGETHER);
        }
        this.x = x;
        this.w = w;
        this.bias = bias;
        this.y = y;
    }

    /// Whether this way is made for it; the patch must be one chain.
    static boolean suits(Convolution conv) {
        boolean isSingle = conv.out == 1 && conv.plan.kernel().product() > 1;
        return (isSingle || conv.isDepthwise()) && conv.patch <= Matmul.BLOCK;
    }

    void run() {
        int tasks = plan.batch() * plan.groups() * blocks.bands();
        long each = 2L * conv.out * conv.patch * conv.positions / Math.max(1, blocks.bands());
        int grain = Math.clamp((1L << 22) / Math.max(1, each), 1, Math.max(1, tasks));
        Parallel.range(tasks, grain, (from, to) -> {
            for (int task = from; task < to; task++) {
                band(task / blocks.bands(), task % blocks.bands());
            }
        });
    }

    private void band(int image, int index) {
        float[] copy = Scratch.floats(Scratch.Use.PATCHES, padded.length());
        padded.fill(bands[index], x, image * conv.inside, copy);
        PositionVectors places = vectors[index];
        for (int o = 0; o < conv.out; o++) {
            int channel = image % plan.groups() * conv.out + o;
            float last = bias == null ? -0f : bias[channel];
            int to = (image * conv.out + o) * conv.positions + blocks.start(index);
            if (places.isFlat()) {
                float[] flat = Scratch.floats(Scratch.Use.RESULT, places.length());
                chains(places, copy, padded.offsets(), w, channel * conv.patch, last, flat, 0);
                places.settle(flat, 0, y, to);
            } else {
                chains(places, copy, padded.offsets(), w, channel * conv.patch, last, y, to);
            }
        }
    }

    /// One output channel of a band; −0 as a bias changes nothing.
    private static void chains(PositionVectors vectors, float[] x, int[] offsets, float[] w, int wo, float bias, float[] y,
            int yo) {
        int[] from = vectors.from();
        int[] to = vectors.to();
        var zero = FloatVector.zero(S);
        var last = FloatVector.broadcast(S, bias);
        for (int i = 0; i < from.length; i += TOGETHER) {
            int x0 = from[i];
            int x1 = from[i + 1];
            int x2 = from[i + 2];
            int x3 = from[i + 3];
            FloatVector s0 = zero, s1 = zero, s2 = zero, s3 = zero;
            for (int k = 0; k < offsets.length; k++) {
                int at = offsets[k];
                var v = FloatVector.broadcast(S, w[wo + k]);
                s0 = v.fma(FloatVector.fromArray(S, x, at + x0), s0);
                s1 = v.fma(FloatVector.fromArray(S, x, at + x1), s1);
                s2 = v.fma(FloatVector.fromArray(S, x, at + x2), s2);
                s3 = v.fma(FloatVector.fromArray(S, x, at + x3), s3);
            }
            s0.add(last).intoArray(y, yo + to[i]);
            s1.add(last).intoArray(y, yo + to[i + 1]);
            s2.add(last).intoArray(y, yo + to[i + 2]);
            s3.add(last).intoArray(y, yo + to[i + 3]);
        }
    }
}
