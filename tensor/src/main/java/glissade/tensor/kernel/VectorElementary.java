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
    private static final FloatVector ZERO = all(0);
    private static final FloatVector ONE = all(1);
    private static final FloatVector MINUS_TWO = all(-2);
    private static final FloatVector MINUS_HALF = all(-0.5f);
    private static final FloatVector MINUS_23 = all(-23);
    private static final FloatVector TWO_TO_23 = all(0x1p23f);
    private static final FloatVector TWO_TO_64 = all(0x1p64f);
    private static final FloatVector TWO_TO_MINUS_64 = all(0x1p-64f);
    private static final FloatVector ULP_OF_ONE = all(0x1p-23f);
    private static final FloatVector MIN_NORMAL_V = all(Float.MIN_NORMAL);
    private static final FloatVector INFINITY = all(Float.POSITIVE_INFINITY);
    private static final FloatVector MINUS_INFINITY = all(Float.NEGATIVE_INFINITY);
    private static final FloatVector NAN = all(Float.NaN);
    private static final FloatVector ROUNDER_PLUS_64 = all(ROUNDER + 64);
    private static final FloatVector ROUNDER_MINUS_64 = all(ROUNDER - 64);
    private static final FloatVector MINUS_LN2_HIGH = all(-LN2_HIGH);
    private static final FloatVector MINUS_LN2_LOW = all(-LN2_LOW);
    private static final FloatVector LOG2_E_V = all(LOG2_E);
    private static final FloatVector ROUNDER_V = all(ROUNDER);
    private static final FloatVector EXP_HIGH_V = all(EXP_HIGH);
    private static final FloatVector EXP_LOW_V = all(EXP_LOW);
    private static final FloatVector TANH_HIGH_V = all(TANH_HIGH);
    private static final FloatVector TANH_POLYNOMIAL_V = all(TANH_POLYNOMIAL);
    private static final FloatVector LN2_V = all(LN2);
    private static final FloatVector E2_V = all(E2);
    private static final FloatVector E3_V = all(E3);
    private static final FloatVector E4_V = all(E4);
    private static final FloatVector E5_V = all(E5);
    private static final FloatVector E6_V = all(E6);
    private static final FloatVector L3_V = all(L3);
    private static final FloatVector L4_V = all(L4);
    private static final FloatVector L5_V = all(L5);
    private static final FloatVector L6_V = all(L6);
    private static final FloatVector L7_V = all(L7);
    private static final FloatVector L8_V = all(L8);
    private static final FloatVector L9_V = all(L9);
    private static final FloatVector L10_V = all(L10);
    private static final FloatVector T3_V = all(T3);
    private static final FloatVector T5_V = all(T5);
    private static final FloatVector T7_V = all(T7);
    private static final FloatVector T9_V = all(T9);
    private static final FloatVector T11_V = all(T11);

    /// [Elementary#exp(float)] of each lane.
    static FloatVector exp(FloatVector x) {
        VectorMask<Float> negative = x.compare(VectorOperators.LT, ZERO);
        FloatVector c = x.blend(EXP_HIGH_V, x.compare(VectorOperators.GT, EXP_HIGH_V));
        c = c.blend(EXP_LOW_V, c.compare(VectorOperators.LT, EXP_LOW_V));
        FloatVector rounder = ROUNDER_MINUS_64.blend(ROUNDER_PLUS_64, negative);
        return exp(c, rounder).mul(TWO_TO_64.blend(TWO_TO_MINUS_64, negative));
    }

    /// [Elementary#exp(float)] of each lane, none of which is positive: some operations fewer, the same bits.
    static FloatVector expOfNegative(FloatVector x) {
        FloatVector c = x.blend(EXP_LOW_V, x.compare(VectorOperators.LT, EXP_LOW_V));
        return exp(c, ROUNDER_PLUS_64).mul(TWO_TO_MINUS_64);
    }

    /// exp(x) times the power of two that `rounder` adds to the exponent: then taking it away is the one step that may
    /// leave the normal numbers, and rounds.
    private static FloatVector exp(FloatVector x, FloatVector rounder) {
        FloatVector shifted = x.fma(LOG2_E_V, rounder);
        FloatVector n = shifted.sub(rounder);
        FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, x));
        FloatVector p = r.fma(E6_V, E5_V);
        p = p.fma(r, E4_V);
        p = p.fma(r, E3_V);
        p = p.fma(r, E2_V);
        p = p.fma(r, ONE);
        p = p.fma(r, ONE);
        IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
        return p.reinterpretAsInts().add(power).reinterpretAsFloats();
    }

    /// [Elementary#log(float)] of each lane.
    static FloatVector log(FloatVector x) {
        VectorMask<Float> subnormal = x.compare(VectorOperators.LT, MIN_NORMAL_V);
        IntVector bits = x.blend(x.mul(TWO_TO_23), subnormal).reinterpretAsInts();
        IntVector exponent = bits.sub(TWO_THIRDS).and(EXPONENT);
        FloatVector f = bits.sub(exponent).reinterpretAsFloats().sub(ONE);
        FloatVector k = ((FloatVector) exponent.convert(VectorOperators.I2F, 0))
                .fma(ULP_OF_ONE, ZERO.blend(MINUS_23, subnormal));
        FloatVector q = f.fma(L10_V, L9_V);
        q = q.fma(f, L8_V);
        q = q.fma(f, L7_V);
        q = q.fma(f, L6_V);
        q = q.fma(f, L5_V);
        q = q.fma(f, L4_V);
        q = q.fma(f, L3_V);
        q = q.fma(f, MINUS_HALF);
        FloatVector y = k.fma(LN2_V, q.fma(f.mul(f), f));
        y = x.blend(y, x.compare(VectorOperators.LT, INFINITY));
        y = y.blend(NAN, x.compare(VectorOperators.LT, ZERO));
        return y.blend(MINUS_INFINITY, x.compare(VectorOperators.EQ, ZERO));
    }

    /// [Elementary#tanh(float)] of each lane.
    static FloatVector tanh(FloatVector x) {
        FloatVector a = x.abs();
        FloatVector s = a.mul(a);
        FloatVector p = s.fma(T11_V, T9_V);
        p = p.fma(s, T7_V);
        p = p.fma(s, T5_V);
        p = p.fma(s, T3_V);
        FloatVector near = p.fma(s.mul(a), a);
        FloatVector c = a.blend(TANH_HIGH_V, a.compare(VectorOperators.GT, TANH_HIGH_V));
        FloatVector e = exp(c.add(c), ROUNDER_V);
        FloatVector far = ONE.div(e.add(ONE)).fma(MINUS_TWO, ONE);
        FloatVector y = far.blend(near, a.compare(VectorOperators.LT, TANH_POLYNOMIAL_V));
        IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
        return y.reinterpretAsInts().or(sign).reinterpretAsFloats();
    }

    /// [Elementary#sigmoid(float)] of each lane.
    static FloatVector sigmoid(FloatVector x) {
        FloatVector e = expOfNegative(x.abs().neg());
        FloatVector q = e.div(e.add(ONE));
        FloatVector factor = e.blend(ONE, x.compare(VectorOperators.GE, ZERO));
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
