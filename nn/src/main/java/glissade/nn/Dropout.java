package glissade.nn;

import glissade.autograd.Mode;
import glissade.autograd.Variable;
import glissade.autograd.memory.GraphMemory;
import glissade.tensor.Mask;
import glissade.tensor.RandomStream;
import glissade.tensor.kernel.Pool;
import glissade.tensor.kernel.Kernels;
import glissade.tensor.kernel.Parallel;
import glissade.tensor.kernel.TensorAccess;

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

    private static final int GRAIN = 1 << 17;

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
        requireProbability("Dropout", probability); // before the draw
        return new Dropout(probability, random.split(random.bits()));
    }

    @Override
    public Variable forward(Variable x) {
        if (probability == 0 || !Mode.isTraining()) {
            return Calls.output(this, x); // no operation, so it says that it was here
        }
        return drop(x, random.bernoulli(x.shape(), 1 - probability), (float) (1 / (1 - probability)));
    }

    /// `y = x · factor` where the mask is true, else `x · 0`: linear, so the gradient is the same of `dy`. Of the input nothing is kept.
    private static Variable drop(Variable x, Mask kept, float factor) {
        float[] in = TensorAccess.array(x.value());
        boolean[] stays = TensorAccess.array(kept);
        float[] y = Pool.take(x.shape());
        Parallel.range(y.length, GRAIN,
                (from, to) -> Kernels.active().piecewise().keep(stays, factor, in, from, y, from, to - from));
        return Variable.record("dropout", TensorAccess.wrap(x.shape(), y),
                GraphMemory.pull(x, dy -> drop(dy, kept, factor)));
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
