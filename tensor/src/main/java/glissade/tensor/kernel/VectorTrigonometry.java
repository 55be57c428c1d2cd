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

/// [Trigonometry] with vectors: the same operations on each lane. Vectors with a number beyond [Trigonometry#LARGE] are left
/// to the definition.
final class VectorTrigonometry {

    private VectorTrigonometry() {
    }

    private static boolean anyLarge(DoubleVector x) {
        return x.abs().compare(VectorOperators.GT, Trigonometry.LARGE).anyTrue();
    }

    /// The sine of `x + turns · π/2` in each lane.
    private static DoubleVector sine(DoubleVector x, int turns) {
        DoubleVector shifted = x.fma(broadcast(DOUBLES, Trigonometry.TWO_OVER_PI), broadcast(DOUBLES, Wide.ROUNDER));
        DoubleVector n = shifted.sub(Wide.ROUNDER);
        DoubleVector r = n.fma(broadcast(DOUBLES, -Trigonometry.HALF_PI_LOW),
                n.fma(broadcast(DOUBLES, -Trigonometry.HALF_PI), x));
        DoubleVector z = r.mul(r);
        DoubleVector s = z.fma(broadcast(DOUBLES, Trigonometry.S8), broadcast(DOUBLES, Trigonometry.S6));
        s = s.fma(z, broadcast(DOUBLES, Trigonometry.S4));
        s = s.fma(z, broadcast(DOUBLES, Trigonometry.S2));
        s = s.fma(z, broadcast(DOUBLES, 1)).mul(r);
        DoubleVector c = z.fma(broadcast(DOUBLES, Trigonometry.C10), broadcast(DOUBLES, Trigonometry.C8));
        c = c.fma(z, broadcast(DOUBLES, Trigonometry.C6));
        c = c.fma(z, broadcast(DOUBLES, Trigonometry.C4));
        c = c.fma(z, broadcast(DOUBLES, -0.5));
        c = c.fma(z, broadcast(DOUBLES, 1));
        LongVector quarter = shifted.reinterpretAsLongs().add(turns);
        VectorMask<Double> odd = quarter.and(1).compare(VectorOperators.NE, 0).cast(DOUBLES);
        LongVector sign = quarter.lanewise(VectorOperators.LSHL, 62).and(Long.MIN_VALUE);
        return s.blend(c, odd).reinterpretAsLongs().lanewise(VectorOperators.XOR, sign).reinterpretAsDoubles();
    }

    static void sin(float[] x, int xo, float[] y, int yo, int n, int end) {
        for (int i = 0; i < end; i += LENGTH) {
            int k = Math.min(i, n - LENGTH);
            DoubleVector v = widen(fromArray(FLOATS, x, xo + k));
            if (anyLarge(v)) {
                for (int j = k; j < k + LENGTH; j++) {
                    y[yo + j] = Trigonometry.sin(x[xo + j]);
                }
            } else {
                sine(v, 0).convertShape(VectorOperators.D2F, FLOATS, 0).reinterpretAsFloats().intoArray(y, yo + k);
            }
        }
    }

    static void cos(float[] x, int xo, float[] y, int yo, int n, int end) {
        for (int i = 0; i < end; i += LENGTH) {
            int k = Math.min(i, n - LENGTH);
            DoubleVector v = widen(fromArray(FLOATS, x, xo + k));
            if (anyLarge(v)) {
                for (int j = k; j < k + LENGTH; j++) {
                    y[yo + j] = Trigonometry.cos(x[xo + j]);
                }
            } else {
                sine(v, 1).convertShape(VectorOperators.D2F, FLOATS, 0).reinterpretAsFloats().intoArray(y, yo + k);
            }
        }
    }

    static void tan(float[] x, int xo, float[] y, int yo, int n, int end) {
        for (int i = 0; i < end; i += LENGTH) {
            int k = Math.min(i, n - LENGTH);
            DoubleVector v = widen(fromArray(FLOATS, x, xo + k));
            if (anyLarge(v)) {
                for (int j = k; j < k + LENGTH; j++) {
                    y[yo + j] = Trigonometry.tan(x[xo + j]);
                }
            } else {
                sine(v, 0).div(sine(v, 1)).convertShape(VectorOperators.D2F, FLOATS, 0).reinterpretAsFloats()
                        .intoArray(y, yo + k);
            }
        }
    }
}
