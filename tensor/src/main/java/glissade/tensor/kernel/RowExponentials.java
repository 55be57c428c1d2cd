package glissade.tensor.kernel;

import static glissade.tensor.kernel.Exponentials.E2;
import static glissade.tensor.kernel.Exponentials.E3;
import static glissade.tensor.kernel.Exponentials.E4;
import static glissade.tensor.kernel.Exponentials.E5;
import static glissade.tensor.kernel.Exponentials.E6;
import static glissade.tensor.kernel.Exponentials.EXP_LOW;
import static glissade.tensor.kernel.Exponentials.LN2_HIGH;
import static glissade.tensor.kernel.Exponentials.LN2_LOW;
import static glissade.tensor.kernel.Exponentials.LOG2_E;
import static glissade.tensor.kernel.Exponentials.ROUNDER;
import static glissade.tensor.kernel.VectorElementary.LENGTH;
import static glissade.tensor.kernel.VectorElementary.MASKS;
import static glissade.tensor.kernel.VectorElementary.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// The exponentials of a row, stored and added up in one pass.
final class RowExponentials {

    private static final int ONE_BITS = Float.floatToRawIntBits(1);

    private RowExponentials() {
    }

    /// `y = exp(x − top)` and the sum of these, of a chunk of [Reductions] with more than [Reductions#SEQUENTIAL] elements; `lanes` is scratch.
    /// The terms are at most 1, so a sum that is not finite is NaN in any order.
    static float storeAndSum(float[] x, int xo, float top, float[] y, int yo, int n, float[] lanes) {
        if (LENGTH == 16) {
            expsInTurns(x, xo, top, y, yo, n, lanes);
            for (int i = n - n % (2 * LENGTH); i < n; i += LENGTH) {
                someIntoLanes(x, xo + i, top, y, yo + i, Math.min(LENGTH, n - i), lanes, i % Reductions.LANES);
            }
            return VectorReductions.foldLanes(lanes);
        }
        expsIntoLanes(x, xo, top, y, yo, n, lanes);
        int whole = n - n % LENGTH;
        if (whole < n && MASKS) {
            someIntoLanes(x, xo + whole, top, y, yo + whole, n - whole, lanes, whole % Reductions.LANES);
        } else {
            for (int i = whole; i < n; i++) {
                y[yo + i] = Exponentials.exp(x[xo + i] - top);
                lanes[i % Reductions.LANES] += y[yo + i];
            }
        }
        return VectorReductions.foldLanes(lanes);
    }

    /// The 64 lanes are four vectors that take turns, two at a time. The exponential function ([VectorExponentials#expOfNegative]) is written
    /// out: so the method is too long to be inlined. Where C2 inlined this loop into its caller it ran half as fast; and with several calls of
    /// the function in the loop C2 stops inlining in the middle, and allocates vectors.
    private static void expsInTurns(float[] x, int xo, float top, float[] y, int yo, int n, float[] lanes) {
        FloatVector next = FloatVector.zero(SPECIES);
        FloatVector second = next;
        FloatVector third = next;
        FloatVector fourth = next;
        int i = 0;
        for (; i <= n - 2 * LENGTH; i += 2 * LENGTH) {
            FloatVector a = fromArray(SPECIES, x, xo + i).sub(top);
            FloatVector b = fromArray(SPECIES, x, xo + i + LENGTH).sub(top);
            VectorMask<Float> lowA = a.compare(VectorOperators.LT, EXP_LOW);
            VectorMask<Float> lowB = b.compare(VectorOperators.LT, EXP_LOW);
            FloatVector shiftedA = a.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUNDER + 64));
            FloatVector shiftedB = b.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUNDER + 64));
            FloatVector wholeA = shiftedA.sub(ROUNDER + 64);
            FloatVector wholeB = shiftedB.sub(ROUNDER + 64);
            a = wholeA.fma(broadcast(SPECIES, -LN2_LOW), wholeA.fma(broadcast(SPECIES, -LN2_HIGH), a));
            b = wholeB.fma(broadcast(SPECIES, -LN2_LOW), wholeB.fma(broadcast(SPECIES, -LN2_HIGH), b));
            FloatVector p = a.fma(broadcast(SPECIES, E6), broadcast(SPECIES, E5));
            FloatVector q = b.fma(broadcast(SPECIES, E6), broadcast(SPECIES, E5));
            p = p.fma(a, broadcast(SPECIES, E4));
            q = q.fma(b, broadcast(SPECIES, E4));
            p = p.fma(a, broadcast(SPECIES, E3));
            q = q.fma(b, broadcast(SPECIES, E3));
            p = p.fma(a, broadcast(SPECIES, E2));
            q = q.fma(b, broadcast(SPECIES, E2));
            p = p.fma(a, broadcast(SPECIES, 1)).fma(a, broadcast(SPECIES, 1));
            q = q.fma(b, broadcast(SPECIES, 1)).fma(b, broadcast(SPECIES, 1));
            IntVector powerA = shiftedA.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(ONE_BITS);
            IntVector powerB = shiftedB.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(ONE_BITS);
            p = p.mul(powerA.reinterpretAsFloats()).mul(0x1p-64f).blend(0, lowA);
            q = q.mul(powerB.reinterpretAsFloats()).mul(0x1p-64f).blend(0, lowB);
            p.intoArray(y, yo + i);
            q.intoArray(y, yo + i + LENGTH);
            p = next.add(p);
            q = second.add(q);
            next = third;
            second = fourth;
            third = p;
            fourth = q;
        }
        next.intoArray(lanes, i % Reductions.LANES);
        second.intoArray(lanes, (i + LENGTH) % Reductions.LANES);
        third.intoArray(lanes, (i + 2 * LENGTH) % Reductions.LANES);
        fourth.intoArray(lanes, (i + 3 * LENGTH) % Reductions.LANES);
    }

    /// Shorter vectors leave the lanes in memory.
    private static void expsIntoLanes(float[] x, int xo, float top, float[] y, int yo, int n, float[] lanes) {
        Arrays.fill(lanes, 0);
        for (int i = 0; i <= n - LENGTH; i += LENGTH) {
            FloatVector v = fromArray(SPECIES, x, xo + i);
            FloatVector e = VectorExponentials.expOfNegative(v.sub(top));
            e.intoArray(y, yo + i);
            int l = i % Reductions.LANES;
            fromArray(SPECIES, lanes, l).add(e).intoArray(lanes, l);
        }
    }

    /// Fewer than a vector. The terms are not read again from where they were stored by a mask: that would wait.
    private static void someIntoLanes(float[] x, int xo, float top, float[] y, int yo, int n, float[] lanes, int l) {
        VectorMask<Float> some = SPECIES.indexInRange(0, n);
        FloatVector v = fromArray(SPECIES, x, xo, some);
        FloatVector e = VectorExponentials.expOfNegative(v.sub(top));
        e.intoArray(y, yo, some);
        fromArray(SPECIES, lanes, l).add(e, some).intoArray(lanes, l);
    }
}
