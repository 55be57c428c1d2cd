package glissade.tensor.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// [Elementary] with vectors: the same operations on each lane, hence the same bits at any width.
///
/// The static functions are for other kernels' loops. Without state, hence thread-safe.
public class VectorElementary extends Elementary {

    /// The widest vectors of this machine, up to the 512 bits that the reductions' 64 lanes are made for.
    static final VectorSpecies<Float> SPECIES =
            FloatVector.SPECIES_PREFERRED.length() <= 16 ? FloatVector.SPECIES_PREFERRED : FloatVector.SPECIES_512;
    static final int LENGTH = SPECIES.length();
    /// Whether the last, partial vector of a loop is worth a mask: 128-bit machines have no masked loads.
    static final boolean MASKS = LENGTH == 16 && !Boolean.getBoolean("nomask");

    // Constants as vectors: broadcasting them in place makes the compiler give up inlining in longer methods.

    /// [Elementary#exp(float)] of each lane.
    static FloatVector exp(FloatVector x) {
        VectorMask<Float> negative = x.compare(VectorOperators.LT, all(0));
        FloatVector c = x.blend(all(EXP_HIGH), x.compare(VectorOperators.GT, all(EXP_HIGH)));
        c = c.blend(all(EXP_LOW), c.compare(VectorOperators.LT, all(EXP_LOW)));
        FloatVector rounder = all(ROUNDER - 64).blend(all(ROUNDER + 64), negative);
        return exp(c, rounder).mul(all(0x1p64f).blend(all(0x1p-64f), negative));
    }

    /// [Elementary#exp(float)] of each lane, none of which is positive: some operations fewer, the same bits.
    static FloatVector expOfNegative(FloatVector x) {
        FloatVector c = x.blend(all(EXP_LOW), x.compare(VectorOperators.LT, all(EXP_LOW)));
        return exp(c, all(ROUNDER + 64)).mul(all(0x1p-64f));
    }

    /// exp(x) times the power of two that `rounder` adds to the exponent: then taking it away is the one step that may
    /// leave the normal numbers, and rounds.
    private static FloatVector exp(FloatVector x, FloatVector rounder) {
        FloatVector shifted = x.fma(all(LOG2_E), rounder);
        FloatVector n = shifted.sub(rounder);
        FloatVector r = n.fma(all(-LN2_LOW), n.fma(all(-LN2_HIGH), x));
        FloatVector p = r.fma(all(E6), all(E5));
        p = p.fma(r, all(E4));
        p = p.fma(r, all(E3));
        p = p.fma(r, all(E2));
        p = p.fma(r, all(1));
        p = p.fma(r, all(1));
        IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
        return p.reinterpretAsInts().add(power).reinterpretAsFloats();
    }

    /// [Elementary#log(float)] of each lane.
    static FloatVector log(FloatVector x) {
        VectorMask<Float> subnormal = x.compare(VectorOperators.LT, all(Float.MIN_NORMAL));
        IntVector bits = x.blend(x.mul(all(0x1p23f)), subnormal).reinterpretAsInts();
        IntVector exponent = bits.sub(TWO_THIRDS).and(EXPONENT);
        FloatVector f = bits.sub(exponent).reinterpretAsFloats().sub(all(1));
        FloatVector k = ((FloatVector) exponent.convert(VectorOperators.I2F, 0))
                .fma(all(0x1p-23f), all(0).blend(all(-23), subnormal));
        FloatVector q = f.fma(all(L10), all(L9));
        q = q.fma(f, all(L8));
        q = q.fma(f, all(L7));
        q = q.fma(f, all(L6));
        q = q.fma(f, all(L5));
        q = q.fma(f, all(L4));
        q = q.fma(f, all(L3));
        q = q.fma(f, all(-0.5f));
        FloatVector y = k.fma(all(LN2), q.fma(f.mul(f), f));
        y = x.blend(y, x.compare(VectorOperators.LT, all(Float.POSITIVE_INFINITY)));
        y = y.blend(all(Float.NaN), x.compare(VectorOperators.LT, all(0)));
        return y.blend(all(Float.NEGATIVE_INFINITY), x.compare(VectorOperators.EQ, all(0)));
    }

