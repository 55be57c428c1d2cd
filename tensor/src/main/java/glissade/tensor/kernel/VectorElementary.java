package glissade.tensor.kernel;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// [Elementary] with vectors: the same operations on each lane, hence the same bits at any width. Without state, hence
/// thread-safe.
public class VectorElementary extends Elementary {

    /// The widest vectors of this machine, up to the 512 bits that the reductions' 64 lanes are made for.
    static final VectorSpecies<Float> SPECIES =
            FloatVector.SPECIES_PREFERRED.length() <= 16 ? FloatVector.SPECIES_PREFERRED : FloatVector.SPECIES_512;
    static final int LENGTH = SPECIES.length();
    /// Whether the last, partial vector of a loop is worth a mask: where vectors have 128 bits, masks are mostly
    /// emulated.
    static final boolean MASKS = LENGTH >= 8;

    // The loops that call functions stand in methods of their own, entered only if there is a whole vector: then C2
    // always finds the call hot. In the public method, many short arrays would make it look cold.

    @Override
    public void exp(float[] x, int xo, float[] y, int yo, int n) {
        int end = end(x, y, n);
        if (end > 0) {
            VectorExponentials.exp(x, xo, y, yo, n, end);
        }
        super.exp(x, xo + end, y, yo + end, n - end);
    }

    @Override
    public void log(float[] x, int xo, float[] y, int yo, int n) {
        int end = end(x, y, n);
        if (end > 0) {
            VectorExponentials.log(x, xo, y, yo, n, end);
        }
        super.log(x, xo + end, y, yo + end, n - end);
    }

    @Override
    public void expm1(float[] x, int xo, float[] y, int yo, int n) {
        int end = end(x, y, n);
        if (end > 0) {
            VectorExponentials.expm1(x, xo, y, yo, n, end);
        }
        super.expm1(x, xo + end, y, yo + end, n - end);
    }

    @Override
    public void log1p(float[] x, int xo, float[] y, int yo, int n) {
        int end = end(x, y, n);
        if (end > 0) {
            VectorExponentials.log1p(x, xo, y, yo, n, end);
        }
        super.log1p(x, xo + end, y, yo + end, n - end);
    }

    @Override
    public void tanh(float[] x, int xo, float[] y, int yo, int n) {
        int end = end(x, y, n);
        if (end > 0) {
            VectorExponentials.tanh(x, xo, y, yo, n, end);
        }
        super.tanh(x, xo + end, y, yo + end, n - end);
    }

    @Override
    public void sigmoid(float[] x, int xo, float[] y, int yo, int n) {
        int end = end(x, y, n);
        if (end > 0) {
            VectorExponentials.sigmoid(x, xo, y, yo, n, end);
        }
        super.sigmoid(x, xo + end, y, yo + end, n - end);
    }

    @Override
    public void sin(float[] x, int xo, float[] y, int yo, int n) {
        int end = VectorWide.end(x, y, n);
        if (end > 0) {
            VectorTrigonometry.sin(x, xo, y, yo, n, end);
        }
        super.sin(x, xo + end, y, yo + end, n - end);
    }

    @Override
    public void cos(float[] x, int xo, float[] y, int yo, int n) {
        int end = VectorWide.end(x, y, n);
        if (end > 0) {
            VectorTrigonometry.cos(x, xo, y, yo, n, end);
        }
        super.cos(x, xo + end, y, yo + end, n - end);
    }

    @Override
    public void tan(float[] x, int xo, float[] y, int yo, int n) {
        int end = VectorWide.end(x, y, n);
        if (end > 0) {
            VectorTrigonometry.tan(x, xo, y, yo, n, end);
        }
        super.tan(x, xo + end, y, yo + end, n - end);
    }

    @Override
    public void asin(float[] x, int xo, float[] y, int yo, int n) {
        int end = VectorWide.end(x, y, n);
        if (end > 0) {
            VectorArcs.asin(x, xo, y, yo, n, end);
        }
        super.asin(x, xo + end, y, yo + end, n - end);
    }

    @Override
    public void acos(float[] x, int xo, float[] y, int yo, int n) {
        int end = VectorWide.end(x, y, n);
        if (end > 0) {
            VectorArcs.acos(x, xo, y, yo, n, end);
        }
        super.acos(x, xo + end, y, yo + end, n - end);
    }

