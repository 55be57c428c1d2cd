package glissade.tensor.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Pooling with vectors where it pays, [Pooling]'s definition and the same bits.
///
/// The greatest of squares of 2 × 2 that lie side by side are found here, those of other windows that move by a stride by [MaxWindows]. Sums of
/// such windows are a convolution with ones, and where they overlap, so are the gradients: `1 · x + s` is rounded like `s + x`, and a sum
/// that began with +0 is not changed by the padding's zeros.
final class VectorPooling extends Pooling {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    /// The even elements of two vectors, and the odd ones: the second vector's are in the upper half.
    private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(S, i -> 2 * i % L);
    private static final VectorShuffle<Float> ODD = VectorShuffle.fromOp(S, i -> (2 * i + 1) % L);
    private static final VectorMask<Float> UPPER = S.indexInRange(0, L / 2).not();

    private final boolean isSideBySide;

    VectorPooling(PoolPlan plan) {
        super(plan, new VectorReductions());
        boolean sideBySide = true;
        for (int i = 0; i < width.windows(); i++) {
            sideBySide &= width.from()[i] == 2 * i;
        }
        isSideBySide = sideBySide;
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

    @Override
    void squares(float[] x, int plane, float[] y, int[] places) {
        if (!isSideBySide) {
            super.squares(x, plane, y, places);
            return;
        }
        var even = EVEN;
        var odd = ODD;
        var upper = UPPER;
        var pairs = IntVector.zero(I).addIndex(2);
        int start = plane * plan.inside();
        int windows = width.windows();
        int down = width.size();
        int at = plane * plan.windows();
        for (int top : height.from()) {
            int row = top * down;
            for (int i = 0; i < windows; i += L) {
                int first = start + row + 2 * i;
                var isLeft = S.indexInRange(2 * i, 2 * windows);
                var isRight = S.indexInRange(2 * i + L, 2 * windows);
                var left = FloatVector.fromArray(S, x, first, isLeft);
                var right = FloatVector.fromArray(S, x, first + L, isRight);
                var a = left.rearrange(even).blend(right.rearrange(even), upper);
                var b = left.rearrange(odd).blend(right.rearrange(odd), upper);
                left = FloatVector.fromArray(S, x, first + down, isLeft);
                right = FloatVector.fromArray(S, x, first + down + L, isRight);
                var c = left.rearrange(even).blend(right.rearrange(even), upper);
                var d = left.rearrange(odd).blend(right.rearrange(odd), upper);
                // a later element replaces one before if it is greater, or the first NaN
                var isB = b.compare(VectorOperators.LE, a).not().and(a.compare(VectorOperators.EQ, a));
                var isD = d.compare(VectorOperators.LE, c).not().and(c.compare(VectorOperators.EQ, c));
                var ab = a.blend(b, isB);
                var cd = c.blend(d, isD);
                var isBelow = cd.compare(VectorOperators.LE, ab).not().and(ab.compare(VectorOperators.EQ, ab));
                var place = pairs.add(row + 2 * i);
                var above = place.add(1, isB.cast(I));
                var below = place.add(1, isD.cast(I)).add(down);
                ab.blend(cd, isBelow).intoArray(y, at + i, S.indexInRange(i, windows));
                above.blend(below, isBelow.cast(I)).intoArray(places, at + i, I.indexInRange(i, windows));
            }
            at += windows;
        }
    }
}
