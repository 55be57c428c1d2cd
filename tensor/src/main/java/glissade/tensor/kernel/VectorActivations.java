package glissade.tensor.kernel;

import static glissade.tensor.kernel.VectorElementary.SPECIES;
import static glissade.tensor.kernel.VectorWide.DOUBLES;
import static glissade.tensor.kernel.VectorWide.FLOATS;
import static glissade.tensor.kernel.VectorWide.LENGTH;
import static glissade.tensor.kernel.VectorWide.widen;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// [Activations] with vectors: the same operations on each lane.
final class VectorActivations {

    private VectorActivations() {
    }

    /// [Activations#softplus(float)] of each lane.
    static FloatVector softplus(FloatVector x) {
        FloatVector l = VectorExponentials.log1p(VectorExponentials.expOfNegative(x.abs().neg()));
        return x.max(0).add(l);
    }

    /// [Activations#silu(float)] of each lane.
    private static DoubleVector silu(DoubleVector x) {
        DoubleVector c = x.blend(-Activations.LIMIT, x.compare(VectorOperators.LT, -Activations.LIMIT));
        return c.div(VectorWide.exp2(c.neg().mul(Wide.LOG2_E)).add(1));
    }

    /// [Activations#siluSlope(float)] of each lane.
    private static DoubleVector siluSlope(DoubleVector x) {
        DoubleVector c = x.blend(Activations.LIMIT, x.compare(VectorOperators.GT, Activations.LIMIT));
        c = c.blend(-Activations.LIMIT, c.compare(VectorOperators.LT, -Activations.LIMIT));
        DoubleVector e = VectorWide.exp2(c.neg().mul(Wide.LOG2_E));
        DoubleVector s = broadcast(DOUBLES, 1).div(e.add(1));
        return c.fma(e.mul(s), broadcast(DOUBLES, 1)).mul(s);
    }

    /// [Activations#geluTanh(float)] of each lane.
    private static DoubleVector geluTanh(DoubleVector x) {
        DoubleVector c = x.blend(-Activations.GELU_LIMIT, x.compare(VectorOperators.LT, -Activations.GELU_LIMIT));
        DoubleVector u = c.mul(c).fma(broadcast(DOUBLES, Activations.U3), broadcast(DOUBLES, Activations.U1));
        return c.div(VectorWide.exp2(c.mul(u)).add(1));
    }

    /// [Activations#geluTanhSlope(float)] of each lane.
    private static DoubleVector geluTanhSlope(DoubleVector x) {
        DoubleVector c = x.blend(Activations.GELU_LIMIT, x.compare(VectorOperators.GT, Activations.GELU_LIMIT));
        c = c.blend(-Activations.GELU_LIMIT, c.compare(VectorOperators.LT, -Activations.GELU_LIMIT));
        DoubleVector z = c.mul(c);
        DoubleVector e = VectorWide
                .exp2(c.mul(z.fma(broadcast(DOUBLES, Activations.U3), broadcast(DOUBLES, Activations.U1))));
        DoubleVector s = broadcast(DOUBLES, 1).div(e.add(1));
        DoubleVector v = c.mul(z.fma(broadcast(DOUBLES, Activations.V2), broadcast(DOUBLES, Activations.V0)));
        return v.fma(e.mul(s), broadcast(DOUBLES, 1)).mul(s);
    }

    /// [Activations#mish(float)] of each lane.
    private static DoubleVector mish(DoubleVector x) {
        DoubleVector c = x.blend(-Activations.LIMIT, x.compare(VectorOperators.LT, -Activations.LIMIT));
        DoubleVector top = c.blend(Activations.LIMIT, c.compare(VectorOperators.GT, Activations.LIMIT));
        DoubleVector e = VectorWide.exp2(top.mul(Wide.LOG2_E));
        DoubleVector n = e.mul(e.add(2));
        return c.mul(n.div(n.add(2)));
    }

    /// [Activations#mishSlope(float)] of each lane.
    private static DoubleVector mishSlope(DoubleVector x) {
        DoubleVector c = x.blend(Activations.LIMIT, x.compare(VectorOperators.GT, Activations.LIMIT));
        c = c.blend(-Activations.LIMIT, c.compare(VectorOperators.LT, -Activations.LIMIT));
        DoubleVector e = VectorWide.exp2(c.mul(Wide.LOG2_E));
        DoubleVector n = e.mul(e.add(2));
        DoubleVector d = n.add(2);
        return n.fma(d, c.mul(4).mul(e.mul(e.add(1)))).div(d.mul(d));
    }

