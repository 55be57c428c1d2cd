package glissade.tensor.kernel;

import static glissade.tensor.kernel.Exponentials.E2;
import static glissade.tensor.kernel.Exponentials.E3;
import static glissade.tensor.kernel.Exponentials.E4;
import static glissade.tensor.kernel.Exponentials.E5;
import static glissade.tensor.kernel.Exponentials.E6;
import static glissade.tensor.kernel.Exponentials.EXPM1_LOW;
import static glissade.tensor.kernel.Exponentials.EXPONENT;
import static glissade.tensor.kernel.Exponentials.EXP_HIGH;
import static glissade.tensor.kernel.Exponentials.EXP_LOW;
import static glissade.tensor.kernel.Exponentials.HALF_BITS;
import static glissade.tensor.kernel.Exponentials.ITSELF;
import static glissade.tensor.kernel.Exponentials.L10;
import static glissade.tensor.kernel.Exponentials.L3;
import static glissade.tensor.kernel.Exponentials.L4;
import static glissade.tensor.kernel.Exponentials.L5;
import static glissade.tensor.kernel.Exponentials.L6;
import static glissade.tensor.kernel.Exponentials.L7;
import static glissade.tensor.kernel.Exponentials.L8;
import static glissade.tensor.kernel.Exponentials.L9;
import static glissade.tensor.kernel.Exponentials.LN2;
import static glissade.tensor.kernel.Exponentials.LN2_HIGH;
import static glissade.tensor.kernel.Exponentials.LN2_LOW;
import static glissade.tensor.kernel.Exponentials.LOG2_E;
import static glissade.tensor.kernel.Exponentials.ROUNDER;
import static glissade.tensor.kernel.Exponentials.T11;
import static glissade.tensor.kernel.Exponentials.T3;
import static glissade.tensor.kernel.Exponentials.T5;
import static glissade.tensor.kernel.Exponentials.T7;
import static glissade.tensor.kernel.Exponentials.T9;
import static glissade.tensor.kernel.Exponentials.TANH_POLYNOMIAL;
import static glissade.tensor.kernel.Exponentials.TWO_THIRDS;
import static glissade.tensor.kernel.VectorElementary.LENGTH;
import static glissade.tensor.kernel.VectorElementary.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// [Exponentials] with vectors: the same operations on each lane.
///
/// The functions are for other kernels' loops too. C2 allocates vectors that pass between methods it does not inline,
/// and it stops inlining in the middle of a long method. So these functions are called early in a loop's body, contain
/// no calls of our own but early ones, and the loops read with `fromArray` itself.
final class VectorExponentials {

    private static final int ONE_BITS = Float.floatToRawIntBits(1);

    private VectorExponentials() {
    }

