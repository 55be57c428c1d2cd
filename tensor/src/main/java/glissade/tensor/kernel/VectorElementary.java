package glissade.tensor.kernel;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// [Elementary] with vectors: the same operations on each lane, hence the same bits at any width.
///
/// The static functions are for other kernels' loops. C2 allocates vectors that pass between methods it does not
/// inline, and it stops inlining in the middle of a long method. So these functions are called early in a loop's
/// body, contain no calls of our own but early ones, and the loops read with `fromArray` itself. Without state, hence
/// thread-safe.
public class VectorElementary extends Elementary {

    /// The widest vectors of this machine, up to the 512 bits that the reductions' 64 lanes are made for.
    static final VectorSpecies<Float> SPECIES =
            FloatVector.SPECIES_PREFERRED.length() <= 16 ? FloatVector.SPECIES_PREFERRED : FloatVector.SPECIES_512;
    static final int LENGTH = SPECIES.length();
    /// Whether the last, partial vector of a loop is worth a mask: where vectors have 128 bits, masks are mostly
    /// emulated.
    static final boolean MASKS = LENGTH >= 8;

    private static final int ONE_BITS = Float.floatToRawIntBits(1);

    /// [Elementary#exp(float)] of each lane.
    ///
    /// The power of two is brought in with its exponent 64 too near 0, hence normal; taking that away again is the one
    /// step that may leave the normal numbers, and rounds.
    static FloatVector exp(FloatVector x) {
        FloatVector c = x.blend(EXP_HIGH, x.compare(VectorOperators.GT, EXP_HIGH));
        c = c.blend(EXP_LOW, c.compare(VectorOperators.LT, EXP_LOW));
        VectorMask<Float> negative = x.compare(VectorOperators.LT, 0);
        FloatVector rounder = broadcast(SPECIES, ROUNDER - 64).blend(ROUNDER + 64, negative);
        FloatVector shifted = c.fma(broadcast(SPECIES, LOG2_E), rounder);
        FloatVector n = shifted.sub(rounder);
        FloatVector r = n.fma(broadcast(SPECIES, -LN2_LOW), n.fma(broadcast(SPECIES, -LN2_HIGH), c));
        FloatVector p = r.fma(broadcast(SPECIES, E6), broadcast(SPECIES, E5));
        p = p.fma(r, broadcast(SPECIES, E4));
        p = p.fma(r, broadcast(SPECIES, E3));
        p = p.fma(r, broadcast(SPECIES, E2));
        p = p.fma(r, broadcast(SPECIES, 1));
        p = p.fma(r, broadcast(SPECIES, 1));
        IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(ONE_BITS);
        FloatVector last = broadcast(SPECIES, 0x1p64f).blend(0x1p-64f, negative);
        return p.mul(power.reinterpretAsFloats()).mul(last);
    }

