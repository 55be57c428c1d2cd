package glissade.tensor.kernel;

import static glissade.tensor.kernel.VectorElementary.LENGTH;
import static glissade.tensor.kernel.VectorElementary.MASKS;
import static glissade.tensor.kernel.VectorElementary.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// [AdamLoop] with vectors, for short params: the same bits. What C2 makes of the plain loop begins and ends with elements one by one, which
/// for a hundred of them is half of the time; for long ones it is the better one. Thread-safe.
final class VectorAdamLoop extends AdamLoop {

    private static final int LONG = 2048;

    @Override
    public void move(float[] x, float[] gradient, float[] m, float[] v, int from, int to, Numbers n) {
        if (!MASKS || to - from >= LONG) {
            super.move(x, gradient, m, v, from, to, n);
            return;
        }
        int i = from;
        for (; i <= to - LENGTH; i += LENGTH) {
            FloatVector p = fromArray(SPECIES, x, i);
            FloatVector g = fromArray(SPECIES, gradient, i).mul(n.sign()).add(p.mul(n.decay()));
            FloatVector mean = fromArray(SPECIES, m, i).mul(n.b1()).add(g.mul(n.a1()));
            FloatVector square = fromArray(SPECIES, v, i).mul(n.b2()).add(g.mul(n.a2()).mul(g));
            mean.intoArray(m, i);
            square.intoArray(v, i);
            FloatVector divisor = square.add(n.inside()).sqrt().mul(n.root()).add(n.epsilon());
            p.mul(n.keep()).sub(mean.mul(n.rate()).div(divisor)).intoArray(x, i);
        }
        if (i < to) {
            some(x, gradient, m, v, i, to, n);
        }
    }

    /// Fewer than a vector.
    private static void some(float[] x, float[] gradient, float[] m, float[] v, int i, int to, Numbers n) {
        VectorMask<Float> some = SPECIES.indexInRange(i, to);
        FloatVector p = fromArray(SPECIES, x, i, some);
        FloatVector g = fromArray(SPECIES, gradient, i, some).mul(n.sign()).add(p.mul(n.decay()));
        FloatVector mean = fromArray(SPECIES, m, i, some).mul(n.b1()).add(g.mul(n.a1()));
        FloatVector square = fromArray(SPECIES, v, i, some).mul(n.b2()).add(g.mul(n.a2()).mul(g));
        mean.intoArray(m, i, some);
        square.intoArray(v, i, some);
        FloatVector divisor = square.add(n.inside()).sqrt().mul(n.root()).add(n.epsilon());
        p.mul(n.keep()).sub(mean.mul(n.rate()).div(divisor)).intoArray(x, i, some);
    }
}