    /// [Exponentials#exp(float)] of each lane.
    ///
    /// The power of two is brought in with its exponent 64 too near 0, hence normal; taking that away again is the one
    /// step that may leave the normal numbers, and rounds. What is out of bounds is set last, not held inside first, and the sign is asked for
    /// beside the polynomial: so the chain of operations that wait for each other is shorter.
    static FloatVector exp(FloatVector x) {
        FloatVector shifted = x.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUNDER));
        FloatVector n = shifted.sub(ROUNDER);
        FloatVector r = n.fma(broadcast(SPECIES, -LN2_LOW), n.fma(broadcast(SPECIES, -LN2_HIGH), x));
        FloatVector p = r.fma(broadcast(SPECIES, E6), broadcast(SPECIES, E5));
        p = p.fma(r, broadcast(SPECIES, E4));
        p = p.fma(r, broadcast(SPECIES, E3));
        p = p.fma(r, broadcast(SPECIES, E2));
        p = p.fma(r, broadcast(SPECIES, 1));
        p = p.fma(r, broadcast(SPECIES, 1));
        VectorMask<Float> negative = x.compare(VectorOperators.LT, 0);
        IntVector nearer = broadcast(SPECIES, 0x1p-64f).blend(0x1p64f, negative).reinterpretAsInts();
        IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(nearer);
        FloatVector last = broadcast(SPECIES, 0x1p64f).blend(0x1p-64f, negative);
        FloatVector y = p.mul(power.reinterpretAsFloats()).mul(last);
        y = y.blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, EXP_HIGH));
        return y.blend(0, x.compare(VectorOperators.LT, EXP_LOW));
    }

    /// [Exponentials#exp(float)] of each lane, none of which is positive: some operations fewer, the same bits.
    static FloatVector expOfNegative(FloatVector x) {
        FloatVector shifted = x.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUNDER + 64));
        FloatVector n = shifted.sub(ROUNDER + 64);
        FloatVector r = n.fma(broadcast(SPECIES, -LN2_LOW), n.fma(broadcast(SPECIES, -LN2_HIGH), x));
        FloatVector p = r.fma(broadcast(SPECIES, E6), broadcast(SPECIES, E5));
        p = p.fma(r, broadcast(SPECIES, E4));
        p = p.fma(r, broadcast(SPECIES, E3));
        p = p.fma(r, broadcast(SPECIES, E2));
        p = p.fma(r, broadcast(SPECIES, 1));
        p = p.fma(r, broadcast(SPECIES, 1));
        IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(ONE_BITS);
        return p.mul(power.reinterpretAsFloats()).mul(0x1p-64f).blend(0, x.compare(VectorOperators.LT, EXP_LOW));
    }

    /// [Exponentials#log(float)] of each lane.
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

    /// [Exponentials#expm1(float)] of each lane.
    static FloatVector expm1(FloatVector x) {
        FloatVector shifted = x.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUNDER));
        FloatVector n = shifted.sub(ROUNDER);
        FloatVector r = n.fma(broadcast(SPECIES, -LN2_LOW), n.fma(broadcast(SPECIES, -LN2_HIGH), x));
        FloatVector p = r.fma(broadcast(SPECIES, E6), broadcast(SPECIES, E5));
        p = p.fma(r, broadcast(SPECIES, E4));
        p = p.fma(r, broadcast(SPECIES, E3));
        p = p.fma(r, broadcast(SPECIES, E2));
        FloatVector q = p.mul(r).fma(r, r);
        IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(HALF_BITS);
        FloatVector s = power.reinterpretAsFloats();
        FloatVector y = s.fma(q, s.sub(0.5f)).mul(2);
        y = y.blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, EXP_HIGH));
        y = y.blend(-1, x.compare(VectorOperators.LT, EXPM1_LOW));
        return y.blend(x, x.abs().compare(VectorOperators.LT, ITSELF));
    }

    /// [Exponentials#log1p(float)] of each lane.
    static FloatVector log1p(FloatVector x) {
        IntVector exponent = x.add(1).reinterpretAsInts().sub(TWO_THIRDS).and(EXPONENT);
        FloatVector s = broadcast(SPECIES, 4).reinterpretAsInts().sub(exponent).reinterpretAsFloats();
        FloatVector f = x.mul(0.25f).fma(s, s.fma(broadcast(SPECIES, 0.25f), broadcast(SPECIES, -1)));
        FloatVector k = ((FloatVector) exponent.convert(VectorOperators.I2F, 0)).mul(0x1p-23f);
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
        y = y.blend(Float.NaN, x.compare(VectorOperators.LT, -1));
        y = y.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, -1));
        return y.blend(x, x.abs().compare(VectorOperators.LT, ITSELF));
    }

    /// [Exponentials#tanh(float)] of each lane.
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

    /// [Exponentials#sigmoid(float)] of each lane.
    static FloatVector sigmoid(FloatVector x) {
        FloatVector e = expOfNegative(x.reinterpretAsInts().or(Integer.MIN_VALUE).reinterpretAsFloats());
        FloatVector q = e.div(e.add(1));
        FloatVector factor = e.blend(1, x.compare(VectorOperators.GE, 0));
        return factor.neg().fma(q, factor);
    }

    // The loops take `end` elements of `n`; the last vector may begin before the one before it ends. It stands by itself: with an index that
    // is the lesser of two, the loop keeps its checks and takes a sixth longer.

    static void exp(float[] x, int xo, float[] y, int yo, int n, int end) {
        for (int i = 0; i <= n - LENGTH; i += LENGTH) {
            exp(fromArray(SPECIES, x, xo + i)).intoArray(y, yo + i);
        }
        if (end % LENGTH != 0) {
            int last = n - LENGTH;
            exp(fromArray(SPECIES, x, xo + last)).intoArray(y, yo + last);
        }
    }

    static void log(float[] x, int xo, float[] y, int yo, int n, int end) {
        for (int i = 0; i <= n - LENGTH; i += LENGTH) {
            log(fromArray(SPECIES, x, xo + i)).intoArray(y, yo + i);
        }
        if (end % LENGTH != 0) {
            int last = n - LENGTH;
            log(fromArray(SPECIES, x, xo + last)).intoArray(y, yo + last);
        }
    }

    static void expm1(float[] x, int xo, float[] y, int yo, int n, int end) {
        for (int i = 0; i <= n - LENGTH; i += LENGTH) {
            expm1(fromArray(SPECIES, x, xo + i)).intoArray(y, yo + i);
        }
        if (end % LENGTH != 0) {
            int last = n - LENGTH;
            expm1(fromArray(SPECIES, x, xo + last)).intoArray(y, yo + last);
        }
    }

    static void log1p(float[] x, int xo, float[] y, int yo, int n, int end) {
        for (int i = 0; i <= n - LENGTH; i += LENGTH) {
            log1p(fromArray(SPECIES, x, xo + i)).intoArray(y, yo + i);
        }
        if (end % LENGTH != 0) {
            int last = n - LENGTH;
            log1p(fromArray(SPECIES, x, xo + last)).intoArray(y, yo + last);
        }
    }

    static void tanh(float[] x, int xo, float[] y, int yo, int n, int end) {
        for (int i = 0; i <= n - LENGTH; i += LENGTH) {
            tanh(fromArray(SPECIES, x, xo + i)).intoArray(y, yo + i);
        }
        if (end % LENGTH != 0) {
            int last = n - LENGTH;
            tanh(fromArray(SPECIES, x, xo + last)).intoArray(y, yo + last);
        }
    }

    static void sigmoid(float[] x, int xo, float[] y, int yo, int n, int end) {
        for (int i = 0; i <= n - LENGTH; i += LENGTH) {
            sigmoid(fromArray(SPECIES, x, xo + i)).intoArray(y, yo + i);
        }
        if (end % LENGTH != 0) {
            int last = n - LENGTH;
            sigmoid(fromArray(SPECIES, x, xo + last)).intoArray(y, yo + last);
        }
    }
}
