package glissade.tensor.kernel;

import static glissade.tensor.kernel.VectorElementary.LENGTH;
import static glissade.tensor.kernel.VectorElementary.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;

/// [NormLoops] with vectors: the same bits at any width. Thread-safe.
public class VectorNormLoops extends NormLoops {

    @Override
    public void centre(float[] x, int xo, float high, float low, float scale, float[] z, int zo, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            fromArray(SPECIES, x, xo + i).sub(high).sub(low).mul(scale).intoArray(z, zo + i);
        }
        super.centre(x, xo + i, high, low, scale, z, zo + i, n - i);
    }

    @Override
    public void affine(float[] x, int xo, float high, float low, float scale, float[] weight, float[] bias, int c,
            float[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            fromArray(SPECIES, x, xo + i).sub(high).sub(low).mul(scale)
                    .fma(fromArray(SPECIES, weight, c + i), fromArray(SPECIES, bias, c + i)).intoArray(y, yo + i);
        }
        super.affine(x, xo + i, high, low, scale, weight, bias, c + i, y, yo + i, n - i);
    }

    @Override
    public void affine(float[] x, int xo, float high, float low, float scale, float weight, float bias, float[] y,
            int yo, int n) {
        FloatVector weights = broadcast(SPECIES, weight);
        FloatVector biases = broadcast(SPECIES, bias);
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            fromArray(SPECIES, x, xo + i).sub(high).sub(low).mul(scale).fma(weights, biases).intoArray(y, yo + i);
        }
        super.affine(x, xo + i, high, low, scale, weight, bias, y, yo + i, n - i);
    }

    @Override
    public void weigh(float[] dy, int dyo, float[] weight, int c, float[] g, int go, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            fromArray(SPECIES, dy, dyo + i).mul(fromArray(SPECIES, weight, c + i)).intoArray(g, go + i);
        }
        super.weigh(dy, dyo + i, weight, c + i, g, go + i, n - i);
    }

    @Override
    public void weigh(float[] dy, int dyo, float weight, float[] g, int go, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            fromArray(SPECIES, dy, dyo + i).mul(weight).intoArray(g, go + i);
        }
        super.weigh(dy, dyo + i, weight, g, go + i, n - i);
    }

    @Override
    public void accumulate(float[] dy, int dyo, float[] z, int zo, float[] sums, int so, float[] others, int oo,
            int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            FloatVector d = fromArray(SPECIES, dy, dyo + i);
            d.fma(fromArray(SPECIES, z, zo + i), fromArray(SPECIES, sums, so + i)).intoArray(sums, so + i);
            fromArray(SPECIES, others, oo + i).add(d).intoArray(others, oo + i);
        }
        super.accumulate(dy, dyo + i, z, zo + i, sums, so + i, others, oo + i, n - i);
    }

    @Override
    public void pull(float[] g, int go, float mean, float slope, float scale, float[] z, int zo, int n) {
        FloatVector slopes = broadcast(SPECIES, -slope);
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            FloatVector d = fromArray(SPECIES, g, go + i).sub(mean);
            slopes.fma(fromArray(SPECIES, z, zo + i), d).mul(scale).intoArray(z, zo + i);
        }
        super.pull(g, go + i, mean, slope, scale, z, zo + i, n - i);
    }
}
