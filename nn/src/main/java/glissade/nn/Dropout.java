package glissade.nn;

import glissade.autograd.Mode;
import glissade.autograd.Variable;
import glissade.tensor.RandomStream;

/// In training, each element becomes 0 with probability p, and the others are divided by 1 − p, so that the mean stays;
/// at test time the input passes as it is. Shape: any → same.
///
/// Which elements are dropped is drawn from a stream of the layer's own, whose position is part of the state of a run
/// ([Stateful#streams()]).
///
/// Source: Srivastava and others, "Dropout: a simple way to prevent neural networks from overfitting", JMLR 15, 2014;
/// the scaling in training is its section 10 ("inverted").
///
/// @param probability p, from 0 to less than 1
/// @param random the stream
public record Dropout(double probability, RandomStream random) implements Layer {

    /// Checks the probability.
    ///
    /// @throws IllegalArgumentException if it is not from 0 to less than 1
    public Dropout {
        requireProbability("Dropout", probability);
    }

    /// A layer with a stream of its own, which a draw from `random` chooses.
    ///
    /// @throws IllegalArgumentException if the probability is not from 0 to less than 1
    public static Dropout init(double probability, RandomStream random) {
        return new Dropout(probability, random.split(random.bits()));
    }

    @Override
    public Variable forward(Variable x) {
        if (probability == 0 || !Mode.isTraining()) {
            return Calls.output(this, x); // no operation, so it says that it was here
        }
        var kept = random.bernoulli(x.shape(), 1 - probability).toTensor();
        return x.mul(kept.mul(1 / (1 - probability)));
    }

    static void requireProbability(String layer, double probability) {
        if (!(probability >= 0 && probability < 1)) {
            throw new IllegalArgumentException(
                    layer + ": the probability is " + probability + ", must be 0 or more and less than 1");
        }
    }

    /// `Dropout(0.5)`
    @Override
    public String toString() {
        return "Dropout(" + probability + ")";
    }
}
