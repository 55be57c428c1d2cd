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

    private static final FloatVector ROUNDER_MINUS_64 = all(ROUNDER - 64);
    private static final FloatVector TWO_TO_64 = all(0x1p64f);
    private static final FloatVector ROUNDER_PLUS_64 = all(ROUNDER + 64);
    private static final FloatVector TWO_TO_MINUS_64 = all(0x1p-64f);
    private static final FloatVector LOG2_E_V = all(LOG2_E);
    private static final FloatVector MINUS_LN2_LOW = all(-LN2_LOW);
    private static final FloatVector MINUS_LN2_HIGH = all(-LN2_HIGH);
    private static final FloatVector E6_V = all(E6);
    private static final FloatVector E5_V = all(E5);
    private static final FloatVector E4_V = all(E4);
    private static final FloatVector E3_V = all(E3);
    private static final FloatVector E2_V = all(E2);
    private static final FloatVector ONE = all(1);
    private static final FloatVector ZERO = all(0);
    private static final FloatVector ULP_OF_ONE = all(0x1p-23f);
    private static final FloatVector L10_V = all(L10);
    private static final FloatVector L9_V = all(L9);
    private static final FloatVector L8_V = all(L8);
    private static final FloatVector L7_V = all(L7);
    private static final FloatVector L6_V = all(L6);
    private static final FloatVector L5_V = all(L5);
    private static final FloatVector L4_V = all(L4);
    private static final FloatVector L3_V = all(L3);
    private static final FloatVector MINUS_HALF = all(-0.5f);
    private static final FloatVector LN2_V = all(LN2);
    private static final FloatVector ROUNDER_V = all(ROUNDER);

    /// [Elementary#exp(float)] of each lane.
    static FloatVector exp(FloatVector x) {
        VectorMask<Float> negative = x.compare(VectorOperators.LT, 0);
        FloatVector c = x.blend(EXP_HIGH, x.compare(VectorOperators.GT, EXP_HIGH));
        c = c.blend(EXP_LOW, c.compare(VectorOperators.LT, EXP_LOW));
        return exp(c, ROUNDER_MINUS_64.blend(ROUNDER_PLUS_64, negative), TWO_TO_64.blend(TWO_TO_MINUS_64, negative));
    }

    /// [Elementary#exp(float)] of each lane, none of which is positive: some operations fewer, the same bits.
    static FloatVector expOfNegative(FloatVector x) {
        FloatVector c = x.blend(EXP_LOW, x.compare(VectorOperators.LT, EXP_LOW));
        return exp(c, ROUNDER_PLUS_64, TWO_TO_MINUS_64);
    }

    /// The power of two is applied in two steps, of which only the second rounds: `rounder` adds ±64 to the exponent,
    /// `rest` takes it away.
    private static FloatVector exp(FloatVector x, FloatVector rounder, FloatVector rest) {
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
        return p.reinterpretAsInts().add(power).reinterpretAsFloats().mul(rest);
    }

    /// [Elementary#log(float)] of each lane.
    static FloatVector log(FloatVector x) {
        VectorMask<Float> subnormal = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
        IntVector bits = x.blend(x.mul(0x1p23f), subnormal).reinterpretAsInts();
        IntVector exponent = bits.sub(TWO_THIRDS).and(EXPONENT);
        FloatVector f = bits.sub(exponent).reinterpretAsFloats().sub(1);
        FloatVector k = ((FloatVector) exponent.convert(VectorOperators.I2F, 0))
                .fma(ULP_OF_ONE, ZERO.blend(-23, subnormal));
        FloatVector q = f.fma(L10_V, L9_V);
        q = q.fma(f, L8_V);
        q = q.fma(f, L7_V);
        q = q.fma(f, L6_V);
        q = q.fma(f, L5_V);
        q = q.fma(f, L4_V);
        q = q.fma(f, L3_V);
        q = q.fma(f, MINUS_HALF);
        FloatVector y = k.fma(LN2_V, q.fma(f.mul(f), f));
        y = x.blend(y, x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY));
        y = y.blend(Float.NaN, x.compare(VectorOperators.LT, 0));
        return y.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0));
    }

    /// [Elementary#tanh(float)] of each lane.
    static FloatVector tanh(FloatVector x) {
        FloatVector a = x.abs();
        a = a.blend(TANH_HIGH, a.compare(VectorOperators.GT, TANH_HIGH));
        FloatVector z = a.add(a);
        FloatVector shifted = z.fma(LOG2_E_V, ROUNDER_V);
        FloatVector n = shifted.sub(ROUNDER);
        FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, z));
        FloatVector q = r.fma(E6_V, E5_V);
        q = q.fma(r, E4_V);
        q = q.fma(r, E3_V);
        q = q.fma(r, E2_V);
        FloatVector power = powerOfTwo(shifted.reinterpretAsInts());
        FloatVector m = power.fma(q.fma(r.mul(r), r), power.sub(1));
        IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
        return m.div(m.add(2)).reinterpretAsInts().or(sign).reinterpretAsFloats();
    }

    /// [Elementary#sigmoid(float)] of each lane.
    static FloatVector sigmoid(FloatVector x) {
        FloatVector e = expOfNegative(x.abs().neg());
        return e.blend(1, x.compare(VectorOperators.GE, 0)).div(e.add(1));
    }

    private static FloatVector powerOfTwo(IntVector n) {
        return n.lanewise(VectorOperators.LSHL, 23).add(Float.floatToRawIntBits(1)).reinterpretAsFloats();
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
