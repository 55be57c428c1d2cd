package glissade.tensor.kernel;

import static glissade.tensor.kernel.VectorWide.DOUBLES;
import static glissade.tensor.kernel.VectorWide.FLOATS;
import static glissade.tensor.kernel.VectorWide.LENGTH;
import static glissade.tensor.kernel.VectorWide.widen;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// [Powers] with vectors: the same operations on each lane.
final class VectorPowers {

    private VectorPowers() {
    }

    /// [Powers#pow(float, float)] of each lane.
    private static DoubleVector pow(DoubleVector x, DoubleVector p) {
        DoubleVector c = p.blend(Powers.EXPONENT_LIMIT, p.compare(VectorOperators.GT, Powers.EXPONENT_LIMIT));
        c = c.blend(-Powers.EXPONENT_LIMIT, c.compare(VectorOperators.LT, -Powers.EXPONENT_LIMIT));
        DoubleVector y = VectorWide.exp2(VectorWide.log2(x.abs()).mul(c));
        DoubleVector shifted = c.add(Wide.ROUNDER);
        VectorMask<Double> whole = shifted.sub(Wide.ROUNDER).compare(VectorOperators.EQ, c);
        LongVector sign =
                shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 63).and(x.reinterpretAsLongs());
        DoubleVector signed = y.reinterpretAsLongs().lanewise(VectorOperators.XOR, sign).reinterpretAsDoubles();
        VectorMask<Double> negative = x.compare(VectorOperators.LT, 0)
                .and(x.compare(VectorOperators.GE, -Float.MAX_VALUE));
        y = y.blend(Double.NaN, negative).blend(signed, whole);
        return y.blend(1, p.compare(VectorOperators.EQ, 0).or(x.compare(VectorOperators.EQ, 1)));
    }

    static void pow(float[] x, int xo, float[] p, int po, float[] y, int yo, int end) {
        for (int i = 0; i < end; i += LENGTH) {
            DoubleVector v = pow(widen(fromArray(FLOATS, x, xo + i)), widen(fromArray(FLOATS, p, po + i)));
            v.convertShape(VectorOperators.D2F, FLOATS, 0).reinterpretAsFloats().intoArray(y, yo + i);
        }
    }

    static void pow(float[] x, int xo, float p, float[] y, int yo, int end) {
        for (int i = 0; i < end; i += LENGTH) {
            DoubleVector v = pow(widen(fromArray(FLOATS, x, xo + i)), broadcast(DOUBLES, p));
            v.convertShape(VectorOperators.D2F, FLOATS, 0).reinterpretAsFloats().intoArray(y, yo + i);
        }
    }

    static void powOf(float base, float[] p, int po, float[] y, int yo, int end) {
        for (int i = 0; i < end; i += LENGTH) {
            DoubleVector v = pow(broadcast(DOUBLES, base), widen(fromArray(FLOATS, p, po + i)));
            v.convertShape(VectorOperators.D2F, FLOATS, 0).reinterpretAsFloats().intoArray(y, yo + i);
        }
    }
}
