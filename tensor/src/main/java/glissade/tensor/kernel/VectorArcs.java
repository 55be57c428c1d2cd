package glissade.tensor.kernel;

import static glissade.tensor.kernel.Trigonometry.ASIN;
import static glissade.tensor.kernel.Trigonometry.ATAN;
import static glissade.tensor.kernel.Trigonometry.HALF_PI;
import static glissade.tensor.kernel.VectorWide.DOUBLES;
import static glissade.tensor.kernel.VectorWide.FLOATS;
import static glissade.tensor.kernel.VectorWide.LENGTH;
import static glissade.tensor.kernel.VectorWide.widen;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// The inverse functions of [Trigonometry] with vectors: the same operations on each lane.
final class VectorArcs {

    private VectorArcs() {
    }

    /// Of numbers without their signs.
    private static DoubleVector atan(DoubleVector a) {
        VectorMask<Double> far = a.compare(VectorOperators.GT, 1);
        DoubleVector x = a.blend(broadcast(DOUBLES, 1).div(a), far);
        DoubleVector z = x.mul(x);
        DoubleVector p = z.fma(broadcast(DOUBLES, ATAN[0]), broadcast(DOUBLES, ATAN[1]));
        p = p.fma(z, broadcast(DOUBLES, ATAN[2]));
        p = p.fma(z, broadcast(DOUBLES, ATAN[3]));
        p = p.fma(z, broadcast(DOUBLES, ATAN[4]));
        p = p.fma(z, broadcast(DOUBLES, ATAN[5]));
        p = p.fma(z, broadcast(DOUBLES, ATAN[6]));
        p = p.fma(z, broadcast(DOUBLES, ATAN[7]));
        p = p.fma(z, broadcast(DOUBLES, ATAN[8]));
        p = p.fma(z, broadcast(DOUBLES, ATAN[9]));
        p = p.fma(z, broadcast(DOUBLES, ATAN[10]));
        p = p.fma(z, broadcast(DOUBLES, 1)).mul(x);
        return p.blend(broadcast(DOUBLES, HALF_PI).sub(p), far);
    }

    /// `asin(x)` for `|x| <= 1/2`.
    private static DoubleVector asinOfSmall(DoubleVector x) {
        DoubleVector z = x.mul(x);
        DoubleVector p = z.fma(broadcast(DOUBLES, ASIN[0]), broadcast(DOUBLES, ASIN[1]));
        p = p.fma(z, broadcast(DOUBLES, ASIN[2]));
        p = p.fma(z, broadcast(DOUBLES, ASIN[3]));
        p = p.fma(z, broadcast(DOUBLES, ASIN[4]));
        p = p.fma(z, broadcast(DOUBLES, ASIN[5]));
        p = p.fma(z, broadcast(DOUBLES, ASIN[6]));
        p = p.fma(z, broadcast(DOUBLES, ASIN[7]));
        return p.fma(z, broadcast(DOUBLES, 1)).mul(x);
    }

    /// Of numbers without their signs.
    private static DoubleVector asin(DoubleVector a) {
        VectorMask<Double> far = a.compare(VectorOperators.GT, 0.5);
        DoubleVector y = asinOfSmall(a.blend(broadcast(DOUBLES, 1).sub(a).mul(0.5).sqrt(), far));
        return y.blend(broadcast(DOUBLES, HALF_PI).sub(y.mul(2)), far);
    }

    private static DoubleVector acos(DoubleVector x) {
        DoubleVector a = x.abs();
        VectorMask<Double> near = a.compare(VectorOperators.LE, 0.5);
        DoubleVector y = asinOfSmall(broadcast(DOUBLES, 1).sub(a).mul(0.5).sqrt().blend(x, near));
        DoubleVector far = y.mul(2);
        far = far.blend(broadcast(DOUBLES, 2 * HALF_PI).sub(far), x.compare(VectorOperators.LT, 0));
        return far.blend(broadcast(DOUBLES, HALF_PI).sub(y), near);
    }

    static void atan(float[] x, int xo, float[] y, int yo, int n, int end) {
        for (int i = 0; i < end; i += LENGTH) {
            int k = Math.min(i, n - LENGTH);
            var v = fromArray(FLOATS, x, xo + k);
            var sign = v.reinterpretAsInts().and(Integer.MIN_VALUE);
            atan(widen(v).abs()).convertShape(VectorOperators.D2F, FLOATS, 0).reinterpretAsInts().or(sign)
                    .reinterpretAsFloats().intoArray(y, yo + k);
        }
    }

    static void asin(float[] x, int xo, float[] y, int yo, int n, int end) {
        for (int i = 0; i < end; i += LENGTH) {
            int k = Math.min(i, n - LENGTH);
            var v = fromArray(FLOATS, x, xo + k);
            var sign = v.reinterpretAsInts().and(Integer.MIN_VALUE);
            asin(widen(v).abs()).convertShape(VectorOperators.D2F, FLOATS, 0).reinterpretAsInts().or(sign)
                    .reinterpretAsFloats().intoArray(y, yo + k);
        }
    }

    static void acos(float[] x, int xo, float[] y, int yo, int n, int end) {
        for (int i = 0; i < end; i += LENGTH) {
            int k = Math.min(i, n - LENGTH);
            acos(widen(fromArray(FLOATS, x, xo + k))).convertShape(VectorOperators.D2F, FLOATS, 0).reinterpretAsFloats()
                    .intoArray(y, yo + k);
        }
    }
}