    /// [Elementary#exp(float)] of each lane, none of which is positive: some operations fewer, the same bits.
    static FloatVector expOfNegative(FloatVector x) {
        FloatVector c = x.blend(EXP_LOW, x.compare(VectorOperators.LT, EXP_LOW));
        FloatVector shifted = c.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUNDER + 64));
        FloatVector n = shifted.sub(ROUNDER + 64);
        FloatVector r = n.fma(broadcast(SPECIES, -LN2_LOW), n.fma(broadcast(SPECIES, -LN2_HIGH), c));
        FloatVector p = r.fma(broadcast(SPECIES, E6), broadcast(SPECIES, E5));
        p = p.fma(r, broadcast(SPECIES, E4));
        p = p.fma(r, broadcast(SPECIES, E3));
        p = p.fma(r, broadcast(SPECIES, E2));
        p = p.fma(r, broadcast(SPECIES, 1));
        p = p.fma(r, broadcast(SPECIES, 1));
        IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(ONE_BITS);
        return p.mul(power.reinterpretAsFloats()).mul(0x1p-64f);
    }

    /// [Elementary#log(float)] of each lane.
    static FloatVector log(FloatVector x) {
        VectorMask<Float> subnormal = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
        IntVector bits = x.blend(x.mul(0x1p23f), subnormal).reinterpretAsInts();
        IntVector exponent = bits.sub(TWO_THIRDS).and(EXPONENT);
        FloatVector f = bits.sub(exponent).reinterpretAsFloats().sub(1);
        FloatVector k = ((FloatVector) exponent.convert(VectorOperators.I2F, 0))
                .fma(broadcast(SPECIES, 0x1p-23f), broadcast(SPECIES, 0).blend(-23, subnormal));
        FloatVector q = f.fma(broadcast(SPECIES, L10), broadcast(SPECIES, L9));
        q = q.fma(f, broadcast(SPECIES, L8));
        q = q.fma(f, broadcast(SPECIES, L7));
        q = q.fma(f, broadcast(SPECIES, L6));
        q = q.fma(f, broadcast(SPECIES, L5));
        q = q.fma(f, broadcast(SPECIES, L4));
        q = q.fma(f, broadcast(SPECIES, L3));
        q = q.fma(f, broadcast(SPECIES, -0.5f));
        FloatVector y = k.fma(broadcast(SPECIES, LN2), q.fma(f.mul(f), f));
        y = x.blend(y, x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY));
        y = y.blend(Float.NaN, x.compare(VectorOperators.LT, 0));
        return y.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0));
    }

    /// [Elementary#tanh(float)] of each lane.
    static FloatVector tanh(FloatVector x) {
        FloatVector a = x.abs();
        FloatVector e = expOfNegative(a.mul(-2));
        FloatVector far = e.div(e.add(1)).fma(broadcast(SPECIES, -2), broadcast(SPECIES, 1));
        FloatVector s = a.mul(a);
        FloatVector p = s.fma(broadcast(SPECIES, T11), broadcast(SPECIES, T9));
        p = p.fma(s, broadcast(SPECIES, T7));
        p = p.fma(s, broadcast(SPECIES, T5));
        p = p.fma(s, broadcast(SPECIES, T3));
        FloatVector near = p.fma(s.mul(a), a);
        FloatVector y = far.blend(near, a.compare(VectorOperators.LT, TANH_POLYNOMIAL));
        IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
        return y.reinterpretAsInts().or(sign).reinterpretAsFloats();
    }

    /// [Elementary#sigmoid(float)] of each lane.
    static FloatVector sigmoid(FloatVector x) {
        FloatVector e = expOfNegative(x.abs().neg());
        FloatVector q = e.div(e.add(1));
        FloatVector factor = e.blend(1, x.compare(VectorOperators.GE, 0));
        return factor.neg().fma(q, factor);
    }

    // The loops that call these functions stand in methods of their own, entered only if there is a whole vector:
    // then C2 always finds the call hot. In the public method, many short arrays would make it look cold.

    @Override
    public void exp(float[] x, int xo, float[] y, int yo, int n) {
        int end = end(x, y, n);
        if (end > 0) {
            expVectors(x, xo, y, yo, n, end);
        }
        super.exp(x, xo + end, y, yo + end, n - end);
    }

    private static void expVectors(float[] x, int xo, float[] y, int yo, int n, int end) {
        for (int i = 0; i < end; i += LENGTH) {
            int k = Math.min(i, n - LENGTH);
            exp(fromArray(SPECIES, x, xo + k)).intoArray(y, yo + k);
        }
    }

    @Override
    public void log(float[] x, int xo, float[] y, int yo, int n) {
        int end = end(x, y, n);
        if (end > 0) {
            logVectors(x, xo, y, yo, n, end);
        }
        super.log(x, xo + end, y, yo + end, n - end);
    }

    private static void logVectors(float[] x, int xo, float[] y, int yo, int n, int end) {
        for (int i = 0; i < end; i += LENGTH) {
            int k = Math.min(i, n - LENGTH);
            log(fromArray(SPECIES, x, xo + k)).intoArray(y, yo + k);
        }
    }

    @Override
    public void tanh(float[] x, int xo, float[] y, int yo, int n) {
        int end = end(x, y, n);
        if (end > 0) {
            tanhVectors(x, xo, y, yo, n, end);
        }
        super.tanh(x, xo + end, y, yo + end, n - end);
    }

    private static void tanhVectors(float[] x, int xo, float[] y, int yo, int n, int end) {
        for (int i = 0; i < end; i += LENGTH) {
            int k = Math.min(i, n - LENGTH);
            tanh(fromArray(SPECIES, x, xo + k)).intoArray(y, yo + k);
        }
    }

    @Override
    public void sigmoid(float[] x, int xo, float[] y, int yo, int n) {
        int end = end(x, y, n);
        if (end > 0) {
            sigmoidVectors(x, xo, y, yo, n, end);
        }
        super.sigmoid(x, xo + end, y, yo + end, n - end);
    }

    private static void sigmoidVectors(float[] x, int xo, float[] y, int yo, int n, int end) {
        for (int i = 0; i < end; i += LENGTH) {
            int k = Math.min(i, n - LENGTH);
            sigmoid(fromArray(SPECIES, x, xo + k)).intoArray(y, yo + k);
        }
    }

    /// How many of `n` elements vectors can take: all if there is at least one vector, since the last may overlap the
    /// one before. Not in place, where the function would be taken twice.
    static int end(float[] x, float[] y, int n) {
        return n >= LENGTH && x != y ? n : SPECIES.loopBound(n);
    }

    // Left to itself, C2 keeps these loops scalar: for all it knows, arrays that begin at different offsets overlap.

    @Override
    public void sqrt(float[] x, int xo, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            fromArray(SPECIES, x, xo + i).sqrt().intoArray(y, yo + i);
        }
        super.sqrt(x, xo + i, y, yo + i, n - i);
    }

    @Override
    public void tanhGradient(float[] dy, int dyo, float[] y, int yo, float[] dx, int dxo, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            FloatVector v = fromArray(SPECIES, y, yo + i);
            FloatVector slope = v.neg().fma(v, broadcast(SPECIES, 1));
            fromArray(SPECIES, dy, dyo + i).mul(slope).intoArray(dx, dxo + i);
        }
        super.tanhGradient(dy, dyo + i, y, yo + i, dx, dxo + i, n - i);
    }

    @Override
    public void sigmoidGradient(float[] dy, int dyo, float[] y, int yo, float[] dx, int dxo, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            FloatVector v = fromArray(SPECIES, y, yo + i);
            FloatVector slope = v.mul(broadcast(SPECIES, 1).sub(v));
            fromArray(SPECIES, dy, dyo + i).mul(slope).intoArray(dx, dxo + i);
        }
        super.sigmoidGradient(dy, dyo + i, y, yo + i, dx, dxo + i, n - i);
    }

    @Override
    public void reluGradient(float[] dy, int dyo, float[] y, int yo, float[] dx, int dxo, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            VectorMask<Float> off = fromArray(SPECIES, y, yo + i).compare(VectorOperators.LE, 0);
            fromArray(SPECIES, dy, dyo + i).blend(0, off).intoArray(dx, dxo + i);
        }
        super.reluGradient(dy, dyo + i, y, yo + i, dx, dxo + i, n - i);
    }
}