    @Override
    public void atan(float[] x, int xo, float[] y, int yo, int n) {
        int end = VectorWide.end(x, y, n);
        if (end > 0) {
            VectorArcs.atan(x, xo, y, yo, n, end);
        }
        super.atan(x, xo + end, y, yo + end, n - end);
    }

    @Override
    public void sinh(float[] x, int xo, float[] y, int yo, int n) {
        int end = VectorWide.end(x, y, n);
        if (end > 0) {
            VectorHyperbolic.sinh(x, xo, y, yo, n, end);
        }
        super.sinh(x, xo + end, y, yo + end, n - end);
    }

    @Override
    public void cosh(float[] x, int xo, float[] y, int yo, int n) {
        int end = VectorWide.end(x, y, n);
        if (end > 0) {
            VectorHyperbolic.cosh(x, xo, y, yo, n, end);
        }
        super.cosh(x, xo + end, y, yo + end, n - end);
    }

    @Override
    public void erf(float[] x, int xo, float[] y, int yo, int n) {
        int end = VectorWide.end(x, y, n);
        if (end > 0) {
            VectorErrorFunction.erf(x, xo, y, yo, n, end);
        }
        super.erf(x, xo + end, y, yo + end, n - end);
    }

    @Override
    public void gelu(float[] x, int xo, float[] y, int yo, int n) {
        int end = VectorWide.end(x, y, n);
        if (end > 0) {
            VectorErrorFunction.gelu(x, xo, y, yo, n, end);
        }
        super.gelu(x, xo + end, y, yo + end, n - end);
    }

    @Override
    public void geluTanh(float[] x, int xo, float[] y, int yo, int n) {
        int end = VectorWide.end(x, y, n);
        if (end > 0) {
            VectorActivations.geluTanh(x, xo, y, yo, n, end);
        }
        super.geluTanh(x, xo + end, y, yo + end, n - end);
    }

    @Override
    public void silu(float[] x, int xo, float[] y, int yo, int n) {
        int end = VectorWide.end(x, y, n);
        if (end > 0) {
            VectorActivations.silu(x, xo, y, yo, n, end);
        }
        super.silu(x, xo + end, y, yo + end, n - end);
    }

    @Override
    public void mish(float[] x, int xo, float[] y, int yo, int n) {
        int end = VectorWide.end(x, y, n);
        if (end > 0) {
            VectorActivations.mish(x, xo, y, yo, n, end);
        }
        super.mish(x, xo + end, y, yo + end, n - end);
    }

    @Override
    public void softplus(float[] x, int xo, float[] y, int yo, int n) {
        int end = end(x, y, n);
        if (end > 0) {
            VectorActivations.softplus(x, xo, y, yo, n, end);
        }
        super.softplus(x, xo + end, y, yo + end, n - end);
    }

    @Override
    public void logSigmoid(float[] x, int xo, float[] y, int yo, int n) {
        int end = end(x, y, n);
        if (end > 0) {
            VectorActivations.logSigmoid(x, xo, y, yo, n, end);
        }
        super.logSigmoid(x, xo + end, y, yo + end, n - end);
    }

    @Override
    public void erfGradient(float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo, int n) {
        int end = VectorWide.whole(n);
        if (end > 0) {
            VectorErrorFunction.erfSlope(dy, dyo, x, xo, dx, dxo, end);
        }
        super.erfGradient(dy, dyo + end, x, xo + end, dx, dxo + end, n - end);
    }

    @Override
    public void geluGradient(float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo, int n) {
        int end = VectorWide.whole(n);
        if (end > 0) {
            VectorErrorFunction.geluSlope(dy, dyo, x, xo, dx, dxo, end);
        }
        super.geluGradient(dy, dyo + end, x, xo + end, dx, dxo + end, n - end);
    }

    @Override
    public void geluTanhGradient(float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo, int n) {
        int end = VectorWide.whole(n);
        if (end > 0) {
            VectorActivations.geluTanhSlope(dy, dyo, x, xo, dx, dxo, end);
        }
        super.geluTanhGradient(dy, dyo + end, x, xo + end, dx, dxo + end, n - end);
    }

    @Override
    public void siluGradient(float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo, int n) {
        int end = VectorWide.whole(n);
        if (end > 0) {
            VectorActivations.siluSlope(dy, dyo, x, xo, dx, dxo, end);
        }
        super.siluGradient(dy, dyo + end, x, xo + end, dx, dxo + end, n - end);
    }

