package glissade.nn;

import glissade.autograd.Mode;
import glissade.autograd.Variable;
import glissade.tensor.RandomStream;

/// [Dropout] that keeps mean and variance after [Activation#SELU]: in training an element becomes `−λα`, selu's limit, with
/// probability p, and all are then scaled by a and shifted by b. Shape: any → same.
///
/// `a = 1 / √((1 − p) · (1 + p · (λα)²))`, `b = a · p · λα`.
///
/// Source: Klambauer and others, "Self-normalizing neural networks", NIPS 2017, section 2.
///
/// @param probability p, from 0 to less than 1
/// @param random the stream
public record AlphaDropout(double probability, RandomStream random) implements Layer {

    /// λα.
    private static final double LIMIT = 1.7580993408473766;

    /// Checks the probability.
    ///
    /// @throws IllegalArgumentException if it is not from 0 to less than 1
    public AlphaDropout {
        Dropout.requireProbability("AlphaDropout", probability);
    }

    /// A layer with a stream of its own, which a draw from `random` chooses.
    ///
    /// @throws IllegalArgumentException if the probability is not from 0 to less than 1
    public static AlphaDropout init(double probability, RandomStream random) {
        Dropout.requireProbability("AlphaDropout", probability); // before the draw
        return new AlphaDropout(probability, random.split(random.bits()));
    }

    @Override
    public Variable forward(Variable x) {
        if (probability == 0 || !Mode.isTraining()) {
            return Calls.output(this, x); // no operation, so it says that it was here
        }
        double a = 1 / Math.sqrt((1 - probability) * (1 + probability * LIMIT * LIMIT));
        var kept = random.bernoulli(x.shape(), 1 - probability);
        return x.maskedFill(kept.not(), -LIMIT).mul(a).add(a * probability * LIMIT);
    }

    /// `AlphaDropout(0.5)`
    @Override
    public String toString() {
        return "AlphaDropout(" + probability + ")";
    }
}
