package glissade.tensor.kernel;

import static glissade.tensor.kernel.VectorWide.DOUBLES;
import static glissade.tensor.kernel.VectorWide.FLOATS;
import static glissade.tensor.kernel.VectorWide.LENGTH;
import static glissade.tensor.kernel.VectorWide.widen;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/// [Hyperbolic] with vectors: the same operations on each lane.
final class VectorHyperbolic {

    private VectorHyperbolic() {
    }

    private static DoubleVector sinh(DoubleVector x) {
        DoubleVector e = VectorWide.exp2(x.mul(Wide.LOG2_E));
        DoubleVector far = e.sub(broadcast(DOUBLES, 1).div(e)).mul(0.5);
        DoubleVector z = x.mul(x);
        DoubleVector p = z.fma(broadcast(DOUBLES, Hyperbolic.S8), broadcast(DOUBLES, Hyperbolic.S6));
        p = p.fma(z, broadcast(DOUBLES, Hyperbolic.S4));
        p = p.fma(z, broadcast(DOUBLES, Hyperbolic.S2));
        p = p.fma(z, broadcast(DOUBLES, 1)).mul(x);
        return far.blend(p, x.abs().compare(VectorOperators.LT, 1));
    }

    private static DoubleVector cosh(DoubleVector x) {
        DoubleVector e = VectorWide.exp2(x.mul(Wide.LOG2_E));
        return e.add(broadcast(DOUBLES, 1).div(e)).mul(0.5);
    }

    static void sinh(float[] x, int xo, float[] y, int yo, int n, int end) {
        for (int i = 0; i < end; i += LENGTH) {
            int k = Math.min(i, n - LENGTH);
            sinh(widen(fromArray(FLOATS, x, xo + k))).convertShape(VectorOperators.D2F, FLOATS, 0).reinterpretAsFloats()
                    .intoArray(y, yo + k);
        }
    }

    static void cosh(float[] x, int xo, float[] y, int yo, int n, int end) {
        for (int i = 0; i < end; i += LENGTH) {
            int k = Math.min(i, n - LENGTH);
            cosh(widen(fromArray(FLOATS, x, xo + k))).convertShape(VectorOperators.D2F, FLOATS, 0).reinterpretAsFloats()
                    .intoArray(y, yo + k);
        }
    }
}
