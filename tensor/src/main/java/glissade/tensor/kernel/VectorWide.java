package glissade.tensor.kernel;

import static jdk.incubator.vector.DoubleVector.broadcast;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// [Wide] with vectors: the same operations on each lane. What [VectorExponentials] says about inlining holds here too.
final class VectorWide {

    static final VectorSpecies<Double> DOUBLES = VectorElementary.SPECIES.withLanes(double.class);
    /// As many floats as a vector has doubles.
    static final VectorSpecies<Float> FLOATS =
            VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));
    static final int LENGTH = DOUBLES.length();
    /// Two doubles at a time gain little over one, and lose all where C2 has no masks of two lanes, as on x86.
    private static final boolean WORTHWHILE = LENGTH > 2;

    private VectorWide() {
    }

    /// The doubles of `x`. There is no such method for the way back: at the end of a loop's body C2 would not inline it.
    static DoubleVector widen(FloatVector x) {
        return (DoubleVector) x.convertShape(VectorOperators.F2D, DOUBLES, 0);
    }

    /// [Wide#exp2(double)] of each lane.
    static DoubleVector exp2(DoubleVector x) {
        DoubleVector c = x.blend(Wide.LIMIT, x.compare(VectorOperators.GT, Wide.LIMIT));
        c = c.blend(-Wide.LIMIT, c.compare(VectorOperators.LT, -Wide.LIMIT));
        DoubleVector shifted = c.add(Wide.ROUNDER);
        DoubleVector r = c.sub(shifted.sub(Wide.ROUNDER));
        DoubleVector p = r.fma(broadcast(DOUBLES, Wide.P7), broadcast(DOUBLES, Wide.P6));
        p = p.fma(r, broadcast(DOUBLES, Wide.P5));
        p = p.fma(r, broadcast(DOUBLES, Wide.P4));
        p = p.fma(r, broadcast(DOUBLES, Wide.P3));
        p = p.fma(r, broadcast(DOUBLES, Wide.P2));
        p = p.fma(r, broadcast(DOUBLES, Wide.P1));
        p = p.fma(r, broadcast(DOUBLES, 1));
        LongVector power = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52).add(Wide.ONE_BITS);
        return p.mul(power.reinterpretAsDoubles());
    }

    /// [Wide#log2(double)] of each lane.
    static DoubleVector log2(DoubleVector x) {
        LongVector shifted = x.reinterpretAsLongs().add(Wide.ONE_BITS - Wide.ROOT_HALF_BITS);
        DoubleVector m = shifted.and(Wide.FRACTION).add(Wide.ROOT_HALF_BITS).reinterpretAsDoubles();
        DoubleVector k = shifted.lanewise(VectorOperators.LSHR, 52).or(Wide.TWO_52_BITS).reinterpretAsDoubles()
                .sub(Wide.TWO_52_AND_BIAS);
        DoubleVector s = m.sub(1).div(m.add(1));
        DoubleVector z = s.mul(s);
        DoubleVector p = z.fma(broadcast(DOUBLES, Wide.L9), broadcast(DOUBLES, Wide.L7));
        p = p.fma(z, broadcast(DOUBLES, Wide.L5));
        p = p.fma(z, broadcast(DOUBLES, Wide.L3));
        p = p.fma(z, broadcast(DOUBLES, Wide.L1));
        DoubleVector y = p.fma(s, k);
        VectorMask<Double> finite = x.compare(VectorOperators.LT, Double.POSITIVE_INFINITY);
        return x.blend(y, finite).blend(Double.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0));
    }

    /// As [VectorElementary#end], for vectors of doubles.
    static int end(float[] x, float[] y, int n) {
        return WORTHWHILE && n >= LENGTH && x != y ? n : whole(n);
    }

    /// How many of `n` elements stand in whole vectors.
    static int whole(int n) {
        return WORTHWHILE ? DOUBLES.loopBound(n) : 0;
    }
}