    // The loops take `end` elements of `n`; the last vector may begin before the one before it ends.

    static void softplus(float[] x, int xo, float[] y, int yo, int n, int end) {
        for (int i = 0; i < end; i += VectorElementary.LENGTH) {
            int k = Math.min(i, n - VectorElementary.LENGTH);
            softplus(fromArray(SPECIES, x, xo + k)).intoArray(y, yo + k);
        }
    }

    static void logSigmoid(float[] x, int xo, float[] y, int yo, int n, int end) {
        for (int i = 0; i < end; i += VectorElementary.LENGTH) {
            int k = Math.min(i, n - VectorElementary.LENGTH);
            softplus(fromArray(SPECIES, x, xo + k).neg()).neg().intoArray(y, yo + k);
        }
    }

    static void silu(float[] x, int xo, float[] y, int yo, int n, int end) {
        for (int i = 0; i < end; i += LENGTH) {
            int k = Math.min(i, n - LENGTH);
            silu(widen(fromArray(FLOATS, x, xo + k))).convertShape(VectorOperators.D2F, FLOATS, 0).reinterpretAsFloats()
                    .intoArray(y, yo + k);
        }
    }

    static void geluTanh(float[] x, int xo, float[] y, int yo, int n, int end) {
        for (int i = 0; i < end; i += LENGTH) {
            int k = Math.min(i, n - LENGTH);
            geluTanh(widen(fromArray(FLOATS, x, xo + k))).convertShape(VectorOperators.D2F, FLOATS, 0)
                    .reinterpretAsFloats().intoArray(y, yo + k);
        }
    }

    static void mish(float[] x, int xo, float[] y, int yo, int n, int end) {
        for (int i = 0; i < end; i += LENGTH) {
            int k = Math.min(i, n - LENGTH);
            mish(widen(fromArray(FLOATS, x, xo + k))).convertShape(VectorOperators.D2F, FLOATS, 0).reinterpretAsFloats()
                    .intoArray(y, yo + k);
        }
    }

    /// `dx = dy · geluTanhSlope(x)`, for whole vectors.
    static void geluTanhSlope(float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo, int end) {
        for (int i = 0; i < end; i += LENGTH) {
            FloatVector slope = geluTanhSlope(widen(fromArray(FLOATS, x, xo + i)))
                    .convertShape(VectorOperators.D2F, FLOATS, 0).reinterpretAsFloats();
            slope.mul(fromArray(FLOATS, dy, dyo + i)).intoArray(dx, dxo + i);
        }
    }

    /// `dx = dy · mishSlope(x)`, for whole vectors.
    static void mishSlope(float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo, int end) {
        for (int i = 0; i < end; i += LENGTH) {
            FloatVector slope = mishSlope(widen(fromArray(FLOATS, x, xo + i)))
                    .convertShape(VectorOperators.D2F, FLOATS, 0).reinterpretAsFloats();
            slope.mul(fromArray(FLOATS, dy, dyo + i)).intoArray(dx, dxo + i);
        }
    }

    /// `dx = dy · siluSlope(x)`, for whole vectors.
    static void siluSlope(float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo, int end) {
        for (int i = 0; i < end; i += LENGTH) {
            FloatVector slope = siluSlope(widen(fromArray(FLOATS, x, xo + i)))
                    .convertShape(VectorOperators.D2F, FLOATS, 0).reinterpretAsFloats();
            slope.mul(fromArray(FLOATS, dy, dyo + i)).intoArray(dx, dxo + i);
        }
    }

    /// `dx = dy · sigmoid(x)`, for whole vectors.
    static void softplusSlope(float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo, int end) {
        for (int i = 0; i < end; i += VectorElementary.LENGTH) {
            FloatVector slope = VectorExponentials.sigmoid(fromArray(SPECIES, x, xo + i));
            slope.mul(fromArray(SPECIES, dy, dyo + i)).intoArray(dx, dxo + i);
        }
    }

    /// `dx = dy · sigmoid(-x)`, for whole vectors.
    static void logSigmoidSlope(float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo, int end) {
        for (int i = 0; i < end; i += VectorElementary.LENGTH) {
            FloatVector slope = VectorExponentials.sigmoid(fromArray(SPECIES, x, xo + i).neg());
            slope.mul(fromArray(SPECIES, dy, dyo + i)).intoArray(dx, dxo + i);
        }
    }
}
