package glissade.tensor.kernel;

import static glissade.tensor.kernel.VectorWide.DOUBLES;
import static glissade.tensor.kernel.VectorWide.FLOATS;
import static glissade.tensor.kernel.VectorWide.LENGTH;
import static glissade.tensor.kernel.VectorWide.widen;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/// [ErrorFunction] with vectors: the same operations on each lane.
final class VectorErrorFunction {

    private VectorErrorFunction() {
    }

    /// [ErrorFunction#erf(float)] of each lane.
    private static DoubleVector erf(DoubleVector x) {
        DoubleVector a = x.abs();
        DoubleVector t = limited(a.mul(ErrorFunction.ROOT_2));
        DoubleVector tail = bell(t).mul(scaledTail(t));
        DoubleVector z = a.mul(a);
        DoubleVector p = z.fma(broadcast(DOUBLES, ErrorFunction.E10), broadcast(DOUBLES, ErrorFunction.E8));
        p = p.fma(z, broadcast(DOUBLES, ErrorFunction.E6));
        p = p.fma(z, broadcast(DOUBLES, ErrorFunction.E4));
        p = p.fma(z, broadcast(DOUBLES, ErrorFunction.E2));
        p = p.fma(z, broadcast(DOUBLES, ErrorFunction.E0));
        DoubleVector far = tail.fma(broadcast(DOUBLES, -2), broadcast(DOUBLES, 1));
        DoubleVector y = far.blend(p.mul(a), a.compare(VectorOperators.LT, ErrorFunction.NEAR));
        LongVector sign = x.reinterpretAsLongs().and(Long.MIN_VALUE);
        return y.reinterpretAsLongs().or(sign).reinterpretAsDoubles();
    }

    /// [ErrorFunction#erfSlope(float)] of each lane.
    private static DoubleVector erfSlope(DoubleVector x) {
        DoubleVector a = limited(x.abs());
        return VectorWide.exp2(a.mul(a).mul(2 * ErrorFunction.SQUARE_FACTOR)).mul(ErrorFunction.TWO_OVER_ROOT_PI);
    }

    /// [ErrorFunction#gelu(float)] of each lane.
    private static DoubleVector gelu(DoubleVector x) {
        DoubleVector a = limited(x.abs());
        DoubleVector tail = bell(a).mul(scaledTail(a));
        DoubleVector c = x.blend(-ErrorFunction.LIMIT, x.compare(VectorOperators.LT, -ErrorFunction.LIMIT));
        return c.mul(broadcast(DOUBLES, 1).sub(tail).blend(tail, x.compare(VectorOperators.LT, 0)));
    }

    /// [ErrorFunction#geluSlope(float)] of each lane.
    private static DoubleVector geluSlope(DoubleVector x) {
        DoubleVector a = limited(x.abs());
        DoubleVector g = bell(a);
        DoubleVector q = a.mul(ErrorFunction.DENSITY).fma(g.neg(), g.mul(scaledTail(a)));
        return broadcast(DOUBLES, 1).sub(q).blend(q, x.compare(VectorOperators.LT, 0));
    }

    private static DoubleVector limited(DoubleVector t) {
        return t.blend(ErrorFunction.LIMIT, t.compare(VectorOperators.GT, ErrorFunction.LIMIT));
    }

    private static DoubleVector bell(DoubleVector t) {
        return VectorWide.exp2(t.mul(t).mul(ErrorFunction.SQUARE_FACTOR));
    }

    private static DoubleVector scaledTail(DoubleVector t) {
        DoubleVector w = broadcast(DOUBLES, 1).div(t.add(3));
        DoubleVector q = w.fma(broadcast(DOUBLES, ErrorFunction.Q10), broadcast(DOUBLES, ErrorFunction.Q9));
        q = q.fma(w, broadcast(DOUBLES, ErrorFunction.Q8));
        q = q.fma(w, broadcast(DOUBLES, ErrorFunction.Q7));
        q = q.fma(w, broadcast(DOUBLES, ErrorFunction.Q6));
        q = q.fma(w, broadcast(DOUBLES, ErrorFunction.Q5));
        q = q.fma(w, broadcast(DOUBLES, ErrorFunction.Q4));
        q = q.fma(w, broadcast(DOUBLES, ErrorFunction.Q3));
        q = q.fma(w, broadcast(DOUBLES, ErrorFunction.Q2));
        q = q.fma(w, broadcast(DOUBLES, ErrorFunction.Q1));
        q = q.fma(w, broadcast(DOUBLES, ErrorFunction.Q0));
        return q.mul(w);
    }

    // The loops take `end` elements of `n`; the last vector may begin before the one before it ends.

    static void erf(float[] x, int xo, float[] y, int yo, int n, int end) {
        for (int i = 0; i < end; i += LENGTH) {
            int k = Math.min(i, n - LENGTH);
            erf(widen(fromArray(FLOATS, x, xo + k))).convertShape(VectorOperators.D2F, FLOATS, 0).reinterpretAsFloats()
                    .intoArray(y, yo + k);
        }
    }

    static void gelu(float[] x, int xo, float[] y, int yo, int n, int end) {
        for (int i = 0; i < end; i += LENGTH) {
            int k = Math.min(i, n - LENGTH);
            gelu(widen(fromArray(FLOATS, x, xo + k))).convertShape(VectorOperators.D2F, FLOATS, 0).reinterpretAsFloats()
                    .intoArray(y, yo + k);
        }
    }

    /// `dx = dy · erfSlope(x)`, for whole vectors.
    static void erfSlope(float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo, int end) {
        for (int i = 0; i < end; i += LENGTH) {
            FloatVector slope = erfSlope(widen(fromArray(FLOATS, x, xo + i)))
                    .convertShape(VectorOperators.D2F, FLOATS, 0).reinterpretAsFloats();
            slope.mul(fromArray(FLOATS, dy, dyo + i)).intoArray(dx, dxo + i);
        }
    }

    /// `dx = dy · geluSlope(x)`, for whole vectors.
    static void geluSlope(float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo, int end) {
        for (int i = 0; i < end; i += LENGTH) {
            FloatVector slope = geluSlope(widen(fromArray(FLOATS, x, xo + i)))
                    .convertShape(VectorOperators.D2F, FLOATS, 0).reinterpretAsFloats();
            slope.mul(fromArray(FLOATS, dy, dyo + i)).intoArray(dx, dxo + i);
        }
    }
}
