package glissade.nn;

import glissade.tensor.RandomStream;
import glissade.tensor.Shape;
import glissade.tensor.Tensor;

/// [Init#truncatedNormal]: a number drawn evenly between the bounds is taken with the probability that its density has, compared
/// with the greatest density there; else another is drawn. This works as well far from the mean as around it.
record TruncatedNormal(double mean, double std, double low, double high) implements Init {

    /// Farther out a normal draw does not come.
    private static final double FAR = 10;

    @Override
    public Tensor draw(Shape shape, RandomStream random) {
        double from = (low - mean) / std;
        double to = (high - mean) / std;
        // the point of the greatest density
        double top = from > 0 ? from : Math.min(to, 0);
        from = Math.max(from, top - FAR);
        to = Math.min(to, top + FAR);
        float[] values = new float[shape.elements()];
        for (int i = 0; i < values.length; i++) {
            double z;
            do {
                z = from + (to - from) * uniform(random);
            } while (uniform(random) >= StrictMath.exp((top * top - z * z) / 2));
            // the bounds are far from the mean in deviations, and so rounded: a draw at one could lie beyond it
            values[i] = (float) Math.min(Math.max(mean + std * z, low), high);
        }
        return Tensor.of(shape, values);
    }

    /// From 0 to less than 1.
    private static double uniform(RandomStream random) {
        return (random.bits() >>> 11) * 0x1p-53;
    }
}
