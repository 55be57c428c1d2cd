package glissade.tensor.kernel;

import static glissade.tensor.kernel.VectorElementary.LENGTH;
import static glissade.tensor.kernel.VectorElementary.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;

/// [AdamLoop] with vectors, for short params: the same bits. What C2 makes of the plain loop begins and ends with elements one by one, which
/// for a hundred of them is half of the time; for long ones it is the better one. Thread-safe.
final class VectorAdamLoop extends AdamLoop {

    private static final int LONG = 2048;

    @Override
    public void move(float[] x, float[] gradient, float[] m, float[] v, int from, int to, Numbers n) {
        if (to - from < LENGTH || to - from >= LONG) {
            super.move(x, gradient, m, v, from, to, n);
            return;
        }
        // the last vector, which may overlap the one before: read before that one moves its elements, it moves them to the same place
        int last = to - LENGTH;
        FloatVector lastP = fromArray(SPECIES, x, last);
        FloatVector lastG = fromArray(SPECIES, gradient, last).mul(n.sign()).add(lastP.mul(n.decay()));
        FloatVector lastMean = fromArray(SPECIES, m, last).mul(n.b1()).add(lastG.mul(n.a1()));
        FloatVector lastSquare = fromArray(SPECIES, v, last).mul(n.b2()).add(lastG.mul(n.a2()).mul(lastG));
        for (int i = from; i < last; i += LENGTH) {
            FloatVector p = fromArray(SPECIES, x, i);
            FloatVector g = fromArray(SPECIES, gradient, i).mul(n.sign()).add(p.mul(n.decay()));
            FloatVector mean = fromArray(SPECIES, m, i).mul(n.b1()).add(g.mul(n.a1()));
            FloatVector square = fromArray(SPECIES, v, i).mul(n.b2()).add(g.mul(n.a2()).mul(g));
            mean.intoArray(m, i);
            square.intoArray(v, i);
            FloatVector divisor = square.add(n.inside()).sqrt().mul(n.root()).add(n.epsilon());
            p.mul(n.keep()).sub(mean.mul(n.rate()).div(divisor)).intoArray(x, i);
        }
        lastMean.intoArray(m, last);
        lastSquare.intoArray(v, last);
        FloatVector divisor = lastSquare.add(n.inside()).sqrt().mul(n.root()).add(n.epsilon());
        lastP.mul(n.keep()).sub(lastMean.mul(n.rate()).div(divisor)).intoArray(x, last);
    }
}
