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
    private final ConvBands bands;
    /// Whether neighbouring positions share what they see in a way that [#walk] knows.
    private final boolean walks;
    private final float[] x;
    private final float[] w;
    private final float @Nullable [] bias;
    private final float[] y;

    DepthwiseConvolution(Convolution conv, float[] x, float[] w, float @Nullable [] bias, float[] y) {
        this.conv = conv;
        plan = conv.plan;
        bands = ConvBands.of(conv, TOGETHER);
        walks = plan.in() == plan.groups() && plan.kernel().equals(new ConvPlan.Axes(1, 3, 3)) && plan.stride().isAll(1)
                && plan.dilation().isAll(1) && plan.output().depth() == 1;
        this.x = x;
        this.w = w;
        this.bias = bias;
        this.y = y;
    }

    /// Whether this way is made for it.
    static boolean suits(Convolution conv) {
        return conv.isDepthwise() || conv.out == 1 && conv.plan.kernel().product() > 1;
    }

    void run() {
        bands.forEach(x, this::band);
    }

    private void band(int image, int index, float[] copy) {
        PaddedImage padded = bands.padded();
        PositionVectors places = bands.vectors()[index];
        for (int o = 0; o < conv.out; o++) {
            int channel = image % plan.groups() * conv.out + o;
            float last = bias == null ? -0f : bias[channel];
            int to = (image * conv.out + o) * conv.positions + bands.blocks().start(index);
            if (walks) {
                walk(bands.plans()[index].output(), copy, padded.at(0, 1), w, channel * 9, last, y, to);
            } else if (places.isFlat()) {
                float[] flat = Scratch.floats(Scratch.Use.RESULT, places.length());
                chains(places, copy, padded.offsets(), w, channel * conv.patch, last, flat, 0);
                places.settle(flat, 0, y, to);
            } else {
                chains(places, copy, padded.offsets(), w, channel * conv.patch, last, y, to);
            }
        }
    }

    /// One output channel of a band: chains over blocks of the patch, added up; −0 as a bias changes nothing.
    private static void chains(PositionVectors vectors, float[] x, int[] offsets, float[] w, int wo, float bias,
            float[] y,
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
            FloatVector t0 = zero.neg(), t1 = t0, t2 = t0, t3 = t0;
            for (int block = 0; block < offsets.length; block += Matmul.BLOCK) {
                int end = Math.min(block + Matmul.BLOCK, offsets.length);
                FloatVector s0 = zero, s1 = zero, s2 = zero, s3 = zero;
                for (int k = block; k < end; k++) {
                    int at = offsets[k];
                    var v = FloatVector.broadcast(S, w[wo + k]);
                    s0 = v.fma(FloatVector.fromArray(S, x, at + x0), s0);
                    s1 = v.fma(FloatVector.fromArray(S, x, at + x1), s1);
                    s2 = v.fma(FloatVector.fromArray(S, x, at + x2), s2);
                    s3 = v.fma(FloatVector.fromArray(S, x, at + x3), s3);
                }
                t0 = t0.add(s0);
                t1 = t1.add(s1);
                t2 = t2.add(s2);
                t3 = t3.add(s3);
            }
            t0.add(last).intoArray(y, yo + to[i]);
            t1.add(last).intoArray(y, yo + to[i + 1]);
            t2.add(last).intoArray(y, yo + to[i + 2]);
            t3.add(last).intoArray(y, yo + to[i + 3]);
        }
    }

    /// The same for a plane and a kernel of 3 × 3 without strides: a vector of columns walks down the rows, `pitch` elements apart. What a row of
    /// the input gives to the three rows of the output that see it is added while it is in registers, so that each vector is loaded once.
    private static void walk(ConvPlan.Axes output, float[] x, int pitch, float[] w, int wo, float bias, float[] y,
            int yo) {
        int rows = output.height();
        int columns = output.width();
        int end = yo + rows * columns - L;
        var zero = FloatVector.zero(S);
        var last = FloatVector.broadcast(S, bias);
        var w0 = FloatVector.broadcast(S, w[wo]);
        var w1 = FloatVector.broadcast(S, w[wo + 1]);
        var w2 = FloatVector.broadcast(S, w[wo + 2]);
        var w3 = FloatVector.broadcast(S, w[wo + 3]);
        var w4 = FloatVector.broadcast(S, w[wo + 4]);
        var w5 = FloatVector.broadcast(S, w[wo + 5]);
        var w6 = FloatVector.broadcast(S, w[wo + 6]);
        var w7 = FloatVector.broadcast(S, w[wo + 7]);
        var w8 = FloatVector.broadcast(S, w[wo + 8]);
        for (int i = 0; i < columns; i += L) {
            // the last vector is moved back inside
            int at = Math.max(0, Math.min(i, columns - L));
            int to = yo + at;
            // what the next row of the output has of two rows of the input, and the one after it of one
            var x0 = FloatVector.fromArray(S, x, at);
            var x1 = FloatVector.fromArray(S, x, at + 1);
            var x2 = FloatVector.fromArray(S, x, at + 2);
            var two = w2.fma(x2, w1.fma(x1, w0.fma(x0, zero)));
            at += pitch;
            x0 = FloatVector.fromArray(S, x, at);
            x1 = FloatVector.fromArray(S, x, at + 1);
            x2 = FloatVector.fromArray(S, x, at + 2);
            two = w5.fma(x2, w4.fma(x1, w3.fma(x0, two)));
            var one = w2.fma(x2, w1.fma(x1, w0.fma(x0, zero)));
            for (int r = 0; r < rows; r++) {
                at += pitch;
                x0 = FloatVector.fromArray(S, x, at);
                x1 = FloatVector.fromArray(S, x, at + 1);
                x2 = FloatVector.fromArray(S, x, at + 2);
                var sum = w8.fma(x2, w7.fma(x1, w6.fma(x0, two))).add(last);
                if (to <= end) {
                    sum.intoArray(y, to); // what is too much of a short row, the next one overwrites
                } else {
                    sum.intoArray(y, to, S.indexInRange(0, columns));
                }
                two = w5.fma(x2, w4.fma(x1, w3.fma(x0, one)));
                one = w2.fma(x2, w1.fma(x1, w0.fma(x0, zero)));
                to += columns;
            }
        }
    }
}
