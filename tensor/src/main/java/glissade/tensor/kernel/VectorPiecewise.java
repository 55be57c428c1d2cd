package glissade.tensor.kernel;

import static glissade.tensor.kernel.VectorElementary.LENGTH;
import static glissade.tensor.kernel.VectorElementary.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// [Piecewise] with vectors: the same operations on each lane, hence the same bits at any width. Both pieces are computed, and
/// one is taken. Without state, hence thread-safe.
public class VectorPiecewise extends Piecewise {

    @Override
    public void slopes(float below, float above, float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            VectorMask<Float> positive = fromArray(SPECIES, x, xo + i).compare(VectorOperators.GT, 0);
            FloatVector slope = broadcast(SPECIES, below).blend(above, positive);
            fromArray(SPECIES, dy, dyo + i).mul(slope).intoArray(dx, dxo + i);
        }
        super.slopes(below, above, dy, dyo + i, x, xo + i, dx, dxo + i, n - i);
    }

    @Override
    public void keep(boolean[] stays, float factor, float[] x, int xo, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            VectorMask<Float> kept = VectorMask.fromArray(SPECIES, stays, xo + i);
            fromArray(SPECIES, x, xo + i).mul(broadcast(SPECIES, 0).blend(factor, kept)).intoArray(y, yo + i);
        }
        super.keep(stays, factor, x, xo + i, y, yo + i, n - i);
    }

    @Override
    public void within(float low, float high, float factor, float[] dy, int dyo, float[] x, int xo, float[] dx,
            int dxo, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            FloatVector v = fromArray(SPECIES, x, xo + i);
            VectorMask<Float> inside = v.compare(VectorOperators.GE, low).and(v.compare(VectorOperators.LE, high));
            broadcast(SPECIES, 0).blend(fromArray(SPECIES, dy, dyo + i).mul(factor), inside).intoArray(dx, dxo + i);
        }
        super.within(low, high, factor, dy, dyo + i, x, xo + i, dx, dxo + i, n - i);
    }

    @Override
    public void hardtanhGradient(float low, float high, float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo,
            int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            FloatVector v = fromArray(SPECIES, x, xo + i);
            VectorMask<Float> flat = v.compare(VectorOperators.LE, low).or(v.compare(VectorOperators.GE, high));
            fromArray(SPECIES, dy, dyo + i).blend(0, flat).intoArray(dx, dxo + i);
        }
        super.hardtanhGradient(low, high, dy, dyo + i, x, xo + i, dx, dxo + i, n - i);
    }

    @Override
    public void hardsigmoid(float[] x, int xo, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            fromArray(SPECIES, x, xo + i).add(3).max(0).min(6).div(6).intoArray(y, yo + i);
        }
        super.hardsigmoid(x, xo + i, y, yo + i, n - i);
    }

    @Override
    public void hardswish(float[] x, int xo, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            FloatVector v = fromArray(SPECIES, x, xo + i).max(-3);
            v.add(3).min(6).div(6).mul(v).intoArray(y, yo + i);
        }
        super.hardswish(x, xo + i, y, yo + i, n - i);
    }

    @Override
    public void hardswishGradient(float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            FloatVector v = fromArray(SPECIES, x, xo + i);
            FloatVector slope = broadcast(SPECIES, 1).blend(v.div(3).add(0.5f), v.compare(VectorOperators.LT, 3));
            fromArray(SPECIES, dy, dyo + i).mul(slope).blend(0, v.compare(VectorOperators.LE, -3))
                    .intoArray(dx, dxo + i);
        }
        super.hardswishGradient(dy, dyo + i, x, xo + i, dx, dxo + i, n - i);
    }

    @Override
    public void softsign(float[] x, int xo, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            FloatVector v = fromArray(SPECIES, x, xo + i).min(Float.MAX_VALUE).max(-Float.MAX_VALUE);
            v.div(v.abs().add(1)).intoArray(y, yo + i);
        }
        super.softsign(x, xo + i, y, yo + i, n - i);
    }

    @Override
    public void softsignGradient(float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            FloatVector d = fromArray(SPECIES, x, xo + i).abs().add(1);
            fromArray(SPECIES, dy, dyo + i).div(d).div(d).intoArray(dx, dxo + i);
        }
        super.softsignGradient(dy, dyo + i, x, xo + i, dx, dxo + i, n - i);
    }

    // The loops that call functions stand in methods of their own, as in VectorElementary.

    @Override
    public void elu(float below, float rate, float above, float[] x, int xo, float[] y, int yo, int n) {
        int end = SPECIES.loopBound(n);
        if (end > 0) {
            wholeElu(below, rate, above, x, xo, y, yo, end);
        }
        super.elu(below, rate, above, x, xo + end, y, yo + end, n - end);
    }

    private static void wholeElu(float below, float rate, float above, float[] x, int xo, float[] y, int yo, int end) {
        for (int i = 0; i < end; i += LENGTH) {
            FloatVector v = fromArray(SPECIES, x, xo + i);
            FloatVector curve = VectorExponentials.expm1(v.mul(rate)).mul(below);
            curve.blend(v.mul(above), v.compare(VectorOperators.GT, 0)).intoArray(y, yo + i);
        }
    }

    @Override
    public void eluGradient(float below, float rate, float above, float[] dy, int dyo, float[] x, int xo, float[] dx,
            int dxo, int n) {
        int end = SPECIES.loopBound(n);
        if (end > 0) {
            wholeEluGradient(below, rate, above, dy, dyo, x, xo, dx, dxo, end);
        }
        super.eluGradient(below, rate, above, dy, dyo + end, x, xo + end, dx, dxo + end, n - end);
    }

    private static void wholeEluGradient(float below, float rate, float above, float[] dy, int dyo, float[] x, int xo,
            float[] dx, int dxo, int end) {
        for (int i = 0; i < end; i += LENGTH) {
            FloatVector v = fromArray(SPECIES, x, xo + i);
            FloatVector slope = VectorExponentials.exp(v.mul(rate)).mul(below);
            broadcast(SPECIES, above).blend(slope, v.compare(VectorOperators.LE, 0))
                    .mul(fromArray(SPECIES, dy, dyo + i)).intoArray(dx, dxo + i);
        }
    }

    @Override
    public void softplus(float beta, float threshold, float[] x, int xo, float[] y, int yo, int n) {
        int end = SPECIES.loopBound(n);
        if (end > 0) {
            wholeSoftplus(beta, threshold, x, xo, y, yo, end);
        }
        super.softplus(beta, threshold, x, xo + end, y, yo + end, n - end);
    }

    private static void wholeSoftplus(float beta, float threshold, float[] x, int xo, float[] y, int yo, int end) {
        for (int i = 0; i < end; i += LENGTH) {
            FloatVector v = fromArray(SPECIES, x, xo + i);
            FloatVector scaled = v.mul(beta);
            FloatVector curve = VectorActivations.softplus(scaled).div(beta);
            curve.blend(v, scaled.compare(VectorOperators.GT, threshold)).intoArray(y, yo + i);
        }
    }

    @Override
    public void softplusGradient(float beta, float threshold, float[] dy, int dyo, float[] x, int xo, float[] dx,
            int dxo, int n) {
        int end = SPECIES.loopBound(n);
        if (end > 0) {
            wholeSoftplusGradient(beta, threshold, dy, dyo, x, xo, dx, dxo, end);
        }
        super.softplusGradient(beta, threshold, dy, dyo + end, x, xo + end, dx, dxo + end, n - end);
    }

    private static void wholeSoftplusGradient(float beta, float threshold, float[] dy, int dyo, float[] x, int xo,
            float[] dx, int dxo, int end) {
        for (int i = 0; i < end; i += LENGTH) {
            FloatVector scaled = fromArray(SPECIES, x, xo + i).mul(beta);
            FloatVector slope = VectorExponentials.sigmoid(scaled);
            slope.blend(1, scaled.compare(VectorOperators.GT, threshold)).mul(fromArray(SPECIES, dy, dyo + i))
                    .intoArray(dx, dxo + i);
        }
    }
}