    /// [Elementary#tanh(float)] of each lane.
    static FloatVector tanh(FloatVector x) {
        FloatVector a = x.abs();
        FloatVector s = a.mul(a);
        FloatVector p = s.fma(all(T11), all(T9));
        p = p.fma(s, all(T7));
        p = p.fma(s, all(T5));
        p = p.fma(s, all(T3));
        FloatVector near = p.fma(s.mul(a), a);
        FloatVector c = a.blend(all(TANH_HIGH), a.compare(VectorOperators.GT, all(TANH_HIGH)));
        FloatVector e = exp(c.add(c), all(ROUNDER));
        FloatVector far = all(1).div(e.add(all(1))).fma(all(-2), all(1));
        FloatVector y = far.blend(near, a.compare(VectorOperators.LT, all(TANH_POLYNOMIAL)));
        IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
        return y.reinterpretAsInts().or(sign).reinterpretAsFloats();
    }

    /// [Elementary#sigmoid(float)] of each lane.
    static FloatVector sigmoid(FloatVector x) {
        FloatVector e = expOfNegative(x.abs().neg());
        FloatVector q = e.div(e.add(all(1)));
        FloatVector factor = e.blend(all(1), x.compare(VectorOperators.GE, all(0)));
        return factor.neg().fma(q, factor);
    }

    private static FloatVector all(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    @Override
    public void exp(float[] x, int xo, float[] y, int yo, int n) {
        if (MASKS) {
            for (int i = 0; i < n; i += LENGTH) {
                VectorMask<Float> rest = SPECIES.indexInRange(i, n);
                exp(FloatVector.fromArray(SPECIES, x, xo + i, rest)).intoArray(y, yo + i, rest);
            }
            return;
        }
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            exp(FloatVector.fromArray(SPECIES, x, xo + i)).intoArray(y, yo + i);
        }
        super.exp(x, xo + i, y, yo + i, n - i);
    }

    @Override
    public void log(float[] x, int xo, float[] y, int yo, int n) {
        if (MASKS) {
            for (int i = 0; i < n; i += LENGTH) {
                VectorMask<Float> rest = SPECIES.indexInRange(i, n);
                log(FloatVector.fromArray(SPECIES, x, xo + i, rest)).intoArray(y, yo + i, rest);
            }
            return;
        }
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            log(FloatVector.fromArray(SPECIES, x, xo + i)).intoArray(y, yo + i);
        }
        super.log(x, xo + i, y, yo + i, n - i);
    }

    @Override
    public void tanh(float[] x, int xo, float[] y, int yo, int n) {
        if (MASKS) {
            for (int i = 0; i < n; i += LENGTH) {
                VectorMask<Float> rest = SPECIES.indexInRange(i, n);
                tanh(FloatVector.fromArray(SPECIES, x, xo + i, rest)).intoArray(y, yo + i, rest);
            }
            return;
        }
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            tanh(FloatVector.fromArray(SPECIES, x, xo + i)).intoArray(y, yo + i);
        }
        super.tanh(x, xo + i, y, yo + i, n - i);
    }

    @Override
    public void sigmoid(float[] x, int xo, float[] y, int yo, int n) {
        if (MASKS) {
            for (int i = 0; i < n; i += LENGTH) {
                VectorMask<Float> rest = SPECIES.indexInRange(i, n);
                sigmoid(FloatVector.fromArray(SPECIES, x, xo + i, rest)).intoArray(y, yo + i, rest);
            }
            return;
        }
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            sigmoid(FloatVector.fromArray(SPECIES, x, xo + i)).intoArray(y, yo + i);
        }
        super.sigmoid(x, xo + i, y, yo + i, n - i);
    }
}
