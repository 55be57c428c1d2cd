package glissade.tensor.kernel;

/// The loop of Adam over the elements `from` to `to − 1` of a param, plain: the definition.
///
///     g ← sign · gradient + decay · x
///     m ← b1 · m + a1 · g
///     v ← b2 · v + a2 · g · g
///     x ← keep · x − rate · m / (√(v + inside) · root + epsilon)
///
/// Each operation is rounded by itself, from left to right. Thread-safe.
public class AdamLoop {

    /// Moves the elements.
    public void move(float[] x, float[] gradient, float[] m, float[] v, int from, int to, Numbers n) {
        float sign = n.sign;
        float decay = n.decay;
        float b1 = n.b1;
        float a1 = n.a1;
        float b2 = n.b2;
        float a2 = n.a2;
        float keep = n.keep;
        float rate = n.rate;
        float inside = n.inside;
        float root = n.root;
        float epsilon = n.epsilon;
        // each element is read once and written once, at the end: to read a param after the means were stored costs up to a third, depending on
        // how the arrays lie to each other
        for (int i = from; i < to; i++) {
            float p = x[i];
            float g = sign * gradient[i] + decay * p;
            float mean = b1 * m[i] + a1 * g;
            float square = b2 * v[i] + a2 * g * g;
            m[i] = mean;
            v[i] = square;
            x[i] = keep * p - rate * mean / ((float) Math.sqrt(square + inside) * root + epsilon);
        }
    }

    /// What is the same for all elements of a step.
    public record Numbers(float sign, float decay, float b1, float a1, float b2, float a2, float keep, float rate,
            float inside, float root, float epsilon) {
    }
}