    @Override
    public void logSigmoidGradient(float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo, int n) {
        int end = SPECIES.loopBound(n);
        if (end > 0) {
            VectorActivations.logSigmoidSlope(dy, dyo, x, xo, dx, dxo, end);
        }
        super.logSigmoidGradient(dy, dyo + end, x, xo + end, dx, dxo + end, n - end);
    }

    @Override
    public void softplusGradient(float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo, int n) {
        int end = SPECIES.loopBound(n);
        if (end > 0) {
            VectorActivations.softplusSlope(dy, dyo, x, xo, dx, dxo, end);
        }
        super.softplusGradient(dy, dyo + end, x, xo + end, dx, dxo + end, n - end);
    }

    @Override
    public void mishGradient(float[] dy, int dyo, float[] x, int xo, float[] dx, int dxo, int n) {
        int end = VectorWide.whole(n);
        if (end > 0) {
            VectorActivations.mishSlope(dy, dyo, x, xo, dx, dxo, end);
        }
        super.mishGradient(dy, dyo + end, x, xo + end, dx, dxo + end, n - end);
    }

    @Override
    public void pow(float[] x, int xo, float[] p, int po, float[] y, int yo, int n) {
        int end = VectorWide.whole(n);
        if (end > 0) {
            VectorPowers.pow(x, xo, p, po, y, yo, end);
        }
        super.pow(x, xo + end, p, po + end, y, yo + end, n - end);
    }

    @Override
    public void pow(float[] x, int xo, float p, float[] y, int yo, int n) {
        int end = VectorWide.whole(n);
        if (end > 0) {
            VectorPowers.pow(x, xo, p, y, yo, end);
        }
        super.pow(x, xo + end, p, y, yo + end, n - end);
    }

    @Override
    public void powOf(float base, float[] p, int po, float[] y, int yo, int n) {
        int end = VectorWide.whole(n);
        if (end > 0) {
            VectorPowers.powOf(base, p, po, y, yo, end);
        }
        super.powOf(base, p, po + end, y, yo + end, n - end);
    }

    /// How many of `n` elements vectors can take: all if there is at least one vector, since the last may overlap the
    /// one before. Not in place, where the function would be taken twice.
    static int end(float[] x, float[] y, int n) {
        return n >= LENGTH && x != y ? n : SPECIES.loopBound(n);
    }

    // Left to itself, C2 keeps these loops scalar: for all it knows, arrays that begin at different offsets overlap.

    @Override
    public void sqrt(float[] x, int xo, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            fromArray(SPECIES, x, xo + i).sqrt().intoArray(y, yo + i);
        }
        super.sqrt(x, xo + i, y, yo + i, n - i);
    }

    @Override
    public void rsqrt(float[] x, int xo, float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            broadcast(SPECIES, 1).div(fromArray(SPECIES, x, xo + i).sqrt()).intoArray(y, yo + i);
        }
        super.rsqrt(x, xo + i, y, yo + i, n - i);
    }

    @Override
    public void tanhGradient(float[] dy, int dyo, float[] y, int yo, float[] dx, int dxo, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            FloatVector v = fromArray(SPECIES, y, yo + i);
            FloatVector slope = v.neg().fma(v, broadcast(SPECIES, 1));
            fromArray(SPECIES, dy, dyo + i).mul(slope).intoArray(dx, dxo + i);
        }
        super.tanhGradient(dy, dyo + i, y, yo + i, dx, dxo + i, n - i);
    }

    @Override
    public void sigmoidGradient(float[] dy, int dyo, float[] y, int yo, float[] dx, int dxo, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            FloatVector v = fromArray(SPECIES, y, yo + i);
            FloatVector slope = v.mul(broadcast(SPECIES, 1).sub(v));
            fromArray(SPECIES, dy, dyo + i).mul(slope).intoArray(dx, dxo + i);
        }
        super.sigmoidGradient(dy, dyo + i, y, yo + i, dx, dxo + i, n - i);
    }

    @Override
    public void reluGradient(float[] dy, int dyo, float[] y, int yo, float[] dx, int dxo, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            VectorMask<Float> off = fromArray(SPECIES, y, yo + i).compare(VectorOperators.LE, 0);
            fromArray(SPECIES, dy, dyo + i).blend(0, off).intoArray(dx, dxo + i);
        }
        super.reluGradient(dy, dyo + i, y, yo + i, dx, dxo + i, n - i);
    }
}
